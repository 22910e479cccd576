"""A prepared export: made once, sealed, for its author, for a day; columns and rows are chosen."""

import csv
import io

import pytest
from django.utils import timezone

from casefiles.exchange.exports import prepare as life
from casefiles.exchange.exports.prepare import purge_expired
from casefiles.models import ExportColumns, PreparedExport
from portal.accounts.sessions import FACTOR_AT
from portal.audit.models import JournalEntry
from portal.sheets.worker import Worker
from portal.vault.models import StoredFile
from portal.vault.storage import path_of
from tests.casefiles.exchange import taking
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db
FILES = "/gestion/echanges/exporter/dossiers/"
CONTACTS = "/gestion/echanges/exporter/contacts/"


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_file_is_sealed_and_each_download_is_journalled(case_manager, case_file, client_for):
    client = client_for(case_manager)
    export = taking.prepared(client, FILES, level="full")
    assert case_file.person.last_name.encode() not in path_of(export.file_id).read_bytes()
    for _time in range(2):
        response = client.get(taking.file_address(export))
        assert case_file.person.last_name.encode() in response.getvalue()
    assert response.headers["Cache-Control"] == "no-store"
    entries = JournalEntry.objects.filter(action="exchange.export_downloaded", target=export.short_id)
    assert entries.count() == 2
    export.refresh_from_db()
    assert export.downloads == 2
    assert "téléchargé 2 fois" in client.get(taking.EXPORTS).content.decode()


def test_nobody_else_downloads_it(case_manager, coordination, case_file, client_for):
    export = taking.prepared(client_for(case_manager), FILES)
    other = client_for(coordination)
    assert other.get(taking.file_address(export)).status_code == 404
    assert other.post(f"{taking.EXPORTS}{export.pk}/effacer/").status_code == 404
    assert export.short_id not in other.get(taking.EXPORTS).content.decode()


def test_a_session_left_open_downloads_nothing(case_manager, case_file, client_for):
    client = client_for(case_manager)
    export = taking.prepared(client, FILES, level="full")
    session = client.session
    session[FACTOR_AT] -= 11 * 60
    session.save()
    response = client.get(taking.file_address(export))
    assert response.status_code == 302
    assert response.url.startswith("/connexion/code/")


def test_after_a_day_it_is_gone(case_manager, case_file, client_for, django_capture_on_commit_callbacks):
    client = client_for(case_manager)
    export = taking.prepared(client, FILES)
    path = path_of(export.file_id)
    assert purge_expired() == 0
    PreparedExport.objects.update(expires_at=timezone.now())
    assert client.get(taking.file_address(export)).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_expired() == 1
    assert not path.exists()
    assert not StoredFile.objects.filter(pk=export.file_id).exists()
    assert "effacé" in client.get(taking.EXPORTS).content.decode()
    PreparedExport.objects.update(confirmed_at=timezone.now() - life.LISTED_FOR * 2)
    purge_expired()
    assert not PreparedExport.objects.exists()


def test_its_author_erases_it_before(case_manager, case_file, client_for):
    client = client_for(case_manager)
    export = taking.prepared(client, FILES)
    for _time in range(2):
        assert client.post(f"{taking.EXPORTS}{export.pk}/effacer/").status_code == 302
    export.refresh_from_db()
    assert (export.state, export.file) == ("expired", None)


def test_a_file_handed_over_takes_the_export_with_it(case_manager, colleague, case_file, client_for):
    client = client_for(case_manager)
    export = taking.prepared(client, FILES, level="full")
    type(case_file).objects.filter(pk=case_file.pk).update(case_manager=colleague)
    response = client.get(taking.file_address(export), follow=True)
    assert "n’est plus à votre portée" in response.content.decode()
    assert not JournalEntry.objects.filter(action="exchange.export_downloaded").exists()


def test_a_role_that_is_taken_away_takes_the_export_with_it(data_officer, case_file, client_for):
    client = client_for(data_officer)
    export = taking.prepared(client, FILES)
    export.level = "full"
    export.save()
    assert client.get(taking.file_address(export)).status_code == 302


