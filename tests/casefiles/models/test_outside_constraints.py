"""Sendings that must not exist, tried with raw SQL."""

import pytest
from django.db import IntegrityError

from casefiles.actions import WithdrawOutside
from casefiles.actions.outside import send as sending
from tests.factories.content import ServiceFactory
from tests.factories.outside import send
from tests.support.raw_sql import update_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(case_file, case_manager, monkeypatch):
    monkeypatch.setattr(sending, "outside_pdf", lambda action: b"%PDF-1.7 fictif")
    return send(case_manager, case_file).row


@pytest.mark.parametrize(
    "change",
    [
        {"recipient": "= NULL"},
        {"expires_at": "2020-01-01 00:00:00+00:00"},
        {"agreed_on": "2020-01-01"},
        {"downloads": 4},
        {"wrong_codes": 6},
        {"downloads": -1},
        {"withdrawn_at": "2026-01-01 00:00:00+00:00"},
    ],
)
def test_what_does_not_hold_together(row, change):
    with pytest.raises(IntegrityError):
        update_row(row, **change)


def test_to_one_recipient(row):
    with pytest.raises(IntegrityError):
        update_row(row, service_id=ServiceFactory().pk)


def test_withdrawn_it_has_no_file(row, case_manager):
    with pytest.raises(IntegrityError):
        update_row(row, withdrawn_at="2026-01-01 00:00:00+00:00", withdrawn_by_id=case_manager.pk.hex)


def test_withdrawn_by_somebody(row, case_manager):
    WithdrawOutside(case_manager, row).execute()
    with pytest.raises(IntegrityError):
        update_row(row, withdrawn_by_id="= NULL")
