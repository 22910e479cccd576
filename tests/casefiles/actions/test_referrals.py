import datetime

import pytest
from django.utils import timezone

from casefiles.actions import (
    AdmitReferral,
    AskForMore,
    PutOnWaitingList,
    ReceiveReferral,
    Refused,
    RefuseReferral,
    TakeOffWaitingList,
)
from casefiles.actions.referral.receive import parse_day
from casefiles.models import Person, Referral, RefusalReason
from content.directory.models import PartnerCategory, Service
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make


def kinds(referral):
    return [event.kind for event in referral.events.all()]


class TestReceiving:
    def test_a_request_is_received_with_its_criteria_of_that_day(self, programme):
        at = timezone.make_aware(datetime.datetime(2026, 11, 2, 9))
        referral = make.received_referral(programme, at=at, street_since="2026-06-01")
        assert referral.reference == "OR-2026-0001"
        assert referral.status == "received"
        results = {criterion["kind"]: criterion["result"] for criterion in referral.criteria}
        assert set(results.values()) == {"met"}
        programme.street_limit_months = 1
        programme.save()
        referral.refresh_from_db()
        assert referral.criteria[0]["result"] == "met", "the programme changed; that day did not"

    def test_only_the_month_is_kept_as_a_month(self, programme):
        referral = make.received_referral(programme, street_since="2026-09")
        assert (referral.street_since, referral.street_since_precision) == (
            datetime.date(2026, 9, 1),
            "month",
        )

    @pytest.mark.parametrize(
        "value", ["", None, "hier", "1026-01-01", "2026-13-45", "9999-01-01", 12, "'; --"]
    )
    def test_a_date_that_means_nothing_is_left_empty(self, value):
        assert parse_day(value)[0] is None

    def test_what_is_not_understood_loses_nothing_else(self, programme):
        referral = make.received_referral(
            programme,
            gender="martien",
            sender_kind="?",
            own_request="peut-être",
            last_name="O'Brien\x00 😀'; --",
        )
        assert (referral.gender, referral.sender_kind, referral.own_request) == (
            "unknown",
            "other",
            "unknown",
        )
        assert referral.last_name == "O'Brien 😀'; --"

    def test_very_long_answers_are_cut_to_what_the_list_shows(self, programme):
        assert len(make.received_referral(programme, last_name="x" * 5000).last_name) == 200

    def test_the_service_that_orients_is_recognised_in_the_directory(self, programme):
        category = PartnerCategory.objects.create(name="Accueil fictif", slug="accueil-fictif")
        service = Service.objects.create(name="Accueil de jour (exemple)", category=category)
        assert make.received_referral(programme).orienting_service == service

    def test_confidential_answers_are_not_readable_in_the_database(self, programme, django_db_blocker):
        from django.db import connection

        make.received_referral(programme, message="secret-canari", phone="0471 99 88 77")
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM casefiles_referral")
            row = repr(cursor.fetchall())
        assert "secret-canari" not in row
        assert "99 88 77" not in row

    def test_staff_may_type_a_request_told_by_telephone(self, programme, case_manager):
        referral = make.received_referral(programme, actor=case_manager)
        assert referral.events.get().by == case_manager

    def test_other_roles_may_not(self, programme, communication):
        with pytest.raises(Refused):
            ReceiveReferral(communication, programme, data={}).execute()

    def test_the_journal_names_nobody(self, programme):
        make.received_referral(programme)
        entry = JournalEntry.objects.get(action="referral.received")
        assert "Exemple" not in f"{entry.target}{entry.details}{entry.reason}"