def test_a_large_one_is_made_by_the_second_process(case_manager, case_file, client_for, monkeypatch):
    monkeypatch.setattr(life, "MADE_AT_ONCE", 0)
    client = client_for(case_manager)
    export = taking.prepared(client, FILES)
    assert export.state == "waiting"
    assert client.get(taking.file_address(export)).status_code == 302
    assert "en préparation" in client.get(taking.EXPORTS).content.decode()
    assert Worker().turn()
    export.refresh_from_db()
    assert (export.state, export.count) == ("ready", 1)
    assert not life.make(export)


def test_what_cannot_be_made_is_said(case_manager, case_file, client_for, monkeypatch):
    monkeypatch.setattr(life, "MADE_AT_ONCE", 0)
    client = client_for(case_manager)
    export = taking.prepared(client, FILES)
    case_manager.groups.clear()
    life.make(PreparedExport.objects.get(pk=export.pk))
    export.refresh_from_db()
    assert (export.state, export.file) == ("failed", None)


def test_columns_leave_in_the_order_they_were_sent_and_are_kept(case_manager, case_file, client_for):
    client = client_for(case_manager)
    data = {"columns_shown": "1", "columns": ["opened_on", "reference"], "keep_as": "Mon choix"}
    (row,) = rows_of(taking.taken(client, FILES, **data))
    assert list(row) == ["Ouvert le", "Référence"]
    kept = ExportColumns.objects.get(owner=case_manager)
    assert (kept.name, kept.export) == ("Mon choix", "dossiers")
    page = client.get(f"{FILES}?colonnes={kept.pk}")
    assert [box["code"] for box in page.context["form"].boxes() if box["ticked"]] == [
        "opened_on",
        "reference",
    ]
    assert "Mon choix" in page.content.decode()
    client.post(f"{taking.EXPORTS}colonnes/{kept.pk}/")
    assert not ExportColumns.objects.exists()


@pytest.mark.parametrize("kept", ["x", "", "00000000-0000-4000-8000-000000000000", "%00"])
def test_columns_of_nobody(case_manager, case_file, client_for, kept):
    assert client_for(case_manager).get(f"{FILES}?colonnes={kept}").status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        {"columns_shown": "1"},
        {"columns_shown": "1", "columns": ["last_name"], "level": "pseudonymised"},
        {"columns": ["nothing"]},
        {"ticked": ["x"]},
        {"ticked": ["1", "%00"]},
        {"file_format": "pdf"},
        {"keep_as": "x" * 81},
        {"reason": "x" * 201},
    ],
)
def test_what_makes_no_sense_is_said(case_manager, case_file, client_for, data):
    response = client_for(case_manager).post(FILES, {"file_format": "csv", "reason": taking.REASON, **data})
    assert response.status_code == 422
    assert not PreparedExport.objects.exists()


def test_only_the_ticked_rows_leave_and_never_beyond_ones_reach(
    case_manager, colleague, programme, case_file, client_for
):
    mine = make.opened_file(case_manager, programme, last_name="Exemple-Autre")
    hers = make.opened_file(colleague, programme, last_name="Exemple-Ailleurs")
    client = client_for(case_manager)
    labels = [row["label"] for row in client.get(FILES).context["rows"]]
    assert len(labels) == 2
    assert not any("Exemple" in label for label in labels)
    rows = rows_of(taking.taken(client, FILES, ticked=[str(mine.pk), str(hers.pk)]))
    assert [row["Référence"] for row in rows] == [mine.reference]


def test_more_rows_than_a_workbook_holds(case_manager, case_file, client_for, monkeypatch):
    monkeypatch.setattr(life, "EXCEL_ROWS", 0)
    data = {"file_format": "xlsx", "reason": taking.REASON}
    response = client_for(case_manager).post(FILES, data)
    assert response.status_code == 422
    assert "1 048 575" in response.content.decode()
