"""What the person needed and nobody could give is noted, to be counted for the authorities."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.models import UnmetNeed


@dataclass(kw_only=True, eq=False, repr=False)
class NoteUnmetNeed(FileAction):
    """`NoteUnmetNeed(user, case_file, kind=UnmetNeedKind, note="…").execute()`."""

    kind: Any
    axis: Any = None
    noted_on: datetime.date | None = None
    note: str = ""

    journal_code = "need.noted"

    def _check(self):
        self.noted_on = self.noted_on or self.day
        check_day(self.noted_on, self.target, self.day)
        check_kind(self.kind, self.target)
        if self.axis is not None and not self.axis.active:
            raise Refused("Cet axe n’est plus proposé : choisissez-en un autre.", "axis_inactive")

    def _perform(self):
        return UnmetNeed.objects.create(
            case_file=self.target,
            kind=self.kind,
            axis=self.axis,
            noted_on=self.noted_on,
            note=self.note.strip() or None,
            author=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"need": str(result.pk), "kind": self.kind.code}


def check_day(noted_on, case_file, today):
    if noted_on > today:
        raise Refused("Cette date est dans le futur : notez un besoin déjà rencontré.", "future")
    if noted_on < case_file.opened_on:
        raise Refused(
            f"Le dossier est ouvert depuis le {case_file.opened_on:%d/%m/%Y} : le besoin vient après.",
            "before_file",
        )


def check_kind(kind, case_file, but=None):
    """A need that is no longer proposed, or already waits for an answer in this file, is refused."""
    if not kind.active:
        raise Refused("Ce besoin n’est plus proposé : choisissez-en un autre.", "kind_inactive")
    twice = UnmetNeed.objects.filter(case_file=case_file, kind=kind, met_on__isnull=True)
    already = twice.exclude(pk=but).first()
    if already is not None:
        raise Refused(
            f"Ce besoin est déjà noté, depuis le {already.noted_on:%d/%m/%Y} : corrigez-le plutôt.", "already"
        )
