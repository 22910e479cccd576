"""A PDF leaves for a service outside: sent, opened by its code, counted, taken back."""

import datetime
import json

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from casefiles.actions import OpenOutside, Refused, WithdrawOutside
from casefiles.actions.outside import send as sending
from casefiles.actions.outside.forget import ForgetOutside, forget_ended
from casefiles.actions.outside.keys import ALPHABET
from casefiles.actions.outside.open import open_row
from casefiles.models import OutsideHandover
from portal.audit.models import JournalEntry
from portal.vault.models import StoredFile
from portal.vault.storage import open_stored, path_of
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory
from tests.factories.outside import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch):
    """Drawing a page takes a second: one test does it, the others keep this."""
    monkeypatch.setattr(sending, "outside_pdf", lambda action: b"%PDF-1.7 fictif")


def opened(row, code):
    return OpenOutside(None, row, code=code).execute()


def refusal(action, *args, **changes):
    with pytest.raises(Refused) as caught:
        action(*args, **changes)
    return caught.value.code


def codes():
    return list(
        JournalEntry.objects.filter(action__startswith="outside.")
        .order_by("pk")
        .values_list("action", flat=True)
    )


@pytest.mark.usefixtures("drawn")
class TestKeys:
    def test_nothing_of_them_is_kept_and_the_file_is_sealed(self, case_manager, case_file):
        row, token, code = send(case_manager, case_file, "plan", "identity")
        assert len(code) == 8
        assert set(code) <= set(ALPHABET)
        assert not set("01OIL") & set(ALPHABET)
        kept = json.dumps(OutsideHandover.objects.values().get(), default=str)
        assert token not in kept
        assert code not in kept
        assert row.parts == ["identity", "plan"]
        assert b"%PDF" not in path_of(row.stored_file_id).read_bytes()
        assert row.expires_at == row.made_at + datetime.timedelta(days=7)
        assert open_row(token) == row
        assert open_row(token[:-1] + "-") is None

    def test_a_code_as_one_types_it(self, case_manager, case_file):
        row, _token, code = send(case_manager, case_file)
        typed = f" {code[:4].lower()} - {code[4:].lower()} "
        assert b"".join(open_stored(opened(row, typed))) == b"%PDF-1.7 fictif"

    def test_the_code_of_another_link_opens_nothing(self, case_manager, case_file):
        row, _token, _code = send(case_manager, case_file)
        _other, _token, code = send(case_manager, case_file)
        assert opened(row, code) is None


