import pytest

from portal.accounts.roles import Role
from tests.factories import casefiles as make
from tests.factories.accounts import person


@pytest.fixture
def colleague(db):
    """A second case manager of the programme."""
    return person(Role.CASE_MANAGER, first_name="Charlie", last_name="Collègue-Fictive")


@pytest.fixture
def programme(case_manager, colleague):
    return make.heberge_toit(case_manager, colleague)


@pytest.fixture
def referral(programme):
    return make.received_referral(programme)


@pytest.fixture
def case_file(case_manager, programme):
    return make.opened_file(case_manager, programme)
