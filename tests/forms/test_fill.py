"""The public form: it receives once, it loses nothing that was typed, and it says what happened."""

import datetime
import re

import pytest
import time_machine
from django.db import DatabaseError
from django.urls import reverse

from forms import limits
from forms.models import FormDefinition, SendingCount, Submission
from forms.signals import submission_received
from forms.tokens import new_token
from portal.audit.models import JournalEntry
from tests.factories.forms import orientation_version, posted_answers

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 10, 0, tzinfo=datetime.UTC)
URL = "/orienter/formulaire/"


@pytest.fixture
def version():
    return orientation_version()


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def token(version, clock):
    """A token as the page gave it, a minute ago."""
    signed = new_token(version.pk).signed
    clock.shift(60)
    return signed


def token_in(response):
    return re.search(r'name="jeton" value="([^"]+)"', response.content.decode())[1]


def send(client, token, **changes):
    return client.post(URL, {"jeton": token, "site_web": "", **posted_answers(**changes)})


def test_the_page_is_there_and_sets_no_cookie(client, version):
    response = client.get(URL)
    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    page = response.content.decode()
    assert 'id="q-first_name"' in page
    assert "style=" not in page
    assert "<script>" not in page


def test_without_a_published_form_it_says_so(client):
    FormDefinition.objects.update(live=False)
    response = client.get(URL)
    assert response.status_code == 404
    assert "pas ouvert" in response.content.decode()


def test_an_unpublished_form_is_closed(client, version):
    version.definition.unpublish()
    assert client.get(URL).status_code == 404


def test_what_is_sent_is_stored_then_a_code_is_shown(client, token):
    response = send(client, token)
    stored = Submission.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("forms:receipt", args=[stored.receipt_code])
    assert re.fullmatch(r"HT-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", stored.receipt_code)
    assert stored.answers["municipality"] == "7100"
    assert stored.answers["own_words"] == "Un toit pour l’hiver 🙂"
    assert JournalEntry.objects.filter(action="form.submission_received").count() == 1
    receipt = client.get(response["Location"]).content.decode()
    assert stored.receipt_code in receipt
    assert "Personne" not in re.sub(r"personne", "", receipt)


def test_the_signal_is_sent_with_the_submission(client, token):
    heard = []

    def listen(sender, submission, **kwargs):
        heard.append(submission.receipt_code)

    submission_received.connect(listen)
    try:
        send(client, token)
    finally:
        submission_received.disconnect(listen)
    assert heard == [Submission.objects.get().receipt_code]


def test_works_with_csrf_checks_on_and_no_cookie(token):
    from django.test import Client

    assert send(Client(enforce_csrf_checks=True), token).status_code == 302


# --- errors ------------------------------------------------------------------------------------------------
def test_errors_stand_beside_the_field_and_in_a_summary_that_takes_focus(client, token):
    response = send(client, token, first_name=None, birth_date="date en 1026", needs=["housing", "work"])
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Erreur" in page
    assert "2 réponses sont à revoir" in page
    assert re.search(r'<div class="summary"[^>]*tabindex="-1" autofocus', page)
    assert '<a href="#q-first_name">' in page
    assert re.search(
        r'id="q-first_name"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*q-first_name-error', page
    )
    assert "Nous ne lisons pas cette date" in page


def test_errors_keep_everything_typed(client, token):
    page = send(
        client,
        token,
        first_name=None,
        birth_date="31/02/2026",
        last_name='<b>"Exemple"</b>',
        own_words="ligne 1\nligne 2 </textarea><script>",
        needs=["housing", "work"],
    ).content.decode()
    assert 'value="31/02/2026"' in page
    assert 'type="date"' not in re.search(r'<input[^>]*id="q-birth_date"[^>]*>', page)[0]
    assert "&lt;b&gt;&quot;Exemple&quot;&lt;/b&gt;" in page
    assert "ligne 1\nligne 2 &lt;/textarea&gt;&lt;script&gt;" in page.replace("\r\n", "\n")
    for code in ("needs-housing", "needs-work", "sender_kind-service", "own_request-yes"):
        assert re.search(rf'id="q-{code}"[^>]*checked', page), code
    assert not re.search(r'id="q-needs-health"[^>]*checked', page)


def test_nothing_is_stored_with_an_error(client, token):
    send(client, token, first_name="")
    assert not Submission.objects.exists()


def test_after_an_error_the_same_page_can_be_sent(client, token):
    again = token_in(send(client, token, first_name=""))
    assert send(client, again).status_code == 302


@pytest.mark.parametrize(
    "nasty", ["'; DROP TABLE forms_submission; --", "🙂" * 20, "\u202eenvers", "{{ 7*7 }}"]
)
def test_strange_texts_are_texts(client, token, nasty):
    assert send(client, token, last_name=nasty).status_code == 302
    assert Submission.objects.get().answers["last_name"] == nasty


@pytest.mark.parametrize(
    "bad",
    [
        {"first_name": "a\x00b"},
        {"sender_kind": "intrus"},
        {"needs": ["housing", "x"]},
        {"own_words": "x" * 9000},
    ],
)
def test_bad_input_is_refused_with_words(client, token, bad):
    response = send(client, token, **bad)
    assert response.status_code == 422
    assert "à revoir" in response.content.decode()


def test_hidden_answers_are_dropped(client, token):
    send(client, token, sender_kind="self", sender_name="Personne d’autre", meeting_when="lundi")
    answers = Submission.objects.get().answers
    assert "sender_name" not in answers
    assert "sender_service" not in answers
    assert answers["meeting_when"] == "lundi"


