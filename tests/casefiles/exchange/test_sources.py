"""A sheet of LibreOffice comes in as a workbook of Excel does, and is kept as what it is."""

import pytest

from casefiles.models import Contact
from tests.casefiles.exchange import sheets
from tests.sheets.open_documents import ods, row, table, text, typed

pytestmark = pytest.mark.django_db


def contacts(case_file):
    headings = row(*(text(word) for word in ("Date", "Dossier", "Nature", "Minutes")))
    day = typed("date", "2026-03-04", "04/03/26")
    line = row(day, text(case_file.reference), text("Entretien"), typed("float", "45", "45"))
    return ods(table(headings, line))


def test_a_sheet_of_libreoffice_is_imported(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, contacts(case_file), "contacts.ods")
    assert batch.file.content_type == "application/vnd.oasis.opendocument.spreadsheet"
    assert batch.file_name.endswith(".ods")
    confirm(client, batch)
    contact = Contact.objects.get()
    assert (contact.date.isoformat(), contact.minutes, contact.kind.label) == ("2026-03-04", 45, "Entretien")
    assert (contact.imported_in, contact.imported_line) == (batch, 2)


def test_the_same_file_again_changes_nothing(case_manager, case_file, preview, confirm):
    confirm(*preview(case_manager, contacts(case_file), "contacts.ods"))
    _, again = preview(case_manager, contacts(case_file), "contacts.ods")
    assert again.counts == {"unchanged": 1}


def test_what_the_child_noticed_is_said(case_manager, case_file, preview):
    content = sheets.csv_bytes(("", "04/03/2026", case_file.reference, "Entretien", "", "", "", "été"))
    client, batch = preview(case_manager, content.replace("été".encode(), "été".encode("cp1252")) + content)
    batch.refresh_from_db()
    page = client.get(f"/gestion/echanges/imports/{batch.pk}/").content.decode()
    assert "ce fichier mélange plusieurs encodages" in page
