"""A filled spreadsheet in the staff area: previewed line by line, received once, whatever happens."""

import datetime
import io
import threading

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casefiles.models import Referral
from casefiles.setup import create_reference_data
from forms.admin.spreadsheets import batches
from forms.models import SheetImport, Submission
from forms.outputs.xlsx.layout import ERRORS, SHEET
from forms.receiving import NotStored, receive
from forms.setup import create_from_document
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from portal.vault.models import StoredFile
from portal.vault.storage import path_of
from tests.factories import every_type
from tests.factories.accounts import person
from tests.factories.forms import VALID, orientation_version
from tests.support.filled_sheets import FIRST_ROW, column_of, filled, saved

HOME = "/gestion/reponses/tableurs/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def version(db):
    found = orientation_version()
    create_reference_data()
    return found


def people(count, **more):
    """Clean answers of so many fictional people."""
    base = {**VALID, "street_since": "2026-09", **more}
    return [{**base, "first_name": f"Personne{place}"} for place in range(count)]


def sheet_of(version, rows, change=None):
    return filled(version.document, rows, stamp=version.stamp, change=change)


def spoiled(_book, page):
    """The second line has a day that does not exist, and a box that says nothing."""
    page.cell(FIRST_ROW + 1, column_of(page, "birth_date")).value = "31/02/1990"
    page.cell(FIRST_ROW + 1, column_of(page, "needs__budget")).value = "bof"
    page.cell(FIRST_ROW + 1, 1).value = "dossier 12"
    page.cell(2, 75).value, page.cell(FIRST_ROW + 1, 75).value = "Nos notes", "à rappeler"


def upload(content, name="orientations.xlsx"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def drop(client_for):
    """`drop(user, content)`: the client, the answer of the page, and the import when there is one."""

    def send(user, content, client=None, name="orientations.xlsx"):
        client = client or client_for(user)
        response = client.post(HOME, {"file": upload(content, name)})
        batch = None
        if response.status_code == 302:
            batch = SheetImport.objects.get(pk=response.url.rstrip("/").rsplit("/", 1)[-1])
        return client, response, batch

    return send


def read(client, batch, query=""):
    return client.get(f"{HOME}{batch.pk}/{query}").content.decode()


def confirm(client, batch, **more):
    response = client.post(f"{HOME}{batch.pk}/confirmer/", more)
    batch.refresh_from_db()
    return response


def codes(target):
    return list(JournalEntry.objects.filter(target=target).order_by("pk").values_list("action", flat=True))


# --- the preview -------------------------------------------------------------------------------------------
def test_a_dropped_file_shows_each_line_and_creates_nothing(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(3), spoiled))
    assert batch.counts == {"ready": 2, "wrong": 1, "twin": 0, "created": 0}
    assert not Submission.objects.exists()
    page = read(client, batch)
    assert "Créer 2 orientations" in page
    assert "Personne0 Exemple · Service Exemple" in page
    assert f"cellule I{FIRST_ROW + 1}" in page
    assert "31/02/1990" in page
    assert "n’existe pas" in page
    assert "Mettez un x" in page
    assert "dossier 12" in page
    assert "Personne1 Exemple · Service Exemple" in page
    assert "Nos notes" in page
    assert "Personne0" not in read(client, batch, "?lignes=wrong")


def test_reading_is_written_in_the_journal(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(1)))
    read(client, batch)
    assert codes(batch.short_id) == ["form.sheet_read", "form.sheet_opened"]
    entry = JournalEntry.objects.get(target=batch.short_id, action="form.sheet_read")
    assert entry.actor_id == case_manager.pk
    assert "Personne" not in str(entry.details)


def test_a_file_that_is_not_taken_says_why_on_the_page(version, case_manager, drop):
    _, response, _ = drop(case_manager, b"nom;prenom\n", name="a.csv")
    assert response.status_code == 422
    assert "n’est pas un classeur .xlsx" in response.content.decode()
    _, response, _ = drop(case_manager, b"")
    assert "Ce fichier est vide" in response.content.decode()
    assert not SheetImport.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_page_sent_without_a_file(version, client_for, case_manager):
    response = client_for(case_manager).post(HOME, {})
    assert response.status_code == 422
    assert "Choisissez d’abord le fichier" in response.content.decode()


