"""Housekeeping does each chore, whatever became of the others, and says what failed."""

import pytest
from django.core.management import CommandError, call_command

from portal.audit.journal import record
from portal.audit.models import JournalSeal
from portal.shell.management.commands import housekeeping

pytestmark = pytest.mark.django_db


def test_the_journal_is_sealed():
    record("journal.read", target="HT-2026-0001")
    call_command("housekeeping")
    assert JournalSeal.objects.get().count == 1


def test_a_chore_that_fails_is_said_and_stops_no_other(monkeypatch, caplog):
    done = []

    def breaks():
        raise OSError("disk")

    monkeypatch.setattr(housekeeping, "CHORES", (breaks, lambda: done.append(True)))
    with pytest.raises(CommandError, match="breaks"):
        call_command("housekeeping")
    assert done == [True]
    assert "A chore failed: breaks" in caplog.text
