"""Deciding: the criteria inform, the person decides, and two who decide at once both know."""

import pytest
from django.urls import reverse

from casefiles.models import CaseFile, RefusalReason
from tests.casefiles.screens.pages import decision_url, referral_url, text_of
from tests.factories import casefiles as make


@pytest.mark.django_db
def test_criteria_are_said_in_words(own, programme, journal):
    referral = make.received_referral(programme, residence_permit="no", own_request="unknown")
    page = text_of(own.get(referral_url(referral)))
    assert "pas rempli" in page
    assert "on ne sait pas" in page
    assert "Rien n’est décidé par la machine" in page
    assert journal("referral.read")[0].target == referral.reference


@pytest.mark.django_db
def test_admitting_opens_a_file_and_leads_to_it(own, referral, case_manager, journal):
    answer = own.post(decision_url(referral, "admettre"), {"note": ""})
    case_file = CaseFile.objects.get()
    assert answer.url == reverse("casefiles:file", args=[case_file.pk])
    assert case_file.case_manager == case_manager
    assert journal("referral.admitted")
    assert journal("casefile.opened")


@pytest.mark.django_db
def test_the_three_other_answers(own, programme, journal):
    first, second, third = (make.received_referral(programme, last_name=name) for name in ("A", "B", "C"))
    assert own.post(decision_url(first, "attente"), {"reason": "Plus de place"}).status_code == 302
    assert own.post(decision_url(second, "complement"), {"question": "Depuis quand ?"}).status_code == 302
    reason = RefusalReason.objects.filter(active=True).first().pk
    assert own.post(decision_url(third, "refuser"), {"reason": reason, "note": "Désolée"}).status_code == 302
    for code in ("referral.waiting", "referral.more_asked", "referral.refused"):
        assert journal(code), code
    assert "Plus de place" in text_of(own.get(reverse("casefiles:waiting_list")))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("attente", {"reason": " "}),
        ("refuser", {"reason": "", "note": "Texte gardé"}),
        ("refuser", {"reason": "'; --", "note": "Texte gardé"}),
        ("complement", {"question": ""}),
    ],
)
def test_what_is_missing_is_said(own, referral, act, given):
    answer = own.post(decision_url(referral, act), given)
    assert answer.status_code == 422
    assert "ht-field__error" in text_of(answer)
    assert "Texte gardé" in text_of(answer) or "note" not in given


@pytest.mark.django_db
def test_when_full_the_screen_explains_and_offers_the_waiting_list(own, case_manager, colleague):
    programme = make.heberge_toit(case_manager, colleague, capacity_per_case_manager=1)
    make.opened_file(case_manager, programme, last_name="Première")
    referral = make.received_referral(programme, last_name="Seconde")
    page = text_of(own.get(referral_url(referral)))
    assert "places sont prises" in page
    assert "liste d’attente" in page
    refused = own.post(decision_url(referral, "admettre"), {"note": "Texte gardé", "who": "new"})
    assert refused.status_code == 422
    assert "déjà 1 situation pour 1 place" in text_of(refused)
    assert "Texte gardé" in text_of(refused)
    assert CaseFile.objects.count() == 1


@pytest.mark.django_db
def test_coordination_may_exceed_with_a_written_reason(client_for, case_manager, coordination, journal):
    programme = make.heberge_toit(case_manager, capacity_per_case_manager=1)
    make.opened_file(case_manager, programme, last_name="Première")
    referral = make.received_referral(programme, last_name="Seconde")
    client = client_for(coordination)
    given = {"case_manager": case_manager.pk, "note": "", "over_capacity_reason": "", "who": "new"}
    assert client.post(decision_url(referral, "admettre"), given).status_code == 422
    given["over_capacity_reason"] = "Une famille avec un nourrisson, cette nuit."
    assert client.post(decision_url(referral, "admettre"), given).status_code == 302
    assert journal("assignment.over_capacity")[0].reason == given["over_capacity_reason"]


@pytest.mark.django_db
def test_the_second_to_decide_learns_it_and_keeps_her_words(own, client_for, colleague, referral):
    page = own.get(referral_url(referral))
    client_for(colleague).post(decision_url(referral, "admettre"), {"note": ""})
    given = {"reason": "Ce que j’avais écrit", "seen": page.context["seen"]}
    late = own.post(decision_url(referral, "attente"), given)
    shown = text_of(late)
    assert late.status_code == 409
    assert "Quelqu’un vient de décider" in shown
    assert str(colleague) in shown
    assert "Ce que j’avais écrit" in shown
    assert referral.last_name not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("seen", ["", "faux", "a:b:c"])
def test_without_proof_of_having_seen_it_there_is_nothing(own, client_for, colleague, referral, seen):
    client_for(colleague).post(decision_url(referral, "admettre"), {"note": ""})
    assert own.post(decision_url(referral, "attente"), {"reason": "x", "seen": seen}).status_code == 404
    assert own.get(referral_url(referral)).status_code == 404


@pytest.mark.django_db
def test_coordination_deciding_late_sees_the_decision_on_the_page(client_for, coordination, own, referral):
    client = client_for(coordination)
    client.get(referral_url(referral))
    own.post(decision_url(referral, "admettre"), {"note": ""})
    late = client.post(decision_url(referral, "attente"), {"reason": "Ce que j’avais écrit"})
    assert late.status_code == 422
    assert "déjà admise" in text_of(late)
    assert "Ce que j’avais écrit" in text_of(late)
