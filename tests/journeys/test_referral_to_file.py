"""A visitor's form becomes a referral, and the referral becomes a case file."""

import re

from playwright.sync_api import expect

from tests.journeys.orientation import fill_orientation, send
from tests.support.papers import PDF


def test_a_service_sends_the_form_and_gets_a_receipt(person):
    visitor = person(width=360)
    page = visitor.page
    visitor.go("/")
    visitor.check_page()
    visitor.fits()
    page.get_by_role("link", name="Orienter une personne").first.click()
    visitor.check_page()
    visitor.fits()
    page.get_by_role("link", name=re.compile("en ligne", re.I)).first.click()
    visitor.check_page()
    visitor.fits()

    page.get_by_role("button", name="Envoyer le formulaire").click()
    expect(page.locator(":focus")).to_contain_text("Prénom")
    visitor.check_page()

    fill_orientation(page, last_name="Visiteuse-Fictive")
    send(page)
    expect(page.get_by_role("heading", name="C’est reçu. Merci.")).to_be_visible()
    expect(page.locator(".code")).to_have_text(re.compile(r"^HT-[A-Z0-9]{4}-[A-Z0-9]{4}$"))
    visitor.check_page()
    visitor.fits()


def test_a_double_click_stores_once(person):
    visitor = person()
    page = visitor.page
    visitor.go("/orienter/formulaire/")
    fill_orientation(page, last_name="Deux-Fois-Fictif")
    send(page, clicks=2)
    expect(page.locator(".code")).to_be_visible()

    staff = person("coordination@example.org")
    staff.go("/gestion/orientations/?q=deux-fois-fictif")
    expect(staff.page.get_by_role("link", name=re.compile("Deux-Fois-Fictif"))).to_have_count(1)


def test_without_javascript_the_form_still_arrives(portal, chromium):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(portal.address + "/orienter/formulaire/")
    page.get_by_role("button", name="Envoyer le formulaire").click()
    expect(page.locator("#erreurs").first).to_be_visible()
    fill_orientation(page, last_name="Sans-Script-Fictif")
    send(page)
    expect(page.get_by_role("heading", name="C’est reçu. Merci.")).to_be_visible()
    context.close()


def test_a_case_manager_admits_and_accompanies(person):
    visitor = person()
    visitor.go("/orienter/formulaire/")
    fill_orientation(visitor.page, last_name="Parcours-Fictif")
    send(visitor.page)
    receipt = visitor.page.locator(".code").inner_text()

    staff = person("referente@example.org")
    page = staff.page
    staff.go("/gestion/")
    expect(page.get_by_role("heading", name="À décider")).to_be_visible()
    staff.check_page(picture="aujourdhui")
    staff.go("/gestion/orientations/?q=parcours-fictif")
    page.get_by_role("link", name=re.compile("Parcours-Fictif")).first.click()
    expect(page.get_by_text(receipt)).to_be_visible()
    expect(page.get_by_text("En rue depuis moins de six mois")).to_be_visible()
    staff.check_page()

    page.locator("summary", has_text="Accueillir").click()
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.locator("h1")).to_contain_text(re.compile(r"HT-\d{4}-\d{4}"))
    expect(page.get_by_text("Votre consultation est inscrite au journal").first).to_be_visible()

    contacts = page.locator("#contacts")
    contacts.get_by_label("Note partageable").first.fill("Premier café, première liste de priorités. 🙂")
    contacts.locator("summary", has_text="Préciser").first.click()
    contacts.get_by_label("Durée (minutes)").first.fill("45")
    contacts.get_by_role("button", name="Noter ce contact").click()
    expect(page.locator("#contacts")).to_contain_text("première liste de priorités")

    page.locator("#plan summary", has_text="Ajouter un objectif").click()
    objective = page.locator("#plan form[action$='/objectif/']")
    objective.get_by_label("Axe de vie").select_option(index=1)
    objective.get_by_label("Objectif").fill("Retrouver ses papiers")
    objective.get_by_role("button", name="Ajouter l’objectif").click()
    expect(page.locator("#plan")).to_contain_text("Retrouver ses papiers")

    page.locator("#plan summary", has_text="Ajouter une action").click()
    action = page.locator("#plan form[action$='/action/']")
    action.get_by_label("Action", exact=False).first.fill("Prendre rendez-vous à la commune")
    action.get_by_role("button", name="Ajouter l’action").click()
    expect(page.locator("#plan")).to_contain_text("Prendre rendez-vous à la commune")

    documents = page.locator("#documents")
    documents.locator("summary").first.click()
    documents.get_by_label("Fichier").set_input_files(
        {"name": "attestation.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    documents.get_by_label("Intitulé").fill("Attestation fictive")
    documents.get_by_label("Nature").select_option(index=1)
    documents.get_by_role("button", name=re.compile("Ajouter|Ranger|Déposer")).first.click()
    expect(page.locator("#documents")).to_contain_text("Attestation fictive")
    with page.expect_download() as download:
        named = re.compile("Télécharger.*Attestation fictive")
        page.locator("#documents").get_by_role("link", name=named).click()
    assert download.value.path().read_bytes() == PDF

    expect(page.locator("#parcours")).to_contain_text("Étape 1 sur 6")
    page.locator("#parcours summary", has_text="Changer d’étape").click()
    page.locator("#parcours").get_by_role("button", name="Changer d’étape").click()
    expect(page.locator("#parcours")).to_contain_text("Étape 2 sur 6")
    expect(page.locator("#lectures")).to_contain_text("Robin")
    staff.check_page()


def test_a_full_case_manager_is_told_and_offered_the_waiting_list(person):
    staff = person("referent2@example.org")
    page = staff.page
    staff.go("/gestion/orientations/")
    page.get_by_role("link", name=re.compile("Violette Esquisse")).click()
    page.locator("summary", has_text="Accueillir").click()
    expect(page.get_by_text("Vos 10 places sont prises.")).to_be_visible()
    page.locator("summary", has_text="Mettre en liste d’attente").click()
    page.get_by_label("Pourquoi attendre").fill("Une place se libère dans quinze jours.")
    page.get_by_role("button", name="Mettre en liste d’attente").click()
    staff.go("/gestion/attente/")
    expect(page.get_by_text("Violette Esquisse")).to_be_visible()
    staff.check_page()


def test_a_file_is_readable_on_a_telephone_and_on_paper(person):
    staff = person("referente@example.org", width=360)
    page = staff.page
    staff.go("/gestion/dossiers/")
    staff.fits()
    page.get_by_role("link", name=re.compile("Élise Modèle")).click()
    expect(page.locator("h1")).to_contain_text("Élise Modèle")
    staff.check_page()
    staff.fits()
    assert "Modèle" not in page.title()

    wide = person("referente@example.org")
    wide.page.goto(page.url)
    wide.check_page(picture="dossier")


def test_the_keyboard_alone_reaches_the_contact_form(person):
    staff = person("referente@example.org")
    page = staff.page
    staff.go("/gestion/dossiers/")
    page.get_by_role("link", name=re.compile("Élise Modèle")).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Élise Modèle")
    link = page.get_by_role("navigation").get_by_role("link", name=re.compile("^Contacts"))
    link.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#contacts') !== null")