def test_the_spreadsheet_of_an_assessment_is_not_taken(version, case_manager, drop):
    document = every_type.document()
    grid = create_from_document(document, kind="assessment").current_version
    _, response, _ = drop(case_manager, sheet_of(grid, [every_type.ANSWERS]))
    assert response.status_code == 422
    assert "se remplit dans le dossier de la personne" in response.content.decode()


# --- receiving ---------------------------------------------------------------------------------------------
def test_confirmed_lines_become_submissions_and_requests(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(3), spoiled))
    confirm(client, batch)
    assert batch.is_done
    stored = Submission.objects.all()
    assert {one.answers["first_name"] for one in stored} == {"Personne0", "Personne2"}
    assert {(one.channel, one.sent_by, one.version) for one in stored} == {("xlsx", case_manager, version)}
    assert Referral.objects.count() == 2
    assert codes(batch.short_id)[-2:] == ["form.sheet_confirmed", "form.sheet_done"]
    assert JournalEntry.objects.filter(action="form.submission_received", actor=case_manager).count() == 2
    page = read(client, batch)
    assert "C’est fait" in page
    assert "2</strong> orientations créées" in page
    assert stored[0].receipt_code in page


def test_answers_are_those_of_the_sheet(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(1)))
    confirm(client, batch)
    assert Submission.objects.get().answers == people(1)[0]


def test_a_line_is_read_by_the_version_of_its_file_however_old(version, case_manager, drop):
    content = sheet_of(version, people(1))
    definition = version.definition
    body = definition.body.raw_data[0]
    body["value"]["questions"][0]["value"]["label"] = "Qui êtes-vous ?"
    definition.save_revision().publish()
    definition.refresh_from_db()
    assert definition.current_version.number == 2
    client, _, batch = drop(case_manager, content)
    confirm(client, batch)
    assert Submission.objects.get().version == version


# --- the same again ----------------------------------------------------------------------------------------
def test_the_same_file_twice_is_told_and_not_kept_twice(version, case_manager, coordination, drop):
    content = sheet_of(version, people(1))
    client, _, batch = drop(case_manager, content)
    confirm(client, batch)
    _, response, _ = drop(case_manager, content, client)
    assert response.status_code == 409
    assert "déjà été déposé" in response.content.decode()
    assert str(batch.pk) in response.content.decode()
    assert SheetImport.objects.count() == StoredFile.objects.count() == Submission.objects.count() == 1


def test_a_colleague_is_told_but_does_not_open_it(version, case_manager, client_for, drop):
    content = sheet_of(version, people(1))
    _, _, batch = drop(case_manager, content)
    _, response, _ = drop(person(Role.CASE_MANAGER, first_name="Lou", last_name="Collègue"), content)
    assert response.status_code == 409
    assert str(batch.pk) not in response.content.decode()


def test_lines_received_before_are_known_in_another_file(version, case_manager, drop):
    client, _, first = drop(case_manager, sheet_of(version, people(2)))
    confirm(client, first)
    _, _, batch = drop(case_manager, sheet_of(version, people(3)), client)
    assert batch.counts == {"ready": 1, "wrong": 0, "twin": 2, "created": 0}
    assert "avec les mêmes réponses (code HT-" in read(client, batch)
    confirm(client, batch)
    assert Submission.objects.count() == 3


def test_lines_that_only_look_received_before_may_be_created_too(version, case_manager, drop):
    twice = people(1) * 2
    client, _, batch = drop(case_manager, sheet_of(version, twice))
    assert batch.counts["twin"] == 1
    assert f"Les mêmes réponses qu’à la ligne {FIRST_ROW}" in read(client, batch)
    confirm(client, batch, avec="1")
    assert Submission.objects.count() == 2


def test_what_came_in_meanwhile_by_another_way_is_not_created_twice(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(2)))
    receive(version, people(2)[0], nonce_hash="f" * 64)
    confirm(client, batch)
    assert batches.row_counts(batch) == {"created": 1, "twin": 1}
    assert Submission.objects.count() == 2


# --- whatever happens --------------------------------------------------------------------------------------
def test_confirming_twice_changes_nothing(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(2)))
    confirm(client, batch)
    confirm(client, batch)
    assert Submission.objects.count() == 2


def test_a_process_that_stops_leaves_whole_chunks_and_the_rest_to_do(version, case_manager, drop):
    count = batches.WRITE_CHUNK + 5
    client, _, batch = drop(case_manager, sheet_of(version, people(count)))
    batches.confirm(batch)
    batches.run_step(batch, seconds=0)
    assert batch.is_running
    assert batches.progress_of(batch) == (batches.WRITE_CHUNK, count)
    assert f"Création en cours : {batches.WRITE_CHUNK} sur {count}" in read(client, batch)
    while batch.is_running:
        confirm(client, batch)
    assert Submission.objects.count() == count


