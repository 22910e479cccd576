"""The grid, the answers and the comparison: what is shown, to whom, and what the journal keeps."""

import copy
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions import FinishAssessment, FollowVersion, Refused, SaveAssessmentDraft, StartAssessment
from casefiles.actions.assessment.save_draft import stored
from casefiles.grid.merging import marks
from casefiles.models import Assessment
from forms.models import FormVersion
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.support import snapshots

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(case_manager, colleague):
    snapshots.put_forms_and_reference_data()
    return make.heberge_toit(case_manager, colleague)


@pytest.fixture
def draft(case_manager, case_file):
    return StartAssessment(case_manager, case_file).execute()


def address(assessment):
    return f"/gestion/dossiers/{assessment.case_file_id}/bilans/{assessment.pk}/"


def finished(actor, case_file, days_ago, **answers):
    row = StartAssessment(actor, case_file, held_on=make.day(days_ago)).execute()
    SaveAssessmentDraft(actor, row, answers=answers).execute()
    return FinishAssessment(actor, row).execute()


def posted(draft, seen=None, **answers):
    seen = marks(stored(draft)) if seen is None else seen
    return {"_seen": json.dumps(seen), "_held_on": draft.held_on.isoformat(), **answers}


def test_begun_from_the_file_it_opens_its_grid(case_manager, case_file, client_for):
    client = client_for(case_manager)
    page = client.get(f"/gestion/dossiers/{case_file.pk}/").content.decode()
    assert "Commencer un bilan" in page
    form = case_file.programme.assessment_form
    response = client.post(
        f"/gestion/dossiers/{case_file.pk}/acte/bilan/",
        {"held_on": make.day().isoformat(), "form": form.pk},
    )
    row = Assessment.objects.get()
    assert response.url == address(row)
    assert "Gestion du budget" in client.get(address(row)).content.decode()
    assert JournalEntry.objects.filter(action="assessment.read", subject=case_file.pk).count() == 1


def test_it_is_kept_in_several_sittings_then_finished(case_manager, draft, client_for):
    client = client_for(case_manager)
    assert client.post(address(draft), posted(draft, budget_level="2")).status_code == 302
    draft.refresh_from_db()
    assert draft.answers == {"budget_level": "2"}
    response = client.post(address(draft), posted(draft, budget_level="3", _finish="1"))
    assert response.url == f"/gestion/dossiers/{draft.case_file_id}/#bilans"
    draft.refresh_from_db()
    assert draft.given == {"budget_level": 3}


def test_last_time_stands_beside_each_question_and_changes_are_marked(case_manager, case_file, client_for):
    finished(case_manager, case_file, 20, budget_level="2", budget_strengths="Avant-Fictif")
    row = StartAssessment(case_manager, case_file).execute()
    SaveAssessmentDraft(case_manager, row, answers={"budget_level": "4"}).execute()
    page = client_for(case_manager).get(address(row)).content.decode()
    assert "2 → 4" in page
    assert "Avant-Fictif" in page


