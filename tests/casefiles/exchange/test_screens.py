"""The screens: refusals that lose nothing, rows to mend that come back, traces, a fixed number of queries."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions import Assign
from casefiles.models import Contact, ImportBatch
from portal.audit.models import JournalEntry
from tests.casefiles.exchange import sheets
from tests.casefiles.exchange.sheets import csv_bytes, problems

pytestmark = pytest.mark.django_db


def rows(case_file, count, **changes):
    return [
        (
            f"K{n}",
            changes.get("date", "04/03/2026"),
            case_file.reference,
            "Entretien",
            "",
            45,
            "Bureau",
            f"Note {n}",
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "vide.csv", "vide"),
        (b"%PDF-1.7", "contacts.csv", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "contacts.xlsx", "vieux format"),
        (b"\x00\x01\x02\x03", "contacts.xlsx", "ni un tableau"),
        (sheets.far_cell(), "contacts.xlsx", "très loin"),
        (sheets.bomb(), "contacts.xlsx", "démesuré"),
        (b"x" * (20 * 1024 * 1024 + 1), "contacts.csv", "20 Mo"),
    ],
)
def test_a_file_we_do_not_take_gets_a_form_with_what_was_typed(
    case_manager, case_file, upload, content, name, words
):
    _, response = upload(case_manager, content, name, reason="Contacts notés en rue")
    assert response.status_code == 422
    assert words in problems(response)
    page = response.content.decode()
    assert 'value="Contacts notés en rue"' in page
    assert 'role="alert"' in page
    assert not ImportBatch.objects.exists()


def test_a_form_without_anything(case_manager, client_for):
    response = client_for(case_manager).post("/gestion/echanges/importer/", {})
    assert response.status_code == 422
    page = response.content.decode()
    for message in ("Choisissez ce que contient le fichier", "Choisissez un fichier", "Écrivez pourquoi"):
        assert message in page


def test_a_body_of_two_gigabytes_is_refused_before_it_is_read(case_manager, client_for):
    client = client_for(case_manager)
    response = client.generic(
        "POST",
        "/gestion/echanges/importer/",
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 * 1024**3),
    )
    assert response.status_code == 413


def test_a_large_upload_never_touches_the_temporary_folder(case_manager, case_file, upload, monkeypatch):
    import tempfile

    def refuse(*args, **kwargs):
        raise AssertionError("A file in clear was about to be written to the temporary folder.")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", refuse)
    row = rows(case_file, 1)[0]
    content = csv_bytes(*([*row[:7], "x" * 30_000] for _ in range(120)))
    assert len(content) > 3 * 1024 * 1024
    assert upload(case_manager, content)[1].status_code == 302


def test_rows_to_mend_come_back_mended(case_manager, case_file, preview, confirm):
    content = csv_bytes(
        *rows(case_file, 2),
        ("K8", "31/02/2026", case_file.reference, "Entretien", "", 45, "'=1+1", "à revoir"),
        ("K9", "05/03/2026", case_file.reference, "Autre chose", "", "1h30", "Rue", "-5 degrés"),
        headings=sheets.HEADINGS,
    )
    client, batch = preview(case_manager, content)
    confirm(client, batch)
    download = client.get(f"/gestion/echanges/imports/{batch.pk}/lignes-a-corriger/")
    workbook = openpyxl.load_workbook(io.BytesIO(download.content))
    sheet = workbook.active
    assert [cell.value for cell in sheet[1]] == [*sheets.HEADINGS, "Erreurs"]
    assert sheet.max_row == 3
    assert sheet["G2"].value == "=1+1"
    assert sheet["G2"].data_type == "s"
    assert "ce jour n’existe pas" in sheet["I2"].value
    assert "ce jour n’existe pas" in sheet["B2"].comment.text
    assert "n’est pas dans la liste" in sheet["I3"].value
    sheet["B2"], sheet["D3"] = "28/02/2026", "Entretien"
    mended = io.BytesIO()
    workbook.save(mended)
    client, again = preview(case_manager, mended.getvalue(), "corrige.xlsx")
    assert again.counts["new"] == 2
    confirm(client, again)
    assert Contact.objects.count() == 4
    assert Contact.objects.get(origin_key="id:k8").place == "=1+1"
    assert Contact.objects.get(origin_key="id:k9").minutes == 90


@pytest.mark.parametrize(("target", "user"), [("contacts", "case_manager"), ("services", "data_officer")])
def test_templates_have_lists_checked_dates_and_one_example(target, user, request, programme, client_for):
    client = client_for(request.getfixturevalue(user))
    workbook = openpyxl.load_workbook(io.BytesIO(client.get(f"/gestion/echanges/modeles/{target}/").content))
    sheet = workbook.worksheets[0]
    kinds = {validation.type for validation in sheet.data_validations.dataValidation}
    assert kinds == {"list", "date"}
    assert workbook["Listes"].sheet_state == "hidden"
    assert sheet["A2"].value.startswith("Exemple (à effacer)")
    required = [cell.value for cell in sheet[1] if cell.value.endswith(" *")]
    assert (
        required
        == {"contacts": ["Date *", "Dossier *", "Nature *"], "services": ["Nom *", "Catégorie *"]}[target]
    )


def test_templates_of_others_are_not_there(case_manager, client_for):
    client = client_for(case_manager)
    assert client.get("/gestion/echanges/modeles/services/").status_code == 404
    assert client.get("/gestion/echanges/modeles/rien/").status_code == 404


def test_rows_are_paged_and_sorted_by_kind(case_manager, case_file, preview):
    client, batch = preview(case_manager, csv_bytes(*rows(case_file, 60), *rows(case_file, 2, date="x")))
    page = client.get(f"/gestion/echanges/imports/{batch.pk}/")
    assert len(page.context["rows"]) == 50
    wrong = client.get(f"/gestion/echanges/imports/{batch.pk}/?lignes=wrong")
    assert [row.outcome for row in wrong.context["rows"]] == ["wrong", "wrong"]
    for odd in ("?lignes=rien", "?p=9999", "?p=abc", "?lignes=new&p=2"):
        assert client.get(f"/gestion/echanges/imports/{batch.pk}/{odd}").status_code == 200


def test_the_number_of_questions_does_not_grow_with_the_rows(case_manager, case_file, preview):
    def ask(count):
        client, batch = preview(case_manager, csv_bytes(*rows(case_file, count)))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/gestion/echanges/imports/{batch.pk}/").status_code == 200
        return len(captured)

    assert ask(2) == ask(45)


def test_the_number_of_questions_does_not_grow_with_the_imports(
    case_manager, colleague, coordination, client_for
):
    client = client_for(coordination)

    def ask():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/gestion/echanges/").status_code == 200
        return len(captured)

    def add(user):
        ImportBatch.objects.create(target="contacts", user=user, reason="Essai", sha256="0" * 64, plan="")

    add(case_manager)
    few = ask()
    for _ in range(6):
        add(case_manager)
        add(colleague)
    assert ask() == few


def test_reading_a_file_asks_as_much_for_400_rows_as_for_4(case_manager, case_file, upload, client_for):
    client = client_for(case_manager)

    def ask(count):
        with CaptureQueriesContext(connection) as captured:
            upload(case_manager, csv_bytes(*rows(case_file, count)), client=client)
        return len(captured)

    assert ask(4) == ask(400)


def test_each_step_leaves_its_trace(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, csv_bytes(*rows(case_file, 1)), reason="Contacts de mars")
    client.get(f"/gestion/echanges/imports/{batch.pk}/")
    confirm(client, batch)
    entries = {entry.action: entry for entry in JournalEntry.objects.filter(action__startswith="exchange")}
    assert set(entries) == {
        "exchange.previewed",
        "exchange.import_read",
        "exchange.imported",
        "exchange.import_ended",
    }
    assert all(entry.actor == case_manager and entry.target == batch.short_id for entry in entries.values())
    assert entries["exchange.imported"].reason == "Contacts de mars"
    assert entries["exchange.imported"].details["new"] == 1
    assert "Note 0" not in str([entry.details for entry in JournalEntry.objects.all()])
    assert JournalEntry.objects.filter(action="contact.imported", subject=case_file.pk).count() == 1


def test_a_preview_shows_no_more_of_a_file_that_has_left_one_s_hands(
    case_manager, colleague, coordination, case_file, preview, confirm
):
    confirm(*preview(case_manager, csv_bytes(*rows(case_file, 1))))
    known = rows(case_file, 1)[0]
    client, batch = preview(case_manager, csv_bytes((*known[:5], 60, "Bureau", "Autre note")))
    address = f"/gestion/echanges/imports/{batch.pk}/"
    assert "Note 0" in client.get(address).content.decode()
    Assign(coordination, case_file, case_manager=colleague, reason="Passage de relais").execute()
    page = client.get(address).content.decode()
    assert "Note 0" not in page
    assert "valeur actuelle non montrée" in page


def test_comparing_with_what_a_file_holds_is_reading_it(case_manager, case_file, preview, confirm):
    confirm(*preview(case_manager, csv_bytes(*rows(case_file, 1))))
    assert not JournalEntry.objects.filter(action="exchange.compared").exists()
    changed = rows(case_file, 1)[0]
    preview(case_manager, csv_bytes((*changed[:5], 60, *changed[6:])))
    assert JournalEntry.objects.get(action="exchange.compared").subject == case_file.pk


def test_a_journal_that_cannot_be_written_lets_nothing_through(
    case_manager, case_file, upload, client_for, monkeypatch
):
    from portal.audit.journal import JournalUnavailable

    def fail(*args, **kwargs):
        raise JournalUnavailable

    monkeypatch.setattr("casefiles.exchange.exports.base.record", fail)
    client = client_for(case_manager, raise_request_exception=False)
    response = client.post(
        "/gestion/echanges/exporter/dossiers/", {"file_format": "csv", "reason": "rapport"}
    )
    assert response.status_code == 503


def test_the_menu_shows_the_room_to_those_who_use_it(case_manager, data_officer, communication, client_for):
    for user, shown in ((case_manager, True), (data_officer, True), (communication, False)):
        page = client_for(user).get("/gestion/").content.decode()
        assert ("/gestion/echanges/" in page) == shown


def test_coordination_sees_the_trace_of_everyone_and_opens_only_its_own(
    case_manager, coordination, colleague, case_file, preview, client_for
):
    _, batch = preview(case_manager, csv_bytes(*rows(case_file, 1)))
    page = client_for(coordination).get("/gestion/echanges/").content.decode()
    assert str(case_manager) in page
    assert str(batch.pk) not in page
    assert "Aucun import pour le moment" in client_for(colleague).get("/gestion/echanges/").content.decode()


def test_screens_obey_the_strict_policy(case_manager, case_file, preview):
    client, batch = preview(case_manager, csv_bytes(*rows(case_file, 1)))
    for address in ("", "importer/", f"imports/{batch.pk}/", "exporter/dossiers/"):
        response = client.get(f"/gestion/echanges/{address}")
        page = response.content.decode()
        assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
        main = page[page.index("<main") : page.index("</main>")] if "<main" in page else page
        assert " style=" not in main
        assert "<style" not in main
