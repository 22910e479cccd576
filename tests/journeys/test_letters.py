"""A letter from a template made without code; papers sent from a telephone, and looked at."""

import re

from playwright.sync_api import expect

from tests.support.papers import PDF, photo

TITLE = "Lettre au propriétaire (exemple)"


def write_template(page):
    """A text with a field of the file and an amount to ask for, all chosen; then published."""
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_purpose").fill("Proposer un loyer.")
    page.locator("#id_to").select_option(label="à quelqu’un d’autre, dit dans la lettre")
    page.locator("#id_subject").fill("proposition de loyer")
    page.locator("#id_kind").select_option(label="Courrier")
    page.get_by_role("button", name="Insérer un bloc").first.click()
    page.get_by_role("option", name="texte", exact=True).click()
    words = page.locator("[contenteditable=true]")
    words.click()
    page.keyboard.type("Nous accompagnons ")
    put_field(page, "prénom et nom")
    page.keyboard.type(", qui propose un loyer de ")
    put_field(page, "un montant en euros", what="loyer proposé")
    page.keyboard.type(".")
    expect(words.locator(".ht-chip")).to_have_text(["prénom et nom", "loyer proposé"])
    # The editor hands over what is typed a moment later.
    expect(page.locator("[name='body-0-value']")).to_have_value(re.compile("loyer proposé\\."))


def put_field(page, which, *, what=None):
    page.keyboard.type("/")
    page.get_by_role("option", name="Champ du dossier").click()
    window = page.get_by_role("dialog", name="Champ du dossier")
    window.get_by_label("Lequel").select_option(label=which)
    if what:
        window.get_by_label("Quoi").fill(what)
    window.get_by_role("button", name="Insérer").click()
    expect(window).to_have_count(0)
    # What is typed before the editor has the hand again goes nowhere.
    expect(page.locator("[contenteditable=true]")).to_be_focused()


def publish(page):
    page.locator("footer [data-w-dropdown-target='toggle'], footer button[aria-expanded]").first.click()
    page.get_by_role("button", name="Publier").click()


def a_file(staff):
    staff.go("/gestion/dossiers/?ordering=reference")
    return staff.page.locator("td.title a").first.get_attribute("href")


def test_a_letter_from_a_template_made_without_code(person):
    coordination = person("coordination@example.org")
    coordination.go("/gestion/modeles-de-lettres/add/")
    write_template(coordination.page)
    # Wagtail’s editors have no heading of the first level; nothing else is let through.
    found = coordination.windows.examined.problems(coordination.page)
    assert not [line for line in found if not line.startswith("page-has-heading-one")]
    coordination.picture("modele-de-lettre")
    publish(coordination.page)
    expect(coordination.page.get_by_text(TITLE).first).to_be_visible()

    staff = person("referent2@example.org", width=360)
    page, file = staff.page, a_file(staff)
    staff.go(f"{file}documents/")
    staff.check_page()
    staff.fits()
    page.get_by_role("button", name=TITLE).click()
    sheet = page.locator(".ht-sheet")
    expect(sheet.locator("mark")).to_have_count(2)
    expect(sheet).not_to_contain_text("prénom et nom")
    page.get_by_label("Adressée à").fill("Propriétaire Fictif\nRue de l’Exemple 3")
    page.get_by_role("button", name="Établir la lettre").click()
    expect(page.get_by_role("alert")).to_contain_text("Il manque encore : loyer proposé.")
    staff.check_page()
    staff.fits()
    page.get_by_label("Loyer proposé").fill("12,345")
    page.get_by_role("button", name="Enregistrer et relire").click()
    expect(page.get_by_role("alert")).to_contain_text("Écrivez un montant en euros")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Loyer proposé").fill("1 450,50 €")
    page.get_by_role("button", name="Enregistrer et relire").click()
    expect(page.locator(".ht-sheet mark")).to_have_count(0)
    staff.check_page(picture="lettre")
    page.get_by_role("button", name="Établir la lettre").click()
    expect(page.locator("#fiche .ht-done")).to_contain_text(
        re.compile(r"La lettre L-20\d\d-\d{4} est établie")
    )
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("img")).to_be_visible()
    staff.check_page(picture="document")
    frame.get_by_text("Lire le texte de la page 1").click()
    expect(frame.get_by_text("propose un loyer de 1\u00a0450,50\u00a0€.")).to_be_visible()


def test_papers_are_sent_one_by_one_and_looked_at(person):
    staff = person("referent3@example.org", width=360)
    page, file = staff.page, a_file(staff)
    staff.go(f"{file}documents/")
    send = page.locator("form.ht-uploads")
    if not send.is_visible():
        page.locator("summary", has_text="Ajouter des documents").click()
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    send.get_by_label("Fichiers").set_input_files(
        [
            {"name": "bail.pdf", "mimeType": "application/pdf", "buffer": PDF},
            {"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": heic},
        ]
    )
    send.get_by_label("Nature").select_option(label="Bail ou état des lieux")
    send.get_by_role("button", name="Ajouter", exact=True).click()
    expect(send.locator(".is-kept")).to_contain_text("bail.pdf")
    expect(send.locator(".is-refused")).to_contain_text("Réglages › Appareil photo")
    staff.check_page()
    staff.fits()
    jpeg = {"name": "etat-des-lieux.jpg", "mimeType": "image/jpeg", "buffer": photo(600, 400, turned=6)}
    send.get_by_label("Fichiers").set_input_files([jpeg])
    send.get_by_label("Nature").select_option(label="Bail ou état des lieux")
    send.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator("#documents .ht-done")).to_contain_text("Le document est chiffré et rangé")
    page.get_by_role("link", name="etat-des-lieux", exact=True).click()
    picture = page.frame_locator("iframe").get_by_role("img", name="etat-des-lieux")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => [one.naturalWidth, one.naturalHeight]") == [400, 600]
    # The frame is a world apart: nothing runs in it, and it reaches nothing of ours.
    assert page.frames[-1].evaluate("window.origin") == "null"
    staff.check_page()
    staff.fits()
    page.get_by_text("Enlever ce document").click()
    page.get_by_label("Pourquoi").select_option(label="ajouté deux fois")
    page.get_by_role("button", name="Enlever et effacer le fichier").click()
    expect(page.locator("#documents .ht-done")).to_contain_text("Le document est enlevé")
