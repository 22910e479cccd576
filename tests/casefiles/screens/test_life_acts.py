"""Stage, rhythm, exit, reopening and handing over, as they are posted from the page; each with its day."""

import pytest

from casefiles.actions import Assign, CloseFile
from casefiles.models import ExitReason, FollowUpRhythm, HousingOutcome
from tests.casefiles.screens.pages import act_url, file_url, text_of
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory

pytestmark = pytest.mark.django_db
WORDS = "Plus de nouvelles depuis trois mois."


@pytest.fixture
def lead(client_for, coordination):
    return client_for(coordination)


def rhythm(code):
    return FollowUpRhythm.objects.get(code=code).pk


def close_data(**changes):
    reason = ExitReason.objects.get(code="relay").pk
    return {"reason": reason, "housing_outcome": "", "oriented_to": "", "note": WORDS, **changes}


def test_the_rhythm_stands_in_the_head_and_in_its_history(own, case_file):
    given = {"rhythm": rhythm("monthly"), "reason": "Le logement tient"}
    assert own.post(act_url(case_file, "rythme"), given).status_code == 302
    page = text_of(own.get(file_url(case_file)))
    assert "chaque mois" in page.split('class="ht-path"')[0]
    assert "Le logement tient" in page
    case_file.refresh_from_db()
    assert case_file.rhythm.code == "monthly"


@pytest.mark.parametrize(
    "wrong", [{"rhythm": ""}, {"rhythm": "999999"}, {"rhythm": "😀"}, {"on": "2999-01-01"}]
)
def test_a_rhythm_that_cannot_be_keeps_what_was_typed(own, case_file, wrong):
    given = {"rhythm": rhythm("monthly"), "reason": "Ce que j’ai tapé"} | wrong
    answer = own.post(act_url(case_file, "rythme"), given)
    assert answer.status_code == 422
    assert "Ce que j’ai tapé" in text_of(answer)


@pytest.mark.parametrize(
    "day", ["0001-01-01", "9999-12-31", "31/02/2026", "26", "😀", "1999-12-31", "2026-02-30"]
)
@pytest.mark.parametrize("act", ["rythme", "fermer", "etape"])
def test_an_absurd_day_is_said_beside_its_field(own, case_file, programme, act, day):
    given = {
        "rythme": {"rhythm": rhythm("monthly")},
        "fermer": close_data(),
        "etape": {"to_stage": programme.stages.order_by("order")[1].pk, "reason": ""},
    }[act]
    answer = own.post(act_url(case_file, act), given | {"on": day})
    assert answer.status_code == 422
    assert answer.context["bound"].errors["on"]


def test_an_exit_written_down_the_day_after(own, case_file):
    service = ServiceFactory(name="Service d’exemple")
    outcome = HousingOutcome.objects.get(code="shelter")
    given = close_data(on=make.day(2).isoformat(), oriented_to=service.pk, housing_outcome=outcome.pk)
    assert own.post(act_url(case_file, "fermer"), given).status_code == 302
    case_file.refresh_from_db()
    assert (case_file.closed_on, case_file.oriented_to) == (make.day(2), service)
    assert case_file.assignments.get().ended_on == make.day(2)
    assert case_file.stage_moves.last().moved_on == make.day(2)
    page = text_of(own.get(file_url(case_file)))
    assert "Service d’exemple prend le relais" in page


def test_a_service_that_is_not_published_takes_nothing_over(own, case_file):
    hidden = ServiceFactory(is_published=False)
    assert own.post(act_url(case_file, "fermer"), close_data(oriented_to=hidden.pk)).status_code == 422


def test_every_exit_stays_on_the_path(own, case_file):
    for words in ("Première sortie, fictive.", "Deuxième sortie, fictive."):
        own.post(act_url(case_file, "fermer"), close_data(note=words))
        own.post(act_url(case_file, "rouvrir"), {"reason": "Retour à la rue"})
    page = text_of(own.get(file_url(case_file)))
    assert "Première sortie, fictive." in page
    assert "Deuxième sortie, fictive." in page
    assert page.count("rouvert le") >= 2


def test_the_overlap_is_said_beside_the_day(lead, case_file, case_manager, coordination, colleague):
    Assign(coordination, case_file, case_manager=colleague, reason="Congé", at=make.moment(3)).execute()
    given = {"case_manager": case_manager.pk, "reason": "Retour", "on": make.day(5).isoformat()}
    answer = lead.post(act_url(case_file, "confier"), given)
    assert answer.status_code == 422
    assert "accompagnait encore" in str(answer.context["bound"].errors["on"])
    given["on"] = make.day(3).isoformat()
    assert lead.post(act_url(case_file, "confier"), given).status_code == 302


def test_coordination_reopens_for_somebody_else_beyond_the_places(
    lead, case_file, case_manager, coordination, colleague, programme
):
    CloseFile(coordination, case_file, reason=ExitReason.objects.first(), note=WORDS).execute()
    for _number in range(10):
        make.opened_file(colleague, programme)
    given = {"reason": "Retour à la rue", "case_manager": colleague.pk, "over_capacity_reason": ""}
    refused = lead.post(act_url(case_file, "rouvrir"), given)
    assert refused.status_code == 422
    assert "déjà 10 situations" in text_of(refused)
    given["over_capacity_reason"] = "Une famille, cette nuit."
    assert lead.post(act_url(case_file, "rouvrir"), given).status_code == 302
    case_file.refresh_from_db()
    assert case_file.case_manager == colleague
    assert case_file.active_assignment().over_capacity_by == coordination


def test_a_case_manager_reopens_for_herself_only(own, case_file, case_manager, colleague):
    CloseFile(case_manager, case_file, reason=ExitReason.objects.first(), note=WORDS).execute()
    own.post(act_url(case_file, "rouvrir"), {"reason": "Retour", "case_manager": colleague.pk})
    case_file.refresh_from_db()
    assert case_file.case_manager == case_manager


def test_the_print_names_the_file_on_each_sheet(own, case_file):
    own.post(act_url(case_file, "fermer"), close_data())
    page = text_of(own.get(f"{file_url(case_file)}imprimer/"))
    head = page.split("</thead>")[0]
    assert case_file.reference in head
    assert "Document confidentiel" in head
    assert "Passage de relais à un autre service" in page
