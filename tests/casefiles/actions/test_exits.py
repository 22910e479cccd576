"""The exit and what follows: each one kept, with who takes over; no two case managers at once."""

import pytest

from casefiles.actions import Assign, CloseFile, Refused, ReopenFile
from casefiles.models import Assignment, ExitReason, HousingOutcome
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory

pytestmark = pytest.mark.django_db
WORDS = "Plus de nouvelles depuis trois mois."


def close(actor, case_file, **data):
    reason = ExitReason.objects.get(code="relay")
    return CloseFile(actor, case_file, reason=reason, note=WORDS, **data).execute()


def test_the_exit_says_who_takes_over(case_file, case_manager):
    service, home = ServiceFactory(), HousingOutcome.objects.get(code="shelter")
    close(case_manager, case_file, oriented_to=service, housing_outcome=home)
    case_file.refresh_from_db()
    kept = case_file.closures.get()
    assert case_file.oriented_to == kept.oriented_to == service
    assert (kept.closed_on, kept.closed_by, kept.note) == (make.day(), case_manager, WORDS)
    assert (kept.housing_outcome, kept.reopened_on) == (home, None)


def test_every_exit_is_kept(case_file, case_manager):
    for _turn in range(2):
        close(case_manager, case_file, oriented_to=ServiceFactory())
        ReopenFile(case_manager, case_file, reason="Retour à la rue").execute()
    close(case_manager, case_file)
    ended = [row.reopened_on for row in case_file.closures.all()]
    assert ended == [make.day(), make.day(), None]
    assert all(
        row.reopened_by == case_manager for row in case_file.closures.filter(reopened_on__isnull=False)
    )


def test_reopened_it_is_oriented_to_nobody(case_file, case_manager):
    close(case_manager, case_file, oriented_to=ServiceFactory())
    ReopenFile(case_manager, case_file, reason="Retour à la rue").execute()
    case_file.refresh_from_db()
    assert (case_file.oriented_to, case_file.exit_note) == (None, None)


@pytest.mark.parametrize("days_ago", [41, 400])
def test_nobody_is_given_a_file_before_it_opened(case_file, coordination, colleague, days_ago):
    with pytest.raises(Refused, match="n’est ouvert que depuis"):
        Assign(
            coordination, case_file, case_manager=colleague, reason="Congé", at=make.moment(days_ago)
        ).execute()


def test_a_backdated_handover_never_overlaps(case_file, case_manager, coordination, colleague):
    Assign(coordination, case_file, case_manager=colleague, reason="Congé", at=make.moment(5)).execute()
    with pytest.raises(Refused, match=f"{colleague} accompagnait encore") as refused:
        Assign(
            coordination, case_file, case_manager=case_manager, reason="Retour", at=make.moment(9)
        ).execute()
    assert refused.value.code == "overlap"
    Assign(coordination, case_file, case_manager=case_manager, reason="Retour", at=make.moment(5)).execute()
    days = [(row.started_on, row.ended_on) for row in case_file.assignments.order_by("created_at")]
    assert days == [(make.day(40), make.day(5)), (make.day(5), make.day(5)), (make.day(5), None)]


def test_an_exit_is_not_dated_before_who_held_it_last(case_file, coordination, colleague):
    Assign(coordination, case_file, case_manager=colleague, reason="Congé", at=make.moment(5)).execute()
    with pytest.raises(Refused, match="accompagne cette personne depuis"):
        CloseFile(
            coordination, case_file, reason=ExitReason.objects.first(), note=WORDS, at=make.moment(9)
        ).execute()
    assert Assignment.objects.filter(ended_on__isnull=True).count() == 1


def test_reopening_is_not_dated_before_the_exit(case_file, case_manager):
    CloseFile(
        case_manager, case_file, reason=ExitReason.objects.first(), note=WORDS, at=make.moment(5)
    ).execute()
    with pytest.raises(Refused, match="précéder la fermeture"):
        ReopenFile(case_manager, case_file, reason="Retour", at=make.moment(6)).execute()
    ReopenFile(case_manager, case_file, reason="Retour", at=make.moment(5)).execute()
