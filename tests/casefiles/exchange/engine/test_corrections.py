"""Rows that change, by the thousand or one by one: same refusals, same contacts, same history; and undone."""

import datetime
from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefiles.actions.agenda.schedule import ScheduleAppointment
from casefiles.actions.base import Refused
from casefiles.actions.contact.correct import CorrectContact
from casefiles.actions.contact.correct_many import CorrectContacts, Correction
from casefiles.actions.contact.log_many import LogContacts, SheetContact
from casefiles.actions.file.close import CloseFile
from casefiles.exchange.batches import undo
from casefiles.models import (
    Appointment,
    CaseFile,
    Contact,
    ContactCorrection,
    ContactKind,
    ContactMedium,
    ExitReason,
    ImportBatch,
    LifeAxis,
)
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from tests.casefiles.exchange.engine.lives import confirmed, sheet, table, tables, taken_back, written
from tests.factories import casefiles as make
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db
_LISTS = {"kind": ContactKind, "medium": ContactMedium, "axis": LifeAxis}
TEXTS = st.sampled_from(["", "  ", "Bureau", " Café  ", "=1+1", "œuvre 🏠", "שלום"])
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "date": st.sampled_from([make.day(days) for days in (-1, 0, 1, 5, 400)])
        | st.dates(datetime.date(1999, 12, 30), datetime.date(2000, 1, 3)),
        "kind": st.integers(0, 2),
        "medium": st.none() | st.integers(0, 1),
        "axis": st.none() | st.integers(0, 1),
        "outcome": st.sampled_from(["held", "not_shown", "cancelled", "elsewhere"]),
        "minutes": st.none() | st.sampled_from([-1, 0, 45, 1440, 1441]),
        "place": TEXTS,
        "note": TEXTS,
        "time": st.none() | st.sampled_from([datetime.time(0), datetime.time(9, 30), datetime.time(23, 59)]),
        "parts_present": st.none() | st.lists(st.sampled_from(["person", "landlord", "nobody"]), max_size=3),
        "people_present": TEXTS,
    },
)


class _Undone(Exception):
    pass


@pytest.fixture
def colleagues_file(colleague, programme):
    return make.opened_file(colleague, programme)


@pytest.fixture
def contacts(case_manager, colleague, coordination, data_officer, programme, colleagues_file):
    """Typed and imported, young and past correcting, in files that are hers, a colleague’s or closed."""
    mine, closed = (make.opened_file(case_manager, programme) for _ in range(2))
    batches = {
        user: ImportBatch.objects.create(target="contacts", user=user, reason="Essai")
        for user in (case_manager, data_officer, coordination)
    }

    def imported(user, case_file, key):
        kind = ContactKind.objects.first()
        row = SheetContact(
            case_file.pk, make.day(3), kind, f"id:{key}", 2, note="Venue du fichier", place="Rue"
        )
        (pk,) = LogContacts(user, batches[user], contacts=[row]).execute()
        return Contact.objects.get(pk=pk)

    hour = datetime.time(0, 1)
    there = [
        make.contact(case_manager, mine, note="Écrite à la main", minutes=30),
        _noted_long_ago(make.contact(case_manager, mine, note="Ancienne")),
        make.contact(case_manager, mine, days_ago=1, time=hour, confidential_note="Pour moi seule"),
        _told_of_an_appointment(case_manager, mine),
        imported(case_manager, mine, "a"),
        _noted_long_ago(imported(case_manager, mine, "b")),
        imported(data_officer, mine, "c"),
        imported(data_officer, colleagues_file, "d"),
        imported(coordination, colleagues_file, "e"),
        make.contact(colleague, colleagues_file, people_present="Une voisine", parts_present=("person",)),
        imported(case_manager, closed, "f"),
    ]
    CorrectContact(colleague, there[8], changes={"minutes": 12}, reason="Erreur").execute()
    CloseFile(case_manager, closed, reason=ExitReason.objects.first(), note="Sortie, fictive.").execute()
    return [contact.pk for contact in there]


def _noted_long_ago(contact):
    Contact.objects.filter(pk=contact.pk).update(created_at=make.moment(60))
    return contact


def _told_of_an_appointment(user, case_file):
    starts = timezone.now() - datetime.timedelta(hours=2)
    appointment = ScheduleAppointment(user, case_file, starts_at=starts).execute()
    return make.contact(user, case_file, appointment=appointment)


