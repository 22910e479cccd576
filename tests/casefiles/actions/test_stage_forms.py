"""A stage that asks for a form lets nobody on before it was filled during that stage."""

import pytest

from casefiles.actions import MoveStage, Refused
from casefiles.actions.file.stages import demands, next_stage
from tests.factories import casefiles as make


@pytest.fixture
def asking(case_file, case_manager):
    """The file, in a stage that asks for the small grid and nothing else."""
    grid = make.small_grid()
    programme = case_file.programme
    programme.assessment_form = grid
    programme.save()
    stage = case_file.stage
    stage.asks_contact, stage.asks_form = False, grid
    stage.save()
    case_file.refresh_from_db()
    return case_file


def move(actor, case_file):
    return MoveStage(actor, case_file, to_stage=next_stage(case_file)).execute()


def test_one_does_not_go_on_without_it(asking, case_manager):
    with pytest.raises(Refused) as refused:
        move(case_manager, asking)
    assert "« Grille » rempli pendant cette étape" in refused.value.message


def test_a_form_that_is_begun_is_not_filled(asking, case_manager):
    make.assessment(case_manager, asking, step="3")
    assert not demands(asking)[0].is_met
    with pytest.raises(Refused):
        move(case_manager, asking)


def test_once_it_is_finished_one_goes_on(asking, case_manager):
    make.assessment(case_manager, asking, finished=True, step="3")
    move(case_manager, asking)
    asking.refresh_from_db()
    assert asking.stage.kind == "assessment"


def test_one_of_an_earlier_stage_does_not_count(asking, case_manager):
    make.assessment(case_manager, asking, finished=True, step="3")
    asking.assessments.get().submission.__class__.objects.update(received_at=make.moment(30))
    type(asking.assessments.get()).objects.update(held_on=make.day(30))
    asking.stage_since = make.day(3)
    asking.save()
    with pytest.raises(Refused):
        move(case_manager, asking)


def test_the_file_page_leads_to_the_form(asking, case_manager, client_for):
    client = client_for(case_manager)
    page = client.get(f"/gestion/dossiers/{asking.pk}/").content.decode()
    link = f"?remplir={asking.stage.asks_form_id}#bilans"
    assert link in page
    opened = client.get(f"/gestion/dossiers/{asking.pk}/{link}")
    assert opened.context["forms"]["bilan"]["form"].value() == str(asking.stage.asks_form_id)
