"""One meets more often, or less: the follow-up lightens rather than ends, the next contact moves with it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.models import CaseFile, Closure, FollowUpRhythm, RhythmChange
from portal.bulk import lookups  # noqa: F401 - `among`
from portal.bulk.rows import update_rows


@dataclass(kw_only=True, eq=False, repr=False)
class ChangeRhythm(FileAction):
    """`ChangeRhythm(user, case_file, rhythm=monthly, reason="…").execute()`; returns the RhythmChange."""

    rhythm: Any = None
    reason: str = ""

    journal_code = "casefile.rhythm_changed"

    def _check(self):
        if self.rhythm is None or not self.rhythm.active:
            raise Refused("Choisissez un rythme dans la liste.", "rhythm_needed")
        if self.rhythm.pk == self.target.rhythm_id:
            raise Refused(f"Le rythme est déjà « {self.rhythm} ».", "same_rhythm")
        if self.day < max(began_on(self.target), rhythm_since(self.target) or self.target.opened_on):
            raise Refused(
                "Ce rythme ne peut pas commencer avant l’ouverture du dossier, ni avant le rythme actuel.",
                "before_rhythm",
            )

    def _perform(self):
        change = begin_rhythm(self.target, self.rhythm, on=self.day, by=self.actor, reason=self.reason)
        self.target.save()
        return change

    def _details(self, result):
        return {"rhythm": self.rhythm.code}


def begin_rhythm(case_file, rhythm, *, on, by, reason=""):
    """Write the change and reckon the next contact; the file itself is saved by the caller."""
    change = RhythmChange.objects.create(
        case_file=case_file, rhythm=rhythm, since=on, by=by, reason=reason.strip() or None
    )
    case_file.rhythm = rhythm
    refresh_contact_due(case_file)
    return change


def refresh_contact_due(case_file):
    """Reckon by when the next contact is due; the file itself is saved by the caller."""
    if case_file.is_closed or case_file.rhythm is None:
        case_file.contact_due_on = None
        return
    case_file.contact_due_on = _due_on(
        case_file.rhythm, case_file.last_contact_on, began_on(case_file), rhythm_since(case_file)
    )


def _due_on(rhythm, last_contact_on, began, since):
    """From the last contact or, before the first one, from the day the file was opened or opened again.

    A rhythm that has just changed asks for nothing before the day it began.
    """
    if rhythm is None or rhythm.every_days is None:
        return None
    due = max(last_contact_on or began, began) + datetime.timedelta(days=rhythm.every_days)
    return max(due, since or due)


def keep_last_contacts(days):
    """Keep, for many open files at once, the day of the last contact ({key: day}) and the next one’s."""
    again = Closure.objects.filter(case_file=OuterRef("pk")).order_by("-reopened_on")
    rhythms = RhythmChange.objects.filter(case_file=OuterRef("pk")).order_by("-since")
    files = (
        CaseFile.objects.filter(pk__among=days)
        .annotate(
            again=Subquery(again.filter(reopened_on__isnull=False).values("reopened_on")[:1]),
            since=Subquery(rhythms.values("since")[:1]),
        )
        .values_list("pk", "opened_on", "rhythm", "again", "since")
    )
    known = FollowUpRhythm.objects.in_bulk()
    rows = [
        (pk, days[pk], _due_on(known.get(rhythm), days[pk], max(opened_on, again or opened_on), since))
        for pk, opened_on, rhythm, again, since in files
    ]
    # Not a revision of the file: who is editing it has nothing to look at again.
    update_rows(CaseFile, ["last_contact_on", "contact_due_on"], rows)


def began_on(case_file):
    """The day the file was opened or, since, opened again."""
    again = case_file.closures.filter(reopened_on__isnull=False).order_by("-reopened_on").first()
    return max(case_file.opened_on, again.reopened_on) if again else case_file.opened_on


def rhythm_since(case_file):
    """Since when the present rhythm holds; None while there is none."""
    change = case_file.rhythm_changes.order_by("-since", "-created_at").first()
    return change and change.since
