"""The rhythm of meetings: it lightens, and says by when the next contact is due."""

import datetime

import pytest

from casefiles.actions import ChangeRhythm, CloseFile, Refused, ReopenFile
from casefiles.actions.file.change_rhythm import begin_rhythm, refresh_contact_due
from casefiles.models import ExitReason, FollowUpRhythm
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db


def rhythm(code):
    return FollowUpRhythm.objects.get(code=code)


def at_rhythm(case_file, code, since, case_manager):
    """The file as if it had met at this rhythm since then."""
    case_file.rhythm_changes.all().delete()
    begin_rhythm(case_file, rhythm(code), on=since, by=case_manager)
    case_file.save()
    return case_file


def test_the_next_contact_counts_from_the_last(case_file, case_manager):
    make.contact(case_manager, case_file, days_ago=3)
    at_rhythm(case_file, "weekly", make.day(20), case_manager)
    assert case_file.contact_due_on == make.day(-4)


def test_before_any_contact_it_counts_from_the_opening(case_file, case_manager):
    at_rhythm(case_file, "monthly", case_file.opened_on, case_manager)
    assert case_file.contact_due_on == case_file.opened_on + datetime.timedelta(days=31)


def test_a_new_rhythm_asks_for_nothing_before_it_began(case_file, case_manager):
    make.contact(case_manager, case_file, days_ago=20)
    at_rhythm(case_file, "monthly", make.day(30), case_manager)
    ChangeRhythm(case_manager, case_file, rhythm=rhythm("weekly"), reason="Une crise").execute()
    assert case_file.contact_due_on == make.day()


def test_on_request_nothing_is_due(case_file, case_manager):
    at_rhythm(case_file, "weekly", make.day(30), case_manager)
    ChangeRhythm(case_manager, case_file, rhythm=rhythm("on_request")).execute()
    case_file.refresh_from_db()
    assert case_file.contact_due_on is None


def test_it_is_dated_signed_and_journalled(case_file, case_manager):
    at_rhythm(case_file, "weekly", make.day(30), case_manager)
    change = ChangeRhythm(case_manager, case_file, rhythm=rhythm("monthly"), reason="Ça va mieux").execute()
    assert (change.since, change.by, change.reason) == (make.day(), case_manager, "Ça va mieux")
    entry = JournalEntry.objects.get(action="casefile.rhythm_changed")
    assert (entry.subject, entry.details) == (case_file.pk, {"rhythm": "monthly"})


def test_a_leap_day_is_a_day_like_another(case_file, case_manager):
    case_file.opened_on = case_file.stage_since = datetime.date(2024, 1, 1)
    case_file.last_contact_on = datetime.date(2024, 2, 29)
    at_rhythm(case_file, "weekly", datetime.date(2024, 1, 1), case_manager)
    assert case_file.contact_due_on == datetime.date(2024, 3, 7)


@pytest.mark.parametrize(("code", "expected"), [("weekly", "same_rhythm"), (None, "rhythm_needed")])
def test_what_is_refused(case_file, case_manager, code, expected):
    at_rhythm(case_file, "weekly", make.day(30), case_manager)
    with pytest.raises(Refused) as refused:
        ChangeRhythm(case_manager, case_file, rhythm=code and rhythm(code)).execute()
    assert refused.value.code == expected


def test_it_does_not_begin_before_the_one_it_follows(case_file, case_manager):
    at_rhythm(case_file, "weekly", make.day(10), case_manager)
    with pytest.raises(Refused, match="avant"):
        ChangeRhythm(case_manager, case_file, rhythm=rhythm("monthly"), at=make.moment(12)).execute()


def test_a_rhythm_put_to_rest_is_not_chosen(case_file, case_manager):
    FollowUpRhythm.objects.filter(code="quarterly").update(active=False)
    with pytest.raises(Refused, match="dans la liste"):
        ChangeRhythm(case_manager, case_file, rhythm=rhythm("quarterly")).execute()


def test_a_closed_file_expects_nobody_and_begins_again_at_the_first_rhythm(case_file, case_manager):
    at_rhythm(case_file, "quarterly", make.day(30), case_manager)
    CloseFile(case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie fictive.").execute()
    case_file.refresh_from_db()
    assert case_file.contact_due_on is None
    case_file.programme.first_rhythm = rhythm("weekly")
    case_file.programme.save()
    ReopenFile(case_manager, case_file, reason="Retour à la rue").execute()
    case_file.refresh_from_db()
    assert case_file.rhythm.code == "weekly"
    assert case_file.contact_due_on == make.day(-7)
    refresh_contact_due(case_file)
    assert case_file.contact_due_on == make.day(-7)
