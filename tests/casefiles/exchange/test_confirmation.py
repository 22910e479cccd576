"""Confirming: what was shown is what is written, once, by its author, even when the base moves meanwhile."""

import threading

import pytest
from django.db import connection

from casefiles.actions.contact.correct import CorrectContact
from casefiles.exchange.batches.keep import purge_expired
from casefiles.exchange.batches.run import confirm as begin
from casefiles.exchange.batches.run import progress_of, run_step
from casefiles.exchange.resources.contacts import ContactResource
from casefiles.models import Contact, ImportBatch, ImportChunk
from portal.vault.models import StoredFile
from portal.vault.storage import path_of
from tests.casefiles.exchange.sheets import csv_bytes, rows_of
from tests.factories import casefiles as make


def rows(case_file, count, minutes=45):
    return csv_bytes(
        *(
            (f"K{number}", "04/03/2026", case_file.reference, "Entretien", "", minutes, "", "")
            for number in range(count)
        )
    )


@pytest.mark.django_db
def test_confirming_twice_imports_once(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, rows(case_file, 3))
    confirm(client, batch)
    confirm(client, batch)
    assert Contact.objects.count() == 3
    assert batch.results == {"new": 3}


@pytest.mark.django_db(transaction=True)
def test_confirming_from_two_windows_at_once_imports_once(case_manager, case_file, preview):
    _, batch = preview(case_manager, rows(case_file, 120))
    start, failures = threading.Barrier(4), []

    def press():
        start.wait()
        try:
            mine = ImportBatch.objects.get(pk=batch.pk)
            if not mine.is_previewed or begin(mine, sha256=batch.sha256, plan=batch.plan):
                run_step(mine)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    batch.refresh_from_db()
    while batch.is_running:
        run_step(batch)
    assert Contact.objects.count() == 120
    assert batch.results == {"new": 120}
    assert batch.state == ImportBatch.State.DONE


@pytest.mark.django_db
def test_a_base_that_changed_since_the_preview_gets_a_new_preview(case_manager, case_file, preview, confirm):
    confirm(*preview(case_manager, rows(case_file, 1)))
    client, batch = preview(case_manager, rows(case_file, 1, minutes=60))
    announced = batch.plan
    CorrectContact(case_manager, Contact.objects.get(), changes={"minutes": 50}, reason="Erreur").execute()
    response = confirm(client, batch)
    assert batch.is_previewed
    assert batch.plan != announced
    page = client.get(response.url).content.decode()
    assert "La base a changé depuis l’aperçu" in page
    assert "<del>50</del>" in page
    assert Contact.objects.get().minutes == 50
    confirm(client, batch)
    assert Contact.objects.get().minutes == 60


@pytest.mark.django_db
def test_a_page_that_shows_an_older_preview_does_not_confirm_the_newer(case_manager, case_file, preview):
    client, batch = preview(case_manager, rows(case_file, 1))
    address = f"/gestion/echanges/imports/{batch.pk}/confirmer/"
    client.post(address, {"sha256": batch.sha256, "plan": "0" * 64})
    client.post(address, {"sha256": "0" * 64, "plan": batch.plan})
    client.post(address)
    batch.refresh_from_db()
    assert batch.is_previewed
    assert not Contact.objects.exists()


@pytest.mark.django_db
def test_a_row_that_changes_between_confirmation_and_writing_is_left_and_said(
    case_manager, case_file, preview, confirm
):
    confirm(*preview(case_manager, rows(case_file, 2)))
    _, batch = preview(case_manager, rows(case_file, 2, minutes=60))
    assert begin(batch, sha256=batch.sha256, plan=batch.plan)
    first = Contact.objects.get(origin_key="id:k0")
    CorrectContact(case_manager, first, changes={"minutes": 50}, reason="Erreur").execute()
    run_step(batch)
    assert batch.results == {"changed": 1, "wrong": 1}
    assert set(Contact.objects.values_list("minutes", flat=True)) == {50, 60}
    (stored,) = rows_of(batch, "wrong")
    assert "La base a changé" in stored.errors[""]


