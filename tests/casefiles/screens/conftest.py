import pytest

from portal.audit.models import JournalEntry


@pytest.fixture
def own(client_for, case_manager):
    """The client of the case manager who holds `case_file`."""
    return client_for(case_manager)


@pytest.fixture
def journal(db):
    """`journal("casefile.read")`: the entries of this act, oldest first."""

    def entries(action):
        return list(JournalEntry.objects.filter(action=action).order_by("id"))

    return entries