# --- robots, clocks and limits -----------------------------------------------------------------------------
def test_the_trap_asks_for_one_more_click_and_keeps_what_was_typed(client, token):
    response = client.post(URL, {"jeton": token, **posted_answers(), "site_web": "http://example.org"})
    page = response.content.decode()
    assert response.status_code == 400
    assert "champ invisible" in page
    assert 'value="Camille Fictive"' in page
    assert 'value="http://example.org"' not in page
    assert not Submission.objects.exists()
    assert send(client, token_in(response)).status_code == 302


def test_quicker_than_a_hand(client, version, clock):
    token = new_token(version.pk).signed
    clock.shift(1)
    response = send(client, token)
    assert response.status_code == 400
    assert "robot" in response.content.decode()
    clock.shift(5)
    assert send(client, token_in(response)).status_code == 302


def test_a_page_open_for_more_than_a_day_keeps_what_was_typed(client, token, clock):
    clock.shift(25 * 3600)
    response = send(client, token)
    page = response.content.decode()
    assert response.status_code == 400
    assert "plus d’un jour" in page
    assert 'value="Camille Fictive"' in page
    clock.shift(10)
    assert send(client, token_in(response)).status_code == 302
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("forged", ["", "n’importe quoi", "WzEsIngiLDBd:1abc:def", None])
def test_a_token_that_is_not_ours(client, version, clock, forged):
    fields = {"jeton": forged} if forged is not None else {}
    response = client.post(URL, {**fields, **posted_answers()})
    assert response.status_code == 400
    assert 'value="Camille Fictive"' in response.content.decode()
    clock.shift(10)
    assert send(client, token_in(response)).status_code == 302


def test_too_many_from_one_address(client, version, clock, monkeypatch):
    monkeypatch.setattr(limits, "PER_ADDRESS", 2)
    tokens = [new_token(version.pk).signed for _ in range(3)]
    clock.shift(60)
    assert [send(client, one).status_code for one in tokens] == [302, 302, 429]
    last = send(client, tokens[2])
    assert last["Retry-After"] == "3600"
    assert 'value="Camille Fictive"' in last.content.decode()
    assert "à nouveau plus tard" in last.content.decode()
    assert Submission.objects.count() == 2
    # Another address is not held back, and an hour later the first one is not either.
    fields = {"jeton": token_in(last), **posted_answers()}
    other = client.post(URL, fields, REMOTE_ADDR="192.0.2.9")
    assert other.status_code == 302
    clock.shift(3600)
    fresh = new_token(version.pk).signed
    clock.shift(10)
    assert send(client, fresh).status_code == 302


def test_too_many_in_all(client, version, clock, monkeypatch):
    monkeypatch.setattr(limits, "PER_SITE", 1)
    tokens = [new_token(version.pk).signed for _ in range(2)]
    clock.shift(60)
    first, second = (
        client.post(URL, {"jeton": one, **posted_answers()}, REMOTE_ADDR=f"192.0.2.{place}")
        for place, one in enumerate(tokens)
    )
    assert (first.status_code, second.status_code) == (302, 429)


def test_no_address_is_kept_in_clear_and_old_counts_go(client, token, clock):
    send(client, token)
    assert not SendingCount.objects.filter(bucket__contains="127.0.0.1").exists()
    assert SendingCount.objects.count() == 2
    clock.shift(7200)
    fresh = new_token(orientation_version().pk).signed
    clock.shift(10)
    send(client, fresh)
    assert SendingCount.objects.count() == 2


# --- once --------------------------------------------------------------------------------------------------
def test_sending_twice_stores_once(client, token):
    first, second = send(client, token), send(client, token)
    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1
    assert SendingCount.objects.first().count == 1


def test_a_used_page_with_other_answers_is_told_with_the_first_code(client, token, clock):
    send(client, token)
    response = send(client, token, first_name="Autre-Personne")
    page = response.content.decode()
    assert response.status_code == 409
    assert Submission.objects.get().receipt_code in page
    assert 'value="Autre-Personne"' in page
    clock.shift(10)
    assert send(client, token_in(response), first_name="Autre-Personne").status_code == 302
    assert Submission.objects.count() == 2


# --- breakdowns --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("trouble", [RuntimeError("no"), DatabaseError("no")])
def test_when_case_work_cannot_take_it_nothing_is_stored(client, token, trouble):
    def fail(sender, **kwargs):
        raise trouble

    submission_received.connect(fail)
    try:
        response = send(client, token)
    finally:
        submission_received.disconnect(fail)
    page = response.content.decode()
    assert response.status_code == 503
    assert "n’a pas pu être enregistré" in page
    assert 'value="Camille Fictive"' in page
    assert not Submission.objects.exists()
    assert not JournalEntry.objects.filter(action="form.submission_received").exists()
    assert send(client, token_in(response)).status_code == 302


def test_a_page_of_an_older_version_is_received_in_its_own_version(client, token, version):
    definition = version.definition
    definition.title = "Nouvelle version"
    definition.save_revision().publish()
    send(client, token)
    assert Submission.objects.get().version == version


# --- receipt -----------------------------------------------------------------------------------------------
def test_a_receipt_is_found_however_its_code_is_typed(client, token):
    send(client, token)
    code = Submission.objects.get().receipt_code
    assert client.get(f"/orienter/recu/{code.lower()}/").status_code == 200


def test_an_unknown_code(client, db):
    response = client.get("/orienter/recu/HT-0000-0000/")
    assert response.status_code == 404
    assert "ne correspond à aucun envoi" in response.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, version, method):
    assert getattr(client, method)(URL).status_code == 405
