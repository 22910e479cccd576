"""The agenda: who sees what, in how many questions, and what one may do from it."""

import datetime
import re
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casefiles.actions import AddReminder, EndAppointment, ScheduleAppointment
from casefiles.models import Appointment, Contact, ContactKind, ContactTemplate, Reminder
from tests.casefiles.screens.pages import NOT_ASCII, act_url, as_sent, file_url, text_of, unfolded
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db
ZONE = timezone.get_default_timezone()
# A Wednesday, at three in the afternoon.
WEDNESDAY = datetime.datetime(2026, 11, 25, 15, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(WEDNESDAY, tick=True):
        yield


def at(hour, *, day=25, minute=0):
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def meeting(actor, target, hour=14, **data):
    day, minute = data.pop("day", 25), data.pop("minute", 0)
    return ScheduleAppointment(actor, target, starts_at=at(hour, day=day, minute=minute), **data).execute()


def url(name, *args):
    return reverse(f"casefiles:{name}", args=args)


def test_the_week_shows_its_appointments_and_its_reminders(own, case_manager, case_file, journal):
    meeting(case_manager, case_file, 16, place="Rue Exemple, 1")
    meeting(case_manager, case_manager, 18, day=29)
    meeting(case_manager, case_file, 9, day=30)
    AddReminder(
        case_manager, case_file, due_on=datetime.date(2026, 11, 27), words="Envoyer la preuve"
    ).execute()
    answer = own.get(url("agenda"))
    page = text_of(answer)
    week = answer.context["week"]
    assert [len(day.slots) for day in week.days] == [0, 0, 1, 0, 0, 0, 1]
    assert [day.date.day for day in week.days] == [23, 24, 25, 26, 27, 28, 29]
    assert [len(day.reminders) for day in week.days] == [0, 0, 0, 0, 1, 0, 0]
    assert "Semaine du 23 nov. au 29 nov. 2026" in page
    assert "Camille Exemple" in page
    assert "Envoyer la preuve" in page
    # What is shown over a shoulder is who and when; the place is on the day and on the appointment.
    assert "Rue Exemple" not in page
    assert journal("casefile.list")[-1].details == {"screen": "agenda", "count": 3}


@pytest.mark.parametrize(
    ("semaine", "monday"),
    [("2026-W53", "2026-12-28"), ("2027-W01", "2027-01-04"), ("2024-w09", "2024-02-26")],
)
def test_weeks_are_those_of_the_calendar(own, case_file, semaine, monday):
    answer = own.get(url("agenda"), {"semaine": semaine})
    assert answer.context["monday"].isoformat() == monday


@pytest.mark.parametrize("semaine", ["2026-W54", "9999-W52", "0001-W01", "demain", "2026-W", "😀", "-1-W1"])
def test_a_week_that_is_none_goes_back_to_this_one(own, case_file, semaine):
    answer = own.get(url("agenda"), {"semaine": semaine})
    assert (answer.status_code, answer.url) == (302, url("agenda"))


@pytest.mark.parametrize("jour", ["2026-02-30", "9999-12-31", "0001-01-01", "😀", "31/12/2026"])
def test_a_day_that_is_none_goes_back_to_today(own, case_file, jour):
    assert own.get(url("agenda_day"), {"jour": jour}).status_code == 302


def test_hours_grow_with_what_is_planned_and_overlaps_share_the_width(own, case_manager, case_file):
    meeting(case_manager, case_file, 7, minutes=30)
    for hour in (10, 10, 10, 10):
        meeting(case_manager, case_file, hour, minutes=90)
    meeting(case_manager, case_manager, 22, minutes=240)
    week = own.get(url("agenda")).context["week"]
    assert (week.hours[0], week.hours[-1]) == (7, 23)
    slots = week.days[2].slots
    assert (slots[0].row, slots[0].lanes) == (1, 1)
    assert [(slot.lane, slot.lanes) for slot in slots[1:5]] == [(1, 3), (2, 3), (3, 3), (3, 3)]
    assert slots[5].bottom == week.rows + 1


@pytest.mark.parametrize("path", ["agenda", "agenda_day"])
def test_as_many_questions_for_many_appointments(own, case_manager, case_file, path):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            assert own.get(url(path)).status_code == 200
        return len(captured)

    def fill(count):
        for number in range(count):
            meeting(case_manager, case_file, 8 + number % 10, minute=number % 4 * 15)
            AddReminder(case_manager, case_file, due_on=datetime.date(2026, 11, 25), words="Fictif").execute()

    fill(2)
    questions()
    few = questions()
    fill(30)
    assert questions() == few


def test_the_team_is_seen_by_coordination_and_not_its_notes(
    own, client_for, case_manager, coordination, case_file
):
    meeting(case_manager, case_file, 10, note="Ne pas oublier", place="Chez elle", with_whom="Sa sœur")
    meeting(case_manager, case_manager, 12, with_whom="Dentiste")
    answer = client_for(coordination).get(url("agenda_team"))
    page = text_of(answer)
    assert "Référente-Fictive" in page
    assert answer.context["count"] == 1
    for hidden in ("Ne pas oublier", "Chez elle", "Sa sœur", "Dentiste"):
        assert hidden not in page
    assert own.get(url("agenda_team")).status_code == 403


def test_somebody_else_s_agenda_does_not_exist(client_for, colleague, case_manager, case_file):
    mine, own_one = meeting(case_manager, case_file), meeting(case_manager, case_manager, 9)
    reminder = AddReminder(
        case_manager, case_file, due_on=datetime.date(2026, 11, 25), words="Fictif"
    ).execute()
    other = client_for(colleague)
    assert other.get(url("agenda")).context["count"] == 0
    for row in (mine, own_one):
        assert other.get(url("appointment", row.pk)).status_code == 404
        assert other.get(url("appointment_ics", row.pk)).status_code == 404
        assert other.post(url("appointment_act", row.pk, "annuler"), {"reason": "Non"}).status_code == 404
    assert other.post(url("reminder_act", reminder.pk, "fait")).status_code == 404
    assert other.get(url("contact_new", case_file.pk)).status_code == 404
    assert other.get(url("appointment", uuid.uuid4())).status_code == 404


def test_made_from_the_page_of_the_file(own, case_file):
    form = unfolded(own, case_file, "rendez-vous")
    given = as_sent(form, day="2026-11-26", time="10:30", place=NOT_ASCII, part_landlord="on")
    answer = own.post(act_url(case_file, "rendez-vous"), given)
    assert answer.url == f"{file_url(case_file)}#agenda"
    own.post(act_url(case_file, "rendez-vous"), given)
    made = Appointment.objects.get()
    assert timezone.localtime(made.starts_at).isoformat() == "2026-11-26T10:30:00+01:00"
    assert (made.place, made.parts_expected) == (NOT_ASCII, ["landlord"])
    page = text_of(own.get(file_url(case_file)))
    assert "Le rendez-vous est pris." in page
    assert "<script>alert" not in page


def test_what_it_overlaps_is_said(own, case_manager, case_file):
    meeting(case_manager, case_manager, 10, day=26)
    form = own.get(url("appointment_new")).context["form"]
    given = as_sent(form, case_file=case_file.pk, day="2026-11-26", time="10:30")
    page = text_of(own.post(url("appointment_new"), given, follow=True))
    assert "chevauche un autre rendez-vous : de 10:00 à 11:00" in page
    assert Appointment.objects.filter(case_file=case_file).count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": "0001-01-01"}, "Vérifiez l’année : 0001"),
        ({"day": "9999-12-31"}, "Vérifiez l’année : 9999"),
        ({"day": "2099-12-31"}, "trop loin"),
        ({"day": "2026-02-30"}, "Écrivez une date qui existe"),
        ({"day": "2020-02-29"}, "passé depuis plus d’un mois"),
        ({"day": "2027-03-28", "time": "02:30"}, "Cette heure n’existe pas ce jour-là"),
        ({"time": "26:00"}, "Écrivez une heure qui existe"),
        ({"minutes": "4"}, "5"),
        ({"minutes": "99999999999999999999"}, "1440"),
        ({"kind": "99999999999999999999999"}, "choix"),
        ({"kind": str(uuid.UUID(int=0))}, "choix"),
        ({"day": "", "time": ""}, "obligatoire"),
    ],
)
def test_bad_input_is_said_and_what_was_typed_is_kept(own, case_file, wrong, words):
    form = unfolded(own, case_file, "rendez-vous")
    given = as_sent(form, day="2026-11-26", time="10:00", place="Ce que j’ai tapé 😀") | wrong
    answer = own.post(act_url(case_file, "rendez-vous"), given)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Ce que j’ai tapé 😀" in page
    assert words in page
    assert not Appointment.objects.exists()


