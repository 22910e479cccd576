import datetime

import pytest
from django.utils import timezone

from casefiles.access import agreements_with, own_orientations
from casefiles.actions import UndoMerge
from casefiles.caseload import loads
from casefiles.demo import create_demo
from casefiles.duplicates import likely_pairs
from casefiles.feedback import levels_to_tell
from casefiles.models import (
    AidRequest,
    Appointment,
    CaseDocument,
    CaseFile,
    Closure,
    ContactTemplate,
    DebtSettlement,
    DistinctPersons,
    EngagementContract,
    Handover,
    HomeAlert,
    Involvement,
    LeaseCheck,
    LeaseReview,
    Letter,
    Objective,
    Person,
    PersonMerge,
    PlaceOffer,
    PlannedAction,
    Programme,
    Referral,
    Reminder,
    RhythmChange,
    SavedFilter,
    SlidingLease,
    StageMove,
    UnmetNeed,
    WaitingMove,
)
from casefiles.statistics.region_gaps import gaps_in
from casefiles.statistics.region_period import Period
from content.directory.models import PartnerCategory, Service
from portal.accounts.demo import create_demo as create_people
from portal.accounts.models import User
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.PORTAL_DEMO = True
    settings.VAULT_ROOT = tmp_path
    category = PartnerCategory.objects.create(name="Catégorie fictive", slug="fictive")
    Service.objects.create(name="Abri de nuit Exemple – La Veilleuse", category=category)
    create_people()
    create_demo()


def a_partner_reads_what_is_shared_with_its_service():
    partner = User.objects.get(email="partenaire@example.org")
    shared = {row.case_file.reference: row.sections.count() for row in agreements_with(partner)}
    assert sorted(shared.values()) == [1, 3]
    # Of its own orientations, one is told further than « arrived ».
    assert {len(levels_to_tell(referral)) for referral in own_orientations(partner)} == {1, 2}


def a_relay_waits_for_its_answer_and_another_was_refused():
    rows = Handover.objects.order_by("state").values_list("state", "receiver__email")
    assert list(rows) == [(state, "referent3@example.org") for state in ("accepted", "proposed", "refused")]
    assert CaseFile.objects.get(covered_by__isnull=False).is_covered


def the_report_for_the_region_is_believable():
    coordination = User.objects.get(email="coordination@example.org")
    period = Period.between((timezone.localdate().year - 1, 12), (timezone.localdate().year, 12))
    gaps, files = gaps_in(coordination, *period.days)
    counts = {gap.label: gap.count for gap in gaps}
    assert files > 10
    assert 0 < counts["le revenu principal"] < files / 2
    assert 0 < counts["le logement la semaine d’avant"] < files / 2
    assert 0 < counts["le code IWEPS du dispositif"] < files


def every_situation_of_the_first_programme():
    programme = Programme.objects.get(slug="heberge-toit")
    assert {load.case_manager.email: load.taken for load in loads(programme)} == {
        "referente@example.org": 6,
        "referent2@example.org": 10,
        "referent3@example.org": 3,
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
    assert CaseDocument.objects.filter(remind=True, valid_until__lte=make.day(-30)).exists()
    assert set(Letter.objects.values_list("state", flat=True)) == {"draft", "issued"}
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
    assert Reminder.objects.filter(case_file__programme=housing, due_on__gt=make.day()).count() == 4


def aid_was_asked_for_and_one_court_took_all_debts():
    states = set(AidRequest.objects.values_list("state", flat=True))
    assert states == {"asked", "granted", "refused"}
    assert [one.binds for one in DebtSettlement.objects.all()] == [True]


def leases_are_at_several_points_of_their_life():
    assert sorted(SlidingLease.objects.values_list("state", flat=True)) == [
        "running",
        "running",
        "slid",
        "stopped",
    ]
    assert LeaseReview.objects.filter(held_on=None, due_on__lt=make.day()).exists()
    assert LeaseReview.objects.filter(held_on__isnull=False).exists()
    assert LeaseCheck.objects.get(answer="housed").months == 6
    assert HomeAlert.objects.filter(closed_on=None).count() == 2
    assert HomeAlert.objects.filter(closed_on__isnull=False).exists()


def some_forty_files_and_a_year_of_work():
    files = CaseFile.objects.all()
    assert files.count() == 41
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
    assert sorted(PlaceOffer.objects.values_list("state", flat=True)) == ["declined", "open"]
    alike = Person.objects.filter(last_name="Fictif", birth_date=datetime.date(1977, 11, 2))
    assert len({person.sound_key for person in alike}) == 1 < alike.count()


def persons_were_compared():
    merge = PersonMerge.objects.get()
    assert merge.undone_at is None
    assert merge.kept.get_full_name() == "Faustine Brouillon"
    assert {row.programme.slug for row in merge.kept.case_files.all()} == {
        "heberge-toit",
        "logement-accompagne",
    }
    pair = DistinctPersons.objects.get()
    assert {pair.first.last_name, pair.second.last_name} == {"Modèle"}
    coordination = User.objects.get(email="coordination@example.org")
    proposed = {(one.one.pk, one.other.pk) for one in likely_pairs(coordination)}
    assert proposed
    assert not {(pair.first_id, pair.second_id), (pair.second_id, pair.first_id)} & proposed
    UndoMerge(coordination, merge, reason="Deux personnes, pour essayer").execute()


def filters_are_kept_under_a_name():
    assert SavedFilter.objects.count() == 2
    assert {row.owner.email for row in SavedFilter.objects.all()} == {
        "coordination@example.org",
        "referent3@example.org",
    }


def somebody_stands_around_them():
    soon = timezone.localdate() + datetime.timedelta(days=30)
    present = Involvement.objects.filter(ended_on__isnull=True)
    assert present.values("case_file").distinct().count() > 10
    assert present.filter(until__lte=soon).count() > 3
    assert Involvement.objects.filter(ended_on__isnull=False).exists()


def test_the_demonstration_shows_everything_once(demo):
    """One making of it serves every look: it takes longer than all other tests of this folder."""
    every_situation_of_the_first_programme()
    the_report_for_the_region_is_believable()
    a_partner_reads_what_is_shared_with_its_service()
    a_relay_waits_for_its_answer_and_another_was_refused()
    second_programme_has_its_files_too()
    aid_was_asked_for_and_one_court_took_all_debts()
    leases_are_at_several_points_of_their_life()
    some_forty_files_and_a_year_of_work()
    its_agenda_is_of_this_week_and_the_next()
    somebody_passed_first_and_two_may_be_one()
    filters_are_kept_under_a_name()
    persons_were_compared()
    somebody_stands_around_them()
    create_demo()
    some_forty_files_and_a_year_of_work()