@pytest.mark.parametrize("who", ["case_manager", "coordination", "data_officer"])
def test_many_at_once_are_corrected_as_each_alone_would_be(who, contacts, request):
    user, moment = request.getfixturevalue(who), make.moment()
    batch = ImportBatch.objects.create(target="contacts", user=user, reason="Essai")
    lists = {name: list(model.objects.all()[:3]) for name, model in _LISTS.items()}
    few = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])

    def meant(changes):
        return {
            name: lists[name][value] if name in lists and value is not None else value
            for name, value in changes.items()
        }

    @few
    @given(
        st.dictionaries(st.integers(0, len(contacts) - 1), CHANGES.filter(bool), min_size=1, max_size=6),
        st.sampled_from(["Import : essai"] * 4 + [" "]),
    )
    def agree(chosen, reason):
        corrections = [Correction(contacts[at], meant(changes), at + 2) for at, changes in chosen.items()]

        def together():
            told = {"corrections": corrections, "reason": reason, "at": moment}
            return CorrectContacts(user, batch, **told).execute()

        def alone():
            return [_alone(user, batch, correction, reason, moment) for correction in corrections]

        assert _told(together, corrections) == _told(alone, corrections)

    agree()


def _alone(user, batch, correction, reason, moment):
    contact = Contact.objects.select_related("case_file").get(pk=correction.contact)
    try:
        told = {"changes": correction.changes, "reason": reason, "at": moment}
        told |= {"imported": True, "imported_in": batch}
        return CorrectContact(user, contact, **told).execute().revision
    except Refused as refused:
        return refused


def _told(way, corrections):
    """What became of each, of the tables and of the journal; then everything is as before."""
    told, last = {}, JournalEntry.objects.latest("pk").pk
    try:
        with transaction.atomic():
            results = way()
            told["results"] = [str(result) for result in results]
            for model in (Contact, CaseFile, Appointment):
                told[model] = table(model)
            history = table(ContactCorrection, without=("id", "created_at")).values()
            told["history"] = sorted(history, key=lambda row: (row["corrected_at"], str(row["contact_id"])))
            told["journal"] = Counter()
            for entry in JournalEntry.objects.filter(pk__gt=last):
                told["journal"][entry.subject, entry.target] += entry.details.get("count", 1)
            raise _Undone
    except _Undone:
        return told


def test_what_no_sheet_may_change_is_refused_outright(case_manager, contacts):
    batch = ImportBatch.objects.create(target="contacts", user=case_manager, reason="Essai")
    corrections = [Correction(contacts[0], {"confidential_note": "Lue"})]
    with pytest.raises(ValueError, match="confidential_note"):
        CorrectContacts(case_manager, batch, corrections=corrections, reason="Import").execute()


def test_one_contact_is_not_corrected_by_two_rows_at_once(case_manager, contacts):
    batch = ImportBatch.objects.create(target="contacts", user=case_manager, reason="Essai")
    corrections = [Correction(contacts[0], {"minutes": minutes}, minutes) for minutes in (5, 6)]
    first, second = CorrectContacts(case_manager, batch, corrections=corrections, reason="Import").execute()
    assert (first, second.code) == (1, "twice")
    assert Contact.objects.get(pk=contacts[0]).minutes == 5


def test_what_the_database_refuses_keeps_none_of_the_others_back(case_manager, contacts, monkeypatch):
    batch = ImportBatch.objects.create(target="contacts", user=case_manager, reason="Essai")
    # A rule of ours is missing: only the database knows.
    for module in ("correct", "correct_many"):
        monkeypatch.setattr(f"casefiles.actions.contact.{module}.check_minutes", lambda minutes: None)
    good, wrong = Correction(contacts[0], {"minutes": 5}, 2), Correction(contacts[4], {"minutes": 1441}, 3)
    told = CorrectContacts(case_manager, batch, corrections=[good, wrong], reason="Import").execute()
    assert (told[0], told[1].code) == (1, "conflict")
    assert [Contact.objects.get(pk=pk).minutes for pk in (contacts[0], contacts[4])] == [5, None]
    (entry,) = JournalEntry.objects.filter(action="contact.import_corrected")
    assert entry.details == {"count": 1, "import": batch.short_id, "fields": ["minutes"], "lines": [2]}


