"""An appointment that is still to come moves, or what was planned of it changes."""

from dataclasses import dataclass, field

from casefiles.actions.agenda.on_agenda import (
    AgendaAction,
    check_appointment_minutes,
    check_starts_at,
    known_parts,
)
from casefiles.actions.base import Refused
from casefiles.actions.unchanged import refuse_if_changed

TEXTS = ("place", "with_whom", "note")
FIELDS = ("starts_at", "minutes", "kind", "medium", "parts_expected", *TEXTS)


@dataclass(kw_only=True, eq=False, repr=False)
class MoveAppointment(AgendaAction):
    """`MoveAppointment(user, appointment, changes={"starts_at": …}).execute()`."""

    changes: dict = field(default_factory=dict)
    # The revision of the appointment that the form was made from.
    seen: int | None = None

    journal_code = "appointment.moved"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        check_planned(self.target)
        unknown = set(self.changes) - set(FIELDS)
        if unknown:
            raise ValueError(f"Not a field of an appointment that is moved: {sorted(unknown)}")
        if "starts_at" in self.changes:
            check_starts_at(self.changes["starts_at"], now=self.at)
        if "minutes" in self.changes:
            check_appointment_minutes(self.changes["minutes"])
        known_parts(self.changes.get("parts_expected"))

    def _perform(self):
        for name, value in self.changes.items():
            if name in TEXTS:
                value = (value or "").strip() or None
            elif name == "parts_expected":
                value = known_parts(value)
            setattr(self.target, name, value)
        self.target.save()
        return self.target

    def _details(self, result):
        return {**super()._details(result), "fields": sorted(self.changes)}


def check_planned(appointment):
    """Raise Refused when what it was planned for is settled already."""
    if not appointment.is_planned:
        words = appointment.get_state_display()
        raise Refused(f"Ce rendez-vous est déjà noté : {words}. Prenez-en un nouveau.", "not_planned")
