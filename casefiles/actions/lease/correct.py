"""A lease under way was noted wrongly, or is prolonged; one that never was is taken away."""

from dataclasses import dataclass, field

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.rows import really_changed
from casefiles.actions.lease.rules import (
    ENDED,
    LeaseOf,
    check_after_others,
    check_days,
    check_objectives,
    check_parties,
    make_reviews,
)
from casefiles.actions.unchanged import refuse_if_changed

FIELDS = ("owner", "operator", "operator_name", "place", "started_on", "ends_on")


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectLease(LeaseOf, FileAction):
    """`CorrectLease(user, lease, changes={"ends_on": day}, objectives=[…]).execute()`; None: as they are."""

    changes: dict = field(default_factory=dict)
    objectives: tuple | None = None
    seen: int | None = None

    journal_code = "lease.corrected"

    def _check(self):
        if not self.target.is_running:
            raise Refused(*ENDED)
        refuse_if_changed(self.target, self.seen)
        self.aims = self._other_aims()
        if self.aims is None or self.changes:
            self.changes = self._really()
        after = {name: self.changes.get(name, getattr(self.target, name)) for name in FIELDS}
        check_parties(after["owner"], after["operator"], after["operator_name"])
        check_days(after["started_on"], after["ends_on"], self.day)
        check_after_others(self.case_file, after["started_on"], but=self.target.pk)

    def _other_aims(self):
        """The objectives, when they are other ones; else None."""
        if self.objectives is None:
            return None
        check_objectives(self.case_file, self.objectives)
        now = set(self.target.objectives.values_list("pk", flat=True))
        return self.objectives if {one.pk for one in self.objectives} != now else None

    def _really(self):
        try:
            return really_changed(self.target, self.changes, FIELDS)
        except Refused:
            if self.aims is None:
                raise
            return {}

    def _perform(self):
        for name, value in self.changes.items():
            setattr(self.target, name, value)
        self.target.save()
        if self.aims is not None:
            self.target.objectives.set(self.aims)
        make_reviews(self.target)
        return self.target

    def _details(self, result):
        fields = sorted(self.changes) + (["objectives"] if self.aims is not None else [])
        return {"lease": str(result.pk), "fields": fields}


@dataclass(kw_only=True, eq=False, repr=False)
class RemoveLease(LeaseOf, FileAction):
    """Noted by mistake. What already has a history is not taken away: it is ended."""

    seen: int | None = None

    journal_code = "lease.removed"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        lived = self.target.reviews.filter(held_on__isnull=False).exists() or self.target.meetings.exists()
        if not self.target.is_running or lived:
            raise Refused(
                "Ce bail a déjà une histoire : il ne s’enlève plus. Corrigez-le, ou dites comment il s’est "
                "terminé.",
                "lived",
            )

    def _perform(self):
        self.key = str(self.target.pk)
        self.target.delete()
        return self.target

    def _details(self, result):
        return {"lease": self.key}
