"""Fixtures that every room shares: one person of each role, and a signed-in client for anyone."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from portal.accounts.roles import Role
from portal.accounts.setup import create_roles
from tests.factories.accounts import person
from tests.support.flush import let_flush_pass_triggers
from tests.support.sign_in import sign_in


def pytest_configure(config):
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    let_flush_pass_triggers()


@pytest.fixture(autouse=True)
def _roles_have_their_permissions(request):
    """The six groups stand ready, with their Wagtail permissions, in every test that touches the database."""
    if {"db", "transactional_db"}.intersection(request.fixturenames) or request.node.get_closest_marker(
        "django_db"
    ):
        request.getfixturevalue("roles")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make the groups once; each test's transaction starts from them."""
    with django_db_blocker.unblock():
        create_roles()


@pytest.fixture
def roles(db):
    """A transactional test before this one may have emptied the tables."""
    if not Group.objects.filter(name=Role.ADMINISTRATOR.value, permissions__codename="access_admin").exists():
        create_roles()


@pytest.fixture
def case_manager(db):
    return person(Role.CASE_MANAGER, first_name="Robin", last_name="Référente-Fictive")


@pytest.fixture
def coordination(db):
    return person(Role.COORDINATION, first_name="Dominique", last_name="Coordination-Fictive")


@pytest.fixture
def communication(db):
    return person(Role.COMMUNICATION, first_name="Camille", last_name="Communication-Fictive")


@pytest.fixture
def data_officer(db):
    return person(Role.DATA_OFFICER, first_name="Alix", last_name="Données-Fictives")


@pytest.fixture
def dpo(db):
    return person(Role.DATA_PROTECTION, first_name="Sacha", last_name="Protection-Fictive")


@pytest.fixture
def administrator(db):
    return person(Role.ADMINISTRATOR, first_name="Maxime", last_name="Administration-Fictive")


@pytest.fixture
def client_for(db):
    """`client_for(user)`: a test client signed in as this person, second factor given."""

    def make(user, *, second_factor=True, **client_options):
        return sign_in(Client(**client_options), user, second_factor=second_factor)

    return make
