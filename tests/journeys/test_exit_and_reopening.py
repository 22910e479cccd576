"""A follow-up lightens, ends and begins again, and loses nothing; two people write in one file at once."""

import re

import pytest
from playwright.sync_api import expect

FILES = "/gestion/dossiers/"


def open_file(person_, words):
    """By the search box of every page, from the keyboard: « / », the words, Enter."""
    page = person_.page
    person_.go("/gestion/")
    # The side menu draws itself once the page is there.
    box = page.locator("#menu-search-q")
    expect(box).to_be_visible()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/**")
    line = page.locator(".ht-line").first
    expect(line).to_be_visible()
    return line


@pytest.fixture
def referente(person):
    """At home, whatever the page one comes from."""
    return person("referente@example.org")


@pytest.fixture
def coordination(person):
    return person("coordination@example.org")


def first_file(someone, query="?due=week"):
    """The address of the first file of a list."""
    someone.go(f"{FILES}{query}")
    return someone.page.locator("td.title a").first.get_attribute("href")


def test_the_follow_up_lightens_ends_and_begins_again(referente):
    page = referente.page
    address = first_file(referente, "?status=open&q=HT-")
    referente.go(address)
    expect(page.locator(".ht-file__head")).to_contain_text(re.compile("[Cc]ontact"))

    # It lightens: from every week to every month.
    page.locator("#parcours summary", has_text="Changer de rythme").click()
    page.get_by_label("On se voit").select_option(label="Chaque mois (31 jours)")
    page.locator("#id_rythme_reason").fill("Le logement tient, on se voit moins souvent.")
    referente.check_page(picture="dossier-rythme")
    page.get_by_role("button", name="Changer de rythme").click()
    expect(page.locator("#parcours")).to_contain_text("Le rythme est changé")
    expect(page.locator(".ht-file__head")).to_contain_text("chaque mois")

    # It ends, before the end of the path: the refusal says what lacks, and keeps what was typed.
    page.locator("#parcours summary", has_text="Fermer le dossier").click()
    page.get_by_label("Motif de sortie").select_option(label="Passage de relais à un autre service")
    page.get_by_label("Logement à la sortie").select_option(label="Bail glissant")
    page.get_by_label("Service qui prend le relais").select_option(index=1)
    relay = page.get_by_label("Service qui prend le relais").locator("option:checked").inner_text()
    page.get_by_role("button", name="Fermer le dossier").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est encore enregistré")
    expect(page.get_by_label("Logement à la sortie").locator("option:checked")).to_have_text("Bail glissant")
    referente.check_page()
    page.locator("#id_fermer_note").fill("Le service partenaire prend la suite, avec notre accord.")
    page.get_by_role("button", name="Fermer le dossier").click()
    expect(page.locator(".ht-file__head")).to_contain_text("Dossier fermé le")
    expect(page.locator("#aujourdhui")).to_contain_text(f"{relay} prend le relais")
    referente.check_page(picture="dossier-ferme")

    # It begins again, at the assessment; the exit stays on the path.
    page.locator("#parcours summary", has_text="Rouvrir le dossier").click()
    page.locator("#id_rouvrir_reason").fill("Retour à la rue après un mois.")
    page.get_by_role("button", name="Rouvrir le dossier").click()
    path = page.locator("#parcours")
    expect(path).to_contain_text("Le dossier est rouvert")
    expect(path).to_contain_text("rouvert le")
    expect(path).to_contain_text("Passage de relais à un autre service")
    expect(path).to_contain_text("Retour à la rue après un mois.")
    expect(page.locator(".ht-path__step.is-current")).to_contain_text("Bilan")
    expect(page.locator(".ht-file__head")).to_contain_text("Prochain contact pour le")
    referente.check_page(picture="dossier-rouvert")


def test_two_people_correct_one_file(referente, coordination):
    address = first_file(referente)
    for someone in (referente, coordination):
        someone.go(address)
        someone.page.locator("#personne summary", has_text="Corriger ces informations").click()

    coordination.page.locator("#id_personne_phone").fill("0470 11 11 11")
    coordination.page.get_by_role("button", name="Enregistrer les corrections").click()
    expect(coordination.page.locator("#personne")).to_contain_text("Les informations sont corrigées")

    page = referente.page
    page.locator("#id_personne_phone").fill("0470 22 22 22")
    page.locator("#id_personne_note").fill("Préfère les messages le matin.")
    page.get_by_role("button", name="Enregistrer les corrections").click()
    expect(page.get_by_role("alert")).to_contain_text("Pendant que vous écriviez")
    field = page.locator(".ht-field--phone")
    expect(field).to_contain_text("0470 11 11 11")
    expect(field).to_contain_text("par Dominique")
    expect(page.locator("#id_personne_phone")).to_have_value("0470 22 22 22")
    expect(page.locator("#id_personne_note")).to_have_value("Préfère les messages le matin.")
    page.get_by_role("alert").get_by_role("link", name=re.compile("^Téléphone")).click()
    expect(page.locator("#id_personne_phone")).to_be_in_viewport()
    referente.check_page(picture="deux-personnes")
    page.get_by_role("button", name="Enregistrer les corrections").click()
    expect(page.locator("#personne")).to_contain_text("Préfère les messages le matin.")
    expect(page.locator("#personne")).to_contain_text("0470 22 22 22")


def test_a_telephone_finds_its_file_from_any_page(referente):
    address = first_file(referente)
    referente.go(address)
    page = referente.page
    page.locator("#personne summary", has_text="Corriger ces informations").click()
    page.locator("#id_personne_phone").fill("0478 12 34 56")
    page.get_by_role("button", name="Enregistrer les corrections").click()
    expect(page.locator("#personne")).to_contain_text("0478 12 34 56")
    line = open_file(referente, "0478/12.34.56")
    assert line.get_attribute("href") == address
    referente.check_page(picture="recherche")
    # The arrows go from line to line, Enter opens.
    line.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Chercher un nom, une référence, un téléphone")


def test_the_coordination_spreads_the_work(coordination):
    page = coordination.page
    coordination.go("/gestion/coordination/")
    expect(page.get_by_role("heading", name="Qui accompagne combien")).to_be_visible()
    coordination.check_page(picture="equipe")
    coordination.go("/gestion/coordination/retards/contacts/")
    coordination.check_page(picture="retards")
    coordination.go("/gestion/coordination/confier/")
    coordination.check_page()
    hers = page.locator(".ht-tick", has_text="Sacha Modèle · Héberge Toit")
    for number in range(4):
        hers.nth(number).locator("input").check()
    robin = page.get_by_label("Confier à").locator("option", has_text="Robin Exemple")
    page.get_by_label("Confier à").select_option(value=robin.get_attribute("value"))
    page.locator("#id_confier-plusieurs_reason").fill("Congé de longue durée")
    page.get_by_role("button", name="Voir ce que cela donne").click()
    expect(page.locator("#apercu-t")).to_contain_text("Robin Exemple")
    coordination.check_page(picture="confier-apercu")
    page.get_by_role("button", name="Changer mes choix").click()
    expect(page.locator(".ht-tick input:checked")).to_have_count(4)


def test_on_a_telephone_nothing_is_wider_than_the_screen(person):
    someone = person("coordination@example.org", width=360)
    for path in (
        "/gestion/",
        "/gestion/coordination/",
        "/gestion/coordination/confier/",
        "/gestion/recherche/",
    ):
        someone.go(path)
        someone.fits()
        someone.check_page()


def test_the_filters_are_kept(referente):
    page = referente.page
    referente.go(f"{FILES}?due=week")
    page.locator("summary", has_text="Garder ces filtres").click()
    page.get_by_label("Sous le nom").fill("Cette semaine")
    page.get_by_role("button", name="Garder", exact=True).click()
    kept = page.get_by_role("navigation", name="Vos filtres")
    expect(kept.get_by_role("link", name="Cette semaine")).to_have_attribute("aria-current", "page")
    referente.check_page(picture="filtres-gardes")
    kept.get_by_role("link", name="Vos filtres…").click()
    referente.check_page()
    page.locator("summary", has_text="Supprimer").first.click()
    page.get_by_role("button", name="Oui, supprimer ce filtre").click()
    expect(page.get_by_text("Aucun filtre gardé")).to_be_visible()
