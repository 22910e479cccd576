"""A service is called in so that the home is kept; later, one says what it answered."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.rows import RowAction
from casefiles.actions.lease.rules import LONG_AGO
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import HomeService, HomeTopic


@dataclass(kw_only=True, eq=False, repr=False)
class CallHomeService(FileAction):
    """`CallHomeService(user, case_file, service=…, topic="health", called_on=day).execute()`."""

    service: Any
    topic: str
    called_on: datetime.date
    note: str = ""

    journal_code = "home.service_called"

    def _check(self):
        if self.topic not in HomeTopic.values:
            raise Refused("Choisissez de quoi il s’agit.", "topic")
        if self.called_on > self.day:
            raise Refused("Cette date est dans le futur : notez ce qui a déjà eu lieu.", "future")
        if self.called_on < LONG_AGO:
            raise Refused("Cette date est trop ancienne : vérifiez l’année.", "long_ago")
        going_on = HomeService.objects.filter(
            case_file=self.target, service=self.service, topic=self.topic, answer__in=("asked", "started")
        )
        if going_on.exists():
            raise Refused(
                "Ce service est déjà activé pour cela : notez plutôt ce qu’il a répondu.", "already"
            )

    def _perform(self):
        return HomeService.objects.create(
            case_file=self.target,
            service=self.service,
            topic=self.topic,
            called_on=self.called_on,
            note=self.note.strip() or None,
            author=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"service": str(result.service_id), "row": str(result.pk)}


@dataclass(kw_only=True, eq=False, repr=False)
class AnswerHomeService(RowAction):
    """What the service answered, or that it is over."""

    answer: str
    on: datetime.date
    note: str = ""
    seen: int | None = None

    journal_code = "home.service_answered"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if self.answer not in ("started", "refused", "ended"):
            raise Refused("Choisissez une réponse.", "answer")
        if self.on > self.day:
            raise Refused("Cette date est dans le futur : notez ce qui a déjà eu lieu.", "future")
        if self.on < self.target.called_on:
            raise Refused(
                f"Le service a été demandé le {self.target.called_on:%d/%m/%Y} : cette date est avant.",
                "before",
            )

    def _perform(self):
        row = self.target
        row.answer, row.answered_on = self.answer, self.on
        row.note = self.note.strip() or row.note
        row.save()
        return row

    def _details(self, result):
        return {"row": str(result.pk), "answer": result.answer}