def test_a_wrong_answer_is_kept_and_named(case_manager, draft, client_for):
    response = client_for(case_manager).post(
        address(draft), posted(draft, next_assessment="31/02/2030", budget_level="4", _finish="1")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "31/02/2030" in page
    assert "vérifiez le jour et le mois" in page
    draft.refresh_from_db()
    assert draft.answers["next_assessment"] == "31/02/2030"


def test_the_second_person_sees_what_the_first_wrote(case_manager, coordination, draft, client_for):
    seen = marks(stored(draft))
    client_for(case_manager).post(address(draft), posted(draft, seen, person_view="Première-Fictive"))
    client = client_for(coordination)
    response = client.post(
        address(draft), posted(draft, seen, person_view="Seconde-Fictive", health_level="3")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Première-Fictive" in page
    assert "Seconde-Fictive" in page
    draft.refresh_from_db()
    assert draft.answers == {"person_view": "Première-Fictive"}
    again = posted(draft, marks(stored(draft)), person_view="Seconde-Fictive", health_level="3")
    assert client.post(address(draft), again).status_code == 302
    draft.refresh_from_db()
    assert draft.answers == {"person_view": "Seconde-Fictive", "health_level": "3"}


def test_what_is_posted_to_a_finished_one_is_given_back(case_manager, coordination, draft, client_for):
    seen = marks(stored(draft))
    SaveAssessmentDraft(case_manager, draft, answers={"budget_level": "4"}).execute()
    FinishAssessment(case_manager, draft).execute()
    response = client_for(coordination).post(
        address(draft), posted(draft, seen, person_view="Trop-tard-Fictif")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Trop-tard-Fictif" in page
    assert "ne change plus" in page
    assert Assessment.objects.get(pk=draft.pk).given == {"budget_level": 4}


@pytest.mark.parametrize("seen", ["", "[1, 2]", "{", '{"other": {"a": 1}}', "9" * 50])
def test_marks_that_are_not_ours_break_nothing(case_manager, draft, client_for, seen):
    data = {"_seen": seen, "_held_on": "31/02/2030", "budget_level": "2"}
    assert client_for(case_manager).post(address(draft), data).status_code == 302
    draft.refresh_from_db()
    assert draft.answers == {"budget_level": "2"}
    assert draft.held_on == make.day()


def test_a_finished_one_is_read_and_not_written(case_manager, case_file, client_for):
    first = finished(case_manager, case_file, 20, budget_level="2", budget_strengths="Un carnet")
    second = finished(case_manager, case_file, 5, budget_level="4", budget_strengths="Deux carnets")
    client = client_for(case_manager)
    page = client.get(address(second)).content.decode()
    assert "2 → 4" in page
    assert "Un carnet" in page
    assert "_finish" not in page
    assert "premier bilan" in client.get(address(first)).content.decode()


def test_they_are_compared_axis_by_axis(case_manager, case_file, client_for):
    finished(case_manager, case_file, 20, budget_level="2", work_level="1")
    finished(case_manager, case_file, 5, budget_level="4", work_level="1")
    client = client_for(case_manager)
    for where in (f"/gestion/dossiers/{case_file.pk}/bilans/", f"/gestion/dossiers/{case_file.pk}/"):
        page = client.get(where).content.decode()
        assert "2 → 4" in page
        assert "stable" in page
        assert "style=" not in page.split("ht-compare")[1].split("</table>")[0]
    assert JournalEntry.objects.filter(action="assessment.compared", subject=case_file.pk).exists()


def test_who_may_not_see_the_file_sees_no_assessment(case_manager, colleague, draft, client_for):
    other = make.opened_file(colleague, draft.case_file.programme)
    assert client_for(colleague).get(address(draft)).status_code == 404
    assert client_for(colleague).get(f"/gestion/dossiers/{draft.case_file_id}/bilans/").status_code == 404
    # Nor through a file that she may see.
    assert client_for(colleague).get(f"/gestion/dossiers/{other.pk}/bilans/{draft.pk}/").status_code == 404
    assert not JournalEntry.objects.filter(action="assessment.read").exists()


def test_the_form_of_a_programme_is_chosen_in_its_register(coordination, programme, client_for):
    client = client_for(coordination)
    page = client.get(f"/gestion/dispositifs/{programme.pk}/formulaires/").content.decode()
    offered = page.split('name="assessment_form"')[1].split("</select>")[0]
    assert "Bilan par axe de vie" in offered
    assert "Orientation vers" not in offered
    assert programme.assessment_form.slug == "bilan"


def test_the_file_page_asks_no_more_questions_as_assessments_pile_up(case_manager, case_file, client_for):
    client = client_for(case_manager)
    finished(case_manager, case_file, 30, budget_level="1")
    finished(case_manager, case_file, 28, budget_level="1")
    client.get(f"/gestion/dossiers/{case_file.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/gestion/dossiers/{case_file.pk}/")
    for days_ago in (20, 15, 10, 5):
        finished(case_manager, case_file, days_ago, budget_level="3")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/gestion/dossiers/{case_file.pk}/")
    assert len(many) <= len(few)


def publish(form, change):
    """A second version of the form, changed by `change(document)`."""
    document = copy.deepcopy(form.current_version.document)
    document["number"] = 2
    change(document)
    return FormVersion.objects.create(
        definition=form, number=2, schema_version=1, document=document, sha256="2" * 64
    )


def test_opening_a_draft_brings_it_to_a_soft_new_version_and_says_so(case_manager, draft, client_for):
    SaveAssessmentDraft(case_manager, draft, answers={"budget_level": "2"}).execute()
    version = publish(
        draft.form, lambda document: document["sections"][2].update(title={"fr": "L’argent-Fictif"})
    )
    page = client_for(case_manager).get(address(draft)).content.decode()
    assert "suit maintenant la version 2" in page
    assert "L’argent-Fictif" in page
    draft.refresh_from_db()
    assert draft.version == version
    assert draft.answers == {"budget_level": "2"}


def test_a_draft_says_what_keeps_it_on_its_version(case_manager, draft, client_for):
    def change(document):
        document["sections"][2]["questions"][0]["required"] = True

    publish(draft.form, change)
    page = client_for(case_manager).get(address(draft)).content.decode()
    assert "reste sur la version 1" in page
    assert "devient obligatoire" in page


def test_a_draft_that_is_finished_meanwhile_is_shown_as_it_is(case_manager, draft, client_for, monkeypatch):
    publish(draft.form, lambda document: document["intro"].update(fr="Autrement"))

    def refuse(self):
        raise Refused("Ce bilan est terminé.", "finished")

    monkeypatch.setattr(FollowVersion, "execute", refuse)
    assert client_for(case_manager).get(address(draft)).status_code == 200
