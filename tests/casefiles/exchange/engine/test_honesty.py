"""By the thousand or one by one: same rows, same refusals, same last day; and taken back, as before."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casefiles.actions.base import Refused
from casefiles.actions.contact.log import LogContact
from casefiles.actions.contact.log_many import LogContacts, SheetContact
from casefiles.actions.file.close import CloseFile
from casefiles.exchange.batches import run
from casefiles.exchange.resources.contacts import ContactResource
from casefiles.models import CaseFile, Contact, ContactKind, ContactMedium, ExitReason, ImportBatch, LifeAxis
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from portal.audit.sealer import seal_finished, verify
from tests.casefiles.exchange.engine.lives import confirmed, sheet, table, tables, taken_back, written
from tests.factories import casefiles as make
from tests.factories.accounts import person

_FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
_OF_THE_ROW = ("id", "created_at")
TEXTS = st.sampled_from(["", "  ", "Bureau", " Café  ", "=1+1", "œuvre 🏠", "שלום"])
ROWS = st.fixed_dictionaries(
    {
        "file": st.sampled_from([0, 0, 0, 1, 2, 3]),
        "date": st.sampled_from([make.day(days) for days in (-1, 0, 1, 2, 3, 4, 5, 6, 400)])
        | st.dates(datetime.date(1999, 12, 30), datetime.date(2000, 1, 3)),
        "kind": st.integers(0, 2),
        "medium": st.none() | st.integers(0, 1),
        "axis": st.none() | st.integers(0, 1),
        "outcome": st.sampled_from(["held"] * 5 + ["not_shown", "cancelled", "elsewhere"]),
        "minutes": st.none() | st.sampled_from([-1, 0, 10, 20, 30, 45, 60, 1440, 1441]),
        "place": TEXTS,
        "note": TEXTS,
        # Few enough for two rows to be the same one.
        "origin_key": st.sampled_from(["", "id:a", "id:b"]),
    }
)


class _Undone(Exception):
    pass


@pytest.fixture
def files(case_manager, colleague, programme):
    """Hers, one that is closed, and a colleague's, which she cannot see."""
    closed = make.opened_file(case_manager, programme)
    CloseFile(case_manager, closed, reason=ExitReason.objects.first(), note="Sortie, fictive.").execute()
    closed.refresh_from_db()
    return [
        make.opened_file(case_manager, programme),
        make.opened_file(case_manager, programme),
        closed,
        make.opened_file(colleague, programme),
    ]


@pytest.fixture
def batch(case_manager):
    return ImportBatch.objects.create(target="contacts", user=case_manager, reason="Essai")


@pytest.mark.django_db
def test_many_at_once_are_what_each_alone_would_be(case_manager, files, batch):
    lists = [list(model.objects.all()[:3]) for model in (ContactKind, ContactMedium, LifeAxis)]
    moment = make.moment()

    def contact_of(number, row):
        kinds, media, axes = lists
        return SheetContact(
            case_file_id=files[row["file"]].pk,
            date=row["date"],
            kind=kinds[row["kind"]],
            medium=None if row["medium"] is None else media[row["medium"]],
            axis=None if row["axis"] is None else axes[row["axis"]],
            line=number + 2,
            **{name: row[name] for name in ("outcome", "minutes", "place", "note", "origin_key")},
        )

    def together(contacts):
        return LogContacts(case_manager, batch, at=moment, contacts=contacts).execute()

    def alone(contacts):
        return [_alone(case_manager, batch, moment, contact) for contact in contacts]

    @_FEW
    @given(st.lists(ROWS, min_size=1, max_size=8))
    def agree(rows):
        contacts = [contact_of(number, row) for number, row in enumerate(rows)]
        assert _told(together, contacts) == _told(alone, contacts)

    twice = {"file": 0, "date": make.day(1), "kind": 0, "medium": None, "axis": None, "outcome": "held"}
    twice |= {"minutes": 45, "place": "", "note": "", "origin_key": "id:a"}
    # What the database alone refuses: the same row again, beside one that is good.
    agree = example([twice, twice, twice | {"origin_key": "id:b"}])(agree)
    agree()


def _alone(user, batch, moment, contact):
    names = ("date", "kind", "medium", "axis", "outcome", "minutes", "place", "note", "origin_key")
    try:
        return (
            LogContact(
                user,
                CaseFile.objects.get(pk=contact.case_file_id),
                at=moment,
                origin=Contact.Origin.IMPORTED,
                imported_in=batch,
                imported_line=contact.line,
                **{name: getattr(contact, name) for name in names},
            )
            .execute()
            .pk
        )
    except Refused as refused:
        return refused


def _told(way, contacts):
    """What became of each row, of the table and of the files; then everything is as before."""
    told = {}
    try:
        with transaction.atomic():
            results = way(contacts)
            told["refused"] = [str(result) if isinstance(result, Refused) else None for result in results]
            rows = table(Contact, without=_OF_THE_ROW)
            told["rows"] = sorted(rows.values(), key=lambda row: row["imported_line"] or 0)
            told["files"] = table(CaseFile)
            raise _Undone
    except _Undone:
        return told


@pytest.mark.django_db
def test_taken_back_the_tables_are_what_they_were(files):
    user = person(Role.COORDINATION)
    open_files = [case_file for case_file in files if case_file.closed_on is None]

    @settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(there=st.integers(0, 12), sent=st.integers(1, 30), minutes=st.sampled_from([45, 50]))
    def exact(there, sent, minutes):
        try:
            with transaction.atomic():
                if there:
                    written(confirmed(user, sheet(open_files, there)))
                # What is corrected twice counts as two revisions, and says so for ever.
                before = tables(Contact=("revision",))
                content = sheet(open_files, sent, minutes=minutes)
                batch = taken_back(written(confirmed(user, content)))
                changed = min(there, sent) if minutes != 45 else 0
                done = batch.results
                assert done.get("changed", 0) == changed
                assert batch.undo_results.get("back", 0) == done.get("changed", 0) + done.get("new", 0)
                assert tables(Contact=("revision",)) == before
                raise _Undone
        except _Undone:
            pass

    exact()


@pytest.mark.django_db
def test_the_journal_tells_of_each_file_when_it_begins_and_what_it_got(case_manager, files, monkeypatch):
    """Once a file, however many stretches it took; a file that gets nothing is not spoken of."""
    monkeypatch.setattr(ContactResource, "write_chunk", 5)
    mine = files[:2]
    first = sheet(mine, 20)
    batch = confirmed(person(Role.COORDINATION), first)
    # Two processes: the second one knows what the first one told.
    while run.run_step(batch, seconds=0) and batch.is_running:
        pass
    for code, count in (("contact.import_begun", None), ("contact.imported", 10)):
        entries = JournalEntry.objects.filter(action=code, details__import=batch.short_id)
        assert sorted(str(entry.subject) for entry in entries) == sorted(str(file.pk) for file in mine)
        assert {entry.details.get("count") for entry in entries} == {count}
    told = {entry.subject: entry.details["lines"] for entry in entries}
    assert told == {mine[0].pk: [2, 20], mine[1].pk: [3, 21]}
    assert seal_finished().count >= len(mine) * 2
    assert verify() == []
