"""Two imports and one person who writes in the same files, at the same time: nobody loses anything."""

import threading

import pytest
from django.db import connection

from casefiles.actions.contact.correct import CorrectContact
from casefiles.actions.contact.log import LogContact
from casefiles.models import Contact, ContactKind, ImportBatch
from portal.accounts.roles import Role
from portal.sheets import steps
from tests.casefiles.exchange.engine.lives import check_whole, confirmed, go_on, sheet
from tests.factories import casefiles as make
from tests.factories.accounts import person

ROWS, EDITS = 1_500, 12


@pytest.mark.django_db(transaction=True)
def test_two_imports_and_somebody_editing(case_manager, programme, monkeypatch):
    # One chunk to a transaction: as many occasions to meet as there can be.
    monkeypatch.setattr(steps, "HELD_SECONDS", 0)
    files = [make.opened_file(case_manager, programme) for _ in range(3)]
    mine = [make.contact(case_manager, case_file, note="Avant") for case_file in files]
    batches = [
        confirmed(person(Role.COORDINATION), sheet(files, ROWS, name=name)) for name in ("premier", "second")
    ]
    ready, failures = threading.Barrier(3), []

    def edit():
        kind = ContactKind.objects.first()
        for number in range(EDITS):
            at = number % len(files)
            contact = Contact.objects.get(pk=mine[at].pk)
            CorrectContact(case_manager, contact, changes={"minutes": number}, reason="Erreur").execute()
            LogContact(case_manager, files[at], date=make.day(0), kind=kind, note=f"Noté {number}").execute()

    def alone(work):
        try:
            ready.wait()
            work()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=alone, args=[work]) for work in (edit, go_on, go_on)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    go_on()

    for batch in batches:
        check_whole(batch, ROWS)
    _check_nothing_typed_is_lost(mine)
    _check_chunks_are_of_one_import()


def _check_nothing_typed_is_lost(mine):
    typed = Contact.objects.filter(origin=Contact.Origin.TYPED)
    assert typed.filter(note__isnull=False).count() == len(mine) + EDITS
    for at, contact in enumerate(mine):
        contact.refresh_from_db()
        assert contact.minutes == max(number for number in range(EDITS) if number % len(mine) == at)
        assert contact.corrections.count() == EDITS // len(mine)


def _check_chunks_are_of_one_import():
    for batch in ImportBatch.objects.all():
        written = {record[1] for chunk in batch.chunks.all() for record in chunk.undo}
        assert written == {
            str(pk) for pk in Contact.objects.filter(imported_in=batch).values_list("pk", flat=True)
        }
