"""Too many wrong passwords: a pause for this account from this place, and for nobody else."""

import time_machine
from django.test import Client

from portal.accounts.models import SignInFailure
from portal.accounts.throttle import MAX_FOR_ACCOUNT, MAX_FOR_ADDRESS
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


# --- by the hour ----------------------------------------------------------------------------------------
LATE, TOO_EARLY = "2026-11-23T12:00:01Z", "2026-11-23T11:59:00Z"


def fail_from_many_places(email, times):
    for number in range(times):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        response = client.post(SIGN_IN, {"username": email, "password": "faux"})
    return response


def fail_on_many_accounts(client, times):
    for number in range(times):
        response = client.post(SIGN_IN, {"username": f"compte{number}@example.org", "password": "faux"})
    return response


def test_fifty_tries_from_everywhere_pause_the_account_for_an_hour(case_manager, coordination):
    with time_machine.travel(NOON, tick=False) as clock:
        assert fail_from_many_places(case_manager.email, MAX_FOR_ACCOUNT - 1).status_code == 200
        response = fail_from_many_places(case_manager.email, 1)
        assert response.status_code == 429
        page = response.content.decode()
        assert "depuis plusieurs endroits" in page
        assert "13&nbsp;h&nbsp;00" in page
        elsewhere = Client(REMOTE_ADDR="198.51.100.7")
        assert give_password(elsewhere, case_manager).status_code == 429
        assert give_password(Client(REMOTE_ADDR="198.51.100.7"), coordination).url == CODE
        clock.move_to(TOO_EARLY)
        assert give_password(elsewhere, case_manager).status_code == 429
        clock.move_to(LATE)
        assert give_password(elsewhere, case_manager).url == CODE


def test_a_hundred_tries_on_many_accounts_pause_the_place_and_no_other(case_manager):
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        assert fail_on_many_accounts(client, MAX_FOR_ADDRESS - 1).status_code == 200
        response = fail_on_many_accounts(client, 1)
        assert response.status_code == 429
        assert "depuis l’endroit où vous êtes" in response.content.decode()
        assert "Vos collègues peuvent entrer" not in response.content.decode()
        assert JournalEntry.objects.filter(action="signin.locked").count() == 1
        assert give_password(client, case_manager).status_code == 429
        assert give_password(Client(REMOTE_ADDR="192.0.2.9"), case_manager).url == CODE
        clock.move_to(LATE)
        assert give_password(client, case_manager).url == CODE


def test_an_office_is_not_held_longer_by_trying_meanwhile(case_manager):
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        fail_on_many_accounts(client, MAX_FOR_ADDRESS)
        clock.move_to(TOO_EARLY)
        fail_on_many_accounts(client, 20)
        clock.move_to(LATE)
        assert give_password(client, case_manager).url == CODE


def test_ones_own_slips_are_forgiven_once_in_and_nobody_elses(case_manager):
    client = Client()
    fail(client, case_manager.email, 3)
    fail(client, "inconnue@example.org", 3)
    give_password(client, case_manager)
    assert SignInFailure.objects.count() == 3


def test_nothing_typed_is_kept_and_nothing_after_an_hour(case_manager):
    with time_machine.travel(NOON, tick=False) as clock:
        fail(Client(), "mon-mot-de-passe-tape-ici", 2)
        assert not SignInFailure.objects.filter(account__contains="mot-de-passe").exists()
        clock.move_to(LATE)
        fail(Client(), case_manager.email, 1)
        assert SignInFailure.objects.count() == 1
