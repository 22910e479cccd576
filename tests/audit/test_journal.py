"""The journal only grows, and shows when somebody went round us."""

import uuid

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from portal.audit.journal import fingerprint, record
from portal.audit.models import JournalEntry, JournalSeal
from portal.audit.sealer import seal_finished, unsealed, verify
from tests.support.flush import triggers_set_aside

pytestmark = pytest.mark.django_db


def write(count=3):
    return [record("journal.read", target=f"HT-2026-{n:04}", details={"n": n}) for n in range(count)]


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_undeclared_act_is_refused():
    with pytest.raises(ValueError, match="Undeclared"):
        record("journal.invented")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_journalentry SET reason = 'autre'",
        "DELETE FROM audit_journalentry",
        "UPDATE audit_journalseal SET count = 0",
        "DELETE FROM audit_journalseal",
    ],
)
def test_the_database_refuses_to_change_or_delete(sql):
    write()
    seal_finished()
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(sql)
    assert JournalEntry.objects.count() == 3


def test_sealing_covers_each_entry_once():
    write(3)
    first = seal_finished()
    assert (first.count, first.previous) == (3, "")
    assert seal_finished() is None
    write(2)
    second = seal_finished()
    assert (second.count, second.previous) == (2, first.digest)
    assert verify() == []


def test_an_entry_whose_transaction_ended_late_falls_into_a_later_seal():
    entries = write(3)
    late = entries[1]
    with triggers_set_aside():
        JournalEntry.objects.filter(pk=late.pk).delete()
    seal_finished()
    late.save(force_insert=True)
    assert [entry.pk for entry in unsealed()] == [late.pk]
    assert seal_finished().ranges == [[late.pk, late.pk]]
    assert verify() == []


def test_old_seals_are_not_read_again_to_find_what_is_new():
    with time_machine.travel("2026-01-05 08:00Z"):
        write(3)
        seal_finished()
    with time_machine.travel("2026-01-05 10:00Z"):
        new = write(2)
        assert [entry.pk for entry in unsealed()] == [entry.pk for entry in new]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_journalentry SET target = 'HT-2026-9999' WHERE id = {middle}",
        "UPDATE audit_journalentry SET actor_roles = 'dpo' WHERE id = {middle}",
        "DELETE FROM audit_journalentry WHERE id = {middle}",
        "DELETE FROM audit_journalseal WHERE id = (SELECT min(id) FROM audit_journalseal)",
    ],
)
def test_altering_or_removing_is_found(tampering):
    entries = write(3)
    seal_finished()
    write(1)
    seal_finished()
    assert verify() == []
    with triggers_set_aside():
        execute(tampering.format(middle=entries[1].pk))
    assert verify() != []


def test_swapping_two_entries_is_found():
    first, second, _third = write(3)
    seal_finished()
    with triggers_set_aside():
        execute("UPDATE audit_journalentry SET target = %s WHERE id = %s", second.target, first.pk)
        execute("UPDATE audit_journalentry SET target = %s WHERE id = %s", first.target, second.pk)
    assert verify() != []


def test_removing_the_last_entries_of_a_seal_is_found():
    entries = write(3)
    seal_finished()
    with triggers_set_aside():
        execute("DELETE FROM audit_journalentry WHERE id = %s", entries[2].pk)
    assert verify() != []


def test_an_entry_keeps_who_what_and_which_file(coordination):
    subject = uuid.uuid4()
    entry = record(
        "journal.read", actor=coordination, subject=subject, target="HT-2026-0001", reason="contrôle"
    )
    entry.refresh_from_db()
    assert (entry.actor, entry.subject, entry.actor_roles) == (coordination, subject, "coordination")


def test_a_search_leaves_no_words():
    assert "dupont" not in fingerprint("dupont")
    assert fingerprint("dupont") == fingerprint("dupont") != fingerprint("dupond")


def test_seals_are_numbered_rows():
    write(1)
    assert str(seal_finished()).startswith(str(JournalSeal.objects.get().pk))
