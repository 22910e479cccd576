"""An assessment from its beginning to its end, in several sittings, by two people, over two versions."""

import copy

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casefiles.actions import (
    AnswersRefused,
    CloseFile,
    Conflict,
    FinishAssessment,
    FollowVersion,
    Refused,
    SaveAssessmentDraft,
    StartAssessment,
)
from casefiles.actions.assessment.follow_version import may_follow, newer_version
from casefiles.actions.assessment.save_draft import stored
from casefiles.grid.merging import marks
from casefiles.models import Assessment, ExitReason, Programme, Referral
from forms.models import FormVersion, Submission
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.support import snapshots
from tests.support.raw_sql import update_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(case_manager, colleague):
    snapshots.put_forms_and_reference_data()
    return make.heberge_toit(case_manager, colleague)


@pytest.fixture
def draft(case_manager, case_file):
    return StartAssessment(case_manager, case_file).execute()


def save(actor, draft, answers, seen=None):
    return SaveAssessmentDraft(
        actor, Assessment.objects.get(pk=draft.pk), answers=answers, seen=seen
    ).execute()


def finish(actor, draft):
    return FinishAssessment(actor, Assessment.objects.get(pk=draft.pk)).execute()


def acts(case_file):
    return list(
        JournalEntry.objects.filter(subject=case_file.pk, action__startswith="assessment.")
        .order_by("id")
        .values_list("action", flat=True)
    )


def publish(form, change):
    """A new version of the form, changed by `change(document)`; the editor has tests of its own."""
    latest = form.versions.order_by("-number").first()
    document = copy.deepcopy(latest.document)
    document["number"] = latest.number + 1
    change(document)
    return FormVersion.objects.create(
        definition=form,
        number=document["number"],
        schema_version=1,
        document=document,
        sha256=f"{document['number']:064x}",
    )


def question_of(document, key):
    return next(q for section in document["sections"] for q in section["questions"] if q["key"] == key)


def test_a_whole_assessment(case_manager, case_file, draft):
    save(case_manager, draft, {"budget_level": "2", "budget_strengths": "Tient un carnet"})
    done = finish(case_manager, draft)
    assert done.state == "finished"
    assert done.answers is None
    assert done.given == {"budget_level": 2, "budget_strengths": "Tient un carnet"}
    assert done.submission.sent_by == case_manager
    assert done.submission.channel == "file"
    assert acts(case_file) == ["assessment.started", "assessment.saved", "assessment.finished"]
    assert JournalEntry.objects.filter(action="form.submission_received").count() == 1
    assert not Referral.objects.filter(submission=done.submission).exists()


def test_a_finished_one_never_changes(case_manager, draft):
    save(case_manager, draft, {"budget_level": "2"})
    done = finish(case_manager, draft)
    for again in (SaveAssessmentDraft(case_manager, done, answers={}), FinishAssessment(case_manager, done)):
        with pytest.raises(Refused) as refused:
            again.execute()
        assert refused.value.code == "finished"
    with pytest.raises(ValidationError):
        done.save()