class TestAdmitting:
    def test_makes_the_person_and_the_file_in_the_first_stage(self, referral, case_manager):
        case_file = AdmitReferral(case_manager, referral).execute()
        year = timezone.localdate().year
        assert case_file.reference == f"HT-{year}-0001"
        assert case_file.stage.kind == "intake"
        assert case_file.case_manager == case_manager
        assert case_file.active_assignment().place == 1
        assert case_file.person.get_full_name() == "Camille Exemple"
        assert case_file.person.phone == "0470 00 00 00"
        assert case_file.stage_moves.get().to_stage == case_file.stage
        referral.refresh_from_db()
        assert (referral.status, referral.decided_by) == ("admitted", case_manager)
        assert kinds(referral) == ["received", "admitted"]

    def test_every_step_is_in_the_journal(self, referral, case_manager):
        case_file = AdmitReferral(case_manager, referral).execute()
        codes = set(JournalEntry.objects.filter(actor=case_manager).values_list("action", flat=True))
        assert codes == {"referral.admitted", "casefile.opened", "assignment.made"}
        assert JournalEntry.objects.get(action="casefile.opened").subject == case_file.pk

    def test_nothing_is_made_when_the_journal_cannot_be_written(self, referral, case_manager, monkeypatch):
        from portal.audit.journal import JournalUnavailable

        def broken(*args, **kwargs):
            raise JournalUnavailable

        monkeypatch.setattr("casefiles.actions.referral.admit.record", broken)
        with pytest.raises(JournalUnavailable):
            AdmitReferral(case_manager, referral).execute()
        assert not Person.objects.exists()
        assert Referral.objects.get().status == "received"

    def test_the_same_national_number_is_the_same_person(self, programme, case_manager, colleague):
        first = AdmitReferral(
            case_manager, make.received_referral(programme, national_number="90.04.02-001.23")
        ).execute()
        again = make.received_referral(programme, national_number="90040200123", last_name="Exempel")
        with pytest.raises(Refused, match="déjà un dossier ouvert"):
            AdmitReferral(colleague, again).execute()
        assert Person.objects.get() == first.person

    def test_two_people_of_one_name_stay_two(self, programme, case_manager):
        for _number in range(2):
            AdmitReferral(case_manager, make.received_referral(programme)).execute()
        assert Person.objects.count() == 2

    def test_a_request_without_a_name_asks_for_it(self, programme, case_manager):
        referral = make.received_referral(programme, last_name="")
        with pytest.raises(Refused, match="nom de la personne"):
            AdmitReferral(case_manager, referral).execute()

    def test_is_decided_once(self, case_file, case_manager):
        with pytest.raises(Refused, match="déjà admise"):
            AdmitReferral(case_manager, case_file.referral).execute()

    def test_not_by_who_is_not_of_the_programme(self, referral, programme, colleague):
        programme.case_managers.remove(colleague)
        with pytest.raises(Refused, match="pas de votre dispositif"):
            AdmitReferral(colleague, referral).execute()

    def test_not_in_a_programme_without_a_path(self, referral, programme, case_manager):
        programme.stages.all().delete()
        with pytest.raises(Refused, match="étapes"):
            AdmitReferral(case_manager, referral).execute()


class TestOtherDecisions:
    def test_waiting_and_coming_back_keep_dates_and_reasons(self, referral, case_manager):
        PutOnWaitingList(case_manager, referral, reason="Aucune place", at=make.moment(10)).execute()
        TakeOffWaitingList(case_manager, referral, reason="Une place se libère").execute()
        entry = referral.waiting_entries.get()
        assert (entry.entered_on, entry.left_on, entry.outcome) == (make.day(10), make.day(), "back")
        assert (entry.reason, entry.left_reason) == ("Aucune place", "Une place se libère")
        referral.refresh_from_db()
        assert referral.status == "received"

    def test_admission_ends_the_wait(self, referral, case_manager):
        PutOnWaitingList(case_manager, referral, reason="Aucune place").execute()
        AdmitReferral(case_manager, referral).execute()
        assert referral.waiting_entries.get().outcome == "admitted"

    def test_waiting_needs_a_reason(self, referral, case_manager):
        with pytest.raises(Refused, match="pourquoi"):
            PutOnWaitingList(case_manager, referral, reason=" ").execute()

    def test_nobody_waits_twice(self, referral, case_manager):
        PutOnWaitingList(case_manager, referral, reason="Aucune place").execute()
        with pytest.raises(Refused, match="déjà en liste"):
            PutOnWaitingList(case_manager, referral, reason="Aucune place").execute()

    def test_refusing_needs_a_reason_of_the_list(self, referral, case_manager):
        with pytest.raises(Refused, match="motif"):
            RefuseReferral(case_manager, referral).execute()
        resting = RefusalReason.objects.first()
        resting.active = False
        with pytest.raises(Refused, match="plus proposé"):
            RefuseReferral(case_manager, referral, reason=resting).execute()

    def test_refusing_may_name_a_service_to_turn_to(self, referral, case_manager):
        category = PartnerCategory.objects.create(name="Accueil fictif", slug="accueil-fictif")
        service = Service.objects.create(name="Service fictif", category=category)
        reason = RefusalReason.objects.get(code="no_local_link")
        RefuseReferral(
            case_manager, referral, reason=reason, redirected_to=service, note="Dit de vive voix"
        ).execute()
        referral.refresh_from_db()
        assert (referral.status, referral.redirected_to) == ("refused", service)
        assert referral.decision_note == "Dit de vive voix"
        assert JournalEntry.objects.get(action="referral.refused").details["reason"] == "no_local_link"

    def test_asking_for_more_keeps_the_question(self, referral, case_manager):
        AskForMore(case_manager, referral, question="Depuis quand ?").execute()
        assert referral.events.last().note == "Depuis quand ?"
        assert kinds(referral) == ["received", "asked_more"]

    def test_nothing_is_dated_in_the_future(self, referral, case_manager):
        with pytest.raises(Refused, match="futur"):
            AskForMore(case_manager, referral, question="Quand ?", at=make.moment(-2)).execute()
