"""What an import asks does not read a whole table: it goes by an index, however many contacts there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.exchange.resources.contacts import ContactResource
from casefiles.models import Contact
from portal.accounts.roles import Role
from tests.casefiles.exchange.engine.lives import confirmed, sheet
from tests.factories import casefiles as make
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("named", [True, False], ids=["with identifiers", "without"])
def test_rows_are_found_again_by_their_origin_without_reading_every_contact(
    case_manager, programme, named, monkeypatch
):
    case_file, asked = make.opened_file(case_manager, programme), []
    original = ContactResource.resolve

    def resolve(self, rows):
        with CaptureQueriesContext(connection) as captured:
            original(self, rows)
        asked.extend(query["sql"] for query in captured if f'"{Contact._meta.db_table}"' in query["sql"])

    monkeypatch.setattr(ContactResource, "resolve", resolve)
    content = sheet([case_file], 200)
    if not named:
        content = b"\r\n".join(line.partition(b";")[2] for line in content.split(b"\r\n"))
    confirmed(person(Role.COORDINATION), content)
    assert asked
    for question in asked:
        way = _way_of(question)
        assert "contact_by_origin" in way or "contact_origin_once" in way, question


def _way_of(question):
    """How the database would answer, were the table too large to be read whole."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            ("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + question
        )
        return " ".join(str(line) for line in cursor.fetchall())
