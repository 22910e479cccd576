"""A request on its page: corrected, met, told of, and compared with who is already known."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions import Assign, CloseFile
from casefiles.models import CaseFile, ExitReason, Person, Referral
from content.directory.models import PartnerCategory, Service
from tests.casefiles.screens.pages import NOT_ASCII, decision_url, referral_url, text_of
from tests.factories import casefiles as make
from tests.support import snapshots

pytestmark = pytest.mark.django_db


def edited(page, **changes):
    form = page.context["acts"]["corriger"]
    return (
        {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}
        | {"reason": "Un appel au service"}
        | changes
    )


class TestCorrecting:
    def test_the_service_and_the_situation(self, own, referral, journal):
        category = PartnerCategory.objects.create(name="Accueil fictif", slug="accueil-fictif")
        service = Service.objects.create(name="Abri de nuit (exemple)", category=category)
        then = referral.criteria
        page = own.get(referral_url(referral))
        given = edited(
            page,
            orienting_service=service.pk,
            street_since="2026-02-14",
            street_since_precision="estimate",
            situation=NOT_ASCII,
        )
        assert own.post(decision_url(referral, "corriger"), given).status_code == 302
        referral.refresh_from_db()
        assert referral.orienting_service == service
        assert referral.street_since_precision == "estimate"
        assert referral.situation == NOT_ASCII
        assert referral.criteria == then, "the criteria of that day are not rewritten"
        event = referral.events.last()
        assert event.kind == "edited"
        assert "Un appel au service" in event.note
        assert "14/02/2026" in event.note
        entry = journal("referral.edited")[0]
        assert entry.details["fields"] == [
            "orienting_service",
            "situation",
            "street_since",
            "street_since_precision",
        ]
        shown = text_of(own.get(referral_url(referral)))
        assert "Abri de nuit (exemple)" in shown
        assert "14/02/2026 (estimation)" in shown
        assert "Le jour de l’orientation" in shown
        assert "<script>alert" not in shown

    def test_a_month_is_a_month_whatever_the_day(self, own, referral):
        given = edited(
            own.get(referral_url(referral)), street_since="2026-08-17", street_since_precision="month"
        )
        assert own.post(decision_url(referral, "corriger"), given).status_code == 302
        referral.refresh_from_db()
        assert referral.street_since.isoformat() == "2026-08-01"
        assert "08/2026 (au mois près)" in text_of(own.get(referral_url(referral)))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"street_since": "0001-01-01"},
            {"street_since": "9999-12-31"},
            {"street_since": "2999-01-01"},
            {"street_since": "26"},
            {"street_since": "31/02/2026"},
            {"birth_date": "1026-01-01"},
            {"gender": "martien"},
            {"orienting_service": "'; --"},
            {"orienting_service": "99999999999999999999"},
            {"sender_email": "pas un e-mail"},
            {"reason": " "},
        ],
    )
    def test_bad_input_is_said_and_what_was_typed_is_kept(self, own, referral, wrong):
        page = own.get(referral_url(referral))
        answer = own.post(
            decision_url(referral, "corriger"), edited(page, situation="Texte gardé 😀", **wrong)
        )
        assert answer.status_code == 422
        assert "Texte gardé 😀" in text_of(answer)
        assert "ht-field__error" in text_of(answer)

    def test_nothing_changed_is_said(self, own, referral):
        page = own.get(referral_url(referral))
        answer = own.post(decision_url(referral, "corriger"), edited(page))
        assert answer.status_code == 422
        assert "Rien n’a changé" in text_of(answer)

    def test_the_second_sees_what_changed_and_loses_nothing(self, own, client_for, colleague, referral):
        page = own.get(referral_url(referral))
        other = client_for(colleague)
        theirs = edited(other.get(referral_url(referral)), municipality="7110 Houdeng")
        assert other.post(decision_url(referral, "corriger"), theirs).status_code == 302
        late = own.post(decision_url(referral, "corriger"), edited(page, situation="La mienne"))
        shown = text_of(late)
        assert late.status_code == 422
        assert "La mienne" in shown
        assert "7110 Houdeng" in shown
        assert "Enregistré maintenant" in shown
        again = {name: value for name, value in late.context["bound"].data.items()}
        assert own.post(decision_url(referral, "corriger"), again).status_code == 302

    def test_a_decided_request_is_no_longer_corrected(self, own, referral):
        page = own.get(referral_url(referral))
        own.post(decision_url(referral, "admettre"), {"note": ""})
        assert own.post(decision_url(referral, "corriger"), edited(page, situation="x")).status_code == 422


class TestMeeting:
    def test_it_stands_in_the_agenda_on_the_page_and_in_the_history(
        self, own, case_manager, referral, journal
    ):
        given = {"day": make.day(-3).isoformat(), "hour": "14:30", "minutes": "45", "place": "Au bureau"}
        assert own.post(decision_url(referral, "rencontre"), given).status_code == 302
        page = text_of(own.get(referral_url(referral)))
        assert "Au bureau" in page
        assert "14:30" in page
        assert referral.events.last().kind == "meeting"
        assert journal("referral.meeting")
        own.post(decision_url(referral, "admettre"), {"note": ""})
        assert CaseFile.objects.get().appointments.get().owner == case_manager

    @pytest.mark.parametrize(
        "wrong",
        [{"day": "9999-12-31"}, {"day": "0001-01-01"}, {"hour": "25:99"}, {"minutes": "0"}, {"day": ""}],
    )
    def test_an_absurd_moment_is_said(self, own, referral, wrong):
        given = {
            "day": make.day(-3).isoformat(),
            "hour": "14:30",
            "minutes": "45",
            "place": "Texte gardé",
        } | wrong
        answer = own.post(decision_url(referral, "rencontre"), given)
        assert answer.status_code == 422
        assert "Texte gardé" in text_of(answer)


class TestTelling:
    def test_the_words_never_go_beyond_the_level(self, own, referral):
        own.post(decision_url(referral, "admettre"), {"note": ""})
        page = text_of(own.get(referral_url(referral)))
        assert "est bien arrivée" in page
        assert "est acceptée" not in page
        answer = own.post(
            decision_url(referral, "informer"),
            {"level": "decision", "means": "phone", "to_whom": "Dominique"},
        )
        assert answer.status_code == 422

    def test_opening_needs_the_agreement_of_the_person(self, own, referral, journal):
        refused = own.post(decision_url(referral, "retour-permis"), {"level": "decision"})
        assert refused.status_code == 422
        assert "l’accord de la personne" in text_of(refused)
        given = {"level": "contact", "agreed": "on", "note": "Dit au téléphone"}
        assert own.post(decision_url(referral, "retour-permis"), given).status_code == 302
        referral.refresh_from_db()
        assert referral.feedback == "contact"
        assert journal("referral.feedback")[0].details == {"level": "contact"}
        # Closing needs nothing.
        assert own.post(decision_url(referral, "retour-permis"), {"level": "nothing"}).status_code == 302

    def test_what_was_told_when_and_to_whom(self, own, case_manager, referral, journal):
        Referral.objects.update(feedback="contact")
        own.post(decision_url(referral, "admettre"), {"note": ""})
        page = text_of(own.get(referral_url(referral)))
        assert f"C’est {case_manager} qui accompagne" in page
        given = {"level": "contact", "means": "phone", "to_whom": "Dominique Fictive"}
        assert own.post(decision_url(referral, "informer"), given).status_code == 302
        event = referral.events.last()
        assert event.kind == "informed"
        assert "Par téléphone, à Dominique Fictive" in event.note
        assert referral.last_name not in event.note
        assert journal("referral.informed")[0].details == {"level": "contact", "means": "phone"}


class TestKnown:
    @pytest.fixture
    def known(self, case_manager, programme):
        """Somebody whose file is closed: held last by the case manager."""
        file = make.opened_file(case_manager, programme, last_name="N’Guyen", first_name="Hélène")
        return (
            CloseFile(
                case_manager, file, reason=ExitReason.objects.first(), note="Sortie fictive, avant la fin."
            ).execute()
            or file
        )

    @pytest.fixture
    def again(self, programme, known):
        return make.received_referral(
            programme, first_name="Nguyen", last_name="Helene", phone="0499 99 99 99"
        )

    def test_it_is_shown_in_words_before_admitting(self, own, again, journal):
        page = text_of(own.get(referral_url(again)))
        file = CaseFile.objects.get()
        assert "Peut-être déjà connue" in page
        assert "prénom et nom inversés" in page
        assert file.reference in page
        assert "même personne" in page
        assert journal("person.likeness_shown")[0].subject == file.pk

    def test_one_has_to_say_who_it_is(self, own, again):
        answer = own.post(decision_url(again, "admettre"), {"note": "Texte gardé"})
        assert answer.status_code == 422
        assert "Dites si c’est la même personne" in text_of(answer)
        assert "Texte gardé" in text_of(answer)
        assert Person.objects.count() == 1

    def test_the_same_person_reopens_her_file(self, own, again):
        person = Person.objects.get()
        answer = own.post(decision_url(again, "admettre"), {"note": "", "who": f"reopen:{person.pk}"})
        assert answer.status_code == 302
        file = CaseFile.objects.get()
        assert file.closed_on is None
        again.refresh_from_db()
        assert again.reopened_file == file
        assert Person.objects.count() == 1
        assert own.get(referral_url(again)).status_code == 200

    def test_the_same_person_gets_a_new_file(self, own, again):
        person = Person.objects.get()
        own.post(decision_url(again, "admettre"), {"note": "", "who": f"same:{person.pk}"})
        assert person.case_files.count() == 2
        assert Person.objects.count() == 1

    def test_somebody_else_is_somebody_else(self, own, again):
        own.post(decision_url(again, "admettre"), {"note": "", "who": "new"})
        assert Person.objects.count() == 2

    @pytest.mark.parametrize(
        "who", ["same:00000000-0000-0000-0000-000000000000", "reopen:", "x", "same:'; --"]
    )
    def test_nonsense_is_refused(self, own, again, who):
        assert own.post(decision_url(again, "admettre"), {"note": "", "who": who}).status_code == 422

    def test_of_a_file_out_of_sight_only_that_it_exists(
        self, client_for, colleague, programme, again, journal
    ):
        page = text_of(client_for(colleague).get(referral_url(again)))
        file = CaseFile.objects.get()
        assert file.reference in page
        assert f"demandez à {file.case_manager}" in page
        assert "inversés" not in page
        assert file.person.first_name not in page
        assert f"same:{file.person.pk}" not in page
        assert str(file.person.pk) not in page
        entry = journal("person.likeness_shown")[0]
        assert (entry.subject, entry.details["in_sight"]) == (file.pk, False)

    def test_an_open_file_is_not_opened_twice(self, own, case_manager, programme):
        file = make.opened_file(case_manager, programme, last_name="Ouverte")
        again = make.received_referral(programme, last_name="Ouverte")
        page = text_of(own.get(referral_url(again)))
        assert file.reference in page
        assert f"same:{file.person.pk}" not in page

    def test_two_services_that_orient_the_same_person(self, own, programme):
        first = make.received_referral(programme, last_name="Deux-Fois", first_name="Hélène")
        second = make.received_referral(programme, last_name="deux fois", first_name="Helene", phone="")
        page = text_of(own.get(referral_url(second)))
        assert "Une autre orientation" in page
        assert first.reference in page

    def test_many_who_look_alike_ask_as_many_questions(self, own, case_manager, programme):
        def questions(referral):
            with CaptureQueriesContext(connection) as captured:
                assert own.get(referral_url(referral)).status_code == 200
            return len(captured)

        referral = make.received_referral(programme)
        for _number in range(7):
            make.CaseFileFactory(programme=programme, case_manager=case_manager, person__last_name="Exemple")
        questions(referral)
        few = questions(referral)
        for _number in range(30):
            make.CaseFileFactory(programme=programme, case_manager=case_manager, person__last_name="Exemple")
        assert questions(referral) == few


def test_a_request_typed_by_staff_says_who_typed_it(programme, case_manager):
    from casefiles.receiving import receive_submission
    from forms.models import Submission

    snapshots.put_forms_and_reference_data()
    programme = make.heberge_toit(case_manager)
    version = programme.form.current_version
    for channel in ("web", "pdf", "xlsx", "api", "paper", "phone"):
        submission = Submission.objects.create(
            version=version,
            answers={},
            channel=channel,
            nonce_hash=channel,
            content_hash=channel,
            sent_by=case_manager if channel == "phone" else None,
        )
        referral = receive_submission(submission)
        assert referral.channel == channel
        assert referral.events.get().by == (case_manager if channel == "phone" else None)


def test_coordination_sees_both_people_known_and_unknown(
    client_for, coordination, case_manager, colleague, programme
):
    file = make.opened_file(case_manager, programme, last_name="Connue")
    Assign(coordination, file, case_manager=colleague, reason="Congé").execute()
    again = make.received_referral(programme, last_name="Connue")
    assert "ême nom et même prénom" in text_of(client_for(coordination).get(referral_url(again)))
