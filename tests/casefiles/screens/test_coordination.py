"""The team and its load, what is late in whose hands, several files confided at once."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import AssignMany, Refused
from casefiles.actions.file.change_rhythm import begin_rhythm
from casefiles.lateness import KINDS
from casefiles.models import Assignment, CaseFile, FollowUpRhythm
from tests.casefiles.screens.pages import text_of
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db
TEAM, REASSIGN = "/gestion/coordination/", "/gestion/coordination/confier/"


@pytest.fixture
def lead(client_for, coordination):
    return client_for(coordination)


def late_url(kind, **query):
    return reverse("casefiles:late", args=[kind], query=query)


def make_late(case_manager, programme, coordination, **changes):
    """A file with a late action, an overdue contact and a stage that lasts."""
    case_file = make.opened_file(case_manager, programme, **changes)
    begin_rhythm(case_file, FollowUpRhythm.objects.get(code="weekly"), on=make.day(40), by=coordination)
    case_file.save()
    goal = make.objective(case_manager, case_file, at=make.moment(30))
    make.planned_action(case_manager, goal, due_on=make.day(3), at=make.moment(29))
    return case_file


def questions(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", [TEAM, REASSIGN, late_url("actions"), late_url("contrats")])
def test_only_coordination_enters(own, client_for, data_officer, address):
    assert own.get(address).status_code == 403
    assert client_for(data_officer).get(address).status_code == 403


def test_the_team_shows_places_and_what_is_late(lead, case_manager, colleague, programme, coordination):
    make_late(case_manager, programme, coordination)
    page = text_of(lead.get(TEAM))
    assert str(case_manager) in page
    assert str(colleague) in page
    assert "<strong>1/10</strong>" in page
    for kind in ("actions", "contacts", "etapes"):
        assert f'{late_url(kind)}?referent={case_manager.pk}"' in page
        assert f'{late_url(kind)}?referent={colleague.pk}"' not in page


@pytest.mark.parametrize(
    ("kind", "words"), [("actions", "Visiter un logement"), ("contacts", "Chaque semaine")]
)
def test_what_is_late_is_listed_with_whose_it_is(lead, case_manager, programme, coordination, kind, words):
    case_file = make_late(case_manager, programme, coordination)
    page = text_of(lead.get(late_url(kind)))
    assert case_file.reference in page
    assert words in page
    assert str(case_manager) in page


def test_a_late_list_can_be_that_of_one_person(lead, case_manager, colleague, programme, coordination):
    mine = make_late(case_manager, programme, coordination)
    hers = make_late(colleague, programme, coordination)
    page = text_of(lead.get(late_url("contacts", referent=colleague.pk)))
    assert hers.reference in page
    assert mine.reference not in page


def test_a_file_on_time_is_not_late(lead, case_manager, programme, coordination):
    case_file = make_late(case_manager, programme, coordination)
    make.contact(case_manager, case_file)
    case_file.refresh_from_db()
    begin_rhythm(case_file, case_file.rhythm, on=make.day(), by=coordination)
    case_file.save()
    assert "Aucun contact n’est en retard" in text_of(lead.get(late_url("contacts")))


@pytest.mark.parametrize("query", ["referent=😀", "referent=42", "p=-3", "p=999999999999", "p=x"])
def test_bad_words_in_the_address_are_no_500(lead, programme, query):
    assert lead.get(f"{late_url('actions')}?{query}").status_code == 200
    assert lead.get(late_url("inconnu")).status_code == 404


@pytest.mark.parametrize("address", [TEAM, REASSIGN, *(late_url(kind.code) for kind in KINDS)])
def test_as_many_questions_for_many_files_as_for_few(
    lead, case_manager, colleague, programme, coordination, address
):
    for manager in (case_manager, colleague):
        make_late(manager, programme, coordination)
    questions(lead, address)
    few = questions(lead, address)
    for _number in range(6):
        make_late(case_manager, programme, coordination)
    assert questions(lead, address) == few


# Several files at once


def ask(files, manager, **changes):
    return {
        "files": [row.pk for row in files],
        "case_manager": manager.pk,
        "reason": "Congé de longue durée",
        "how": "fit",
        "over_capacity_reason": "",
        **changes,
    }


@pytest.fixture
def three(case_manager, programme):
    return [make.opened_file(case_manager, programme) for _number in range(3)]


@pytest.fixture
def two_left(colleague, programme):
    """The colleague has two places left."""
    return [make.opened_file(colleague, programme) for _number in range(8)]


def holders(files):
    return [CaseFile.objects.get(pk=row.pk).case_manager for row in files]


def test_a_look_first_writes_nothing(lead, three, case_manager, colleague, two_left):
    page = lead.post(REASSIGN, ask(three, colleague))
    assert page.status_code == 200
    assert "2 sur 3 tiennent" in text_of(page)
    assert "n’a plus de place libre" in text_of(page)
    assert holders(three) == [case_manager] * 3


def test_those_that_fit_go_and_the_others_stay(lead, three, case_manager, colleague, two_left, journal):
    page = lead.post(REASSIGN, ask(three, colleague, step="confirm"))
    assert "2 dossiers confiés" in text_of(page)
    # In the order of the screen.
    assert holders(three) == [colleague, colleague, case_manager]
    assert journal("assignment.many")[0].details == {
        "count": 2,
        "refused": 1,
        "to": str(colleague.pk),
    }
    assert Assignment.objects.filter(end="reassigned").count() == 2


def test_all_or_none_is_none(lead, three, case_manager, colleague, two_left, journal):
    page = lead.post(REASSIGN, ask(three, colleague, how="whole", step="confirm"))
    assert page.status_code == 422
    assert "HT-" in text_of(page)
    assert holders(three) == [case_manager] * 3
    assert not journal("assignment.many")


def test_with_a_reason_for_exceeding_all_go(lead, three, colleague, two_left):
    given = ask(three, colleague, how="whole", over_capacity_reason="Absence imprévue d’un mois.")
    assert "3 sur 3 tiennent" in text_of(lead.post(REASSIGN, given))
    assert lead.post(REASSIGN, given | {"step": "confirm"}).status_code == 200
    assert holders(three) == [colleague] * 3
    assert Assignment.objects.filter(over_capacity_by__isnull=False).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"files": []},
        {"files": ["x"]},
        {"files": ["00000000-0000-0000-0000-000000000000"]},
        {"case_manager": ""},
        {"case_manager": "😀"},
        {"reason": ""},
        {"how": "perhaps"},
        {"step": "back"},
    ],
)
def test_what_was_chosen_comes_back(lead, three, case_manager, colleague, wrong):
    answer = lead.post(REASSIGN, ask(three, colleague, step="confirm") | wrong)
    assert answer.status_code == (200 if "step" in wrong else 422)
    if "reason" not in wrong:
        assert "Congé de longue durée" in text_of(answer)
    if "files" not in wrong:
        assert text_of(answer).count(" checked") >= 3
    assert holders(three) == [case_manager] * 3


def test_the_screen_takes_the_filters_of_the_list(lead, three, two_left, case_manager):
    page = text_of(lead.get(REASSIGN, {"case_manager": case_manager.pk}))
    assert page.count('name="files"') == 3


def test_a_case_manager_confides_nothing(case_manager, colleague, three):
    with pytest.raises(Refused, match="coordination"):
        AssignMany(actor=case_manager, case_files=three, case_manager=colleague, reason="Congé").execute()


def test_a_file_chosen_twice_by_nobody_is_told(coordination, colleague, three):
    told = AssignMany(
        actor=coordination, case_files=[three[0], three[0]], case_manager=colleague, reason="Congé"
    ).execute()
    assert [outcome.is_done for outcome in told] == [True, False]
    assert "a déjà ce dossier" in told[1].refusal


def test_a_stage_without_a_usual_length_is_never_slow(lead, case_file, programme):
    programme.stages.update(usual_days=None)
    assert "Aucune étape" in text_of(lead.get(late_url("etapes")))
    programme.stages.update(usual_days=1)
    assert case_file.reference in text_of(lead.get(late_url("etapes")))
    CaseFile.objects.update(stage_since=make.day() - datetime.timedelta(days=1))
    assert "Aucune étape" in text_of(lead.get(late_url("etapes")))
