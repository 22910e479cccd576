"""An appointment is past: it took place, or the person did not come."""

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from casefiles.actions.agenda.on_agenda import AgendaAction
from casefiles.actions.base import Refused
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import Appointment

ENDED = (Appointment.State.HELD, Appointment.State.NOT_SHOWN)


@dataclass(kw_only=True, eq=False, repr=False)
class EndAppointment(AgendaAction):
    """`state` is held or not_shown; a slip may be put right as long as no contact is noted of it."""

    state: str
    seen: int | None = None

    journal_code = "appointment.ended"
    works_on_closed = True

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if self.state not in ENDED:
            raise Refused("Dites si le rendez-vous a eu lieu, ou si la personne n’est pas venue.", "state")
        if self.target.state == Appointment.State.CANCELLED:
            raise Refused("Ce rendez-vous est annulé : notez un contact s’il y en a eu un.", "not_planned")
        if self.target.starts_at > self.at:
            raise Refused(
                "Ce rendez-vous n’a pas encore commencé. S’il change d’heure, déplacez-le d’abord.",
                "not_begun",
            )
        if contact_of(self.target) is not None:
            raise Refused("Le contact est déjà noté : corrigez-le, le rendez-vous suivra.", "noted")

    def _perform(self):
        self.target.state = self.state
        self.target.save()
        return self.target

    def _details(self, result):
        return {**super()._details(result), "state": self.state}


def contact_of(appointment):
    """The contact noted of this appointment, or None."""
    try:
        return appointment.contact
    except ObjectDoesNotExist:
        return None