def test_moved_by_two_people_the_second_sees_what_stands(
    own, case_manager, coordination, client_for, case_file
):
    row = meeting(case_manager, case_file, 10, day=26, place="Bureau")
    form = own.get(url("appointment", row.pk)).context["forms"]["deplacer"]
    given = as_sent(form, place="Gare")
    other = as_sent(form, place="Parc")
    act = url("appointment_act", row.pk, "deplacer")
    assert client_for(coordination).post(act, other).status_code == 302
    late = own.post(act, given)
    page = text_of(late)
    assert late.status_code == 422
    assert "Gare" in page
    assert "Parc" in page
    again = as_sent(late.context["forms"]["deplacer"])
    assert own.post(act, again).status_code == 302
    row.refresh_from_db()
    assert (row.place, row.revision) == ("Gare", 2)


def test_cancelled_with_a_reason(own, case_manager, case_file):
    row = meeting(case_manager, case_file, 10, day=26)
    act = url("appointment_act", row.pk, "annuler")
    assert own.post(act, {"reason": "  "}).status_code == 422
    assert own.post(act, {"reason": "Grève des trains"}).status_code == 302
    page = text_of(own.get(url("appointment", row.pk)))
    assert "Grève des trains" in page
    assert "Déplacer ou modifier" not in page
    assert own.post(url("appointment_act", row.pk, "manger"), {}).status_code == 404


