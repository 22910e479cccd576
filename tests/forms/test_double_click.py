"""Many clicks at the same time: one row, one receipt, one joined file."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from forms.models import Attachment, SendingCount, Submission
from forms.tokens import Token
from portal.vault.models import StoredFile
from tests.factories.forms import orientation_version, posted_answers
from tests.factories.web_forms import every_type_version, posted


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


@pytest.mark.django_db(transaction=True)
def test_parallel_clicks_with_a_file_keep_it_once():
    version = every_type_version()
    signed = Token(version.pk, "one-and-the-same", 1_790_000_000).signed

    def click(_turn):
        proof = SimpleUploadedFile("carte.pdf", b"%PDF-1.7 exemple", "application/pdf")
        try:
            return Client().post("/formulaires/tout/", {"jeton": signed, **posted(), "proof": proof})
        finally:
            connections.close_all()

    with time_machine.travel(1_790_000_060), ThreadPoolExecutor(8) as pool:
        responses = list(pool.map(click, range(8)))
    assert {response.status_code for response in responses} == {302}
    assert len({response["Location"] for response in responses}) == 1
    assert Submission.objects.count() == Attachment.objects.count() == StoredFile.objects.count() == 1
