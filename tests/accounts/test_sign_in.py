"""The first door: e-mail and password."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from portal.accounts.models import StaffSession
from portal.audit.models import JournalEntry
from tests.accounts.helpers import CODE, SECURITY, SIGN_IN, STAFF_PAGE, give_code, give_password, walk_in
from tests.factories.accounts import PASSWORD
from tests.support.sign_in import device_of

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    " https://evil.example",
    "\thttps://evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "ftp://testserver/",
]


def test_password_alone_leads_to_the_code_and_nowhere_else(client, case_manager):
    response = give_password(client, case_manager)
    assert response.url == CODE
    assert client.get(STAFF_PAGE).url == f"{CODE}?next=%2Fgestion%2Faccount%2F"


def test_password_and_code_open_the_staff_area(client, case_manager):
    assert walk_in(client, case_manager).url == "/gestion/"
    assert client.get(STAFF_PAGE).status_code == 200


def test_address_is_read_whatever_its_case(client, case_manager):
    response = client.post(SIGN_IN, {"username": f" {case_manager.email.upper()} ", "password": PASSWORD})
    assert response.url == CODE


def test_key_of_the_session_changes_at_each_step(client, case_manager):
    device = device_of(case_manager)
    client.get(SIGN_IN)
    keys = [client.session.session_key]
    give_password(client, case_manager)
    keys.append(client.cookies["session"].value)
    give_code(client, device.current_code())
    keys.append(client.cookies["session"].value)
    assert len(set(keys)) == 3


def test_old_key_opens_nothing_after_the_code(client, case_manager):
    give_password(client, case_manager)
    old = client.cookies["session"].value
    give_code(client, device_of(case_manager).current_code())
    thief = Client()
    thief.cookies["session"] = old
    assert thief.get(STAFF_PAGE).url.startswith(SIGN_IN)


def test_unknown_known_and_closed_accounts_get_the_same_answer(case_manager, coordination):
    coordination.is_active = False
    coordination.save()
    pages = []
    for email, password in [
        (case_manager.email, "mauvais mot de passe"),
        ("inconnue@example.org", "mauvais mot de passe"),
        (coordination.email, PASSWORD),
    ]:
        response = Client().post(SIGN_IN, {"username": email, "password": password})
        text = response.content.decode().replace(email, "X")
        pages.append((response.status_code, text[text.index("<main") : text.index("</main")]))
    stripped = [(status, _without_token(text)) for status, text in pages]
    assert stripped[0] == stripped[1] == stripped[2]
    assert "ne vont pas ensemble" in stripped[0][1]


def _without_token(text):
    before, _mark, after = text.partition('name="csrfmiddlewaretoken" value="')
    return before + after.partition('"')[2]


def test_unknown_account_costs_one_password_hash_like_a_known_one(client, case_manager, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    calls = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: calls.append(1) or encode(self, *args)
    )
    counts = []
    for email in [case_manager.email, "inconnue@example.org"]:
        calls.clear()
        client.post(SIGN_IN, {"username": email, "password": "faux"})
        counts.append(len(calls))
    assert counts == [1, 1]


def test_address_without_end_is_refused_like_another(client, db):
    endless = "a" * 100_000 + "@example.org"
    response = client.post(SIGN_IN, {"username": endless, "password": PASSWORD})
    assert response.status_code == 200
    assert "ne vont pas ensemble" in response.content.decode()


def test_what_was_searched_is_not_kept_with_a_failed_try(client, case_manager):
    searched = "/gestion/dossiers/?q=Fictive"
    wrong = {"username": case_manager.email, "password": "pas le bon", "next": searched}
    client.post(f"{SIGN_IN}?next={searched}", wrong)
    attempt = AccessAttempt.objects.get()
    assert "Fictive" not in attempt.get_data + attempt.post_data + attempt.path_info


def test_one_goes_on_to_the_page_that_was_asked(client, case_manager):
    device = device_of(case_manager)
    response = client.get(f"{STAFF_PAGE}?x=1")
    assert response.url == f"{SIGN_IN}?next=%2Fgestion%2Faccount%2F%3Fx%3D1"
    page = client.get(response.url)
    assert 'value="/gestion/account/?x=1"' in page.content.decode()
    response = client.post(
        SIGN_IN, {"username": case_manager.email, "password": PASSWORD, "next": f"{STAFF_PAGE}?x=1"}
    )
    response = client.post(response.url, {"code": device.current_code(), "next": f"{STAFF_PAGE}?x=1"})
    assert response.url == f"{STAFF_PAGE}?x=1"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_never_leaves_the_portal(client, case_manager, target):
    response = client.post(SIGN_IN, {"username": case_manager.email, "password": PASSWORD, "next": target})
    assert response.url == CODE
    response = client.post(CODE, {"code": device_of(case_manager).current_code(), "next": target})
    assert response.url == "/gestion/"


def test_signing_out_ends_the_session_here_and_in_the_browser(client, case_manager):
    walk_in(client, case_manager)
    key = client.cookies["session"].value
    response = client.post("/deconnexion/")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    replay = Client()
    replay.cookies["session"] = key
    assert replay.get(STAFF_PAGE).url.startswith(SIGN_IN)
    assert not StaffSession.objects.exists()


def test_signing_out_is_a_post(client_for, case_manager):
    client = client_for(case_manager)
    assert client.get("/deconnexion/").status_code == 405
    assert client.get("/gestion/logout/").status_code == 405
    assert client.post("/gestion/logout/").url.startswith(SIGN_IN)


@pytest.mark.parametrize(
    ("address", "goal"),
    [
        ("/gestion/login/", "/connexion/"),
        ("/gestion/login/?next=/gestion/pages/", "/connexion/?next=%2Fgestion%2Fpages%2F"),
        ("/_util/login/", "/connexion/"),
        ("/gestion/password_reset/", "/connexion/aide/"),
        ("/gestion/password_reset/done/", "/connexion/aide/"),
        ("/gestion/password_reset/confirm/MQ/set-password/", "/connexion/aide/"),
        ("/gestion/password_reset/complete/", "/connexion/aide/"),
    ],
)
def test_wagtails_own_ways_in_lead_to_ours(client, db, address, goal):
    assert client.get(address).url == goal
    assert client.post(address).url == goal


def test_every_post_needs_its_token(case_manager):
    client = Client(enforce_csrf_checks=True)
    for address in [SIGN_IN, CODE, "/deconnexion/", "/compte/sessions/terminer/", "/invitation/x/"]:
        assert client.post(address, {}).status_code == 403


def test_journal_names_no_account_that_failed(client, case_manager):
    client.post(SIGN_IN, {"username": "secret tapé au mauvais endroit", "password": "x"})
    entry = JournalEntry.objects.get(action="signin.refused")
    assert "secret" not in str(entry.details)
    walk_in(client, case_manager)
    actions = list(JournalEntry.objects.filter(actor=case_manager).values_list("action", flat=True))
    assert {"signin.ok", "factor.ok"} <= set(actions)


def test_closed_account_and_lost_role_count_at_the_next_request(client_for, case_manager):
    client = client_for(case_manager)
    assert client.get(STAFF_PAGE).status_code == 200
    case_manager.groups.clear()
    assert client.get(STAFF_PAGE).status_code == 403
    case_manager.is_active = False
    case_manager.save()
    assert client.get(STAFF_PAGE).url.startswith(SIGN_IN)


def test_last_sign_in_is_noted(client, case_manager):
    walk_in(client, case_manager)
    case_manager.refresh_from_db()
    assert (timezone.now() - case_manager.last_login).total_seconds() < 60


def test_security_page_of_one_shows_nothing_of_another(client_for, case_manager, coordination):
    client_for(coordination, HTTP_USER_AGENT="Mozilla Firefox/1 Windows")
    page = client_for(case_manager).get(SECURITY).content.decode()
    assert coordination.email not in page
    assert "Windows" not in page
