"""The second door: codes that are right, late, used, guessed."""

import threading

import pytest
import time_machine
from django.db import connection, connections

from portal.accounts.models import CodeAttempt, RecoveryCode, TotpDevice
from portal.accounts.second_factor import MAX_TRIES, grouped, verify
from portal.audit.models import JournalEntry
from tests.accounts.helpers import CODE, STAFF_PAGE, give_code, give_password
from tests.support.sign_in import device_of

MOMENT = "2026-11-23T10:00:15Z"


def wrong_code(device):
    right = {device.current_code()}
    return next(code for code in ("000000", "111111", "222222") if code not in right)


@pytest.mark.parametrize(
    ("seconds", "accepted"), [(0, True), (31, True), (-31, True), (61, False), (-61, False)]
)
def test_one_step_of_tolerance_and_no_more(case_manager, seconds, accepted):
    device = device_of(case_manager)
    with time_machine.travel(MOMENT, tick=False) as clock:
        code = device.current_code()
        clock.shift(seconds)
        assert bool(verify(case_manager, code).device) is accepted


@pytest.mark.parametrize(
    "again", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "{0[0]}-{0[1]}{0[2]}{0[3]}{0[4]}{0[5]}"]
)
def test_a_code_works_once_however_it_is_written(case_manager, again):
    device = device_of(case_manager)
    with time_machine.travel(MOMENT, tick=False):
        code = device.current_code()
        assert verify(case_manager, code).device == device
        assert verify(case_manager, again.format(code)).device is None


def test_code_with_spaces_is_accepted(case_manager):
    code = device_of(case_manager).current_code()
    assert verify(case_manager, f"{code[:3]} {code[3:]}").device


def test_after_a_code_earlier_ones_are_refused(case_manager):
    device = device_of(case_manager)
    with time_machine.travel(MOMENT, tick=False) as clock:
        earlier = device.current_code()
        clock.shift(30)
        assert verify(case_manager, device.current_code()).device
        assert verify(case_manager, earlier).device is None


@pytest.mark.parametrize("typed", ["", "abc", "12345", "1234567", "١٢٣٤٥٦", "'; --", "😀" * 6, "0" * 5000])
def test_what_is_no_code_is_refused_without_a_trace(case_manager, typed):
    device_of(case_manager)
    assert verify(case_manager, typed).device is None
    assert not CodeAttempt.objects.exists()


def test_eleventh_try_is_refused_even_when_right(client, case_manager):
    device = device_of(case_manager)
    with time_machine.travel(MOMENT, tick=False) as clock:
        give_password(client, case_manager)
        for _ in range(MAX_TRIES):
            assert give_code(client, wrong_code(device)).status_code == 200
        response = give_code(client, device.current_code())
        assert response.status_code == 429
        assert "Réessayez à 12\xa0h\xa000" in response.content.decode()
        assert client.get(STAFF_PAGE).url.startswith(CODE)
        clock.shift(3601)
        assert give_code(client, device.current_code()).url == "/connexion/?raison=inactivite"
        give_password(client, case_manager)
        assert give_code(client, device.current_code()).url == "/gestion/"


def test_wrong_codes_of_the_application_do_not_lock_the_codes_on_paper(case_manager):
    device = device_of(case_manager)
    code = RecoveryCode.replace_all(case_manager)[0]
    for _ in range(MAX_TRIES):
        verify(case_manager, wrong_code(device))
    assert verify(case_manager, device.current_code()).retry_at
    assert verify(case_manager, code).device


def test_a_second_application_is_not_punished_for_the_first(case_manager):
    first, second = device_of(case_manager), TotpDevice.objects.create(user=case_manager, name="Tablette")
    for _ in range(MAX_TRIES + 5):
        with time_machine.travel(MOMENT) as clock:
            clock.shift(60 * _)
            assert verify(case_manager, second.current_code()).device == second
    assert verify(case_manager, first.current_code()).device == first
    assert not CodeAttempt.objects.exists()


def test_one_person_s_codes_do_not_open_another_s_account(case_manager, coordination):
    code = RecoveryCode.replace_all(coordination)[0]
    assert verify(case_manager, code).device is None
    assert verify(case_manager, device_of(coordination).current_code()).device is None
    assert verify(coordination, code).device


@pytest.mark.parametrize("write", [str, grouped, str.lower, lambda code: grouped(code).replace("-", " ")])
def test_recovery_code_works_once(client, case_manager, write):
    device_of(case_manager)
    code = RecoveryCode.replace_all(case_manager)[3]
    give_password(client, case_manager)
    response = client.post(CODE, {"code": write(code)}, follow=True)
    assert "code de secours" in response.content.decode()
    assert client.get(STAFF_PAGE).status_code == 200
    assert RecoveryCode.objects.filter(user=case_manager, used_at=None).count() == 7
    assert verify(case_manager, code).device is None
    assert JournalEntry.objects.filter(action="recovery.used", actor=case_manager).count() == 1


def test_recovery_codes_have_96_bits_and_replace_the_earlier_ones(case_manager):
    old = RecoveryCode.replace_all(case_manager)
    new = RecoveryCode.replace_all(case_manager)
    assert len(set(new)) == 8
    assert all(len(code) * 5 >= 96 for code in new)
    assert verify(case_manager, old[0]).device is None
    assert verify(case_manager, new[0]).device


def test_tables_show_neither_seed_nor_code(case_manager):
    device = device_of(case_manager)
    codes = RecoveryCode.replace_all(case_manager)
    with connection.cursor() as cursor:
        content = ""
        for model in (TotpDevice, RecoveryCode):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
            rows = [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()]
            content += repr(rows)
    assert device.seed not in content
    assert not any(code in content or grouped(code) in content for code in codes)
    assert device.seed not in repr(device) + str(device) + repr(TotpDevice.objects.values().get())


def test_unconfirmed_application_opens_nothing(case_manager):
    pending = TotpDevice.objects.create(user=case_manager, name="En attente", confirmed=False)
    assert verify(case_manager, pending.current_code()).device is None


def test_person_without_an_application_is_sent_to_ask_for_a_link(client, case_manager):
    give_password(client, case_manager)
    page = client.get(CODE).content.decode()
    assert "demandez-en un nouveau" in page
    assert client.get("/connexion/activer/").status_code == 410
    assert client.get("/compte/securite/application/").url.startswith(CODE)


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_cannot_both_use_one_code(case_manager):
    code = device_of(case_manager).current_code()
    start, accepted = threading.Barrier(4), []

    def attempt():
        try:
            start.wait()
            accepted.append(bool(verify(case_manager, code).device))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(accepted) == [False, False, False, True]
