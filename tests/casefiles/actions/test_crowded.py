"""Somebody else holds what an action needs, and does not let go: the action says so, and changed nothing."""

import threading

import pytest
from django.db import connection, connections, transaction

from casefiles.actions.base import Refused, hold
from casefiles.models import CaseFile, Contact
from tests.factories import casefiles as make


@pytest.fixture
def short_patience():
    """A tenth of a second instead of many, on this connection."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100" if sqlite else "SET lock_timeout = 100")
    yield
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_file_that_somebody_holds_is_left_as_it_is(case_manager, case_file, short_patience):
    held, go = threading.Event(), threading.Event()

    def keep():
        try:
            with transaction.atomic():
                hold(CaseFile.objects.get(pk=case_file.pk))
                held.set()
                go.wait(30)
        finally:
            connections.close_all()

    other = threading.Thread(target=keep)
    other.start()
    held.wait(30)
    try:
        with pytest.raises(Refused) as refused:
            make.contact(case_manager, case_file)
    finally:
        go.set()
        other.join()
    assert refused.value.code == "crowded"
    assert not Contact.objects.exists()
    make.contact(case_manager, case_file)
    assert Contact.objects.count() == 1
