"""The journal on screen: for data protection alone, and reading it is written down too."""

import pytest
from django.db import DatabaseError
from django.utils import timezone

from portal.audit.journal import record
from portal.audit.models import JournalEntry
from portal.audit.sealer import seal_finished
from tests.support.flush import triggers_set_aside

pytestmark = pytest.mark.django_db


def test_data_protection_reads_the_journal_and_that_is_an_entry(client_for, dpo, case_manager):
    record("journal.read", actor=case_manager, target="HT-2026-0007", reason="contrôle annuel")
    page = client_for(dpo).get("/gestion/journal/")
    assert page.status_code == 200
    assert "HT-2026-0007" in page.content.decode()
    assert JournalEntry.objects.filter(action="journal.read", actor=dpo).exists()


def test_each_line_tells_the_exact_moment_and_the_roles_in_words(client_for, dpo, case_manager):
    entry = record("journal.read", actor=case_manager)
    content = client_for(dpo).get("/gestion/journal/").content.decode()
    assert "Référent·e" in content
    assert "case_manager" not in content
    assert f"{timezone.localtime(entry.recorded_at):%d/%m/%Y %H:%M:%S}" in content


def test_filters_narrow_it(client_for, dpo, case_manager):
    record("journal.read", actor=case_manager, target="HT-2026-0007")
    record("journal.verified", actor=case_manager, target="HT-2026-0008")
    page = client_for(dpo).get("/gestion/journal/", {"action": "journal.verified", "target": "HT-2026"})
    content = page.content.decode()
    assert "HT-2026-0008" in content
    assert "HT-2026-0007" not in content


@pytest.mark.parametrize(
    "query", ["actor=nobody", "since=1026-01-01", "since=demain", "target=%27%3B--", "p=999"]
)
def test_a_strange_question_is_no_failure(client_for, dpo, query):
    assert client_for(dpo).get(f"/gestion/journal/?{query}").status_code in (200, 404)


@pytest.mark.parametrize("path", ["", "verification/", "resultats/"])
def test_nobody_else_reads_it(
    client_for, path, case_manager, coordination, communication, data_officer, administrator
):
    for user in (case_manager, coordination, communication, data_officer, administrator):
        assert client_for(user).get(f"/gestion/journal/{path}").status_code == 403


def test_verification_says_when_something_was_altered(client_for, dpo, case_manager):
    entry = record("journal.read", actor=case_manager, target="HT-2026-0007")
    seal_finished()
    client = client_for(dpo)
    assert "Le journal est intact" in client.get("/gestion/journal/verification/").content.decode()
    with triggers_set_aside():
        JournalEntry.objects.filter(pk=entry.pk).update(target="HT-2026-0001")
    assert "ne correspond plus" in client.get("/gestion/journal/verification/").content.decode()


def test_the_number_of_questions_does_not_grow(client_for, dpo, case_manager, django_assert_max_num_queries):
    client = client_for(dpo)

    def questions():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/gestion/journal/")
        return len(captured)

    questions()
    few = questions()
    for number in range(40):
        record("journal.read", actor=case_manager, target=f"HT-2026-{number:04}")
    assert questions() == few


def test_a_journal_that_cannot_be_written_shows_nothing(client_for, dpo, monkeypatch):
    client = client_for(dpo)

    def refuse(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(JournalEntry.objects, "create", refuse)
    page = client.get("/gestion/journal/")
    assert page.status_code == 503
    assert "HT-" not in page.content.decode()