def test_a_process_killed_inside_a_chunk_loses_nothing_and_doubles_nothing(
    version, case_manager, drop, monkeypatch
):
    _, _, batch = drop(case_manager, sheet_of(version, people(5)))
    batches.confirm(batch)
    calls = []

    def killed(*args, **kwargs):
        calls.append(1)
        if len(calls) == 4:
            raise SystemExit
        return receive(*args, **kwargs)

    monkeypatch.setattr(batches, "receive", killed)
    with pytest.raises(SystemExit):
        batches.run_step(batch)
    assert not Submission.objects.exists()
    # A process that is killed says nothing of its claim: it ends by itself.
    soon = timezone.now() + datetime.timedelta(seconds=30)
    SheetImport.objects.filter(pk=batch.pk).update(claim=batch.pk, claimed_until=soon)
    assert not batches.run_step(batch)
    SheetImport.objects.filter(pk=batch.pk).update(claimed_until=timezone.now())
    assert batches.run_step(batch)
    assert Submission.objects.count() == 5
    assert Referral.objects.count() == 5


def test_a_line_already_stored_is_the_same_one_when_it_is_received_again(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(1)))
    confirm(client, batch)
    first = Submission.objects.get()
    SheetImport.objects.filter(pk=batch.pk).update(state="running")
    batch.rows.update(outcome="ready", submission=None)
    confirm(client, batch)
    assert batch.rows.get().submission == first
    assert Submission.objects.count() == 1


def test_a_line_that_cannot_be_stored_is_given_back_and_the_others_come_in(
    version, case_manager, drop, monkeypatch
):
    client, _, batch = drop(case_manager, sheet_of(version, people(3)))

    def failing(version, answers, **kwargs):
        if answers["first_name"] == "Personne1":
            raise NotStored
        return receive(version, answers, **kwargs)

    monkeypatch.setattr(batches, "receive", failing)
    confirm(client, batch)
    assert batches.row_counts(batch) == {"created": 2, "wrong": 1}
    assert "n’a pas pu être enregistrée" in read(client, batch)


@pytest.mark.django_db(transaction=True)
def test_confirming_from_several_windows_at_once_receives_each_line_once(case_manager, drop):
    version = orientation_version()
    create_reference_data()
    _, _, batch = drop(case_manager, sheet_of(version, people(25)))
    start, failures = threading.Barrier(3), []

    def press():
        start.wait()
        try:
            mine = SheetImport.objects.select_related("user").get(pk=batch.pk)
            batches.confirm(mine)
            batches.run_step(mine)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    batch.refresh_from_db()
    while batch.is_running:
        batches.run_step(batch)
    assert Submission.objects.count() == 25


# --- wrong lines given back --------------------------------------------------------------------------------
def returned(client, batch):
    response = client.get(f"{HOME}{batch.pk}/lignes-a-corriger-0.xlsx")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    return openpyxl.load_workbook(io.BytesIO(response.content))


def test_wrong_lines_come_back_with_what_to_do_and_go_in_once_corrected(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(3), spoiled))
    confirm(client, batch)
    book = returned(client, batch)
    page = book[SHEET]
    headings = {cell.value: cell for cell in page[2]}
    said = page.cell(3, headings[ERRORS].column).value
    assert "« Date de naissance » : Le 31/02/1990 n’existe pas" in said
    assert page.cell(3, 1).value == "dossier 12"
    assert page.cell(3, headings["Nos notes"].column).value == "à rappeler"
    wrong = page.cell(3, column_of(page, "birth_date"))
    assert (wrong.value, wrong.fill.fgColor.rgb) == ("31/02/1990", "FFFBE3DA")
    assert "n’existe pas" in wrong.comment.text
    assert page.cell(4, 2).value is None

    wrong.value = datetime.date(1990, 2, 28)
    page.cell(3, column_of(page, "needs__budget")).value = "x"
    _, _, again = drop(case_manager, saved(book), client)
    assert again.counts == {"ready": 1, "wrong": 0, "twin": 0, "created": 0}
    confirm(client, again)
    assert {one.answers["first_name"] for one in Submission.objects.all()} == {
        "Personne0",
        "Personne1",
        "Personne2",
    }


