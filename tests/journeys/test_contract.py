"""A referral by telephone becomes a file, a plan, and a contract that both have signed."""

import re

from playwright.sync_api import expect

from tests.journeys.orientation import fill_orientation
from tests.support.papers import PDF


def test_a_referral_by_telephone_to_a_signed_contract(person):
    staff = person("referente@example.org")
    page = staff.page
    admit_from_the_telephone(staff, last_name="Contrat-Fictif")

    contacts = page.locator("#contacts")
    contacts.get_by_label("Note partageable").first.fill("Première rencontre, ce qui compte pour Zélie.")
    contacts.get_by_role("button", name="Noter ce contact").click()
    expect(page.locator("#contacts")).to_contain_text("ce qui compte pour Zélie")

    assess(staff)
    plan(staff)
    make_contract(staff)
    sign(staff)

    page.get_by_role("link", name=re.compile("^Dossier HT-")).click()
    expect(page.locator("#contrat")).to_contain_text("signée, à revoir le")
    page.locator("#contrat").scroll_into_view_if_needed()
    staff.check_page()

    change_the_plan(staff)
    evaluate(staff)


def admit_from_the_telephone(staff, *, last_name):
    page = staff.page
    staff.go("/gestion/reponses/nouvelle/orientation/")
    page.get_by_label("Au téléphone").check()
    fill_orientation(page, last_name=last_name)
    page.get_by_role("button", name=re.compile("Enregistrer|Envoyer")).last.click()
    page.get_by_role("link", name=re.compile("Ouvrir la demande OR-")).click()
    page.locator("summary", has_text="Accueillir").click()
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.locator("h1")).to_contain_text(re.compile(r"HT-\d{4}-\d{4}"))


def assess(staff):
    page = staff.page
    page.locator("#bilans summary", has_text="Commencer un bilan").click()
    page.locator("#bilans").get_by_role("button", name="Commencer").click()
    page.locator("input[name=budget_level][value='2']").check()
    page.locator("textarea[name=budget_strengths]").fill("Note ses dépenses dans un carnet.")
    page.locator("textarea[name=budget_resources]").fill("Une voisine de confiance.")
    page.get_by_role("button", name="Enregistrer et terminer").click()
    expect(page.locator("#bilans")).to_contain_text("Bilan par axe de vie")
    page.get_by_role("link", name=re.compile("chemin parcouru")).click()
    expect(page.get_by_role("img", name=re.compile("Gestion du budget : 2 sur 5"))).to_be_visible()
    staff.check_page()
    page.go_back()


def plan(staff):
    page = staff.page
    page.locator("#plan summary", has_text="Ajouter un objectif").click()
    objective = page.locator("#plan form[action$='/objectif/']")
    objective.get_by_label("Axe de vie").select_option(label="Logement et appropriation du logement")
    objective.get_by_label("Objectif").fill("Trouver un logement à loyer accessible")
    objective.get_by_label("Avec les mots de la personne").fill("Une porte que je peux fermer.")
    objective.get_by_label("Moyens").fill("Deux visites par semaine, une caution par le CPAS.")
    objective.get_by_role("button", name="Ajouter l’objectif").click()
    page.locator("#plan summary", has_text="Ajouter une action").click()
    action = page.locator("#plan form[action$='/action/']")
    action.get_by_label("Action", exact=False).first.fill("S’inscrire auprès de l’agence immobilière sociale")
    action.get_by_role("button", name="Ajouter l’action").click()
    expect(page.locator("#plan")).to_contain_text("agence immobilière sociale")


def make_contract(staff):
    page = staff.page
    page.locator("#contrat summary", has_text="Établir le contrat").click()
    page.locator("#contrat").get_by_role("button", name="Établir le contrat").click()
    expect(page.locator("h1")).to_contain_text("Contrat d’engagement, version 1")
    expect(page.get_by_text("Une porte que je peux fermer.")).to_be_visible()
    staff.check_page(picture="contrat")
    staff.fits()
    address = page.get_by_role("link", name="Ouvrir le PDF à signer").get_attribute("href")
    paper = page.request.get(staff.portal.address + address)
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF")


