"""Address × role × method: what the table says is what happens, and no address is missing from it."""

import uuid

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from portal.accounts.models import StaffSession, User
from portal.accounts.roles import Role
from tests.access_table import missing, read_table, row_for, stale
from tests.factories.accounts import UserFactory, person
from tests.support.addresses import Address, all_addresses, unnamed_patterns
from tests.support.sign_in import open_session

ROWS = read_table()
WAYS_IN = ("/connexion/",)


def refused(response):
    """Whether the gate turned this request away."""
    return response.status_code == 403 or response.headers.get("Location", "").startswith(WAYS_IN)


def sent_back(response):
    """Whether Wagtail's own permissions turned it away: it redirects to its home page, or finds nothing."""
    return response.status_code == 404 or response.headers.get("Location") == "/gestion/"


def ask(client, method, path):
    return client.get(path) if method == "GET" else client.post(path, {})


@pytest.fixture(scope="module")
def addresses():
    return all_addresses()


def test_every_address_stands_in_the_table(addresses):
    lacking = [address.name for address in missing(ROWS, addresses)]
    assert not lacking, "python -m tests.access_table --missing prints the rows to add and to think about"


def test_the_table_names_nothing_that_is_gone(addresses):
    assert stale(ROWS, addresses) == []


def test_every_address_is_listed_by_a_room(addresses):
    from portal.accounts.gate import door_for

    unlisted = [address.name for address in addresses if door_for(address.name) is None]
    assert [name for name in unlisted if row_for(ROWS, name).kind != "closed"] == []


def test_addresses_without_a_name_are_closed(administrator, client_for):
    assert len(unnamed_patterns()) == 2, "a new address without a name: name it"
    client = client_for(administrator)
    for path in ["/gestion/test404/", "/gestion/inconnu/"]:
        assert client.get(path).status_code == 404
        assert Client().get(path).url.startswith("/connexion/")


def pytest_generate_tests(metafunc):
    if "address" in metafunc.fixturenames:
        found = all_addresses()
        metafunc.parametrize("address", found, ids=[address.name for address in found])


@pytest.fixture(scope="module")
def sessions(django_db_setup, django_db_blocker):
    """{who: session key}, made once for the whole table and taken away after it."""
    with django_db_blocker.unblock():
        keys = {role: open_session(person(role)) for role in Role}
        keys["password"] = open_session(person(Role.ADMINISTRATOR), second_factor=False)
        keys["root"] = open_session(UserFactory(is_superuser=True))
        users = StaffSession.objects.values_list("user_id", flat=True)
        yield keys
        User.objects.filter(pk__in=list(users)).delete()
        Session.objects.all().delete()


@pytest.fixture(scope="module")
def clients(sessions):
    """A client for each role, for a password alone, for a superuser without a role, and for nobody at all."""
    return {who: Client(raise_request_exception=False) for who in [*sessions, "anonymous"]}


@pytest.fixture
def everyone(clients, sessions, db):
    """These clients as they came: what an address before this one left with them is gone."""
    for who, client in clients.items():
        client.cookies.clear()
        if who in sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = sessions[who]
    return clients


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_address(address: Address, method, everyone):
    row = row_for(ROWS, address.name)
    if row is None:
        pytest.fail(f"{address.name} is missing from the access table")
    if row.kind == "shadowed":
        assert address.shadowed
        return
    assert not address.shadowed
    check = {"public": check_public, "signed in": check_between}.get(row.kind, check_roles)
    check(row, address, method, everyone)


def check_public(row, address, method, everyone):
    own = address.path.startswith(WAYS_IN) or address.name.startswith("accounts:wagtail")
    for who in ("anonymous", "password", Role.CASE_MANAGER):
        response = ask(everyone[who], method, address.path)
        assert response.status_code < 500, who
        assert own or not refused(response), who


def check_between(row, address, method, everyone):
    assert refused(ask(everyone["anonymous"], method, address.path))
    assert ask(everyone["password"], method, address.path).status_code in {200, 302, 405}


def check_roles(row, address, method, everyone):
    for who in ("anonymous", "password"):
        assert refused(ask(everyone[who], method, address.path)), f"{who} came in"
    assert ask(everyone["root"], method, address.path).status_code in {403, 404}, "a superuser is no role"
    for role in Role:
        response = ask(everyone[role], method, address.path)
        if role not in row.roles(method):
            assert response.status_code in {403, 404}, f"{role} came in"
            assert response.status_code == 403 or not row.roles(method), f"{role} passed the gate"
            continue
        assert not refused(response), f"{role} was turned away"
        assert response.status_code < 500, f"{role} saw it break"
        back = response.headers.get("Location") == "/gestion/"
        assert not back or role in row.limited, f"{role} lacks the permission of Wagtail’s screen"
        assert role not in row.limited or sent_back(response), f"{role} should be sent back by Wagtail"


def test_a_table_that_says_otherwise_fails(everyone):
    """Control: the check above would notice a door that is too open."""
    row = row_for(ROWS, "wagtailadmin_explore_root")
    too_narrow = type(row)(row.name, row.kind, frozenset(), frozenset(), frozenset())
    address = Address(row.name, "/gestion/pages/")
    with pytest.raises(AssertionError):
        check_roles(too_narrow, address, "GET", everyone)


def test_unknown_models_of_shared_addresses_are_closed(administrator, communication, client_for):
    for person_ in (administrator, communication):
        client = client_for(person_)
        for path in [
            "/gestion/bulk/casefiles/casefile/delete/",
            "/gestion/bulk/accounts/user/delete/",
            "/gestion/bulk/auth/group/delete/",
            "/gestion/settings/casefiles/anything/",
            f"/gestion/editing-sessions/ping/casefiles/casefile/{uuid.uuid4()}/1/",
        ]:
            assert client.get(path).status_code == 404, path
            assert client.post(path).status_code == 404, path
