import pytest

from casefiles.caseload import loads
from casefiles.demo import create_demo
from casefiles.models import CaseDocument, CaseFile, Objective, PlannedAction, Programme, Referral, StageMove
from content.directory.models import PartnerCategory, Service
from portal.accounts.demo import create_demo as create_people
from portal.audit.models import JournalEntry


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.PORTAL_DEMO = True
    settings.VAULT_ROOT = tmp_path
    category = PartnerCategory.objects.create(name="Catégorie fictive", slug="fictive")
    Service.objects.create(name="Service fictif", category=category)
    create_people()
    create_demo()


def test_the_demonstration_shows_every_situation(demo):
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


def test_the_second_programme_has_its_files_too(demo):
    housing = Programme.objects.get(slug="logement-accompagne")
    kinds = set(housing.case_files.values_list("stage__kind", flat=True))
    assert kinds == {"intake", "assessment", "planning", "monitoring", "evaluation"}
    assert {load.case_manager.email: load.taken for load in loads(housing)} == {
        "referente@example.org": 3,
        "referent2@example.org": 3,
    }
    barred = [
        c for r in housing.referrals.all() for c in r.criteria if c["blocking"] and c["result"] == "not_met"
    ]
    assert len(barred) == 1


def test_it_happens_once(demo):
    count = CaseFile.objects.count()
    create_demo()
    assert CaseFile.objects.count() == count
