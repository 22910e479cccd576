"""What is written in a file: contacts, plan, documents, household, identity."""

import datetime
import io

import pikepdf
import pytest
from django.core.files.base import ContentFile

from casefiles.actions import (
    AddDocument,
    AddHouseholdMember,
    AddPlannedAction,
    CorrectContact,
    CorrectHouseholdMember,
    CorrectPerson,
    OpenFile,
    Refused,
    RemoveHouseholdMember,
    SetActionState,
    SetHousehold,
    SettleObjective,
)
from casefiles.lateness import late_actions
from casefiles.models import CaseFile, DocumentKind, LifeAxis
from portal.audit.models import JournalEntry
from portal.vault.storage import open_stored
from tests.factories import casefiles as make


class TestContacts:
    def test_the_last_contact_is_the_last_that_took_place(self, case_file, case_manager):
        make.contact(case_manager, case_file, days_ago=9)
        make.contact(case_manager, case_file, days_ago=20)
        make.contact(case_manager, case_file, days_ago=2, outcome="not_shown")
        case_file.refresh_from_db()
        assert case_file.last_contact_on == make.day(9)
        assert case_file.days_without_contact() == 9

    def test_before_the_first_contact_days_count_from_the_opening(self, case_file):
        assert case_file.days_without_contact() == 40

    def test_nothing_is_dated_tomorrow(self, case_file, case_manager):
        with pytest.raises(Refused, match="futur"):
            make.contact(case_manager, case_file, days_ago=-1)

    def test_a_date_in_1026_is_a_slip(self, case_file, case_manager):
        from casefiles.actions import LogContact
        from casefiles.models import ContactKind

        with pytest.raises(Refused, match="1026"):
            LogContact(
                case_manager, case_file, date=datetime.date(1026, 11, 2), kind=ContactKind.objects.first()
            ).execute()

    @pytest.mark.parametrize("minutes", [-1, 1441, 99999])
    def test_minutes_are_those_of_a_day(self, case_file, case_manager, minutes):
        with pytest.raises(Refused, match="minutes"):
            make.contact(case_manager, case_file, minutes=minutes)

    def test_the_confidential_note_is_for_who_holds_the_file(self, case_file, case_manager, coordination):
        contact = make.contact(case_manager, case_file, confidential_note="Entre nous")
        assert contact.confidential_note == "Entre nous"
        with pytest.raises(Refused, match="réservée"):
            make.contact(coordination, case_file, confidential_note="Entre nous")
        make.contact(coordination, case_file, note="Vu à l’accueil pendant le congé")

    def test_an_objective_of_another_file_is_refused(self, case_file, case_manager, programme):
        other = make.objective(case_manager, make.opened_file(case_manager, programme))
        with pytest.raises(Refused, match="autre dossier"):
            make.contact(case_manager, case_file, objective=other)

    def test_a_correction_keeps_what_stood_before(self, case_file, case_manager):
        contact = make.contact(case_manager, case_file, days_ago=3, minutes=30, note="Avant")
        CorrectContact(
            case_manager,
            contact,
            changes={"minutes": 45, "note": "Après", "date": make.day(1)},
            reason="Faute",
        ).execute()
        contact.refresh_from_db()
        assert (contact.minutes, contact.note) == (45, "Après")
        correction = contact.corrections.get()
        assert (correction.before["minutes"], correction.before["note"]) == (30, "Avant")
        assert correction.before["date"] == make.day(3).isoformat()
        case_file.refresh_from_db()
        assert case_file.last_contact_on == make.day(1)

    def test_a_correction_says_why(self, case_file, case_manager):
        contact = make.contact(case_manager, case_file)
        with pytest.raises(Refused, match="pourquoi"):
            CorrectContact(case_manager, contact, changes={"minutes": 5}).execute()

    def test_a_colleague_corrects_nothing(self, case_file, case_manager, colleague):
        contact = make.contact(case_manager, case_file)
        with pytest.raises(Refused, match="pas le vôtre"):
            CorrectContact(colleague, contact, changes={"minutes": 5}, reason="Faute").execute()

    def test_the_journal_holds_no_content(self, case_file, case_manager):
        make.contact(case_manager, case_file, note="canari-note", place="canari-lieu")
        text = " ".join(f"{e.target} {e.reason} {e.details}" for e in JournalEntry.objects.all())
        assert "canari" not in text

    def test_a_data_officer_imports_and_does_not_write(self, case_file, data_officer):
        with pytest.raises(Refused, match="pas le vôtre"):
            make.contact(data_officer, case_file)
        contact = make.contact(data_officer, case_file, origin="imported", origin_key="a:1")
        assert contact.author == data_officer
        with pytest.raises(Refused, match="réservée"):
            make.contact(data_officer, case_file, origin="imported", confidential_note="Non")


