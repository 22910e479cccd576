"""Too many wrong passwords: a pause for this account from this place, and for nobody else."""

import time_machine
from django.test import Client

from portal.audit.models import JournalEntry
from tests.accounts.helpers import CODE, SIGN_IN, give_password

NOON = "2026-11-23T11:00:00Z"
LATER = "2026-11-23T11:16:00Z"


def fail(client, email, times):
    for number in range(times):
        response = client.post(SIGN_IN, {"username": email, "password": f"faux {number}"})
    return response


def test_fifth_failure_locks_and_says_until_when(case_manager):
    with time_machine.travel(NOON, tick=False):
        client = Client()
        assert fail(client, case_manager.email, 4).status_code == 200
        response = fail(client, case_manager.email, 1)
        assert response.status_code == 429
        page = response.content.decode()
        assert "12&nbsp;h&nbsp;15" in page
        assert "15&nbsp;minutes" in page
        assert give_password(client, case_manager).status_code == 429
        assert JournalEntry.objects.filter(action="signin.locked").exists()


def test_another_person_at_the_same_address_still_comes_in(case_manager, coordination):
    client = Client()
    fail(client, case_manager.email, 6)
    assert give_password(Client(), coordination).url == CODE


def test_same_person_from_another_address_still_comes_in(case_manager):
    fail(Client(), case_manager.email, 6)
    assert give_password(Client(REMOTE_ADDR="192.0.2.9"), case_manager).url == CODE


def test_writing_the_address_otherwise_is_no_second_chance(case_manager):
    client = Client()
    fail(client, case_manager.email, 3)
    assert fail(client, case_manager.email.upper(), 2).status_code == 429


def test_trying_meanwhile_does_not_make_it_longer(case_manager):
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        fail(client, case_manager.email, 5)
        clock.shift(600)
        assert give_password(client, case_manager).status_code == 429
        clock.move_to(LATER)
        assert give_password(client, case_manager).url == CODE


def test_unknown_account_is_locked_alike(case_manager):
    known, unknown = Client(), Client()
    assert fail(known, case_manager.email, 5).status_code == 429
    assert fail(unknown, "inconnue@example.org", 5).status_code == 429
