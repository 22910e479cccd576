"""What stands on every page: whose keys are told, and which entry of the menu is lit."""

import re

import pytest
from django.urls import reverse

from casefiles.templatetags.casework import weight
from portal.accounts.roles import Role
from tests.factories.accounts import person

HOME = reverse("wagtailadmin_home")
CASE_WORK = "noter un contact"
EDITING = "keyboard-shortut-group-admin-core-models"


def keys(client):
    page = client.get(HOME).content.decode()
    return page.split('id="keyboard-shortcuts-dialog"', 1)[1].split("</table>", 1)[0]


def today(client, address):
    """The address given to « Aujourd’hui »: an entry is lit where the page's address begins with its own."""
    page = client.get(address).content.decode()
    return re.search(r'"name": "today".+?"url": "([^"]*)"', page).group(1)


@pytest.mark.parametrize(
    ("role", "case_work", "editing"),
    [(Role.CASE_MANAGER, True, True), (Role.COMMUNICATION, False, True), (Role.PARTNER, False, False)],
)
def test_each_is_told_the_keys_of_their_own_pages(client_for, role, case_work, editing):
    told = keys(client_for(person(role)))
    assert (CASE_WORK in told) is case_work
    assert (EDITING in told) is editing
    # Each table of keys is closed by the key that closes it.
    assert "Fermer" in told


def test_a_page_without_an_entry_of_its_own_lights_none(client_for):
    client = client_for(person(Role.COORDINATION))
    assert today(client, HOME) == "/gestion/"
    assert today(client, reverse("casefiles:file_list")) == "/gestion/#"


@pytest.mark.parametrize(
    ("size", "said"), [(7168, "7,0\N{NO-BREAK SPACE}Ko"), (3 * 2**20, "3,0\N{NO-BREAK SPACE}Mo")]
)
def test_the_weight_of_a_file_is_said_as_people_say_it(size, said):
    assert weight(size) == said