def test_the_database_refuses_a_finished_one_without_answers(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        update_row(draft, state="finished")


def test_one_draft_of_a_form_at_a_time(case_manager, case_file, draft):
    with pytest.raises(Refused) as refused:
        StartAssessment(case_manager, case_file).execute()
    assert refused.value.code == "begun"
    other = StartAssessment(case_manager, case_file, form=case_file.programme.exit_form).execute()
    assert other.form.slug == "sortie"
    row = Assessment.objects.get(pk=draft.pk)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(
            case_file=case_file, form=row.form, version=row.version, held_on=row.held_on, author=case_manager
        )


def test_a_programme_without_a_grid_says_where_to_choose_one(case_manager, case_file):
    Programme.objects.update(assessment_form=None)
    with pytest.raises(Refused, match="Dispositifs"):
        StartAssessment(case_manager, case_file).execute()


@pytest.mark.parametrize("days_ago", [-1, 41])
def test_it_is_held_while_the_file_is_open_and_not_tomorrow(case_manager, case_file, days_ago):
    with pytest.raises(Refused):
        StartAssessment(case_manager, case_file, held_on=make.day(days_ago)).execute()


def test_wrong_answers_are_kept_and_said_at_the_end(case_manager, draft):
    save(case_manager, draft, {"budget_level": "9", "next_assessment": "31/02/2030"})
    with pytest.raises(AnswersRefused) as refused:
        finish(case_manager, draft)
    assert set(refused.value.errors) == {"budget_level", "next_assessment"}
    draft.refresh_from_db()
    assert draft.is_draft
    assert draft.answers == {"budget_level": "9", "next_assessment": "31/02/2030"}
    assert not Submission.objects.filter(version=draft.version).exists()


def test_an_empty_one_is_not_finished(case_manager, draft):
    with pytest.raises(Refused) as refused:
        finish(case_manager, draft)
    assert refused.value.code == "empty"


def test_two_people_lose_nothing(case_manager, coordination, draft):
    save(case_manager, draft, {"budget_level": "2", "work_level": "1"})
    draft.refresh_from_db()
    seen = marks(stored(draft))
    save(case_manager, draft, {"budget_level": "3", "work_level": "1"}, seen)
    save(coordination, draft, {"budget_level": "2", "work_level": "1", "health_level": "4"}, seen)
    draft.refresh_from_db()
    assert draft.answers == {"budget_level": "3", "work_level": "1", "health_level": "4"}


def test_the_second_sees_what_the_first_wrote_to_the_same_question(case_manager, coordination, draft):
    seen = marks(stored(draft))
    save(case_manager, draft, {"budget_level": "3"}, seen)
    with pytest.raises(Conflict) as refused:
        save(coordination, draft, {"budget_level": "5", "health_level": "4"}, seen)
    assert refused.value.merged.conflicts == {"budget_level": "3"}
    assert refused.value.merged.answers["budget_level"] == "5"
    assert refused.value.merged.answers["health_level"] == "4"
    draft.refresh_from_db()
    assert draft.answers == {"budget_level": "3"}
    # Told, she decides.
    save(coordination, draft, refused.value.merged.answers, marks(stored(draft)))
    draft.refresh_from_db()
    assert draft.answers == {"budget_level": "5", "health_level": "4"}


def test_what_somebody_cleared_stays_cleared(case_manager, coordination, draft):
    save(case_manager, draft, {"budget_level": "2", "present": ["person"]})
    draft.refresh_from_db()
    seen = marks(stored(draft))
    save(case_manager, draft, {"budget_level": "2"}, seen)
    save(coordination, draft, {"budget_level": "2", "present": ["person"], "work_level": "1"}, seen)
    draft.refresh_from_db()
    assert draft.answers == {"budget_level": "2", "work_level": "1"}


def test_a_draft_follows_a_soft_change(case_manager, draft):
    def change(document):
        question_of(document, "budget_level")["label"] = {"fr": "Le budget, où en est-il ?"}

    version = publish(draft.form, change)
    assert may_follow(*newer_version(draft))
    FollowVersion(case_manager, draft).execute()
    draft.refresh_from_db()
    assert draft.version == version
    assert acts(draft.case_file)[-1] == "assessment.version_followed"


def test_a_draft_stays_on_its_version_when_the_change_is_hard(case_manager, draft):
    def change(document):
        question_of(document, "budget_level")["required"] = True

    publish(draft.form, change)
    version, found = newer_version(draft)
    assert not may_follow(version, found)
    assert "obligatoire" in " ".join(one.sentence for one in found)
    with pytest.raises(Refused):
        FollowVersion(case_manager, draft).execute()


def test_only_who_holds_the_file_and_coordination_write(
    case_manager, colleague, dpo, coordination, case_file
):
    for stranger in (colleague, dpo):
        with pytest.raises(Refused) as refused:
            StartAssessment(stranger, case_file).execute()
        assert refused.value.code == "not_yours"
    draft = StartAssessment(coordination, case_file).execute()
    with pytest.raises(Refused):
        save(colleague, draft, {"budget_level": "2"})


def test_a_closed_file_takes_no_assessment(case_manager, case_file, draft):
    reason = ExitReason.objects.get(code="own_wish")
    CloseFile(case_manager, case_file, reason=reason, note="La personne préfère s’arrêter.").execute()
    for action in (
        StartAssessment(case_manager, case_file, form=case_file.programme.exit_form),
        SaveAssessmentDraft(case_manager, Assessment.objects.get(pk=draft.pk), answers={"budget_level": "2"}),
    ):
        with pytest.raises(Refused) as refused:
            action.execute()
        assert refused.value.code == "closed"


def test_a_version_knows_which_files_and_drafts_lean_on_it(draft):
    from forms.usage import uses

    assert (1, "bilan en cours") in uses(draft.version)
