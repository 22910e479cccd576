"""Several files change hands at once: each by Assign, all together or as many as there are places."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from casefiles.access import may_distribute, visible_to
from casefiles.actions.base import Refused
from casefiles.actions.file.assign import Assign
from casefiles.actions.people.holding import hold_files
from casefiles.actions.waiting.turns import hold_list
from casefiles.free_places import free_places_of
from casefiles.models import CaseFile
from portal.audit.journal import record

MOST = 100


@dataclass(frozen=True)
class Outcome:
    """What happened, or would happen, to one file; without a refusal it changes hands."""

    case_file: Any
    refusal: str = ""

    @property
    def is_done(self):
        return not self.refusal


@dataclass(kw_only=True)
class AssignMany:
    """`AssignMany(actor=…, case_files=[…], case_manager=…, reason="…").execute()` gives the Outcomes.

    `whole`: all of them or none. Otherwise those that fit go, in the order given, and the others stay.
    """

    actor: Any
    case_files: list
    case_manager: Any
    reason: str = ""
    over_capacity_reason: str = ""
    whole: bool = False

    def preview(self):
        """The Outcomes as they would be now, without writing anything."""
        self._check()
        left, told = {}, []
        for case_file in self.case_files:
            programme = case_file.programme
            if programme.pk not in left:
                left[programme.pk] = free_places_of(self.case_manager, programme)
            refusal = self._refusal(case_file, left[programme.pk])
            left[programme.pk] -= not refusal
            told.append(Outcome(case_file, refusal))
        return told

    def _refusal(self, case_file, left):
        try:
            self._assign(case_file).check()
        except Refused as refused:
            return self._words(refused)
        # Nothing is written yet: the places that the files before this one would take are counted here.
        if left < 1 and not self.over_capacity_reason.strip():
            return self._no_place()
        return ""

    def _words(self, refused):
        """Why, in words that fit several files: nobody is sent to the waiting list from here."""
        return self._no_place() if refused.code == "full" else refused.message

    def _no_place(self):
        return (
            f"{self.case_manager} n’a plus de place libre dans ce dispositif : toutes sont prises, ou "
            "proposées à quelqu’un."
        )

    def execute(self):
        """With `whole`, raises Refused when one of them cannot go: then none has moved."""
        self._check()
        if not self.whole:
            told = [self._one(case_file) for case_file in self.case_files]
        else:
            with transaction.atomic():
                self._hold()
                for case_file in self.case_files:
                    self._assign_or_tell(case_file)
            told = [Outcome(case_file) for case_file in self.case_files]
        self._record(told)
        return told

    def _hold(self):
        """All at once and always in the same order: two lists that cross do not wait for each other."""
        for pk in sorted({case_file.programme_id for case_file in self.case_files}):
            hold_list(pk)
        hold_files(pk__in=[case_file.pk for case_file in self.case_files])

    def _check(self):
        if not may_distribute(self.actor):
            raise Refused("Seule la coordination confie un dossier à quelqu’un d’autre.", "not_yours")
        if not self.case_files:
            raise Refused("Choisissez au moins un dossier.", "nothing_chosen")
        if len(self.case_files) > MOST:
            raise Refused(f"{MOST} dossiers au plus à la fois.", "too_many")
        seen = visible_to(self.actor, CaseFile).filter(pk__in=[row.pk for row in self.case_files])
        if seen.count() != len({row.pk for row in self.case_files}):
            raise Refused("Un de ces dossiers n’est pas à votre portée.", "not_yours")

    def _assign(self, case_file):
        return Assign(
            self.actor,
            case_file,
            case_manager=self.case_manager,
            reason=self.reason,
            over_capacity_reason=self.over_capacity_reason,
        )

    def _one(self, case_file):
        try:
            self._assign(case_file).execute()
        except Refused as refused:
            return Outcome(case_file, self._words(refused))
        return Outcome(case_file)

    def _assign_or_tell(self, case_file):
        try:
            self._assign(case_file).execute()
        except Refused as refused:
            raise Refused(f"{case_file.reference} : {self._words(refused)}", refused.code) from refused

    def _record(self, told):
        done = sum(outcome.is_done for outcome in told)
        record(
            "assignment.many",
            actor=self.actor,
            details={"count": done, "refused": len(told) - done, "to": str(self.case_manager.pk)},
        )
