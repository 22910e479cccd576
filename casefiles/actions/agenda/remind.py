"""A reminder: something to do by a day, in a file or of one's own."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from casefiles.actions.agenda.on_agenda import AgendaAction, check_owner, hold_subject
from casefiles.actions.base import Refused, written
from casefiles.actions.sending import key_for, written_before
from casefiles.models import CaseFile, Reminder

LATEST = datetime.timedelta(days=10 * 366)


@dataclass(kw_only=True, eq=False, repr=False)
class AddReminder(AgendaAction):
    """`AddReminder(actor, case_file_or_user, due_on=…, words=…).execute()` → Reminder."""

    due_on: datetime.date
    words: str
    owner: Any = None
    key: uuid.UUID | None = None

    journal_code = "reminder.added"

    @property
    def subject(self):
        return self.target

    def _hold(self):
        hold_subject(self.target)

    def _check(self):
        written(self.words, message="Écrivez ce qu’il faudra faire : quelques mots suffisent.", code="words")
        self.written = written_before(Reminder, self.key, self._values())
        if self.written is None:
            check_due_on(self.due_on, self.day)
            if self._owner().pk != self.actor.pk:
                check_owner(self._owner(), self.target)

    def _perform(self):
        if self.written is not None:
            return self.written
        return Reminder.objects.create(
            pk=key_for(Reminder, self.key), made_by=self.actor, created_at=self.at, **self._values()
        )

    def _record(self, result):
        if self.written is None:
            super()._record(result)

    def _owner(self):
        held_by = self.target.case_manager if isinstance(self.target, CaseFile) else None
        return self.owner or held_by or self.actor

    def _values(self):
        return {
            "case_file_id": self.target.pk if isinstance(self.target, CaseFile) else None,
            "owner_id": self._owner().pk,
            "due_on": self.due_on,
            "words": self.words.strip(),
        }


@dataclass(kw_only=True, eq=False, repr=False)
class FinishReminder(AgendaAction):
    """Done. Said twice, it is done once."""

    journal_code = "reminder.finished"
    works_on_closed = True

    def _check(self):
        self.was_done = self.target.done_on is not None

    def _perform(self):
        if not self.was_done:
            self.target.done_on, self.target.done_by = self.day, self.actor
            self.target.save()
        return self.target

    def _record(self, result):
        if not self.was_done:
            super()._record(result)


@dataclass(kw_only=True, eq=False, repr=False)
class PostponeReminder(AgendaAction):
    due_on: datetime.date

    journal_code = "reminder.postponed"

    def _check(self):
        if self.target.done_on is not None:
            raise Refused("Ce rappel est déjà fait : notez-en un nouveau.", "done")
        check_due_on(self.due_on, self.day)

    def _perform(self):
        self.target.due_on = self.due_on
        self.target.save()
        return self.target


def check_due_on(due_on, today):
    """Raise Refused for a day that is past, or that nobody can have meant."""
    if due_on < today:
        raise Refused("Ce jour est passé : choisissez aujourd’hui ou un jour à venir.", "past")
    if due_on > today + LATEST:
        raise Refused(f"Vérifiez l’année : {due_on.year:04d} est trop loin.", "far")
