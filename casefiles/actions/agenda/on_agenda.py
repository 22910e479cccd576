"""What actions on appointments and reminders share: about a file, about a request, or one's own."""

import datetime

from casefiles.access import may_decide_on, may_work_on
from casefiles.actions.base import Action, Refused, hold
from casefiles.actions.file.on_file import NOT_YOURS
from casefiles.models import Appointment, CaseFile, Contact, Referral
from portal.accounts.models import User
from portal.accounts.roles import CASE_WORK

LATEST_APPOINTMENT = datetime.timedelta(days=2 * 366)
EARLIEST_APPOINTMENT = datetime.timedelta(days=31)


class AgendaAction(Action):
    """Its target is an appointment or a reminder."""

    works_on_closed = False

    @property
    def subject(self):
        """The file, the request, or the person whose own it is."""
        referral = self.target.referral if isinstance(self.target, Appointment) else None
        return self.target.case_file or referral or self.target.owner

    def _hold(self):
        hold_subject(self.subject)
        super()._hold()

    def check(self):
        check_subject(self.actor, self.subject, works_on_closed=self.works_on_closed)
        super().check()

    def _entry(self, result):
        return {**journal_of(self.subject), "details": self._details(result)}

    def _details(self, result):
        noun = "appointment" if isinstance(result, Appointment) else "reminder"
        return {noun: str(result.pk)}


def hold_subject(subject):
    """Keep the file, the request or the agenda for ourselves: what is sent twice waits for its turn."""
    if isinstance(subject, User):
        # The signed-in user may be a lazy object, whose type is not the model.
        User.objects.select_for_update().only("pk").get(pk=subject.pk)
    else:
        hold(subject)


def check_subject(actor, subject, *, works_on_closed=False):
    """Raise Refused unless this person may write in the agenda of this file, this request, or her own."""
    if isinstance(subject, CaseFile):
        _check_file(actor, subject, works_on_closed)
    elif isinstance(subject, Referral):
        if not may_decide_on(actor, subject):
            raise Refused("Cette orientation n’est pas de votre dispositif.", "not_yours")
        if subject.is_decided and not works_on_closed:
            raise Refused("Cette orientation est décidée : prenez le rendez-vous dans le dossier.", "decided")
    elif subject.pk != actor.pk or not actor.has_role(*CASE_WORK):
        raise Refused("Cet agenda n’est pas le vôtre.", "not_yours")


def _check_file(actor, case_file, works_on_closed):
    if not may_work_on(actor, case_file):
        raise Refused(NOT_YOURS, "not_yours")
    if case_file.is_closed and not works_on_closed:
        raise Refused("Ce dossier est fermé : rouvrez-le pour y écrire.", "closed")


def check_owner(owner, subject):
    """Raise Refused when it would stand in the agenda of somebody who does not see what it is about."""
    try:
        check_subject(owner, subject, works_on_closed=True)
    except Refused:
        message = f"{owner} ne suit pas ce dossier : choisissez quelqu’un qui peut le lire."
        raise Refused(message, "owner") from None


def journal_of(subject):
    """What the journal keeps of what it is about: never a name."""
    if isinstance(subject, CaseFile):
        return {"subject": subject.pk, "target": subject.reference}
    return {"target": subject.reference} if isinstance(subject, Referral) else {}


def check_starts_at(starts_at, *, now):
    """Raise Refused for a moment nobody can have meant."""
    year = starts_at.year
    if starts_at > now + LATEST_APPOINTMENT:
        raise Refused(
            f"Vérifiez l’année : {year:04d} est trop loin. Un rendez-vous se prend à deux ans.", "far"
        )
    if starts_at < now - EARLIEST_APPOINTMENT:
        raise Refused(
            "Ce moment est passé depuis plus d’un mois : vérifiez la date, ou notez un contact.", "past"
        )


def check_appointment_minutes(minutes):
    if minutes is None or not 5 <= minutes <= 24 * 60:
        raise Refused("Un rendez-vous dure entre 5 minutes et 24 heures (1440 minutes).", "minutes")


def known_parts(parts):
    """The parts, each once and in the order of the list; None when there is nobody."""
    if not parts:
        return None
    known = Contact.Part.values
    if set(parts) - set(known):
        raise Refused("Une des personnes cochées n’est pas dans la liste.", "parts")
    return [part for part in known if part in parts]


def overlapping(appointment):
    """The other planned appointments of the same agenda at the same time, soonest first."""
    rows = Appointment.objects.filter(
        owner=appointment.owner_id,
        state=Appointment.State.PLANNED,
        # None lasts longer than a day: whatever overlaps began within the day before.
        starts_at__gt=appointment.starts_at - datetime.timedelta(days=1),
        starts_at__lt=appointment.ends_at,
    ).exclude(pk=appointment.pk)
    return [row for row in rows.order_by("starts_at") if row.ends_at > appointment.starts_at]
