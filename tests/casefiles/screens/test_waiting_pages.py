"""The waiting list on the screen: the order and why, moving, offering a place that is free."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casefiles.actions import MoveInWaitingList, OfferPlace
from casefiles.admin.waiting_today import today_of
from casefiles.models import PlaceOffer, WaitingEntry
from tests.casefiles.screens.pages import decision_url, referral_url, text_of
from tests.factories import casefiles as make
from tests.factories.waiting import waiting

pytestmark = pytest.mark.django_db

LIST = "/gestion/attente/"


@pytest.fixture
def entry(case_manager, programme):
    return waiting(case_manager, programme, last_name="Première")


@pytest.fixture
def second(case_manager, programme, entry):
    return waiting(case_manager, programme, last_name="Seconde")


def test_the_list_says_the_order_and_each_move(own, case_manager, entry, second):
    MoveInWaitingList(case_manager, second, turn=1, reason="Une nuit dehors de trop").execute()
    page = text_of(own.get(LIST))
    assert page.index("Seconde") < page.index("Première")
    assert "2 → 1" in page
    assert "Une nuit dehors de trop" in page
    assert "Aucune place" in page


def test_a_free_place_is_said_with_whom_to_offer_it_to(own, entry, second):
    page = text_of(own.get(LIST))
    assert "10 places sont libres" in page.replace("\n", " ")
    assert "proposer à" in page
    assert f"{referral_url(entry.referral)}?acte=proposer#acte-proposer" in page


def test_nothing_is_said_when_there_is_no_place(own, client_for, case_manager):
    programme = make.heberge_toit(case_manager, capacity_per_case_manager=1)
    waiting(case_manager, programme)
    make.opened_file(case_manager, programme)
    assert "Places à proposer" not in text_of(own.get(LIST))


def test_moving_from_the_screen(own, entry, second, journal):
    page = text_of(own.get(referral_url(second.referral), {"acte": "deplacer"}))
    assert re.search(r'<details class="ht-fold" open>\s*<summary id="acte-deplacer">', page)
    answer = own.post(decision_url(second.referral, "deplacer"), {"turn": "1", "reason": "Plus urgent"})
    assert answer.url == f"{referral_url(second.referral)}#attente"
    assert WaitingEntry.objects.get(pk=second.pk).turn == 1
    assert journal("waiting.moved")


@pytest.mark.parametrize("turn", ["0", "3", "-1", "99999999999999999999", "😀", "", "2"])
def test_a_turn_that_is_not_one_is_said(own, entry, second, turn):
    answer = own.post(decision_url(second.referral, "deplacer"), {"turn": turn, "reason": "Texte gardé 😀"})
    assert answer.status_code == 422
    assert "Texte gardé 😀" in text_of(answer)
    assert "ht-field__error" in text_of(answer)


def test_offering_then_answering_from_the_screen(own, case_manager, entry, journal):
    given = {"case_manager": case_manager.pk, "answer_by": make.day(-5).isoformat(), "note": ""}
    assert own.post(decision_url(entry.referral, "proposer"), given).status_code == 302
    page = text_of(own.get(referral_url(entry.referral)))
    assert "Une place est proposée chez" in page
    assert 'id="acte-reponse"' in page
    assert 'id="acte-proposer"' not in page
    assert "Noter la réponse" in text_of(own.get(LIST))
    answer = own.post(decision_url(entry.referral, "reponse"), {"state": "accepted", "note": "Oui"})
    assert answer.status_code == 302
    assert PlaceOffer.objects.get().state == "accepted"
    assert "il reste à ouvrir le dossier" in text_of(own.get(referral_url(entry.referral)))
    assert own.post(decision_url(entry.referral, "admettre"), {"note": ""}).status_code == 302
    assert journal("waiting.offered")
    assert journal("waiting.answered")


@pytest.mark.parametrize("answer_by", ["2020-01-01", "9999-12-31", "0001-01-01", "26", "", "31/02/2030"])
def test_an_absurd_date_is_said_and_nothing_is_lost(own, case_manager, entry, answer_by):
    given = {"case_manager": case_manager.pk, "answer_by": answer_by, "note": "Texte gardé"}
    answer = own.post(decision_url(entry.referral, "proposer"), given)
    assert answer.status_code == 422
    assert "Texte gardé" in text_of(answer)


def test_somebody_who_left_meanwhile_is_said(own, case_manager, entry):
    own.post(decision_url(entry.referral, "retour"), {"reason": "À revoir"})
    for act, given in (
        ("deplacer", {"turn": "1", "reason": "Texte gardé"}),
        ("proposer", {"case_manager": case_manager.pk, "answer_by": make.day(-5).isoformat()}),
        ("reponse", {"state": "declined"}),
    ):
        answer = own.post(decision_url(entry.referral, act), given)
        assert answer.status_code == 422, act
        assert "plus en liste d’attente" in text_of(answer) or "Aucune place" in text_of(answer)


def test_a_place_that_is_kept_is_not_counted_as_free(own, case_manager, entry, second):
    OfferPlace(case_manager, entry, answer_by=make.day(-5)).execute()
    assert "<strong>9 places libres</strong>" in text_of(own.get(referral_url(second.referral)))
    assert "<strong>10 places libres</strong>" in text_of(own.get(referral_url(entry.referral)))


def test_a_case_manager_offers_only_her_own_place(own, colleague, entry):
    given = {"case_manager": colleague.pk, "answer_by": make.day(-5).isoformat()}
    assert own.post(decision_url(entry.referral, "proposer"), given).status_code == 422
    assert not PlaceOffer.objects.exists()


class TestToday:
    def test_each_free_house_gets_the_next_person(
        self, programme, case_manager, colleague, coordination, entry, second
    ):
        found = today_of(coordination, timezone.localdate())
        assert {row.entry.pk for row in found.rows} == {entry.pk, second.pk}
        own = today_of(case_manager, timezone.localdate())
        assert [(row.case_manager.pk, row.entry.pk) for row in own.rows] == [(case_manager.pk, entry.pk)]

    def test_who_has_an_offer_is_passed_over(self, case_manager, entry, second):
        OfferPlace(case_manager, entry, answer_by=make.day(-5)).execute()
        assert today_of(case_manager, timezone.localdate()).rows[0].entry == second

    @pytest.mark.parametrize("path", [LIST, None])
    def test_many_who_wait_ask_as_many_questions(self, own, case_manager, programme, entry, path):
        def questions():
            with CaptureQueriesContext(connection) as captured:
                if path:
                    assert own.get(path).status_code == 200
                else:
                    today_of(case_manager, timezone.localdate())
            return len(captured)

        MoveInWaitingList(
            case_manager, waiting(case_manager, programme), turn=1, reason="Une raison"
        ).execute()
        questions()
        few = questions()
        for index in range(15):
            row = waiting(case_manager, programme)
            MoveInWaitingList(case_manager, row, turn=1 + index % 2, reason="Une raison").execute()
        assert questions() == few


def test_the_page_of_a_colleague_of_another_programme_does_not_exist(client_for, colleague, programme, entry):
    programme.case_managers.remove(colleague)
    client = client_for(colleague)
    assert client.get(referral_url(entry.referral)).status_code == 404
    assert client.post(decision_url(entry.referral, "deplacer"), {"turn": 1}).status_code == 404
    assert "Première" not in text_of(client.get(reverse("casefiles:waiting_list")))