def sign(staff):
    page = staff.page
    page.get_by_label("Signé le").fill("2999-01-01")
    page.get_by_role("button", name="Noter", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("dans le futur")
    staff.check_page()
    page.get_by_label("Signé le").fill(page.evaluate("new Date().toLocaleDateString('sv')"))
    page.get_by_role("button", name="Noter", exact=True).click()
    expect(page.locator("#signatures")).to_contain_text("Zélie Contrat-Fictif")
    expect(page.locator("header")).to_contain_text("signé")
    page.locator("summary", has_text="Ranger l’exemplaire signé").click()
    page.get_by_label("Le contrat signé, numérisé").set_input_files(
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Ranger", exact=True).click()
    expect(page.get_by_role("link", name="Exemplaire signé")).to_be_visible()


def change_the_plan(staff):
    """The contract tells that the plan went on without it."""
    page = staff.page
    page.get_by_role("link", name="Tout le plan sur une page").click()
    staff.check_page(picture="plan")
    page.get_by_role("link", name=re.compile("^Corriger l’objectif")).click()
    page.get_by_label("Moyens").fill("Trois visites par semaine.")
    staff.check_page()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#plan")).to_contain_text("Trois visites par semaine.")
    page.get_by_role("link", name=re.compile("^Dossier HT-")).click()
    expect(page.locator("#contrat")).to_contain_text("faites une nouvelle version")
    expect(page.locator("#contrat")).to_contain_text("les moyens")


def evaluate(staff):
    page = staff.page
    page.locator("#plan summary", has_text="Dire le résultat").click()
    settling = page.locator("#plan form[action*='/resultat/']").last
    settling.get_by_label("État").select_option(label="atteint en partie")
    settling.get_by_label("Résultat constaté").fill("Un bail d’un an.")
    settling.get_by_role("button", name="Enregistrer").click()
    page.locator("#evaluation summary", has_text="Noter un besoin").click()
    need = page.locator("#evaluation form[action$='/besoin/']")
    need.get_by_label("Besoin").select_option(label="Un logement à loyer accessible")
    need.get_by_role("button", name="Noter ce besoin").click()
    expect(page.locator("#evaluation")).to_contain_text("sans solution")
    page.get_by_role("link", name=re.compile("avis de la personne")).click()
    expect(page.get_by_text("Un bail d’un an.")).to_be_visible()
    expect(page.get_by_text("rien ne relie une réponse à ce dossier")).to_be_visible()
    staff.check_page(picture="evaluation")
    staff.fits()


def test_the_way_is_drawn_from_one_assessment_to_the_next(person):
    staff = person("coordination@example.org")
    page = staff.page
    staff.go("/gestion/dossiers/?q=oceane")
    page.get_by_role("link", name=re.compile("Océane Nouvelle")).first.click()
    page.get_by_role("link", name=re.compile("chemin parcouru")).click()
    drawn = page.get_by_role("img", name=re.compile("Gestion du budget : . sur 5 le .*, . sur 5 le"))
    expect(drawn).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("→")
    staff.check_page(picture="bilans")
    staff.fits()
    page.set_viewport_size({"width": 360, "height": 800})
    staff.fits()


def test_the_needs_are_gathered_without_names(person):
    staff = person("coordination@example.org")
    page = staff.page
    staff.go("/gestion/besoins/")
    expect(page.locator("h1")).to_contain_text("Besoins sans solution")
    staff.check_page(picture="besoins")
    page.get_by_role("button", name="Télécharger").click()
    expect(page.get_by_role("alert")).to_contain_text("le motif reste dans le journal")
    staff.check_page()
    page.get_by_label("Motif").fill("Comité de pilotage fictif")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger").click()
    assert download.value.suggested_filename.startswith("besoins-sans-solution-")
    staff.go("/gestion/besoins/imprimer/")
    staff.check_page()

    narrow = person("coordination@example.org", width=360)
    narrow.go("/gestion/besoins/")
    narrow.check_page()
    narrow.fits()
