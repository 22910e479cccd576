"""Nobody waits for an import: its preview holds nothing, its writing lets others in between two stretches."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from casefiles.actions.contact.log import LogContact
from casefiles.exchange.batches import receive, run
from casefiles.exchange.resources.contacts import ContactResource
from casefiles.models import Contact, ContactKind
from portal.accounts.roles import Role
from portal.sheets import steps
from tests.casefiles.exchange.engine.lives import check_whole, confirmed, sheet, written
from tests.factories import casefiles as make
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 2_500


@pytest.fixture
def case_file(case_manager, programme):
    return make.opened_file(case_manager, programme)


@pytest.fixture
def elsewhere():
    """`elsewhere(work)`: what `work` gives on another connection; what it raises is raised here."""

    def through(work):
        told = []

        def alone():
            try:
                told.append((work(), None))
            except Exception as error:
                told.append((None, error))
            finally:
                connection.close()

        thread = threading.Thread(target=alone)
        thread.start()
        thread.join()
        found, error = told[0]
        if error:
            raise error
        return found

    return through


@pytest.fixture
def noting(case_manager, case_file, elsewhere):
    """Somebody notes a contact in the file that the rows speak of; tells how many imported ones they see."""
    kind = ContactKind.objects.first()

    def note():
        LogContact(case_manager, case_file, date=make.day(0), kind=kind, note="Pendant ce temps").execute()
        return Contact.objects.filter(origin=Contact.Origin.IMPORTED).count()

    return lambda: elsewhere(note)


def _also(monkeypatch, owner, name, before=None, after=None):
    """`before()` and `after()` are done around each call of this function."""
    original = getattr(owner, name)

    def both(*args, **kwargs):
        if before:
            before()
        told = original(*args, **kwargs)
        if after:
            after()
        return told

    monkeypatch.setattr(owner, name, both)


def test_somebody_writes_while_the_preview_reads_and_compares(case_file, noting, monkeypatch):
    times = []

    def write():
        assert not connection.in_atomic_block, "the preview compares inside a transaction"
        times.append(noting())

    # Before the base is asked and after it has answered, for each chunk.
    _also(monkeypatch, ContactResource, "resolve", before=write, after=write)
    upload = SimpleUploadedFile("contacts.csv", sheet([case_file], ROWS))
    batch = receive.prepare(person(Role.COORDINATION), "contacts", upload, "Essai")
    assert batch.is_previewed
    assert times == [0] * 6, "three chunks, two moments each"
    assert Contact.objects.filter(origin=Contact.Origin.TYPED).count() == 6


def test_rows_are_written_by_several_transactions_and_others_write_in_between(case_file, noting, monkeypatch):
    # As on a machine so slow that each chunk takes its whole time.
    monkeypatch.setattr(steps, "HELD_SECONDS", 0)
    batch, seen = confirmed(person(Role.COORDINATION), sheet([case_file], ROWS)), []
    _also(monkeypatch, steps, "_write_chunks", after=lambda: seen.append(noting()))
    written(batch)
    assert seen[:3] == [1_000, 2_000, 2_500]
    assert Contact.objects.filter(origin=Contact.Origin.TYPED).count() == len(seen)
    batch.refresh_from_db()
    assert batch.results == {"new": ROWS}


def test_a_transaction_ends_well_within_a_second(case_file, monkeypatch):
    """However quick the machine: once its time is over, a transaction takes no further chunk."""
    assert steps.HELD_SECONDS <= 0.5
    clock, taken, transactions = [0.0], [], []
    monkeypatch.setattr(steps.time, "monotonic", lambda: clock[0])
    batch = confirmed(person(Role.COORDINATION), sheet([case_file], ROWS))

    def passes():
        taken.append(len(transactions))
        clock[0] += steps.HELD_SECONDS / 2

    _also(monkeypatch, run.Writer, "__call__", after=passes)
    _also(monkeypatch, steps, "_write_chunks", before=lambda: transactions.append(clock[0]))
    written(batch)
    check_whole(batch, ROWS)
    assert taken[:3] == [1, 1, 2], "two chunks of half that time, then another transaction"
