"""The page that makes a link and a code, and the public page that asks for the code."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import WithdrawOutside
from casefiles.actions.outside import send as sending
from casefiles.models import OutsideHandover
from forms import limits
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.factories.outside import send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def drawn(monkeypatch):
    monkeypatch.setattr(sending, "outside_pdf", lambda action: b"%PDF-1.7 fictif")


@pytest.fixture
def own(client_for, case_manager):
    return client_for(case_manager)


def page_of(case_file):
    return reverse("casefiles:outside", args=[case_file.pk])


def public(token):
    return reverse("outside:open", args=[token])


def typed(**changes):
    days = {"informed_on": f"{make.day(1)}", "agreed_on": f"{make.day(0)}", "days": "3"}
    words = {"recipient": "Maison fictive", "why": "Elle déménage", "parts": ["plan"]}
    return days | words | changes


def test_the_keys_are_shown_once_then_the_sending_is_taken_back(own, case_file):
    answer = own.post(page_of(case_file), typed())
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    path = re.search(r'value="http://testserver(/relais/[^"]+)"', page)[1]
    code = re.search(r'id="code" value="([^"]+)"', page)[1]
    assert "pas par le même message" in page
    again = own.get(page_of(case_file)).content.decode()
    assert path not in again
    assert code not in again
    assert "Maison fictive" in again
    got = Client().post(path, {"code": code.lower()})
    assert b"".join(got.streaming_content) == b"%PDF-1.7 fictif"
    assert "attachment" in got["Content-Disposition"]
    handover = reverse("casefiles:handover_new", args=[case_file.pk])
    assert "1 téléchargement sur&nbsp;3" in own.get(handover).content.decode()
    row = OutsideHandover.objects.get()
    away = reverse("casefiles:outside_withdraw", args=[case_file.pk, row.pk])
    assert "son lien ne s’ouvre plus" in own.post(away, follow=True).content.decode()
    assert Client().get(path).status_code == 404


def test_the_page_of_the_keys_loaded_again_makes_no_second_sending(own, case_file):
    sent = typed(key=str(uuid.uuid4()))
    own.post(page_of(case_file), sent)
    again = own.post(page_of(case_file), sent)
    assert again.status_code == 422
    assert "Cet envoi est déjà fait" in again.content.decode()
    row = OutsideHandover.objects.get()
    WithdrawOutside(row.author, row).execute()
    assert own.post(page_of(case_file), sent).status_code == 200
    assert OutsideHandover.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"parts": []}, "Cochez au moins une partie"),
        ({"recipient": ""}, "Choisissez un service de l’annuaire, ou écrivez qui reçoit"),
        ({"days": "31"}, "Le lien reste ouvert de 1 à 30 jours."),
        ({"informed_on": f"{make.day(0)}", "agreed_on": f"{make.day(1)}"}, "d’abord informée"),
        ({"parts": ["notes"]}, "ne s’envoie pas"),
    ],
)
def test_what_lacks_is_said_and_nothing_typed_is_lost(own, case_file, change, said):
    answer = own.post(page_of(case_file), typed(**change))
    page = answer.content.decode()
    assert (answer.status_code, said in page, "Elle déménage" in page) == (422, True, True)
    assert not OutsideHandover.objects.exists()


def test_out_of_sight_for_a_colleague(client_for, colleague, case_manager, case_file):
    row = send(case_manager, case_file).row
    theirs = client_for(colleague)
    assert theirs.get(page_of(case_file)).status_code == 404
    assert theirs.post(page_of(case_file), typed()).status_code == 404
    away = reverse("casefiles:outside_withdraw", args=[case_file.pk, row.pk])
    assert theirs.post(away).status_code == 404


def test_as_many_questions_for_ten_as_for_one(own, case_manager, case_file):
    def questions():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            own.get(page_of(case_file))
        return len(asked)

    send(case_manager, case_file)
    questions()
    one = questions()
    for _n in range(4):
        send(case_manager, case_file)
    assert questions() == one


class TestPublicPage:
    def test_it_says_nothing_and_tells_nobody(self, case_manager, case_file):
        _row, token, _code = send(case_manager, case_file)
        answer = Client().get(public(token))
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        page = answer.content.decode()
        person = case_file.person
        for hidden in (person.last_name, person.first_name, case_file.reference, "Maison", token):
            assert hidden not in page
        assert not JournalEntry.objects.filter(action__in=["outside.opened", "outside.wrong_code"]).exists()

    def test_every_reason_not_to_open_reads_the_same(self, case_manager, case_file):
        gone, closed, used = (send(case_manager, case_file) for _n in range(3))
        WithdrawOutside(case_manager, gone.row).execute()
        wrong = [Client().post(public(closed.token), {"code": "AAAA AAAA"}) for _n in range(5)]
        assert [answer.status_code for answer in wrong] == [422] * 4 + [404]
        for _n in range(3):
            assert Client().post(public(used.token), {"code": used.code}).status_code == 200
        pages = {
            Client().get(public(token)).content for token in (gone.token, closed.token, used.token, "x" * 43)
        }
        pages.add(wrong[-1].content)
        pages.add(Client().post(public(used.token), {"code": used.code}).content)
        assert len(pages) == 1
        assert "no-store" in Client().get(public(gone.token))["Cache-Control"]

    def test_a_slip_is_no_try(self, case_manager, case_file):
        row, token, _code = send(case_manager, case_file)
        assert Client().post(public(token), {"code": "ABC"}).status_code == 422
        row.refresh_from_db()
        assert row.wrong_codes == 0

    def test_guesses_are_counted_and_looking_is_not(self, case_manager, case_file, monkeypatch):
        monkeypatch.setattr(limits, "PER_OUTSIDE", 2)
        _row, token, code = send(case_manager, case_file)
        assert [Client().get(public("x" * 43)).status_code for _n in range(3)] == [404, 404, 429]
        assert Client().get(public(token)).status_code == 200
        answer = Client().post(public(token), {"code": code})
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 0
