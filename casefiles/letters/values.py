"""What the fields of the catalogue say of one file, as the person who writes may read it.

A value that is not known is an empty text: the letter then asks for it, and never leaves a blank.
"""

from django.utils import timezone
from django.utils.formats import date_format

from casefiles.access import visible_to
from casefiles.models import (
    Appointment,
    Gender,
    Household,
    HouseholdMember,
    HousingPeriod,
    Objective,
)
from casefiles.templatetags.casework import agree, on_day

HOUSE = "Relais social urbain de La Louvière"
_AGREED = {
    "agree.he": "il,elle,cette personne",
    "agree.born": "né,née,né·e",
    "agree.accompanied": "accompagné,accompagnée,accompagné·e",
    "agree.housed": "hébergé,hébergée,hébergé·e",
    "agree.invited": "invité,invitée,invité·e",
    "agree.known": "connu,connue,connu·e",
}


class FileValues:
    """`FileValues(user, case_file).of("person.name")`: a text; `.rows("list.objectives")`: texts."""

    def __init__(self, user, case_file, today=None):
        self.user, self.case_file, self.person = user, case_file, case_file.person
        self.today = today or timezone.localdate()

    def of(self, code):
        if code in _AGREED:
            return agree(self.person, _AGREED[code])
        group, _, name = code.partition(".")
        return str(getattr(self, f"_{group}_{name}", lambda: "")() or "")

    def rows(self, code):
        return [str(row) for row in getattr(self, f"_{code.replace('.', '_')}", list)()]

    def _read(self, model):
        return visible_to(self.user, model)

    # --- the person ----------------------------------------------------------------------------------------
    def _person_title(self):
        return {Gender.MAN: "Monsieur", Gender.WOMAN: "Madame"}.get(self.person.gender, "Madame, Monsieur")

    def _person_name(self):
        return self.person.get_full_name()

    def _person_first_name(self):
        return self.person.first_name

    def _person_last_name(self):
        return self.person.last_name

    def _person_birth_date(self):
        return on_day(self.person.birth_date)

    def _person_national_number(self):
        return self.person.national_number

    def _person_phone(self):
        return self.person.phone

    def _person_email(self):
        return self.person.email

    def _person_household(self):
        household = self._read(Household).filter(person=self.person).first()
        known = household is not None and household.composition != Household.Composition.UNKNOWN
        return household.get_composition_display() if known else ""

    def _person_housing(self):
        rows = self._read(HousingPeriod).filter(case_file=self.case_file, ended_on__isnull=True)
        period = rows.order_by("-started_on").first()
        return period.get_situation_display() if period else ""

    # --- the accompaniment ---------------------------------------------------------------------------------
    def _file_programme(self):
        return self.case_file.programme

    def _file_opened_on(self):
        return on_day(self.case_file.opened_on)

    def _file_stage(self):
        return self.case_file.stage

    def _file_reference(self):
        return self.case_file.reference

    def _file_case_manager(self):
        return self.case_file.case_manager

    def _file_case_manager_email(self):
        return self.case_file.case_manager and self.case_file.case_manager.email

    # --- the next meeting ----------------------------------------------------------------------------------
    def _meetings(self):
        if not hasattr(self, "_to_come"):
            rows = self._read(Appointment).filter(
                case_file=self.case_file,
                state=Appointment.State.PLANNED,
                starts_at__date__gte=self.today,
            )
            self._to_come = [row for row in rows.order_by("starts_at")[:20] if row.starts_at > timezone.now()]
        return self._to_come

    def _next(self, told):
        return told(self._meetings()[0]) if self._meetings() else ""

    def _meeting_day(self):
        return self._next(lambda row: _weekday(row.starts_at))

    def _meeting_hour(self):
        return self._next(lambda row: _hour(row.starts_at))

    def _meeting_place(self):
        return self._next(lambda row: row.place)

    # --- the letter ----------------------------------------------------------------------------------------
    def _letter_today(self):
        return on_day(self.today)

    def _letter_author(self):
        return self.user

    def _letter_service(self):
        return HOUSE

    # --- lists ---------------------------------------------------------------------------------------------
    def _list_objectives(self):
        rows = self._read(Objective).filter(case_file=self.case_file, state=Objective.State.OPEN)
        return [row.statement for row in rows.order_by("axis__order", "opened_on", "created_at")]

    def _list_meetings(self):
        return [
            ", ".join(filter(None, [f"{_weekday(row.starts_at)} à {_hour(row.starts_at)}", row.place]))
            for row in self._meetings()
        ]

    def _list_household(self):
        rows = self._read(HouseholdMember).filter(household__person=self.person)
        return [
            f"{row.name}, {row.get_relation_display()}" if row.name else row.get_relation_display()
            for row in rows.order_by("relation", "created_at")
        ]

    def _list_housing(self):
        rows = self._read(HousingPeriod).filter(case_file=self.case_file).order_by("started_on")
        return [f"{row.get_situation_display()}, {_from_to(row)}" for row in rows]


class FictionalValues:
    """A file that does not exist, for the preview of a template."""

    today = None
    _SAID = {
        "person.title": "Madame",
        "person.name": "Camille Fictive",
        "person.first_name": "Camille",
        "person.last_name": "Fictive",
        "person.birth_date": "2 avril 1990",
        "person.national_number": "90.04.02-000.00",
        "person.phone": "0470 00 00 00",
        "person.email": "camille@example.org",
        "person.household": "personne seule",
        "person.housing": "en foyer d’hébergement",
        "agree.he": "elle",
        "agree.born": "née",
        "agree.accompanied": "accompagnée",
        "agree.housed": "hébergée",
        "agree.invited": "invitée",
        "agree.known": "connue",
        "file.programme": "Héberge Toit",
        "file.opened_on": "3 février 2026",
        "file.stage": "Mise en œuvre",
        "file.reference": "HT-2026-0000",
        "file.case_manager": "Dominique Exemple",
        "file.case_manager_email": "dominique@example.org",
        "meeting.day": "jeudi 12 mars 2026",
        "meeting.hour": "10\u00a0h\u00a030",
        "meeting.place": "au bureau (exemple)",
        "letter.author": "Dominique Exemple",
        "letter.service": HOUSE,
    }
    _ROWS = {
        "list.objectives": ["Trouver un logement", "Remettre ses papiers en ordre"],
        "list.meetings": ["jeudi 12 mars 2026 à 10\u00a0h\u00a030, au bureau (exemple)"],
        "list.household": ["Enfant Fictif, enfant"],
        "list.housing": ["dans l’espace public, du 01/01/2026 au 03/02/2026"],
    }

    def of(self, code):
        return on_day(timezone.localdate()) if code == "letter.today" else self._SAID.get(code, "")

    def rows(self, code):
        return self._ROWS.get(code, [])


def _weekday(moment):
    day = timezone.localtime(moment).date()
    return f"{date_format(day, 'l')} {on_day(day)}"


def _hour(moment):
    here = timezone.localtime(moment)
    whole = f"{here.hour}\u00a0h"
    return f"{whole}\u00a0{here.minute:02d}" if here.minute else whole


def _from_to(period):
    if period.ended_on is None:
        return f"depuis le {period.started_on:%d/%m/%Y}"
    return f"du {period.started_on:%d/%m/%Y} au {period.ended_on:%d/%m/%Y}"