class TestPlan:
    def test_an_objective_needs_words_and_an_axis_still_proposed(self, case_file, case_manager):
        with pytest.raises(Refused, match="phrase"):
            make.objective(case_manager, case_file, statement=" ")
        resting = LifeAxis.objects.create(code="resting", label="Ancien axe", active=False)
        with pytest.raises(Refused, match="plus proposé"):
            make.objective(case_manager, case_file, axis=resting)

    def test_a_settled_objective_takes_no_more_actions_until_taken_up_again(self, case_file, case_manager):
        goal = make.objective(case_manager, case_file)
        SettleObjective(case_manager, goal, state="reached").execute()
        with pytest.raises(Refused, match="terminé"):
            make.planned_action(case_manager, goal)
        SettleObjective(case_manager, goal, state="open").execute()
        make.planned_action(case_manager, goal)

    def test_an_action_done_is_no_longer_late(self, case_file, case_manager):
        goal = make.objective(case_manager, case_file, at=make.moment(30))
        action = make.planned_action(case_manager, goal, due_on=make.day(5), at=make.moment(30))
        assert action.is_late()
        SetActionState(case_manager, action, state="done", result="Fait").execute()
        action.refresh_from_db()
        assert not action.is_late()
        assert action.done_on == make.day()

    def test_nobody_waits_for_what_a_settled_objective_left_undone(self, case_file, case_manager):
        goal = make.objective(case_manager, case_file, at=make.moment(30))
        make.planned_action(case_manager, goal, due_on=make.day(5), at=make.moment(30))
        assert late_actions(case_manager, make.day()).count() == 1
        SettleObjective(case_manager, goal, state="reached").execute()
        assert not goal.actions.get().is_late()
        assert not late_actions(case_manager, make.day()).exists()

    def test_a_partner_is_named_only_when_a_partner_acts(self, case_file, case_manager):
        goal = make.objective(case_manager, case_file)
        with pytest.raises(Refused, match="partenaire"):
            AddPlannedAction(
                case_manager, goal, statement="Une visite", who="person", partner=object()
            ).check()

    def test_nothing_is_due_before_it_is_planned(self, case_file, case_manager):
        with pytest.raises(Refused, match="échéance"):
            make.objective(case_manager, case_file, due_on=make.day(1))


def pdf():
    target = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(target)
    return target.getvalue()


class TestDocuments:
    def add(self, user, case_file, content=None, **data):
        upload = ContentFile(content or pdf(), name="attestation.pdf")
        kind = DocumentKind.objects.get(code="attestation")
        return AddDocument(user, case_file, upload=upload, kind=kind, title="Attestation", **data).execute()

    def test_its_bytes_are_in_the_vault(self, case_file, case_manager):
        content = pdf()
        document = self.add(case_manager, case_file, content)
        assert b"".join(open_stored(document.stored_file)) == content

    def test_a_file_of_another_kind_is_refused_in_french(self, case_file, case_manager):
        with pytest.raises(Refused, match="pas du type attendu"):
            self.add(case_manager, case_file, b"MZ\x00\x00 not a document")
        assert not case_file.documents.exists()

    def test_a_confidential_document_is_for_who_holds_the_file(self, case_file, case_manager, coordination):
        self.add(case_manager, case_file, confidential=True)
        with pytest.raises(Refused, match="réservé"):
            self.add(coordination, case_file, confidential=True)


class TestPerson:
    def test_a_corrected_name_is_found_again(self, case_file, case_manager):
        CorrectPerson(case_manager, case_file, changes={"last_name": "Échantillon"}).execute()
        assert CaseFile.objects.filter(search_key__contains="echantillon").get() == case_file

    def test_the_number_of_somebody_else_is_refused(self, case_file, case_manager, programme):
        CorrectPerson(case_manager, case_file, changes={"national_number": "90.04.02-001.23"}).execute()
        other = make.opened_file(case_manager, programme)
        with pytest.raises(Refused, match="autre personne"):
            CorrectPerson(case_manager, other, changes={"national_number": "90040200123"}).execute()

    def test_the_household_grows_and_shrinks(self, case_file, case_manager):
        SetHousehold(case_manager, case_file, composition="single_children").execute()
        child = AddHouseholdMember(case_manager, case_file, relation="child", birth_year=2020).execute()
        assert case_file.person.household.members.get() == child
        with pytest.raises(Refused, match="année"):
            AddHouseholdMember(case_manager, case_file, relation="child", birth_year=1026).execute()

        def correct(seen=None, **changes):
            return CorrectHouseholdMember(case_manager, child, file=case_file, changes=changes, seen=seen)

        correct(birth_year=2021, name="Petite Exemple", lives_with=False, seen=0).execute()
        child.refresh_from_db()
        assert (child.birth_year, child.name, child.lives_with) == (2021, "Petite Exemple", False)
        entry = JournalEntry.objects.get(action="household.corrected")
        assert entry.details == {"member": str(child.pk), "fields": ["birth_year", "lives_with", "name"]}
        for wrong, code in (
            ({"birth_year": 1026}, "birth_year"),
            ({"relation": "king"}, "relation"),
            ({"name": "Petite Exemple"}, "nothing"),
            ({"note": "Vue", "seen": 0}, "changed"),
        ):
            with pytest.raises(Refused) as refused:
                correct(**wrong).execute()
            assert refused.value.code == code
        RemoveHouseholdMember(case_manager, case_file, member=child).execute()
        assert not case_file.person.household.members.exists()

    def test_a_member_is_corrected_from_a_file_of_that_person_alone(self, case_file, case_manager, programme):
        child = AddHouseholdMember(case_manager, case_file, relation="child").execute()
        other = make.opened_file(case_manager, programme)
        with pytest.raises(Refused, match="pas de ce ménage"):
            CorrectHouseholdMember(case_manager, child, file=other, changes={"name": "X"}).execute()


class TestReading:
    def test_reading_leaves_a_trace(self, case_file, case_manager):
        OpenFile(case_manager, case_file).execute()
        entry = JournalEntry.objects.get(action="casefile.read")
        assert (entry.actor, entry.subject, entry.target) == (case_manager, case_file.pk, case_file.reference)

    def test_what_is_not_mine_is_not_opened(self, case_file, colleague):
        with pytest.raises(Refused):
            OpenFile(colleague, case_file).execute()

    def test_no_trace_no_reading(self, case_file, case_manager, monkeypatch):
        from portal.audit.journal import JournalUnavailable

        def broken(*args, **kwargs):
            raise JournalUnavailable

        monkeypatch.setattr("casefiles.actions.base.record", broken)
        with pytest.raises(JournalUnavailable):
            OpenFile(case_manager, case_file).execute()
