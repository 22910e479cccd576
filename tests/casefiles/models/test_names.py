"""A name, or anything that was confided, is never where it could leak by itself."""

import pytest
from django.apps import apps

from casefiles.models.common import ConfidentialRecord
from tests.factories import casefiles as make

NOUNS = [
    model for model in apps.get_app_config("casefiles").get_models() if issubclass(model, ConfidentialRecord)
]
NAME = "Canari"


@pytest.fixture
def rows(programme, case_manager):
    case_file = make.opened_file(case_manager, programme, first_name=NAME, last_name=NAME)
    make.contact(case_manager, case_file, note=NAME)
    make.planned_action(case_manager, make.objective(case_manager, case_file, statement=NAME), statement=NAME)


def test_no_record_shows_a_name_as_text(rows):
    shown = [f"{row} {row!r}" for model in NOUNS for row in model.objects.all()]
    assert len(shown) > 8
    assert not [text for text in shown if NAME in text]


def test_an_action_shows_nothing_of_what_it_carries(case_file, case_manager):
    from casefiles.actions import ReceiveReferral

    assert NAME not in repr(ReceiveReferral(None, case_file.programme, data={"person.last_name": NAME}))


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_keys_tell_nothing(model):
    assert model._meta.pk.get_internal_type() == "UUIDField"


def test_what_is_confided_is_unreadable_in_every_table(rows):
    from django.db import connection

    allowed = {"casefiles_person", "casefiles_referral", "casefiles_casefile"}  # names, for the search
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in allowed:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (table names of our own database)
                found = [row for row in cursor.fetchall() if NAME.lower() in repr(row).lower()]
                assert not found, table
