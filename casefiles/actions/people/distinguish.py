"""Two persons who look like one are two: it is remembered for this pair, and can be taken back."""

from dataclasses import dataclass
from typing import Any

from casefiles.access import may_see
from casefiles.actions.base import Action, Refused, hold
from casefiles.actions.people.merge import check_may_merge, files_of
from casefiles.models import DistinctPersons
from casefiles.models.distinct_persons import in_order
from portal.audit.journal import record

LONGEST = 2000


@dataclass(kw_only=True, eq=False, repr=False)
class RememberDistinctPersons(Action):
    """`RememberDistinctPersons(coordination, one, other=…, reason="…").execute()` → DistinctPersons.

    Said again, it stays as it was said the first time.
    """

    other: Any
    reason: str = ""

    journal_code = "person.distinguished"

    def _hold(self):
        # Always in the same order, as whoever merges them.
        for person in sorted({self.target, self.other}, key=lambda person: person.pk.hex):
            hold(person)

    def _check(self):
        check_may_merge(self.actor)
        if self.target.pk == self.other.pk:
            raise Refused("Choisissez deux personnes différentes.", "same")
        for person in (self.target, self.other):
            if person.merged_into_id is not None:
                raise Refused(
                    "L’une de ces personnes est déjà fusionnée : défaites d’abord cette fusion.", "merged"
                )
            if not may_see(self.actor, person):
                raise Refused("L’une de ces personnes n’est pas à votre portée.", "not_yours")
        if len(self.reason) > LONGEST:
            raise Refused(f"Ce motif est trop long : {LONGEST} signes au plus.", "reason")

    def _perform(self):
        first, second = in_order(self.target.pk, self.other.pk)
        pair, self.made = DistinctPersons.objects.get_or_create(
            first_id=first,
            second_id=second,
            defaults={"said_at": self.at, "by": self.actor, "reason": self.reason.strip() or None},
        )
        return pair

    def _record(self, result):
        if self.made:
            record_pair(self, result)


@dataclass(kw_only=True, eq=False, repr=False)
class ForgetDistinctPersons(Action):
    """The pair is proposed again. The target is the DistinctPersons; returns its two persons."""

    journal_code = "person.distinction_forgotten"

    def _hold(self):
        try:
            super()._hold()
        except DistinctPersons.DoesNotExist:
            raise Refused("C’est déjà repris : la paire est de nouveau proposée.", "gone") from None

    def _check(self):
        check_may_merge(self.actor)
        for person in (self.target.first, self.target.second):
            if not may_see(self.actor, person):
                raise Refused("L’une de ces personnes n’est pas à votre portée.", "not_yours")

    def _perform(self):
        self.key = self.target.pk
        self.target.delete()
        return self.target.first, self.target.second

    def _record(self, result):
        self.target.pk = self.key
        record_pair(self, self.target)


def record_pair(action, pair):
    """In the journal of every file of both: whoever reads one of them finds what was said."""
    for person in (pair.first, pair.second):
        for pk, reference in files_of(person):
            record(
                action.journal_code,
                actor=action.actor,
                subject=pk,
                target=reference,
                details={"pair": str(pair.pk)},
            )