def test_questions_do_not_grow_with_the_rows_that_change(
    case_manager, programme, django_assert_max_num_queries
):
    files = [make.opened_file(case_manager, programme) for _ in range(3)]
    user, asked = person(Role.COORDINATION), []
    for rows in (10, 100):
        written(confirmed(user, sheet(files, rows, name=f"N{rows}-")))
        batch = confirmed(user, sheet(files, rows, name=f"N{rows}-", minutes=50))
        with django_assert_max_num_queries(100) as counted:
            written(batch)
            taken_back(batch)
        assert (batch.results, batch.undo_results) == ({"changed": rows}, {"back": rows})
        asked.append(len(counted))
    # A slow machine ends a transaction earlier and begins another: a few questions, not one a row.
    assert asked[1] < asked[0] + 15


def test_a_contact_edited_since_stays_and_the_others_go_back(case_manager, programme):
    files = [make.opened_file(case_manager, programme) for _ in range(2)]
    user = person(Role.COORDINATION)
    written(confirmed(user, sheet(files, 6)))
    before = tables(Contact=("revision",))
    batch = written(confirmed(user, sheet(files, 6, minutes=50)))
    edited = Contact.objects.get(imported_line=4)
    CorrectContact(case_manager, edited, changes={"minutes": 12}, reason="Erreur").execute()

    back, (kept,) = undo.preview_undo(batch)
    assert (back, kept.line, kept.object_id) == (5, 4, str(edited.pk))
    assert "modifié depuis" in kept.why
    taken_back(batch)
    assert batch.undo_results == {"back": 5, "kept": 1}
    after = tables(Contact=("revision",))
    assert after[Contact].pop(edited.pk)["minutes"] == 12
    before[Contact].pop(edited.pk)
    assert after == before


def test_an_import_goes_back_once_the_one_that_changed_it_went_back(case_manager, programme):
    files = [make.opened_file(case_manager, programme) for _ in range(2)]
    user = person(Role.COORDINATION)
    empty = tables(CaseFile=("revision",))
    first = written(confirmed(user, sheet(files, 6)))
    before = tables(Contact=("revision",))
    second = written(confirmed(user, sheet(files, 6, minutes=50)))
    third = written(confirmed(user, sheet(files, 3, minutes=55)))

    # As long as they stand, each is named by the one before it.
    assert {row.line: second.short_id in row.why or third.short_id in row.why for row in _kept(first)} == (
        dict.fromkeys(range(2, 8), True)
    )
    assert [third.short_id in row.why for row in _kept(second)] == [True] * 3

    assert taken_back(third).undo_results == {"back": 3}
    assert not third.corrections.exists()
    assert not _kept(second)
    assert taken_back(second).undo_results == {"back": 6}
    assert not ContactCorrection.objects.exists()
    assert tables(Contact=("revision",)) == before
    told = JournalEntry.objects.filter(action="contact.import_undone", details__import=second.short_id)
    assert sum(entry.details["count"] for entry in told) == 6
    assert all(entry.details["fields"] == ["minutes"] for entry in told)

    assert not _kept(first)
    assert taken_back(first).undo_results == {"back": 6}
    assert tables(CaseFile=("revision",)) == empty


def test_what_was_edited_by_hand_before_another_import_went_back_still_counts(case_manager, programme):
    files = [make.opened_file(case_manager, programme)]
    user = person(Role.COORDINATION)
    first = written(confirmed(user, sheet(files, 2)))
    second = written(confirmed(case_manager, sheet(files, 2, minutes=50)))
    edited = Contact.objects.get(imported_line=2)
    CorrectContact(case_manager, edited, changes={"place": "Rue"}, reason="Erreur").execute()
    assert taken_back(second).undo_results == {"back": 1, "kept": 1}
    (kept,) = _kept(first)
    assert (kept.line, "modifié depuis" in kept.why, "import" in kept.why) == (2, True, False)
    assert taken_back(first).undo_results == {"back": 1, "kept": 1}
    assert Contact.objects.get().place == "Rue"


def test_a_form_read_before_an_import_went_back_does_not_write_over(case_manager, programme):
    files = [make.opened_file(case_manager, programme)]
    written(confirmed(case_manager, sheet(files, 1)))
    second = written(confirmed(case_manager, sheet(files, 1, minutes=50)))
    seen = Contact.objects.get().revision
    taken_back(second)
    CorrectContact(case_manager, Contact.objects.get(), changes={"place": "Rue"}, reason="Erreur").execute()
    late = CorrectContact(
        case_manager, Contact.objects.get(), changes={"place": "Café"}, reason="Erreur", seen=seen
    )
    with pytest.raises(Refused, match="quelqu’un a changé"):
        late.execute()


def _kept(batch):
    return undo.preview_undo(batch)[1]
