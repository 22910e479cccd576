"""Twenty clicks at the same time: one row, one receipt."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connections
from django.test import Client

from forms.models import SendingCount, Submission
from forms.tokens import Token
from tests.factories.forms import orientation_version, posted_answers


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_sendings_of_one_page_store_once():
    version = orientation_version()
    signed = Token(version.pk, "one-and-the-same", 1_790_000_000).signed

    def click(_turn):
        try:
            return Client().post("/orienter/formulaire/", {"jeton": signed, **posted_answers()})
        finally:
            connections.close_all()

    with time_machine.travel(1_790_000_060), ThreadPoolExecutor(20) as pool:
        responses = list(pool.map(click, range(20)))
    assert {response.status_code for response in responses} == {302}
    assert len({response["Location"] for response in responses}) == 1
    assert Submission.objects.count() == 1
    assert set(SendingCount.objects.values_list("count", flat=True)) == {1}
