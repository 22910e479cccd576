"""Staff exchange spreadsheets: a preview first, wrong rows back, exports without names."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect


@pytest.fixture
def reference(person):
    """The reference of one open file, read on the screen."""
    staff = person("referente@example.org")
    staff.go("/gestion/dossiers/")
    row = staff.page.get_by_role("row", name=re.compile("Élise Modèle"))
    return re.search(r"HT-\d{4}-\d{4}", row.inner_text()).group()


def sheet(reference, note):
    lines = [
        "date;dossier;nature;minutes;lieu;note",
        f"04/03/2026;{reference};Entretien;45;Bureau;{note} – été, œuvre",
        f"31/02/2026;{reference};Entretien;30;Bureau;une date qui n’existe pas",
        "05/03/2026;HT-1999-0001;Entretien;30;Rue;un dossier qui n’existe pas",
    ]
    return "\r\n".join(lines).encode("cp1252")


def test_contacts_are_previewed_then_imported(person, reference):
    staff = person("donnees@example.org")
    page = staff.page
    staff.go("/gestion/echanges/")
    staff.check_page()
    page.get_by_role("link", name=re.compile("Importer", re.I)).first.click()
    staff.check_page()
    page.get_by_label(re.compile("Contacts")).first.check()
    page.locator("input[type=file]").set_input_files(
        {"name": "contacts.csv", "mimeType": "text/csv", "buffer": sheet(reference, "journée fictive")}
    )
    page.get_by_label("Motif").fill("contacts de mars, journée d’essai")
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_text("Rien n’est encore écrit")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("1 ligne prête"))).to_be_visible()
    staff.check_page(picture="import")

    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Lignes à corriger")).first.click()
    returned = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    headings = [cell.value for cell in returned[1]]
    assert "Erreurs" in headings
    assert returned.max_row == 3

    page.get_by_role("button", name=re.compile("Importer 1 ligne")).click()
    expect(page.get_by_role("heading", name=re.compile("Import terminé"))).to_be_visible()
    staff.check_page()


def test_an_export_has_no_names_for_the_data_officer(person):
    staff = person("donnees@example.org")
    page = staff.page
    staff.go("/gestion/echanges/")
    page.get_by_role("link", name=re.compile("Exporter|Dossiers", re.I)).first.click()
    staff.check_page()
    expect(page.locator("[name=names]")).to_have_count(0)
    page.get_by_label("Motif").fill("rapport trimestriel d’essai")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Télécharger|Exporter")).first.click()
    sheet_ = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    cells = [str(cell.value) for row in sheet_.iter_rows() for cell in row]
    assert any(re.fullmatch(r"HT-\d{4}-\d{4}", cell) for cell in cells)
    assert not any("Élise" in cell for cell in cells)


def test_data_protection_sees_who_did_what(person):
    staff = person("dpo@example.org")
    staff.go("/gestion/journal/")
    staff.check_page()
    staff.go("/gestion/journal/verification/")
    staff.sees("Le journal est intact")
    staff.check_page()
    assert staff.go("/gestion/dossiers/").status == 403
