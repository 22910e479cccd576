"""A program that lost its connection and tries again, twenty times at once: one row, one receipt."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from forms.models import SendingCount, Submission
from portal.audit.models import JournalEntry
from tests.factories.api import Software, clean_answers, partner_access
from tests.factories.forms import orientation_version

TOGETHER = 20


def all_at_once(send):
    def one(turn):
        try:
            return send(turn)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(one, range(TOGETHER)))


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_sendings_with_one_key_store_once():
    _access, secret = partner_access(orientation_version().definition)
    answers = clean_answers()
    responses = all_at_once(lambda _turn: Software(secret).send(answers, key="une-et-la-meme"))
    assert {response.status_code for response in responses} <= {200, 201}
    assert len({response.content for response in responses}) == 1
    assert Submission.objects.count() == 1
    assert JournalEntry.objects.filter(action="form.submission_received").count() == 1
    assert list(SendingCount.objects.values_list("count", flat=True)) == [TOGETHER]


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_texts_with_one_key_store_one_of_them():
    _access, secret = partner_access(orientation_version().definition)
    answers = [clean_answers(first_name=f"Exemple {turn}") for turn in range(TOGETHER)]
    responses = all_at_once(lambda turn: Software(secret).send(answers[turn], key="une-et-la-meme"))
    codes = sorted(response.status_code for response in responses)
    assert codes == [201] + [409] * (TOGETHER - 1)
    stored = Submission.objects.get()
    for response in responses:
        body = response.json()
        assert body.get("receipt_code", (body.get("receipt") or {}) if response.status_code == 409 else "")
        receipt = body if response.status_code == 201 else body["receipt"]
        assert receipt["receipt_code"] == stored.receipt_code


@pytest.mark.django_db(transaction=True)
def test_twenty_different_sendings_are_all_stored():
    """Control: it is the key that makes them one."""
    _access, secret = partner_access(orientation_version().definition)
    answers = clean_answers()
    responses = all_at_once(lambda turn: Software(secret).send(answers, key=f"chacun-la-sienne-{turn}"))
    assert {response.status_code for response in responses} == {201}
    assert Submission.objects.count() == TOGETHER
