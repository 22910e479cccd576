"""Emptying append-only tables between tests.

The journal, the seals and the form versions refuse deletion by database triggers. A transactional test ends
with Django's flush, which must still be able to empty them: triggers are set aside for the flush and only for
it.
"""

from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase


@contextmanager
def triggers_set_aside():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            try:
                yield
            finally:
                cursor.execute("SET session_replication_role = DEFAULT")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            try:
                yield
            finally:
                for _name, sql in triggers:
                    cursor.execute(sql)


def let_flush_pass_triggers():
    """Wrap the flush of every transactional test; called once by conftest."""
    teardown = TransactionTestCase._fixture_teardown

    def _fixture_teardown(self):
        with triggers_set_aside():
            teardown(self)

    TransactionTestCase._fixture_teardown = _fixture_teardown
