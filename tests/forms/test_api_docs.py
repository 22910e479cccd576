"""What docs/api.md shows is what happens."""

import json
import re
from pathlib import Path

import pytest

from forms.api.problems import PROBLEMS
from forms.limits import PER_PARTNER
from tests.factories.api import Software, partner_access
from tests.factories.forms import orientation_version

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()
ANSWERS, RECEIPT, PROBLEM = map(json.loads, re.findall(r"```json\n(.*?)```", PAGE, re.S))


@pytest.fixture
def software(db):
    return Software(partner_access(orientation_version().definition)[1])


def test_the_answers_shown_are_received_with_the_receipt_shown(software):
    response = software.send(ANSWERS)
    assert response.status_code == 201, response.json()
    assert list(response.json()) == list(RECEIPT)


def test_the_refusal_shown_is_the_one_received(software):
    response = software.send(ANSWERS | {"birth_date": "04/03/1990", "couleur": "rouge"})
    assert response.json() == PROBLEM


def test_every_refusal_is_listed_with_its_status():
    rows = [line for line in PAGE.splitlines() if re.match(r"\| [45]", line)]
    listed = {
        (code, row.split("|")[1]) for row in rows for code in re.findall("`([a-z-]+)`", row.split("|")[2])
    }
    assert {code for code, _statuses in listed} == set(PROBLEMS)
    for code, statuses in listed:
        assert str(PROBLEMS[code][0]) in statuses, code
    assert f"{PER_PARTNER} requests an hour" in PAGE
