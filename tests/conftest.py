"""Fixtures that every room shares: one person of each role, and a signed-in client for anyone."""

import gc
import os

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from portal.accounts.roles import Role
from portal.accounts.setup import create_roles
from tests.factories.accounts import person
from tests.support import demonstration as demonstrations
from tests.support import migrated, snapshots
from tests.support.flush import let_flush_pass_triggers
from tests.support.sign_in import sign_in


def pytest_configure(config):
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    let_flush_pass_triggers()
    config.addinivalue_line("markers", "database: touches the database (given by itself)")
    hypothesis.settings.register_profile("suite", max_examples=30, deadline=None)
    hypothesis.settings.register_profile("long", max_examples=1000, deadline=None)
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_itemcollected(item):
    if "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db"):
        item.add_marker(pytest.mark.database)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from tests.support.sharing import Sharing

    return Sharing(config, log)


def pytest_collection_finish():
    # Django, Wagtail and the tests stay: looking through them again and again took a tenth of the run.
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)


def pytest_unconfigure():
    # What thousands of tests left behind is not looked through once more at exit: that took two minutes.
    gc.freeze()


@pytest.fixture(autouse=True)
def _roles_have_their_permissions(request):
    """The groups stand ready, with their Wagtail permissions, in every test that touches the database."""
    if request.node.get_closest_marker("database"):
        request.getfixturevalue("roles")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings):
    """Start from the database that this run has migrated, when it has; a copied file is kept as it is."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        return migrated.copy_sqlite(test["NAME"]) or django_db_keepdb
    test["TEMPLATE"] = migrated.postgresql_name()
    return django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make the groups once; each test's transaction starts from them. What most need is made to be copied."""
    with django_db_blocker.unblock():
        create_roles()
        snapshots.take()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The folder of a prepared portal, to copy."""
    folder = tmp_path_factory.getbasetemp()
    # Beside the folders of the other processes of this run.
    return demonstrations.made_once(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


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