def test_what_was_given_back_untouched_is_wrong_in_the_same_way(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(3), spoiled))
    _, _, again = drop(case_manager, saved(returned(client, batch)), client)
    assert again.counts["wrong"] == 1
    assert again.rows.get().content["errors"] == batch.rows.get(outcome="wrong").content["errors"]


def test_without_wrong_lines_there_is_nothing_to_give_back(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(1)))
    assert client.get(f"{HOME}{batch.pk}/lignes-a-corriger-0.xlsx").status_code == 404
    assert client.get(f"{HOME}{batch.pk}/lignes-a-corriger-7.xlsx").status_code == 404


# --- the original, and forgetting --------------------------------------------------------------------------
def test_the_original_is_kept_sealed_and_its_reading_is_journalled(version, case_manager, drop):
    content = sheet_of(version, people(1))
    client, _, batch = drop(case_manager, content)
    confirm(client, batch)
    assert b"PK" not in path_of(batch.file_id).read_bytes()[:4]
    response = client.get(f"{HOME}{batch.pk}/original/")
    assert b"".join(response.streaming_content) == content
    assert codes(batch.short_id)[-1] == "form.sheet_original"


def test_an_abandoned_file_is_forgotten_and_may_come_back(version, case_manager, drop):
    content = sheet_of(version, people(1))
    client, _, batch = drop(case_manager, content)
    client.post(f"{HOME}{batch.pk}/abandonner/")
    batch.refresh_from_db()
    assert (batch.state, batch.file, batch.rows.count(), batch.reading) == ("discarded", None, 0, {})
    assert not StoredFile.objects.exists()
    assert "a été abandonné" in read(client, batch)
    _, response, _ = drop(case_manager, content, client)
    assert response.status_code == 302


def test_what_is_confirmed_is_not_abandoned(version, case_manager, drop):
    client, _, batch = drop(case_manager, sheet_of(version, people(1)))
    confirm(client, batch)
    client.post(f"{HOME}{batch.pk}/abandonner/")
    batch.refresh_from_db()
    assert batch.is_done


def test_time_forgets_what_waited_and_what_lines_said(version, case_manager, drop):
    client, _, waiting = drop(case_manager, sheet_of(version, people(1)))
    _, _, done = drop(case_manager, sheet_of(version, people(3, own_words="Autre"), spoiled), client)
    confirm(client, done)
    assert batches.purge_expired() == 0
    SheetImport.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    assert batches.purge_expired() == 2
    assert batches.purge_expired() == 0
    waiting.refresh_from_db()
    done.refresh_from_db()
    assert (waiting.state, waiting.file) == ("discarded", None)
    assert done.file is not None
    assert [(row.outcome, row.content) for row in done.rows.all()] == [("created", {})] * 2
    assert "C’est fait" in read(client, done)


# --- who ---------------------------------------------------------------------------------------------------
def test_others_do_not_open_it_but_coordination_does(version, case_manager, coordination, client_for, drop):
    _, _, batch = drop(case_manager, sheet_of(version, people(2), spoiled))
    colleague = client_for(person(Role.CASE_MANAGER, first_name="Lou", last_name="Collègue"))
    for end in ("", "lignes-a-corriger-0.xlsx", "original/"):
        assert colleague.get(f"{HOME}{batch.pk}/{end}").status_code == 404
    for end in ("confirmer/", "abandonner/"):
        assert colleague.post(f"{HOME}{batch.pk}/{end}").status_code == 404
    assert "Personne0" in read(client_for(coordination), batch)


def test_the_list_asks_the_database_the_same_number_of_questions(version, case_manager, drop):
    client, _, _ = drop(case_manager, sheet_of(version, people(1)))
    with CaptureQueriesContext(connection) as few:
        client.get(HOME)
    for count in range(2, 5):
        drop(case_manager, sheet_of(version, people(count)), client)
    with CaptureQueriesContext(connection) as many:
        client.get(HOME)
    assert len(many) == len(few)


def test_the_preview_asks_the_database_the_same_number_of_questions(version, case_manager, drop):
    client, _, small = drop(case_manager, sheet_of(version, people(2)))
    _, _, large = drop(case_manager, sheet_of(version, people(40)), client)
    read(client, small)  # what is remembered between two pages is asked for now
    with CaptureQueriesContext(connection) as few:
        read(client, small)
    with CaptureQueriesContext(connection) as many:
        read(client, large)
    assert [query["sql"][:60] for query in many] == [query["sql"][:60] for query in few]