def test_from_the_day_to_the_contact_in_two_presses(own, case_manager, case_file):
    row = meeting(
        case_manager,
        case_file,
        14,
        minutes=45,
        place="Chez le propriétaire",
        parts=("person", "social_worker", "landlord"),
    )
    day = text_of(own.get(url("agenda_day")))
    link = re.search(r'href="([^"]*rendez-vous=[^"]*)"[^>]*>[^<]*<svg[^>]*>.*?A eu lieu', day, re.S)[1]
    page = own.get(link.replace("&amp;", "&"))
    form = page.context["form"]
    given = as_sent(form, note="Tous les trois d’accord.")
    answer = own.post(url("contact_new", case_file.pk), given)
    assert answer.url == url("agenda_day")
    contact = Contact.objects.get()
    assert contact.parts_present == ["person", "social_worker", "landlord"]
    assert (contact.minutes, contact.place) == (45, "Chez le propriétaire")
    assert (contact.time, contact.appointment) == (datetime.time(14), row)
    row.refresh_from_db()
    assert row.state == "held"
    assert "A eu lieu<" not in text_of(own.get(url("agenda_day")))
    assert own.post(url("contact_new", case_file.pk), given).status_code == 302
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(("outcome", "state"), [("not_shown", "not_shown"), ("cancelled", "cancelled")])
def test_not_shown_and_cancelled_are_noted_too(own, case_manager, case_file, outcome, state):
    row = meeting(case_manager, case_file, 14)
    page = own.get(
        url("contact_new", case_file.pk), {"rendez-vous": row.pk, "deroulement": outcome, "retour": "jour"}
    )
    own.post(url("contact_new", case_file.pk), as_sent(page.context["form"]))
    row.refresh_from_db()
    assert (row.state, Contact.objects.get().outcome) == (state, outcome)


def test_a_held_one_without_its_contact_stands_out(own, case_manager, case_file):
    row = meeting(case_manager, case_file, 14, day=24)
    EndAppointment(case_manager, row, state="held").execute()
    for page in (own.get(url("agenda")), own.get(url("agenda_day"))):
        assert page.context["to_report"] == [row]
        assert re.search("À noter|attend d’être noté", text_of(page))
    page = text_of(own.get(file_url(case_file)))
    assert "a eu lieu, contact à noter" in page


def test_one_of_one_s_own_ends_in_one_press(own, case_manager, case_file):
    row = meeting(case_manager, case_manager, 9)
    own.post(url("appointment_act", row.pk, "terminer"), {"state": "held", "back": "semaine"})
    row.refresh_from_db()
    assert row.state == "held"
    later = meeting(case_manager, case_manager, 17)
    page = own.post(url("appointment_act", later.pk, "terminer"), {"state": "held"}, follow=True)
    assert "n’a pas encore commencé" in text_of(page)


def test_reminders_are_done_put_off_and_refused_in_french(own, case_manager, case_file):
    form = own.get(url("reminder_new")).context["form"]
    given = as_sent(form, words="Appeler la commune", due_on="2026-11-25", case_file=case_file.pk)
    assert own.post(url("reminder_new"), given).status_code == 302
    reminder = Reminder.objects.get()
    refused = own.post(url("reminder_act", reminder.pk, "reporter"), {"due_on": "2020-01-01"})
    assert refused.status_code == 422
    assert "Ce jour est passé" in text_of(refused)
    put_off = url("reminder_act", reminder.pk, "reporter")
    assert own.post(put_off, {"due_on": "9999-12-31"}).status_code == 422
    own.post(put_off, {"due_on": "2026-11-27", "back": "dossier"})
    done = own.post(url("reminder_act", reminder.pk, "fait"), {"back": "dossier"})
    assert done.url == f"{file_url(case_file)}#agenda"
    reminder.refresh_from_db()
    assert (reminder.due_on.day, reminder.done_by) == (27, case_manager)


