"""How a lease ends: it slides to the person's name, or it stops before; and an end that was noted wrongly."""

import datetime
from dataclasses import dataclass

from casefiles.actions.agenda.remind import AddReminder, FinishReminder
from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.housing.note import NoteHousing
from casefiles.actions.lease.rules import LeaseOf, check_days_after, check_end, make_reviews
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import HousingPeriod, HousingSituation, SlidingLease


@dataclass(kw_only=True, eq=False, repr=False)
class SlideLease(LeaseOf, FileAction):
    """The lease is in the person's name. `at_home`: the housing path says so too, by its own action."""

    on: datetime.date
    at_home: bool = True
    note: str = ""
    seen: int | None = None

    journal_code = "lease.slid"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        check_end(self.target, self.on, self.day)
        self.moving = self._moving()
        if self.moving is not None:
            self._check_moving()

    def _check_moving(self):
        try:
            self.moving.check()
        except Refused as refused:
            message = f"Le parcours résidentiel ne le permet pas : {refused.message[:1].lower()}"
            message += f"{refused.message[1:]} Ou décochez la case, et notez-le ensuite."
            raise Refused(message, "housing") from refused

    def _moving(self):
        """What tells the housing path that the person is at home; None when it knows already."""
        if not self.at_home or at_home_on(self.case_file, self.on):
            return None
        return NoteHousing(
            self.actor,
            self.case_file,
            situation=HousingSituation.HOME,
            started_on=self.on,
            place=self.target.place or "",
            at=self.at,
        )

    def _perform(self):
        lease = self.target
        lease.state, lease.ended_on, lease.ended_note = lease.State.SLID, self.on, self.note.strip() or None
        lease.save()
        lease.reviews.filter(held_on__isnull=True, due_on__gt=self.on).delete()
        self.period = self.moving.execute() if self.moving is not None else None
        for months, due_on in check_days_after(self.on):
            check = lease.checks.create(months=months, due_on=due_on)
            check.reminder = self._remind(months, due_on)
            check.save(update_fields=["reminder"])
        return lease

    def _remind(self, months, due_on):
        """One is asked by a reminder; for a day that is past, today."""
        words = (
            f"Toujours dans son logement, {months} mois après le passage du bail à son nom ? "
            "Demander, puis répondre dans « Bail glissant »."
        )
        due_on = max(due_on, self.day)
        return AddReminder(self.actor, self.case_file, due_on=due_on, words=words, at=self.at).execute()

    def _details(self, result):
        return {"lease": str(result.pk), "period": str(self.period.pk) if self.period else ""}


@dataclass(kw_only=True, eq=False, repr=False)
class StopLease(LeaseOf, FileAction):
    """The lease will not slide: why, and in a sentence what happened."""

    on: datetime.date
    reason: str
    note: str = ""
    seen: int | None = None

    journal_code = "lease.stopped"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        check_end(self.target, self.on, self.day)
        if self.reason not in SlidingLease.Reason.values:
            raise Refused("Dites pourquoi le bail s’arrête.", "reason")
        if self.reason == SlidingLease.Reason.OTHER:
            written(self.note, message="Écrivez en une phrase ce qui s’est passé.", code="note")

    def _perform(self):
        lease = self.target
        lease.state, lease.ended_on, lease.reason = lease.State.STOPPED, self.on, self.reason
        lease.ended_note = self.note.strip() or None
        lease.save()
        lease.reviews.filter(held_on__isnull=True, due_on__gt=self.on).delete()
        return lease

    def _details(self, result):
        return {"lease": str(result.pk), "reason": self.reason}


@dataclass(kw_only=True, eq=False, repr=False)
class TakeBackLeaseEnd(LeaseOf, FileAction):
    """The end was noted by mistake: the lease runs again. The housing path is corrected on its own."""

    seen: int | None = None

    journal_code = "lease.end_taken_back"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if self.target.is_running:
            raise Refused("Ce bail est en cours.", "running")
        if self.target.checks.exclude(answer="").exists():
            raise Refused(
                "On a déjà répondu après le passage du bail : cette fin ne se reprend plus.", "answered"
            )
        other = SlidingLease.objects.filter(case_file=self.case_file, started_on__gt=self.target.started_on)
        if other.exists():
            raise Refused("Un autre bail a commencé depuis : cette fin ne se reprend plus.", "other")

    def _perform(self):
        lease = self.target
        for check in lease.checks.filter(reminder__isnull=False).select_related("reminder"):
            FinishReminder(self.actor, check.reminder, at=self.at).execute()
        lease.checks.all().delete()
        lease.state, lease.ended_on, lease.reason, lease.ended_note = lease.State.RUNNING, None, "", None
        lease.save()
        make_reviews(lease)
        return lease


def at_home_on(case_file, day):
    """Whether the housing path says already that the person is in a home of her own on that day."""
    rows = HousingPeriod.objects.filter(
        case_file=case_file, situation=HousingSituation.HOME, started_on__lte=day
    )
    return rows.exclude(ended_on__lte=day).exists()
