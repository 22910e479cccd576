"""The machine itself: who tries what, and what a try must leave behind."""

from collections import Counter

from django.db import transaction
from django.db.models import F, Q
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from casefiles.actions import Refused
from casefiles.models import Assignment, CaseFile, PlaceOffer, Programme
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make

CAPACITY = 2
WORKERS = ("case_manager", "colleague", "coordination")
OTHERS = ("data_officer", "administrator", "communication", "dpo")
# Those who work try more often: most of what can go wrong needs somebody who may.
WHO = st.sampled_from([*WORKERS, *WORKERS, *OTHERS])
PICK = st.integers(0, 1000)
REASON = st.sampled_from(["", "Une raison écrite en entier."])
# Recorded the same day, or some days afterwards.
AGO = st.sampled_from([0, 0, 0, 1, 3])
# The two entries of an assignment are one act: beyond the capacity it has a name of its own.
SAME = {"assignment.over_capacity": "assignment.made"}


class Machine(RuleBasedStateMachine):
    """One service with two case managers of two places each; everything is rolled back at the end.

    Coordination may change the programme meanwhile: places, path, forms, team.
    """

    people = programme = grid = None

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        # The most places there have been: a lowered capacity takes nobody away.
        self.most = CAPACITY
        # The steps of the paths that were found legal when they were made.
        self.judged = {}
        # {merge: {file: person}} as it stood before each merge.
        self.whose = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def attempt(self, action, who, target, /, *, writes, ago=0, **data):
        """Do it, or be refused in French. Done, the journal has exactly these entries; refused, none.

        `writes` are codes; one that ends with « ? » may be there or not.
        """
        act = action(self.people[who], target, at=make.moment(ago), **data)
        result, refusal = self.judge(act.execute, action, who, writes)
        # What gives nothing back was done all the same.
        return None if refusal else (True if result is None else result)

    def judge(self, execute, action, who, writes):
        """(result, refusal) of an act, and whether the journal says just that. `writes` may be a function."""
        last = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        result = refusal = None
        try:
            result = execute()
        except Refused as error:
            refusal = error
        entries = list(JournalEntry.objects.filter(id__gt=last))
        if refusal:
            assert refusal.message.endswith((".", "…")), refusal.message
            assert refusal.code != "conflict", f"{action.__name__}: a check is missing, the database refused"
            assert not entries, f"{action.__name__} was refused and wrote in the journal"
            return None, refusal
        assert who in WORKERS, f"{action.__name__} was done by {who}"
        self._compare(action, who, entries, writes(result) if callable(writes) else writes)
        self._there_was_room(action, entries)
        return result, None

    def _compare(self, action, who, entries, writes):
        found = Counter(SAME.get(entry.action, entry.action) for entry in entries)
        sure = Counter(code for code in writes if not code.endswith("?"))
        maybe = Counter(code[:-1] for code in writes if code.endswith("?"))
        assert sure <= found <= sure + maybe, f"{action.__name__} wrote {dict(found)}, not {dict(sure)}"
        assert all(entry.actor_id == self.people[who].pk for entry in entries)

    def _there_was_room(self, action, entries):
        """Whoever took a place without a signature left every place that is held or kept to whom it is.

        Those who went past a kept place signed for it: who was promised that place does not count them.
        """
        if any(entry.action == "assignment.over_capacity" for entry in entries):
            return
        for entry in (entry for entry in entries if entry.action == "assignment.made"):
            to = entry.details["to"]
            rows = Assignment.objects.filter(case_manager=to, ended_on__isnull=True)
            if self._was_promised(entry):
                rows = rows.exclude(over_capacity_by__isnull=False, place__gt=F("capacity"))
            held = rows.count()
            kept = PlaceOffer.objects.filter(
                case_manager=to, state__in=PlaceOffer.HELD, entry__left_on__isnull=True
            ).count()
            places = self.programme_now().capacity_per_case_manager
            assert held + kept <= places, f"{action.__name__}: {held} held, {kept} kept, {places} places"

    @staticmethod
    def _was_promised(entry):
        return PlaceOffer.objects.filter(
            Q(entry__referral__case_file=entry.subject) | Q(entry__referral__reopened_file=entry.subject),
            case_manager=entry.details["to"],
            state=PlaceOffer.State.ACCEPTED,
        ).exists()

    def programme_now(self):
        """The programme as it is set now; the one that the machine began with is never changed."""
        return Programme.objects.get(pk=self.programme.pk)

    @property
    def stages(self):
        return list(self.programme.stages.order_by("order"))

    @property
    def team(self):
        return set(self.programme.case_managers.values_list("pk", flat=True))

    def one(self, model, pick, **filters):
        """One of the rows there are, the same one at each replay; None when there is none."""
        rows = list(model.objects.filter(**filters).order_by("created_at", "pk"))
        return rows[pick % len(rows)] if rows else None

    def holder_of(self, case_file):
        return next(name for name, user in self.people.items() if user == case_file.case_manager)

    @staticmethod
    def there_is(model, **filters):
        return model.objects.filter(**filters).exists()

    @staticmethod
    def open_files():
        return CaseFile.objects.filter(closed_on__isnull=True)