def test_a_template_is_kept_in_one_press_and_fills_the_form(own, case_manager, case_file):
    kind = ContactKind.objects.get(code="interview")
    contact = make.contact(
        case_manager, case_file, kind=kind, minutes=45, note="Secret", parts_present=("person", "landlord")
    )
    answer = own.post(url("contact_template_act", "depuis", contact.pk))
    assert answer.url == f"{file_url(case_file)}#contacts"
    template = ContactTemplate.objects.get()
    page = own.get(url("contact_new", case_file.pk), {"modele": template.pk})
    form = page.context["form"]
    assert form["minutes"].value() == "45"
    assert [field.name for field in form.part_fields if field.value()] == ["part_person", "part_landlord"]
    assert "Secret" not in text_of(page)
    assert template.label in text_of(own.get(url("contact_templates")))
    own.post(url("contact_template_act", "supprimer", template.pk))
    assert not ContactTemplate.objects.exists()


def test_a_template_is_shared_by_coordination_only(own, client_for, case_manager, coordination, case_file):
    contact = make.contact(case_manager, case_file)
    page = own.post(url("contact_template_act", "depuis", contact.pk), {"shared": "on"}, follow=True)
    assert "Seule la coordination partage" in text_of(page)
    client_for(coordination).post(url("contact_template_act", "depuis", contact.pk), {"shared": "on"})
    shared = ContactTemplate.objects.get()
    assert shared.owner is None
    assert shared.label in text_of(own.get(file_url(case_file)))
    page = own.post(url("contact_template_act", "supprimer", shared.pk), follow=True)
    assert "seule la coordination le supprime" in text_of(page)


def test_a_locked_contact_is_explained_and_completed(own, case_manager, case_file):
    with time_machine.travel(WEDNESDAY - datetime.timedelta(days=35)):
        old = make.contact(case_manager, case_file, note="Il y a longtemps")
    page = text_of(own.get(file_url(case_file)))
    assert "passé 30 jours, il ne se corrige plus" in page
    assert f"corriger={old.pk}" not in page
    form = own.get(file_url(case_file), {"corriger": old.pk}).context["forms"]["corriger"]
    refused = own.post(act_url(case_file, "corriger", old), as_sent(form, note="Autre", reason="Erreur"))
    assert refused.status_code == 422
    assert "Notez un complément" in text_of(refused)
    form = own.get(url("contact_new", case_file.pk), {"complete": old.pk}).context["form"]
    own.post(url("contact_new", case_file.pk), as_sent(form, note="Il manquait ceci."))
    assert Contact.objects.latest("created_at").completes == old
    assert "Complète le" in text_of(own.get(file_url(case_file)))


@pytest.mark.parametrize("name", ["rendez-vous", "complete", "modele"])
@pytest.mark.parametrize("value", ["😀", "1", str(uuid.UUID(int=0))])
def test_an_address_that_names_nothing_is_no_page(own, case_file, name, value):
    assert own.get(url("contact_new", case_file.pk), {name: value}).status_code == 404


def test_a_link_to_another_file_is_refused_and_loses_nothing(own, case_manager, programme, case_file):
    other = make.opened_file(case_manager, programme, last_name="Autre")
    row = meeting(case_manager, other, 14)
    form = own.get(url("contact_new", case_file.pk)).context["form"]
    given = as_sent(form, note="Ce que j’ai tapé", appointment=row.pk)
    answer = own.post(url("contact_new", case_file.pk), given)
    assert answer.status_code == 422
    assert "Ce que j’ai tapé" in text_of(answer)
    assert own.get(url("contact_new", other.pk), {"rendez-vous": row.pk}).status_code == 200
    assert own.get(url("contact_new", case_file.pk), {"rendez-vous": row.pk}).status_code == 404


def test_a_note_sent_after_the_session_ended_comes_back(own, case_file):
    form = own.get(url("contact_new", case_file.pk)).context["form"]
    given = as_sent(form, note="Une longue note")
    own.logout()
    answer = own.post(url("contact_new", case_file.pk), given)
    assert answer.status_code == 403
    assert not Contact.objects.exists()