@pytest.mark.django_db
def test_a_process_that_stops_leaves_whole_chunks_and_the_rest_to_do(
    case_manager, case_file, preview, monkeypatch
):
    monkeypatch.setattr(ContactResource, "write_chunk", 25)
    client, batch = preview(case_manager, rows(case_file, 120))
    begin(batch, sha256=batch.sha256, plan=batch.plan)
    run_step(batch, seconds=0)
    assert batch.is_running
    assert progress_of(batch) == (25, 120)
    assert Contact.objects.count() == 25
    page = client.get(f"/gestion/echanges/imports/{batch.pk}/").content.decode()
    assert f"Import en cours : {25} sur 120" in page
    while batch.is_running:
        run_step(batch, seconds=0)
    assert Contact.objects.count() == 120


@pytest.mark.django_db
def test_while_one_process_holds_the_import_another_waits(case_manager, case_file, preview):
    _, batch = preview(case_manager, rows(case_file, 60))
    begin(batch, sha256=batch.sha256, plan=batch.plan)
    ImportBatch.objects.filter(pk=batch.pk).update(claim=batch.pk, claimed_until=make.moment(-1))
    assert not run_step(batch)
    ImportBatch.objects.filter(pk=batch.pk).update(claimed_until=make.moment(1))
    assert run_step(batch)


@pytest.mark.django_db
def test_an_import_opens_for_its_author_only(
    case_manager, colleague, coordination, data_officer, case_file, preview, client_for
):
    _, batch = preview(case_manager, rows(case_file, 1))
    for other in (colleague, coordination, data_officer):
        client = client_for(other)
        for path, method in (
            ("", "get"),
            ("lignes-a-corriger/", "get"),
            ("confirmer/", "post"),
            ("abandonner/", "post"),
        ):
            response = getattr(client, method)(f"/gestion/echanges/imports/{batch.pk}/{path}")
            assert response.status_code == 404, (other, path)
    batch.refresh_from_db()
    assert batch.is_previewed


@pytest.mark.django_db
def test_confirming_is_asked_by_post(case_manager, case_file, preview):
    client, batch = preview(case_manager, rows(case_file, 1))
    assert client.get(f"/gestion/echanges/imports/{batch.pk}/confirmer/").status_code == 405


@pytest.mark.django_db
def test_giving_up_forgets_the_file(case_manager, case_file, preview, django_capture_on_commit_callbacks):
    client, batch = preview(case_manager, rows(case_file, 1))
    path = path_of(batch.file_id)
    assert path.exists()
    assert b"K0" not in path.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/gestion/echanges/imports/{batch.pk}/abandonner/")
    assert not path.exists()
    assert not ImportChunk.objects.exists()
    assert not StoredFile.objects.exists()
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.DISCARDED


@pytest.mark.django_db
def test_a_confirmed_import_is_not_given_up(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, rows(case_file, 1))
    confirm(client, batch)
    response = client.post(f"/gestion/echanges/imports/{batch.pk}/abandonner/", follow=True)
    assert "déjà confirmé" in response.content.decode()
    assert ImportChunk.objects.count() == 1


@pytest.mark.django_db
def test_files_past_their_date_are_forgotten(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, rows(case_file, 1))
    confirm(client, batch)
    assert purge_expired() == 0
    ImportBatch.objects.update(expires_at=make.moment(1))
    assert purge_expired() == 1
    assert not ImportChunk.objects.exists()
    assert Contact.objects.count() == 1
    assert client.get("/gestion/echanges/").status_code == 200


@pytest.mark.django_db
def test_what_the_file_holds_is_stored_sealed(case_manager, case_file, preview):
    secret = "une phrase que personne ne doit lire"
    preview(case_manager, csv_bytes(("", "04/03/2026", case_file.reference, "Entretien", "", "", "", secret)))
    with connection.cursor() as cursor:
        for table in (
            "casefiles_importbatch",
            "casefiles_importchunk",
            "vault_storedfile",
            "audit_journalentry",
        ):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            found = cursor.fetchall()
            assert found
            assert not any(secret.encode() in _bytes(value) for row in found for value in row)


def _bytes(value):
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
