"""The page on which a file is handed over, and the one on which the colleague answers."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import AcceptHandover, AgreePlan, NoteDebt, StartLease
from casefiles.models import CaseFile, Handover
from portal.audit.models import JournalEntry
from tests.casefiles.screens.pages import NOT_ASCII, file_url
from tests.factories import casefiles as make
from tests.factories.handover import propose

HOME = "/gestion/"


@pytest.fixture
def own(client_for, case_manager):
    return client_for(case_manager)


@pytest.fixture
def theirs(client_for, colleague):
    return client_for(colleague)


def new_page(case_file):
    return reverse("casefiles:handover_new", args=[case_file.pk])


def page_of(handover, act=None):
    if act is None:
        return reverse("casefiles:handover", args=[handover.pk])
    return reverse("casefiles:handover_act", args=[handover.pk, act])


def typed(colleague, *ticked, **changes):
    return {
        "receiver": colleague.pk,
        "why": "Un congé",
        "meeting_on": f"{make.day(-3)}",
        "message": "À joindre le matin",
        "notes": [contact.pk for contact in ticked],
    } | changes


def test_proposed_read_and_accepted(own, theirs, case_file, case_manager, colleague):
    goes = make.contact(case_manager, case_file, note="Une note qui passe")
    make.contact(case_manager, case_file, confidential_note="Une confidence qui reste")
    make.objective(case_manager, case_file, statement="Un toit (exemple)")
    assert "avec sa note confidentielle" in own.get(new_page(case_file)).content.decode()
    assert own.post(new_page(case_file), typed(colleague, goes)).status_code == 302
    handover = Handover.objects.get()
    assert "vous propose d’accompagner" in theirs.get(HOME).content.decode()
    page = theirs.get(page_of(handover)).content.decode()
    for shown in (
        "Une note qui passe",
        "À joindre le matin",
        "Un toit (exemple)",
        "1 contact avec note reste",
    ):
        assert shown in page
    assert "Une confidence" not in page
    assert JournalEntry.objects.filter(action="handover.read", actor=colleague, subject=case_file.pk).exists()
    assert theirs.get(file_url(case_file)).status_code == 404
    assert theirs.post(page_of(handover, "accepter")).url == f"{file_url(case_file)}#parcours"
    page = theirs.get(file_url(case_file)).content.decode()
    assert "1 contact avec note est resté chez" in page
    assert "Une note qui passe" in page
    assert "Une confidence" not in page
    for address in (file_url(case_file), new_page(case_file), page_of(handover)):
        assert own.get(address).status_code == 404


def test_refused_with_a_reason_that_the_giver_reads(own, theirs, case_file, case_manager, colleague):
    handover = propose(case_manager, case_file, colleague)
    assert theirs.post(page_of(handover, "refuser"), {"why": " "}).status_code == 422
    assert theirs.post(page_of(handover, "refuser"), {"why": NOT_ASCII}).url == HOME
    assert theirs.get(page_of(handover)).status_code == 404
    assert "&lt;script&gt;" in own.get(new_page(case_file)).content.decode()
    assert CaseFile.objects.get().case_manager == case_manager


def test_at_capacity_one_is_told(theirs, case_file, case_manager, colleague, programme):
    handover = propose(case_manager, case_file, colleague)
    for _ in range(programme.capacity_per_case_manager):
        make.opened_file(colleague, programme)
    response = theirs.post(page_of(handover, "accepter"))
    assert response.status_code == 422
    assert "Vous accompagnez déjà 10 situations" in response.content.decode()


def test_taken_back_before_an_answer(own, case_file, case_manager, colleague):
    handover = propose(case_manager, case_file, colleague)
    assert own.get(new_page(case_file)).url == page_of(handover)
    own.post(page_of(handover, "reprendre"))
    assert Handover.objects.get().state == "cancelled"
    assert own.get(new_page(case_file)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"receiver": ""}, "receiver"),
        ({"receiver": NOT_ASCII}, "receiver"),
        ({"why": ""}, "why"),
        ({"meeting_on": "1026-01-01"}, "meeting_on"),
        ({"meeting_on": "bientôt"}, "meeting_on"),
        ({"notes": ["x"]}, "notes"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(own, case_file, colleague, changes, field):
    response = own.post(new_page(case_file), typed(colleague, message=NOT_ASCII) | changes)
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert "&lt;script&gt;" in response.content.decode()


def test_nobody_else_finds_it(client_for, coordination, case_file, case_manager, colleague, theirs):
    assert theirs.get(new_page(case_file)).status_code == 404
    handover = propose(case_manager, case_file, colleague)
    assert client_for(coordination).get(page_of(handover)).status_code == 403
    assert theirs.post(page_of(handover, "autre")).status_code == 404
    assert theirs.post(page_of(handover, "reprendre")).status_code == 422


def test_as_many_questions_for_many_notes_as_for_few(theirs, own, case_file, case_manager, colleague):
    few = [make.contact(case_manager, case_file, note="Une note") for _ in range(2)]
    own.get(new_page(case_file))
    with CaptureQueriesContext(connection) as before:
        own.get(new_page(case_file))
    many = few + [make.contact(case_manager, case_file, note="Une note") for _ in range(6)]
    for _ in range(3):
        make.planned_action(case_manager, make.objective(case_manager, case_file))
    with CaptureQueriesContext(connection) as after:
        own.get(new_page(case_file))
    assert len(after) == len(before)
    handover = propose(case_manager, case_file, colleague, *many)
    with CaptureQueriesContext(connection) as reading:
        theirs.get(page_of(handover))
    assert len(reading) < 40
    AcceptHandover(colleague, handover).execute()


def test_a_cover_from_the_page_to_its_end(own, theirs, case_file, case_manager, colleague):
    goes = make.contact(case_manager, case_file, note="Une note qui passe")
    make.contact(case_manager, case_file, note="Une note qui reste")
    sent = typed(colleague, goes, covers_until=f"{make.day(-10)}")
    assert own.post(new_page(case_file), sent).status_code == 302
    handover = Handover.objects.get()
    assert "vous propose de remplacer auprès de" in theirs.get(HOME).content.decode()
    assert "Accepter le remplacement" in theirs.get(page_of(handover)).content.decode()
    there = theirs.post(page_of(handover, "accepter"))
    assert there.url == f"{file_url(case_file)}#parcours"
    page = theirs.get(file_url(case_file)).content.decode()
    assert "Une note qui passe" in page
    assert "Une note qui reste" not in page
    assert f"{colleague} remplace jusqu’au" in own.get(file_url(case_file)).content.decode()
    assert f"Vous remplacez {case_manager}" in theirs.get(HOME).content.decode()
    # One at a time; the page leads to the one that runs.
    assert own.post(new_page(case_file), sent).status_code == 422
    assert page_of(handover) in own.get(new_page(case_file)).content.decode()
    assert own.post(page_of(handover, "arreter")).status_code == 302
    assert theirs.get(file_url(case_file)).status_code == 404
    assert theirs.get(page_of(handover)).status_code == 404
    assert "Vous remplacez" not in theirs.get(HOME).content.decode()


def test_the_lease_and_the_debts_are_told_without_a_name(theirs, case_file, case_manager, colleague):
    given = {"owner": "Propriétaire Secret", "operator_name": "Agence Secrète", "started_on": make.day(30)}
    StartLease(case_manager, case_file, ends_on=make.day(-400), **given).execute()
    debt = NoteDebt(
        case_manager,
        case_file,
        kind="rent",
        creditor="Créancier Secret",
        amount=Decimal(300),
        noted_on=make.day(50),
    )
    since = make.day(40)
    AgreePlan(case_manager, debt.execute(), monthly=Decimal(100), first_due_on=since).execute()
    handover = propose(case_manager, case_file, colleague)
    page = theirs.get(page_of(handover)).content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert "Un bail glissant court jusqu’au" in page
    assert "1 dette, 300,00 € à rembourser" in page
    assert "2 en retard" in page
    assert "Secr" not in page
    theirs.post(page_of(handover, "refuser"), {"why": "Pas possible"})
    assert theirs.get(page_of(handover)).status_code == 404


def test_accepted_for_later_one_comes_back_home(theirs, case_file, case_manager, colleague):
    days = {"covers_from": make.day(-3), "covers_until": make.day(-9)}
    handover = propose(case_manager, case_file, colleague, **days)
    answered = theirs.post(page_of(handover, "accepter"), follow=True)
    assert answered.redirect_chain[-1][0] == HOME
    assert f"vous remplacez {case_manager} du" in answered.content.decode()
    assert theirs.get(file_url(case_file)).status_code == 404


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [("2020-01-01", "2020-01-05", "aujourd’hui ou plus tard"), ("", "2999-01-01", "deux mois au plus")],
)
def test_days_that_cannot_be_are_told_beside_them(own, case_file, colleague, since, until, said):
    sent = typed(colleague, covers_from=since, covers_until=until)
    page = own.post(new_page(case_file), sent)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "À joindre le matin" in page.content.decode()
