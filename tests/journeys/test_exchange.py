"""A messy sheet is matched, mended, imported and taken back; exports have no names."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.journeys.messy import messy


@pytest.fixture
def reference(person):
    """The reference of one open file, read on the screen."""
    staff = person("referente@example.org")
    staff.go("/gestion/dossiers/")
    row = staff.page.get_by_role("row", name=re.compile("Élise Modèle"))
    return re.search(r"HT-\d{4}-\d{4}", row.inner_text()).group()


@pytest.fixture
def closed(person):
    """The reference of a closed file of the same case manager."""
    staff = person("referente@example.org")
    staff.go("/gestion/dossiers/?status=closed")
    return re.search(r"HT-\d{4}-\d{4}", staff.page.get_by_role("main").inner_text()).group()


def looked_at(staff, *, picture=None):
    """Axe at both widths, in both colours."""
    page = staff.page
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            last = (width, scheme) == (1280, "light")
            staff.check_page(picture=picture if last else None)
        staff.fits()


def test_a_messy_sheet_becomes_contacts_and_is_taken_back(person, reference, closed):
    staff = person("referente@example.org")
    page, (content, wrong, right) = staff.page, messy(reference, closed)
    send(staff, content, "mars.xlsx", "contacts de mars, essai")

    match_columns(staff)
    expect(page.get_by_role("heading", name=f"{right} lignes prêtes à importer")).to_be_visible()
    expect(page.get_by_text(f"{wrong} à corriger").first).to_be_visible()
    staff.sees("parle d’un dossier fermé")
    looked_at(staff, picture="import")

    say_what_a_word_means(staff)
    mended = mend_on_the_spot(staff)
    leave_the_closed_one_out(staff, closed)
    looked_at(staff, picture="import-corrige")

    total = right + mended + 3
    page.get_by_role("button", name=f"Importer {total} lignes").click()
    expect(page.get_by_role("heading", name="Import terminé")).to_be_visible(timeout=30_000)
    expect(page.locator(".ex-results li").first).to_have_text(f"{total} ajoutées")
    looked_at(staff, picture="import-termine")
    address = page.url

    send_the_rest_again(staff, reference, wrong - mended - 4)
    page.goto(address)
    edited_by_a_colleague(person, page)
    take_back(staff, total)


def send(staff, content, name, reason, target="contacts"):
    page = staff.page
    staff.go(f"/gestion/echanges/importer/?cible={target}")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_label("Motif").fill(reason)
    page.get_by_role("button", name="Voir l’aperçu").click()


def test_a_text_file_read_wrongly_is_read_otherwise(person, reference):
    staff = person("referente@example.org")
    page = staff.page
    lines = ["Le moment;Dossier n°;Sorte;Remarque", f"04/03/2026;{reference};Entretien;Vu à l’été"]
    send(staff, "\r\n".join(lines).encode("mac_roman"), "carnet.csv", "carnet de rue, essai")
    expect(page.get_by_role("heading", name="Comment lire le fichier")).to_be_visible()
    staff.sees("Vu à l’été")
    page.get_by_label(re.compile("est la colonne A")).select_option(label="Date")
    page.get_by_label("Garder cette correspondance").fill("carnet de rue")
    page.get_by_label("Encodage").select_option(label="UTF-8")
    page.get_by_role("button", name="Relire").click()
    staff.sees("dans cet encodage")
    expect(page.get_by_label(re.compile("est la colonne A"))).to_have_value("date")
    expect(page.get_by_label("Garder cette correspondance")).to_have_value("carnet de rue")
    page.get_by_label("Encodage").select_option(label="Macintosh")
    page.get_by_role("button", name="Relire").click()
    staff.sees("Vu à l’été")
    page.get_by_label(re.compile("est la colonne C")).select_option(label="Nature")
    looked_at(staff, picture="import-relire")
    # Enter in a field asks for the preview, and reads nothing again.
    page.get_by_label("Garder cette correspondance").press("Enter")
    expect(page.get_by_role("heading", name="1 ligne prête à importer")).to_be_visible()
    page.get_by_role("button", name="Abandonner").click()


def test_a_list_of_persons_asks_who_is_known(person):
    staff = person("referente@example.org")
    page = staff.page
    lines = [
        "Dispositif;Nom;Prénom;Date de naissance;Genre;Commune",
        "Héberge Toit;Factise;Félix;09/05/1968;H;7100 La Louvière",
        "Héberge Toit;;Ondine;02/04/1991;F;7100 La Louvière",
    ]
    send(staff, "\r\n".join(lines).encode("cp1252"), "liste.csv", "ma liste d’avant, essai", "persons")
    expect(page.get_by_role("link", name=re.compile("Déjà connues"))).to_be_visible()
    row = page.locator("tbody[data-outcome=likely]")
    expect(row).to_contain_text("Félix Factice")
    looked_at(staff, picture="import-personnes")
    row.get_by_role("button", name=re.compile("Répondre")).click()
    expect(page.locator("#l2")).to_contain_text("Choisissez une réponse")
    page.locator("#l2").get_by_label(re.compile("C’est bien elle ou lui")).first.check()
    page.locator("#l2").get_by_role("button", name=re.compile("Répondre")).click()
    expect(page.locator("#l2")).to_have_attribute("data-outcome", "changed")
    page.locator("#l2").get_by_role("button", name=re.compile("Laisser de côté")).click()
    expect(page.locator("#l2")).to_have_attribute("data-outcome", "left_out")
    page.get_by_label(re.compile("^Nom, ligne 3")).fill("Nouvelle-Fictive")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 ligne prête à importer")).to_be_visible()
    page.get_by_role("button", name="Importer 1 ligne").click()
    expect(page.get_by_role("heading", name="Import terminé")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("link", name=re.compile("^Voir"))).to_have_count(1)
    staff.check_page()
    # The file that was opened goes again: the other journeys count the places of this case manager.
    page.get_by_role("link", name="Reprendre cet import").click()
    expect(page.get_by_role("heading", name="1 ligne sur 1 sera reprise")).to_be_visible()
    page.get_by_label("Motif").fill("ce n’était qu’un essai")
    page.get_by_role("button", name="Reprendre 1 ligne").click()
    expect(page.get_by_role("heading", name="Import repris")).to_be_visible(timeout=30_000)


def match_columns(staff):
    page = staff.page
    expect(page.get_by_role("heading", name="Colonnes du fichier")).to_be_visible()
    staff.sees("Il manque la colonne")
    expect(page.locator("#id_line")).to_have_value("3")
    # What is forgotten is said, and what was chosen stays.
    page.get_by_label(re.compile("est la colonne H")).select_option(label="Axe de vie")
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("alert").first).to_contain_text("Il manque la colonne")
    expect(page.get_by_label(re.compile("est la colonne H"))).to_have_value("axis")
    page.get_by_label(re.compile("est la colonne H")).select_option("")
    page.get_by_label(re.compile("est la colonne B")).select_option(label="Date")
    page.get_by_label("Garder cette correspondance").fill("relevé du mois")
    looked_at(staff, picture="import-colonnes")
    page.get_by_role("button", name="Voir l’aperçu").click()


def say_what_a_word_means(staff):
    """« Papote » stands in two rows: said once. « Entretient » is proposed, and waits for a yes."""
    page = staff.page
    expect(page.get_by_label(re.compile("Entretient"))).to_have_value("Entretien")
    page.get_by_label(re.compile("Papote")).select_option(label="Prise de nouvelles")
    page.get_by_role("button", name="Remplacer dans toutes les lignes").click()
    staff.sees("2 valeurs sont remplacées dans toutes les lignes.")


def mend_on_the_spot(staff):
    """Three cells, from the keyboard: Enter saves, and one goes on to the next row."""
    page = staff.page
    page.get_by_role("navigation", name="Lignes par sort").get_by_role("link", name="À corriger").click()
    rows = page.locator("tbody[data-outcome=wrong]")
    expect(rows.first).to_contain_text("fermé")
    wrong = rows.count()
    first = page.locator("tbody", has_text="29 février d’une année").get_by_label(re.compile("^Date"))
    first.fill("30/02/2025")
    first.press("Enter")
    again = page.locator("tbody", has_text="29 février d’une année").get_by_label(re.compile("^Date"))
    expect(again).to_have_value("30/02/2025")
    expect(again).to_be_focused()
    for value in ("28/02/2025", "28/02/2026", "13/03/2026"):
        page.locator(":focus").fill(value)
        page.keyboard.press("Enter")
        wrong -= 1
        expect(page.locator("[data-settle-said]")).to_contain_text(f"Il reste {wrong} lignes à corriger")
        expect(rows).to_have_count(wrong)
        expect(page.locator(":focus")).to_have_class("ex-mend")
    return 3


def leave_the_closed_one_out(staff, closed):
    page = staff.page
    row = page.locator("tbody", has_text=closed)
    row.get_by_role("button", name=re.compile("Laisser de côté")).click()
    expect(row.get_by_role("button", name=re.compile("Reprendre la ligne"))).to_be_visible()
    expect(page.get_by_text("parle d’un dossier fermé")).to_have_count(0)


def send_the_rest_again(staff, reference, left):
    """The refused rows come back as a workbook; mended there, they go in; what was there changes nothing."""
    page = staff.page
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Lignes à corriger")).first.click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    assert headings[-1] == "Erreurs"
    assert sheet.max_row - 1 == left + 1  # the row that stood twice is one of them
    for line in range(2, sheet.max_row + 1):
        values = (f"B{line:02d}", "10/03/2026", reference, "Entretien", "30", "Rue")
        for column, value in enumerate(values, start=1):
            sheet.cell(line, column).value = value
    mended = io.BytesIO()
    book.save(mended)
    send(staff, mended.getvalue(), "corrige.xlsx", "les lignes corrigées, essai")
    expect(page.get_by_role("heading", name=f"{left + 1} lignes prêtes à importer")).to_be_visible()
    page.get_by_role("button", name=f"Importer {left + 1} lignes").click()
    expect(page.get_by_role("heading", name="Import terminé")).to_be_visible(timeout=30_000)
    send(staff, mended.getvalue(), "corrige.xlsx", "une deuxième fois, par erreur")
    expect(page.get_by_role("heading", name="Rien de nouveau dans ce fichier")).to_be_visible()
    staff.sees("Ce fichier a déjà été importé")
    page.get_by_role("button", name="Abandonner").click()


def edited_by_a_colleague(person, page):
    """Coordination corrects one of the contacts that the import wrote."""
    written = page.get_by_role("link", name=re.compile("^Voir")).first.get_attribute("href")
    file, _, contact = written.partition("#contact-")
    colleague = person("coordination@example.org")
    colleague.go(f"{file}?corriger={contact}#corriger")
    form = colleague.page.locator("#corriger")
    colleague.page.evaluate(
        "document.querySelectorAll('#corriger details').forEach(fold => fold.open = true)"
    )
    form.get_by_label(re.compile("Durée")).fill("50")
    form.get_by_label("Pourquoi cette correction").fill("La durée était fausse")
    form.get_by_role("button", name="Corriger").click()
    colleague.sees("Le contact est corrigé")


def take_back(staff, total):
    page = staff.page
    page.get_by_role("link", name="Reprendre cet import").click()
    expect(
        page.get_by_role("heading", name=f"{total - 1} lignes sur {total} seront reprises")
    ).to_be_visible()
    staff.sees("Ce contact a été modifié depuis")
    looked_at(staff, picture="import-reprendre")
    page.get_by_role("button", name=f"Reprendre {total - 1} lignes").click()
    expect(page.get_by_role("alert").first).to_contain_text("Écrivez pourquoi")
    page.get_by_label("Motif").fill("mauvais fichier, essai")
    page.get_by_role("button", name=f"Reprendre {total - 1} lignes").click()
    expect(page.get_by_role("heading", name="Import repris")).to_be_visible(timeout=30_000)
    expect(page.locator(".ex-results li")).to_have_text([f"{total - 1} reprises", "1 gardée"])
    looked_at(staff)
    staff.go("/gestion/echanges/")
    expect(page.get_by_role("row", name=re.compile("contacts de mars, essai"))).to_contain_text("repris")


def test_an_export_has_no_names_for_the_data_officer(person):
    staff = person("donnees@example.org")
    page = staff.page
    staff.go("/gestion/echanges/")
    page.get_by_role("link", name=re.compile("Exporter|Dossiers", re.I)).first.click()
    staff.check_page()
    expect(page.locator("[name=names]")).to_have_count(0)
    page.get_by_label("Motif", exact=True).fill("rapport trimestriel d’essai")
    page.get_by_role("button", name="Préparer le fichier").click()
    staff.sees("Le fichier est prêt")
    staff.check_page()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Télécharger")).first.click()
    sheet_ = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    cells = [str(cell.value) for row in sheet_.iter_rows() for cell in row]
    assert any(re.fullmatch(r"HT-\d{4}-\d{4}", cell) for cell in cells)
    assert not any("Élise" in cell for cell in cells)


# The code of the sign-in was given long ago, and a new one may be given at once.
LONG_AGO = """
from django.contrib.sessions.backends.db import SessionStore
from portal.accounts.models import TotpDevice
from portal.accounts.sessions import FACTOR_AT
store = SessionStore("{key}")
store[FACTOR_AT] -= 3600
store.save()
TotpDevice.objects.filter(user__email="{email}").update(last_step=-1)
"""


def test_names_leave_after_a_new_code_only(person, portal):
    """Rows ticked on the list, a code given again, columns in another order, a file to download."""
    staff = person("coordination@example.org")
    page = staff.page
    (key,) = [cookie["value"] for cookie in staff.context.cookies() if "session" in cookie["name"]]
    portal.ask("shell", "-v0", "-c", LONG_AGO.format(key=key, email=staff.email))
    staff.go("/gestion/dossiers/")
    boxes = page.get_by_role("checkbox", name=re.compile("^Cocher HT-"))
    references = [boxes.nth(n).get_attribute("aria-label").split()[-1] for n in (0, 2)]
    expect(page.get_by_role("button", name="Exporter les lignes cochées")).to_be_hidden()
    for reference in references:
        page.get_by_role("checkbox", name=f"Cocher {reference}").check()
    # They stay from one page of the list to the next, until they are cleared.
    staff.go("/gestion/dossiers/?p=2")
    expect(page.get_by_text("2 cochées")).to_be_visible()
    staff.go("/gestion/dossiers/")
    expect(page.get_by_role("checkbox", name=f"Cocher {references[1]}")).to_be_checked()
    page.get_by_role("button", name="Tout décocher").click()
    expect(page.get_by_role("button", name="Exporter les lignes cochées")).to_be_hidden()
    page.get_by_role("checkbox", name=f"Cocher {references[0]}").check()
    staff.go("/gestion/dossiers/?p=2")
    staff.go("/gestion/dossiers/")
    page.get_by_role("checkbox", name=f"Cocher {references[1]}").check()
    looked_at(staff, picture="dossiers-coches")
    page.get_by_role("button", name="Exporter les lignes cochées").click()

    expect(page.get_by_label("Code")).to_be_visible()
    staff.check_page()
    page.get_by_label("Code").fill(staff.code())
    page.get_by_role("button").filter(has_text=re.compile("Entrer|Confirmer|Continuer")).first.click()
    expect(page.get_by_text("2 lignes cochées")).to_be_visible()
    staff.keep_signed_in()
    page.get_by_label(re.compile("^Complet")).check()
    page.get_by_role("button", name="Monter « Nom »").click()
    page.get_by_role("button", name="Monter « Nom »").click()
    expect(page.get_by_role("button", name="Monter « Nom »")).to_be_hidden()
    expect(page.get_by_role("button", name="Descendre « Nom »")).to_be_focused()
    looked_at(staff, picture="export")
    page.get_by_label("Motif", exact=True).fill("réunion d’équipe, essai")
    page.get_by_label("Motif", exact=True).press("Enter")
    staff.sees("Le fichier est prêt")
    looked_at(staff, picture="exports")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Télécharger")).first.click()
    lines = list(openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active.values)
    assert lines[0][:3] == ("Nom", "Référence", "Prénom")
    assert sorted(line[1] for line in lines[1:]) == sorted(references)


def test_the_report_for_the_region_from_one_month_to_another(person):
    staff = person("donnees@example.org")
    page = staff.page
    staff.go("/gestion/echanges/region/")
    staff.sees("il manque le revenu principal")
    looked_at(staff, picture="rapport-region")
    first = page.get_by_label("De", exact=True)
    codes = [option.get_attribute("value") for option in first.locator("option").all()]
    first.select_option(codes[min(len(codes) - 1, 5)])
    page.get_by_label("À", exact=True).select_option(codes[2])
    page.get_by_role("button", name="Afficher", exact=True).click()
    staff.sees("une soustraction dirait")
    expect(page.get_by_role("columnheader", name="Personnes")).to_have_count(0)
    looked_at(staff)
    page.get_by_role("link", name="Version à imprimer").click()
    staff.check_page()
    staff.fits()


def test_data_protection_sees_who_did_what(person):
    staff = person("dpo@example.org")
    staff.go("/gestion/journal/")
    staff.check_page()
    staff.go("/gestion/journal/verification/")
    staff.sees("Le journal est intact")
    staff.check_page()
    assert staff.go("/gestion/dossiers/").status == 403
