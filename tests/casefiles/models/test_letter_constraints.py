"""What the database itself keeps of letters, whoever writes."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tests.casefiles.actions.test_letters import attestation
from tests.support.raw_sql import update_row

ISSUED = {"state": "issued", "number": "L-2026-0001", "issued_on": datetime.date(2026, 11, 23)}


@pytest.mark.django_db
def test_a_number_is_given_once(case_file, case_manager):
    first, second = attestation(case_manager, case_file), attestation(case_manager, case_file)
    update_row(first, **ISSUED)
    with pytest.raises(IntegrityError), transaction.atomic():
        update_row(second, **ISSUED)
    update_row(second, **ISSUED | {"number": "L-2026-0002"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "issued"},
        {"number": "L-2026-0001"},
        {"issued_on": datetime.date(2026, 11, 23)},
        {"state": "x"},
    ],
)
def test_a_letter_is_a_draft_or_has_its_number(case_file, case_manager, wrong):
    letter = attestation(case_manager, case_file)
    with pytest.raises(IntegrityError), transaction.atomic():
        update_row(letter, **wrong)
