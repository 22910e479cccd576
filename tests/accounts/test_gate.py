"""The rules of the gate: precise before general, and never two rooms at odds."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import resolve

from portal.accounts import gate
from portal.accounts.roles import Role


@pytest.fixture
def doors(monkeypatch):
    """Replace the rules of every room by those given."""

    def use(**rules):
        found = {}
        gate._add(found, SimpleNamespace(__name__="room", **rules))
        monkeypatch.setattr(gate, "all_doors", lambda: found)
        gate.door_for.cache_clear()
        return gate.door_for

    yield use
    gate.door_for.cache_clear()


def test_what_nobody_lists_has_no_door(doors):
    assert doors(PUBLIC={"a:b"})("a:c") is None
    assert gate.door_for(None) is None


def test_exact_name_wins_then_the_longest_pattern(doors):
    door_for = doors(
        ROLES={
            "a:*": {Role.COORDINATION},
            "a:list*": {Role.CASE_MANAGER},
            "a:list_closed": set(),
        }
    )
    assert door_for("a:other").roles == {Role.COORDINATION}
    assert door_for("a:list").roles == {Role.CASE_MANAGER}
    assert door_for("a:list_closed") == gate.CLOSED


def test_rooms_that_contradict_each_other_stop_the_start():
    found = {}
    gate._add(found, SimpleNamespace(__name__="one", ROLES={"a:b": {Role.COORDINATION}}))
    gate._add(found, SimpleNamespace(__name__="again", ROLES={"a:b": {Role.COORDINATION}}))
    with pytest.raises(ImproperlyConfigured):
        gate._add(found, SimpleNamespace(__name__="two", PUBLIC={"a:b"}))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/gestion/bulk/wagtailcore/Page/delete/", "wagtail_bulk_action/wagtailcore.page"),
        ("/gestion/settings/content/servicesettings/", "wagtailsettings:edit/content.servicesettings"),
        ("/gestion/", "wagtailadmin_home"),
        ("/gestion/test404/", None),
    ],
)
def test_addresses_for_several_models_are_told_apart(path, name):
    assert gate.address_name(resolve(path)) == name


def test_scripts_of_a_page_get_no_sign_in_page_in_return(client, db):
    response = client.get("/gestion/choose-page/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 403


def test_staff_without_any_role_sees_nothing(client_for, db):
    from tests.factories.accounts import UserFactory

    assert client_for(UserFactory()).get("/gestion/").status_code == 403
