"""Rows by the thousand, and questions about thousands of keys, say what the slow ways say."""

import gc
import uuid

import pytest
from django.db import IntegrityError

from casefiles.models import CaseFile, Contact
from portal.audit.models import JournalEntry
from portal.bulk import lookups  # noqa: F401 - `among`
from portal.bulk.quiet import no_collector
from portal.bulk.rows import delete_rows, insert_rows, update_rows
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def contacts(case_manager):
    case_file = make.opened_file(case_manager, make.heberge_toit(case_manager))
    return [make.contact(case_manager, case_file, note=f"Note {number}") for number in range(3)]


def values_of(model):
    return [field.name for field in model._meta.concrete_fields]


def test_a_row_written_in_bulk_is_the_row_that_save_writes(contacts):
    names = values_of(Contact)
    before = list(Contact.objects.order_by("pk").values_list(*names))
    Contact.objects.all()._raw_delete("default")
    insert_rows(Contact, names, before)
    assert list(Contact.objects.order_by("pk").values_list(*names)) == before
    assert {contact.note for contact in Contact.objects.all()} == {"Note 0", "Note 1", "Note 2"}


def test_json_and_dates_are_written_as_the_journal_reads_them():
    details = {"accent": "é", "lines": [1, 2], "none": None}
    entry = {"recorded_at": make.moment(), "action": "journal.read", "details": details}
    rest = {"actor_roles": "", "target": "", "reason": "", "request_id": "", "subject": None, "actor": None}
    insert_rows(JournalEntry, list(entry | rest), [tuple((entry | rest).values())])
    stored = JournalEntry.objects.latest("pk")
    assert (stored.details, stored.recorded_at) == (details, entry["recorded_at"])


def test_only_the_columns_and_rows_that_are_named_change(contacts):
    first, *others = contacts
    update_rows(Contact, ["minutes", "place"], [(first.pk, 12, "Rue")])
    first.refresh_from_db()
    assert (first.minutes, first.place, first.note) == (12, "Rue", "Note 0")
    for other in others:
        before = other.minutes
        other.refresh_from_db()
        assert other.minutes == before


def test_the_database_still_refuses(contacts):
    names = values_of(Contact)
    row = dict(Contact.objects.values(*names)[0]) | {"id": uuid.uuid4(), "minutes": 5_000}
    with pytest.raises(IntegrityError):
        insert_rows(Contact, names, [tuple(row[name] for name in names)])


def test_nothing_given_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(Contact, ["id"], [])
        update_rows(Contact, ["minutes"], [])
        delete_rows(Contact, [])


@pytest.mark.parametrize("written", [lambda key: key, str, lambda key: key.hex])
def test_among_finds_what_in_finds(contacts, written):
    wanted = [contact.pk for contact in contacts[:2]]
    asked = [*map(written, wanted), uuid.uuid4()]
    assert set(Contact.objects.filter(pk__among=asked)) == set(Contact.objects.filter(pk__in=wanted))
    files = {written(contact.case_file_id) for contact in contacts}
    assert Contact.objects.filter(case_file__among=files).count() == 3
    reference = contacts[0].case_file.reference
    assert CaseFile.objects.filter(reference__among=[reference, "HT', 'x", 'é"]']).count() == 1
    assert not Contact.objects.filter(pk__among=[]).exists()


def test_rows_are_deleted_by_key_and_no_other(contacts):
    delete_rows(Contact, [str(contacts[0].pk)])
    assert set(Contact.objects.all()) == set(contacts[1:])


def test_the_collector_waits_and_comes_back():
    with no_collector():
        with no_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
