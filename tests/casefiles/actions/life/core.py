"""The machine itself: who tries what, and what a try must leave behind."""

from collections import Counter

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from casefiles.actions import Refused
from casefiles.models import CaseFile
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
    """One service with two case managers of two places each; everything is rolled back at the end."""

    people = programme = None

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.stages = list(self.programme.stages.order_by("order"))

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def attempt(self, action, who, target, /, *, writes, ago=0, **data):
        """Do it, or be refused in French. Done, the journal has exactly these entries; refused, none.

        `writes` are codes; one that ends with « ? » may be there or not.
        """
        last = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        result = refusal = None
        try:
            result = action(self.people[who], target, at=make.moment(ago), **data).execute()
        except Refused as error:
            refusal = error
        entries = list(JournalEntry.objects.filter(id__gt=last))
        if refusal:
            assert refusal.message.endswith((".", "…")), refusal.message
            assert refusal.code != "conflict", f"{action.__name__}: a check is missing, the database refused"
            assert not entries, f"{action.__name__} was refused and wrote in the journal"
            return None
        assert who in WORKERS, f"{action.__name__} was done by {who}"
        self._compare(action, who, entries, writes)
        return result

    def _compare(self, action, who, entries, writes):
        found = Counter(SAME.get(entry.action, entry.action) for entry in entries)
        sure = Counter(code for code in writes if not code.endswith("?"))
        maybe = Counter(code[:-1] for code in writes if code.endswith("?"))
        assert sure <= found <= sure + maybe, f"{action.__name__} wrote {dict(found)}, not {dict(sure)}"
        assert all(entry.actor_id == self.people[who].pk for entry in entries)

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
