"""How long a session lasts, and what ends it before."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from portal.accounts.models import RecoveryCode, StaffSession, TotpDevice
from portal.accounts.models.staff_session import MARK
from portal.accounts.sessions import describe_agent
from portal.audit.models import JournalEntry
from tests.accounts.helpers import SECURITY, SIGN_IN, STAFF_PAGE, give_password, walk_in
from tests.factories.accounts import PASSWORD
from tests.support.sign_in import device_of

START = "2026-11-23T08:00:00Z"
MINUTE, HOUR = 60, 3600


def ended(response):
    """The reason given to someone sent back to the sign-in page."""
    parts = urlsplit(response.url)
    assert parts.path == SIGN_IN
    return parse_qs(parts.query).get("raison", [None])[0]


def test_thirty_idle_minutes_end_it(case_manager, client_for):
    with time_machine.travel(START, tick=False) as clock:
        client = client_for(case_manager)
        clock.shift(29 * MINUTE)
        assert client.get(STAFF_PAGE).status_code == 200
        clock.shift(29 * MINUTE)
        assert client.get(STAFF_PAGE).status_code == 200
        clock.shift(31 * MINUTE)
        response = client.get(f"{STAFF_PAGE}?page=2")
        assert ended(response) == "inactivite"
        page = client.get(response.url).content.decode()
        assert "30 minutes sans activité" in page
        assert 'value="/gestion/account/?page=2"' in page
        assert JournalEntry.objects.filter(action="session.ended", actor=case_manager).count() == 1


def test_twelve_hours_end_it_however_busy(case_manager, client_for):
    with time_machine.travel(START, tick=False) as clock:
        client = client_for(case_manager)
        for _ in range(35):
            clock.shift(20 * MINUTE)
            assert client.get(STAFF_PAGE).status_code == 200
        clock.shift(21 * MINUTE)
        assert ended(client.get(STAFF_PAGE)) == "duree"


def test_giving_the_code_late_does_not_start_the_twelve_hours_again(case_manager):
    with time_machine.travel(START, tick=False) as clock:
        client = Client()
        walk_in(client, case_manager)
        begun = StaffSession.objects.get().created_at
        clock.shift(20 * MINUTE)
        client.post("/connexion/code/", {"code": device_of(case_manager).current_code()})
        assert StaffSession.objects.get().created_at == begun


def test_the_page_s_own_questions_do_not_keep_it_alive(communication, client_for):
    with time_machine.travel(START, tick=False) as clock:
        client = client_for(communication)
        for _ in range(4):
            clock.shift(10 * MINUTE)
            client.post("/gestion/editing-sessions/ping/wagtailcore/page/1/1/")
        assert ended(client.get(STAFF_PAGE)) == "inactivite"


def test_expired_key_cannot_be_replayed(case_manager, client_for):
    with time_machine.travel(START, tick=False) as clock:
        client = client_for(case_manager)
        key = client.cookies["session"].value
        clock.shift(31 * MINUTE)
        client.get("/")
        clock.move_to(START)
        replay = Client()
        replay.cookies["session"] = key
        assert ended(replay.get(STAFF_PAGE)) is None


def test_new_password_ends_the_other_sessions_and_keeps_this_one(case_manager, client_for):
    here, there = client_for(case_manager), client_for(case_manager)
    old_key = here.cookies["session"].value
    new = "quatre lanternes bleues dehors"
    response = here.post(
        "/compte/securite/mot-de-passe/", {"current": PASSWORD, "password": new, "repeated": new}
    )
    assert response.url == SECURITY
    assert here.get(STAFF_PAGE).status_code == 200
    assert here.cookies["session"].value != old_key
    assert ended(there.get(STAFF_PAGE)) == "ailleurs"
    case_manager.refresh_from_db()
    assert case_manager.check_password(new)


def test_password_changed_by_any_other_way_ends_every_session(case_manager, client_for):
    client = client_for(case_manager)
    case_manager.set_password("autre chose de bien long")
    case_manager.save()
    assert ended(client.get(STAFF_PAGE)) == "ailleurs"


@pytest.mark.parametrize(
    ("current", "password", "repeated", "says"),
    [
        (
            "faux",
            "quatre lanternes bleues dehors",
            "quatre lanternes bleues dehors",
            "pas votre mot de passe",
        ),
        (PASSWORD, "quatre lanternes bleues dehors", "autre", "ne sont pas les mêmes"),
        (PASSWORD, "court", "court", "12"),
        (PASSWORD, "héberge toit 2026", "héberge toit 2026", "facile à deviner"),
    ],
)
def test_password_that_cannot_be_taken(case_manager, client_for, current, password, repeated, says):
    response = client_for(case_manager).post(
        "/compte/securite/mot-de-passe/", {"current": current, "password": password, "repeated": repeated}
    )
    assert response.status_code == 200
    assert says in response.content.decode()
    case_manager.refresh_from_db()
    assert case_manager.check_password(PASSWORD)


def test_new_application_replaces_the_old_one_and_ends_the_other_sessions(case_manager, client_for):
    here, there = client_for(case_manager), client_for(case_manager)
    old = device_of(case_manager)
    address = "/compte/securite/application/"
    assert "data:image/svg+xml" in here.get(address).content.decode()
    pending = TotpDevice.objects.get(confirmed=False)
    assert here.get(address).status_code == 200
    assert TotpDevice.objects.get(confirmed=False) == pending
    assert "pas le bon" in here.post(address, {"code": old.current_code()}).content.decode()
    assert here.post(address, {"code": pending.current_code()}).url == SECURITY
    assert list(TotpDevice.objects.filter(user=case_manager)) == [pending]
    assert here.get(STAFF_PAGE).status_code == 200
    assert ended(there.get(STAFF_PAGE)) == "ailleurs"


def test_new_recovery_codes_are_shown_once_and_end_the_other_sessions(case_manager, client_for):
    here, there = client_for(case_manager), client_for(case_manager)
    address = "/compte/securite/codes-de-secours/"
    assert not RecoveryCode.objects.exists()
    here.get(address)
    assert not RecoveryCode.objects.exists()
    page = here.post(address).content.decode()
    shown = re.findall(r"<code>((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})</code>", page)
    assert len(shown) == 8
    assert not any(code in here.get(SECURITY).content.decode() for code in shown)
    assert here.get(STAFF_PAGE).status_code == 200
    assert ended(there.get(STAFF_PAGE)) == "ailleurs"


@pytest.mark.parametrize("address", ["application", "codes-de-secours"])
def test_touching_one_s_factor_asks_for_a_code_of_less_than_ten_minutes(case_manager, client_for, address):
    with time_machine.travel(START, tick=False) as clock:
        client = client_for(case_manager)
        page = f"/compte/securite/{address}/"
        clock.shift(9 * MINUTE)
        assert client.get(page).status_code == 200
        clock.shift(2 * MINUTE)
        response = client.get(page)
        assert response.url == f"/connexion/code/?next=%2Fcompte%2Fsecurite%2F{address}%2F&raison=confirmer"
        assert client.post(page, {"code": "123456"}).url == response.url
        assert "Confirmez" in client.get(response.url).content.decode()
        code = device_of(case_manager).current_code()
        assert client.post("/connexion/code/", {"code": code, "next": page}).url == page
        assert client.get(page).status_code == 200


def test_one_sees_and_ends_one_s_other_sessions(case_manager, client_for):
    here = client_for(case_manager)
    there = client_for(case_manager, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140")
    StaffSession.objects.exclude(agent="Navigateur").update(agent="Firefox, Windows")
    third = client_for(case_manager)
    rows = list(StaffSession.objects.order_by("pk"))
    assert here.post(f"/compte/sessions/{rows[1].pk}/terminer/").url == SECURITY
    assert ended(there.get(STAFF_PAGE)) == "ailleurs"
    assert third.get(STAFF_PAGE).status_code == 200
    here.post("/compte/sessions/terminer/")
    assert ended(third.get(STAFF_PAGE)) == "ailleurs"
    assert here.get(STAFF_PAGE).status_code == 200


def test_nobody_ends_another_s_session(case_manager, coordination, client_for):
    client_for(coordination)
    row = StaffSession.objects.get(user=coordination)
    assert client_for(case_manager).post(f"/compte/sessions/{row.pk}/terminer/").status_code == 404
    assert StaffSession.objects.filter(pk=row.pk).exists()


def test_our_table_opens_no_session(case_manager, client_for):
    client = client_for(case_manager)
    row = repr(StaffSession.objects.values().get())
    assert client.cookies["session"].value not in row
    assert client.session[MARK] not in row


def test_saving_one_s_account_page_keeps_one_in(case_manager, client_for):
    client = client_for(case_manager)
    page = client.get(STAFF_PAGE)
    values = {
        f"{panel.name}-{name}": value
        for panels in page.context["panels_by_tab"].values()
        for panel in panels
        for name, value in panel.get_form().initial.items()
        if value and isinstance(value, str | bool)
    }
    response = client.post(
        STAFF_PAGE, {**values, "name_email-first_name": "Alex", "name_email-last_name": "Fictive"}
    )
    assert response.status_code == 302
    assert client.get(STAFF_PAGE).status_code == 200
    case_manager.refresh_from_db()
    assert case_manager.first_name == "Alex"


def test_giving_the_password_twice_leaves_one_session(client, case_manager):
    walk_in(client, case_manager)
    give_password(client, case_manager)
    assert StaffSession.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142 Safari/537 Edg/142", "Edge, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18 Safari/605", "Safari, Mac"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/142 Mobile Safari/537", "Chrome, Android"),
        ("<script>alert(1)</script>", "Navigateur"),
        ("", "Navigateur"),
    ],
)
def test_devices_are_named_in_two_words(text, words):
    assert describe_agent(text) == words


class TestNothingTypedIsLost:
    """A form sent after the session ended comes back to its author, and to nobody else."""

    PAGE = "/compte/securite/mot-de-passe/"
    NOTE = "Longue note que personne ne veut écrire deux fois, « é » 😀 '; --"

    def expired(self, client, **extra):
        StaffSession.objects.all().delete()
        return client.post("/gestion/account/?tab=1", {"note": self.NOTE, "password": "secret", **extra})

    def sealed_in(self, response):
        return re.search(r'name="sealed" value="([^"]+)"', response.content.decode()).group(1)

    def test_the_page_explains_and_keeps_it_sealed(self, case_manager, client_for):
        response = self.expired(client_for(case_manager))
        page = response.content.decode()
        assert response.status_code == 403
        assert "Votre session a pris fin" in page
        assert "Longue note" not in page
        assert self.sealed_in(response)

    def test_it_is_given_back_after_signing_in_again(self, case_manager, client_for):
        client = client_for(case_manager)
        sealed = self.sealed_in(self.expired(client))
        refused = client.post("/connexion/reprendre/", {"sealed": sealed})
        assert refused.status_code == 403
        assert self.sealed_in(refused) == sealed
        again = client_for(case_manager, enforce_csrf_checks=True)
        page = again.post("/connexion/reprendre/", {"sealed": sealed}).content.decode()
        assert 'action="/gestion/account/?tab=1"' in page
        assert "Longue note que personne" in page
        assert "secret" not in page
        assert "csrfmiddlewaretoken" in page

    @pytest.mark.parametrize(
        "change", [str, lambda text: text[:-8] + "AAAAAAA=", lambda text: "%%%", lambda text: "é"]
    )
    def test_nobody_else_can_open_it(self, case_manager, coordination, client_for, change):
        sealed = change(self.sealed_in(self.expired(client_for(case_manager))))
        response = client_for(coordination).post("/connexion/reprendre/", {"sealed": sealed})
        assert response.status_code == 400
        assert "Longue note" not in response.content.decode()

    def test_passwords_are_not_kept_even_sealed(self, case_manager, client_for):
        typed = {"current": "ancien-fictif", "password": "nouveau-fictif", "repeated": "nouveau-fictif"}
        sealed = self.sealed_in(self.expired(client_for(case_manager), **typed))
        page = client_for(case_manager).post("/connexion/reprendre/", {"sealed": sealed}).content.decode()
        assert "Longue note" in page
        assert "fictif" not in page

    def test_without_a_known_session_there_is_only_an_explanation(self, client, db):
        response = client.post("/gestion/account/", {"note": self.NOTE})
        assert response.status_code == 403
        assert "Rien n’a été enregistré" in response.content.decode()
        assert "sealed" not in response.content.decode()
