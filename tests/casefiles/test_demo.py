import datetime

import pytest
from django.utils import timezone

from casefiles.caseload import loads
from casefiles.demo import create_demo
from casefiles.models import (
    Appointment,
    CaseDocument,
    CaseFile,
    Closure,
    ContactTemplate,
    EngagementContract,
    Objective,
    Person,
    PlaceOffer,
    PlannedAction,
    Programme,
    Referral,
    Reminder,
    RhythmChange,
    StageMove,
    UnmetNeed,
    WaitingMove,
)
from content.directory.models import PartnerCategory, Service
from portal.accounts.demo import create_demo as create_people
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.PORTAL_DEMO = True
    settings.VAULT_ROOT = tmp_path
    category = PartnerCategory.objects.create(name="Catégorie fictive", slug="fictive")
    Service.objects.create(name="Service fictif", category=category)
    create_people()
    create_demo()


def every_situation_of_the_first_programme():
    programme = Programme.objects.get(slug="heberge-toit")
    assert {load.case_manager.email: load.taken for load in loads(programme)} == {
        "referente@example.org": 8,
        "referent2@example.org": 10,
    }
    assert set(CaseFile.objects.values_list("stage__kind", flat=True)) == {
        "intake",
        "assessment",
        "planning",
        "monitoring",
        "evaluation",
        "exit",
    }
    assert programme.referrals.filter(status__in=["received", "more_info"]).count() == 5
    assert programme.referrals.filter(status="waiting").count() == 3
    results = {c["result"] for r in Referral.objects.filter(status="received") for c in r.criteria}
    assert results == {"met", "not_met", "unknown"}
    assert any(f.days_without_contact() > 30 for f in CaseFile.objects.filter(closed_on=None))
    assert any(action.is_late() for action in PlannedAction.objects.all())
    assert Objective.objects.exists()
    assert CaseDocument.objects.exists()
    assert any(move.is_back for move in StageMove.objects.select_related("from_stage", "to_stage"))
    assert JournalEntry.objects.filter(action="casefile.opened").count() == CaseFile.objects.count()
    assert all(referral.submission for referral in Referral.objects.all())


def second_programme_has_its_files_too():
    housing = Programme.objects.get(slug="logement-accompagne")
    kinds = set(housing.case_files.values_list("stage__kind", flat=True))
    assert kinds == {"intake", "assessment", "planning", "monitoring", "evaluation"}
    assert {load.case_manager.email: load.taken for load in loads(housing)} == {
        "referente@example.org": 5,
        "referent2@example.org": 5,
    }
    barred = [
        c for r in housing.referrals.all() for c in r.criteria if c["blocking"] and c["result"] == "not_met"
    ]
    assert len(barred) == 1


def forty_files_and_a_year_of_work():
    files = CaseFile.objects.all()
    assert files.count() == 40
    assert min(files.values_list("opened_on", flat=True)) < make.day(365)
    assert Closure.objects.filter(reopened_on__isnull=False).count() == 2
    assert RhythmChange.objects.values("rhythm").distinct().count() >= 3
    assert set(EngagementContract.objects.values_list("state", flat=True)) >= {"signed", "to_sign"}
    assert EngagementContract.objects.filter(state="signed", review_on__lte=make.day(-14)).exists()
    needs = UnmetNeed.objects.all()
    assert needs.filter(met_on__isnull=True).exists()
    assert needs.filter(met_on__isnull=False).exists()


def its_agenda_is_of_this_week_and_the_next():
    states = set(Appointment.objects.values_list("state", flat=True))
    assert states == {"planned", "held", "not_shown"}
    to_come = Appointment.objects.filter(starts_at__gt=timezone.now(), state="planned")
    assert to_come.filter(starts_at__gt=timezone.now() + datetime.timedelta(days=7)).exists()
    assert to_come.filter(referral__isnull=False).exists()
    assert Reminder.objects.filter(due_on__lt=make.day()).exists()
    assert ContactTemplate.objects.filter(owner=None).count() == 2


def somebody_passed_first_and_two_may_be_one():
    assert WaitingMove.objects.exists()
    assert set(PlaceOffer.objects.values_list("state", flat=True)) == {"declined"}
    alike = Person.objects.filter(last_name="Fictif", birth_date=datetime.date(1977, 11, 2))
    assert len({person.sound_key for person in alike}) == 1 < alike.count()


def test_the_demonstration_shows_everything_once(demo):
    """One making of it serves every look: it takes longer than all other tests of this folder."""
    every_situation_of_the_first_programme()
    second_programme_has_its_files_too()
    forty_files_and_a_year_of_work()
    its_agenda_is_of_this_week_and_the_next()
    somebody_passed_first_and_two_may_be_one()
    create_demo()
    forty_files_and_a_year_of_work()
