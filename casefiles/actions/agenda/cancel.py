"""An appointment will not take place: calendars are told, and why stays readable."""

from dataclasses import dataclass

from casefiles.actions.agenda.move import check_planned
from casefiles.actions.agenda.on_agenda import AgendaAction
from casefiles.actions.base import written
from casefiles.actions.unchanged import refuse_if_changed


@dataclass(kw_only=True, eq=False, repr=False)
class CancelAppointment(AgendaAction):
    reason: str
    seen: int | None = None

    journal_code = "appointment.cancelled"
    # A file that is closed must not keep an appointment that nobody can take back.
    works_on_closed = True

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        check_planned(self.target)
        written(self.reason, message="Écrivez pourquoi le rendez-vous est annulé : quelques mots suffisent.")

    def _perform(self):
        self.target.state = self.target.State.CANCELLED
        self.target.cancelled_because = self.reason.strip()
        self.target.save()
        return self.target