@pytest.mark.usefixtures("drawn")
class TestCounts:
    def test_the_third_download_is_the_last(self, case_manager, case_file):
        row, token, code = send(case_manager, case_file)
        for _time in range(3):
            assert open_row(token)
            assert opened(row, code)
        assert open_row(token) is None
        assert refusal(opened, row, code) == "not_open"
        assert codes() == ["outside.sent", *["outside.opened"] * 3]

    def test_the_fifth_wrong_code_closes_even_for_the_right_one(self, case_manager, case_file):
        row, token, code = send(case_manager, case_file)
        for _time in range(5):
            assert opened(row, "AAAAAAAA") is None
        row.refresh_from_db()
        assert (row.wrong_codes, row.downloads, row.state) == (5, 0, "closed")
        assert open_row(token) is None
        assert refusal(opened, row, code) == "not_open"

    def test_it_ends_at_its_moment(self, case_manager, case_file):
        row, token, code = send(case_manager, case_file, days=1)
        ended = timezone.now() - datetime.timedelta(minutes=1)
        OutsideHandover.objects.update(made_at=ended - datetime.timedelta(days=1), expires_at=ended)
        assert open_row(token) is None
        assert refusal(opened, row, code) == "not_open"

    def test_withdrawn_it_forgets_its_pdf(
        self, case_manager, colleague, case_file, django_capture_on_commit_callbacks
    ):
        row, token, code = send(case_manager, case_file)
        path = path_of(row.stored_file_id)
        assert refusal(WithdrawOutside(colleague, row).execute) == "not_yours"
        with django_capture_on_commit_callbacks(execute=True):
            WithdrawOutside(case_manager, row).execute()
        assert not path.exists()
        assert not StoredFile.objects.exists()
        assert open_row(token) is None
        assert refusal(opened, row, code) == "not_open"
        assert refusal(WithdrawOutside(case_manager, row).execute) == "withdrawn"

    @pytest.mark.parametrize(("hours", "forgotten"), [(-1, False), (0, False), (2, True)])
    def test_its_pdf_is_forgotten_once_its_days_are_past(
        self, case_manager, case_file, django_capture_on_commit_callbacks, hours, forgotten
    ):
        row, _token, _code = send(case_manager, case_file, days=1)
        path = path_of(row.stored_file_id)
        end = timezone.now() - datetime.timedelta(hours=hours)
        OutsideHandover.objects.update(made_at=end - datetime.timedelta(days=1), expires_at=end)
        with django_capture_on_commit_callbacks(execute=True):
            forget_ended()
        row.refresh_from_db()
        assert path.exists() != forgotten
        assert (row.stored_file_id is None, row.withdrawn_at) == (forgotten, None)
        assert codes() == ["outside.sent", *["outside.forgotten"] * forgotten]
        with django_capture_on_commit_callbacks(execute=True):
            forget_ended()
        assert codes().count("outside.forgotten") == forgotten

    @pytest.mark.parametrize(("given", "times"), [("right", 3), ("wrong", 5)])
    def test_closed_by_itself_it_is_forgotten_an_hour_later(self, case_manager, case_file, given, times):
        row, _token, code = send(case_manager, case_file, days=7)
        for _time in range(times):
            assert not row.closed_at
            opened(row, code if given == "right" else "AAAAAAAA")
        assert forget_ended() == 0
        with time_machine.travel(timezone.now() + datetime.timedelta(hours=1, seconds=1)):
            assert forget_ended() == 1
        row.refresh_from_db()
        assert (row.stored_file_id, row.state) == (None, "used" if given == "right" else "closed")

    def test_forgotten_it_is_not_withdrawn(self, case_manager, case_file):
        row, _token, _code = send(case_manager, case_file, days=1)
        end = timezone.now() - datetime.timedelta(hours=2)
        OutsideHandover.objects.update(made_at=end - datetime.timedelta(days=1), expires_at=end)
        call_command("housekeeping")
        assert refusal(WithdrawOutside(case_manager, row).execute) == "forgotten"
        assert refusal(ForgetOutside(None, row).execute) == "not_ended"

    def test_the_journal_names_nobody(self, case_manager, case_file):
        row, _token, code = send(case_manager, case_file)
        opened(row, "AAAAAAAA")
        opened(row, code)
        WithdrawOutside(case_manager, row).execute()
        entries = list(JournalEntry.objects.filter(action__startswith="outside.").order_by("pk"))
        assert [entry.actor for entry in entries] == [case_manager, None, None, case_manager]
        told = json.dumps([[entry.details, entry.reason, entry.target] for entry in entries])
        for hidden in (code, "Maison", "Namur", "exemple", case_file.person.last_name):
            assert hidden not in told


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"parts": []}, "parts"),
        ({"parts": ["notes"]}, "parts"),
        ({"why": " "}, "why"),
        ({"recipient": " "}, "to"),
        ({"days": 0}, "days"),
        ({"days": 31}, "days"),
        ({"agreed_on": -1}, "agreed_future"),
        ({"agreed_on": 2, "informed_on": 1}, "informed_after"),
    ],
)
@pytest.mark.usefixtures("drawn")
def test_what_may_not_leave(case_manager, case_file, changes, code):
    """Days are in days ago."""
    changes = {name: make.day(it) if name.endswith("_on") else it for name, it in changes.items()}
    assert refusal(send, case_manager, case_file, **changes) == code
    assert not StoredFile.objects.exists()


@pytest.mark.usefixtures("drawn")
def test_only_by_who_works_on_the_file(colleague, case_manager, case_file):
    assert refusal(send, colleague, case_file) == "not_yours"
    both = {"service": ServiceFactory(), "recipient": "Une autre"}
    assert refusal(send, case_manager, case_file, **both) == "to"


def test_the_pdf_has_what_was_chosen_and_no_note(case_manager, case_file, monkeypatch):
    make.objective(case_manager, case_file, statement="Un toit (exemple)")
    make.contact(case_manager, case_file, note="Une note secrète")
    pages = []
    monkeypatch.setattr(
        "casefiles.sharing.paper.print_pdf", lambda html, **options: pages.append(html) or b"%PDF"
    )
    send(case_manager, case_file, "plan", "contacts")
    send(case_manager, case_file, "identity")
    assert "Un toit (exemple)" in pages[0]
    assert "La Maison fictive" in pages[0]
    assert "secrète" not in pages[0]
    assert case_file.person.last_name not in pages[0]
    assert case_file.person.last_name in pages[1]
    assert "Un toit" not in pages[1]


def test_it_is_a_pdf(case_manager, case_file):
    row, _token, code = send(case_manager, case_file, service=ServiceFactory())
    assert next(open_stored(opened(row, code))).startswith(b"%PDF-")
