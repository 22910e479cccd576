"""A third programme is made without a line of code, and used at once: from its form to its second stage."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.orientation import months_ago, send

NAME, PREFIX, FORM = "Premier Chez-Soi", "PC", "Orientation vers Premier Chez-Soi"


@pytest.fixture
def coordination(person):
    return person("coordination@example.org")


def test_a_programme_is_made_without_code(person, coordination):
    copy_the_form(coordination)
    make_the_programme(coordination)
    give_it_its_form(coordination)
    add_a_stage(coordination)
    add_a_municipality(coordination)
    add_a_criterion(coordination)
    choose_who_accompanies(coordination)
    page = coordination.page
    expect(page.get_by_text("Tout est prêt")).to_be_visible()
    address = page.locator("#formulaires a", has_text="/formulaires/").get_attribute("href")

    visitor = person(width=360)
    ask_through(visitor, address, "Barrée-Fictive", permit="Non")
    ask_through(visitor, address, "Troisième-Fictive")

    staff = person("referente@example.org")
    blocked(staff)
    accompany(staff)


def copy_the_form(staff):
    """The orientation form, under another name, published and open to everybody."""
    page = staff.page
    staff.go("/gestion/formulaires/")
    page.get_by_role("link", name="Orientation vers Héberge Toit").first.click()
    number = re.search(r"/(\d+)/", page.url)[1]
    staff.go(f"/gestion/formulaires/{number}/copier/")
    page.get_by_label("Titre du nouveau formulaire").fill(FORM)
    page.get_by_label("Nom court").fill("premier-chez-soi")
    page.get_by_role("button", name="Copier").click()
    expect(page.locator(".fe-mark").first).to_be_attached(timeout=60_000)
    public = page.locator("input[name=public]")
    public.dispatch_event("click", timeout=60_000)
    expect(public).to_be_checked()
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text(f"« {FORM} » modifié(e) et publié(e)")).to_be_visible()


def make_the_programme(staff):
    page = staff.page
    staff.go("/gestion/")
    page.get_by_role("button", name="Coordination").click()
    page.get_by_role("link", name="Dispositifs").first.click()
    expect(page.get_by_role("heading", name="Dispositifs")).to_be_visible()
    staff.check_page()
    page.get_by_role("link", name="Nouveau dispositif").click()
    staff.check_page()
    page.get_by_label("Nom", exact=False).first.fill("Héberge Toit")
    page.get_by_label("Préfixe des dossiers").fill("OR")
    page.get_by_label("Partir de").select_option(label="Héberge Toit")
    page.get_by_role("button", name="Créer le dispositif").click()
    staff.sees("Un autre dispositif porte déjà ce nom.")
    staff.check_page()
    page.get_by_label("Nom", exact=False).first.fill(NAME)
    page.get_by_label("Préfixe des dossiers").fill(PREFIX)
    page.get_by_role("button", name="Créer le dispositif").click()
    expect(page.locator("h1")).to_contain_text(NAME)
    staff.sees("Aucun formulaire d’orientation")
    staff.check_page()


def part(staff, title):
    """Into one part of the programme, from its page."""
    staff.page.get_by_role("navigation", name="Parties du dispositif").get_by_role(
        "link", name=title, exact=True
    ).click()
    expect(staff.page.locator("h1")).to_contain_text(title)


def save(staff):
    staff.page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(staff.page.locator("h1")).to_contain_text(NAME)


def give_it_its_form(staff):
    part(staff, "Formulaires")
    page = staff.page
    page.get_by_label("Formulaire d’orientation").select_option(label="Orientation vers Héberge Toit")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    staff.sees("mène déjà à « Héberge Toit »")
    staff.check_page()
    page.get_by_label("Formulaire d’orientation").select_option(label=FORM)
    save(staff)


def add_a_stage(staff):
    part(staff, "Étapes")
    page = staff.page
    page.locator("summary", has_text="Nouvelle étape").first.click()
    row = page.locator("[data-ht-row]").nth(6)
    row.get_by_label("Nom", exact=False).first.fill("Visite du logement")
    row.get_by_label("Nature").select_option(label="bilan")
    row.get_by_label("Ordre").fill("2")
    row.get_by_label("Durée habituelle, en jours").fill("10")
    staff.check_page()
    save(staff)
    part(staff, "Étapes")
    expect(page.locator("[data-ht-row]")).to_have_count(9)
    page.get_by_role("button", name="Descendre Accueil").click()
    page.get_by_role("button", name="Monter Accueil").click()
    first = page.locator("[data-ht-row]").first
    expect(first).to_contain_text("Accueil")
    first.locator("summary").click()
    first.get_by_label("Un contact noté pendant l’étape").uncheck()
    staff.check_page(picture="dispositif-etapes")
    save(staff)
    expect(page.locator("#etapes li").nth(1)).to_contain_text("Visite du logement")


def add_a_municipality(staff):
    part(staff, "Territoire")
    page = staff.page
    page.get_by_label("Ajouter une commune").fill("7170 Manage")
    page.get_by_label("Ajouter une commune").press("Enter")
    expect(page.get_by_label("Localités")).to_have_value(re.compile("7170 Manage$"))
    staff.check_page()
    save(staff)
    expect(page.locator("#territoire")).to_contain_text("7170 Manage")


def add_a_criterion(staff):
    page = staff.page
    page.get_by_role("link", name="Ajouter un critère").click()
    staff.check_page()
    page.get_by_role("link", name="Est-elle belge, ou a-t-elle un titre de séjour ?").click()
    page.get_by_label("Intitulé").fill("Un titre de séjour est connu")
    page.get_by_label("La réponse…").select_option(label="est l’une de")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    staff.sees("Dites avec quoi comparer la réponse.")
    staff.check_page()
    page.get_by_role("group", name="Réponses attendues").get_by_label("Oui", exact=True).check()
    page.get_by_label("Bloquant").check()
    staff.check_page(picture="dispositif-critere")
    save(staff)
    expect(page.locator("#criteres")).to_contain_text("bloquant")


def choose_who_accompanies(staff):
    part(staff, "Référent·e·s")
    page = staff.page
    page.locator(".ht-ticks__one input").first.check()
    for box in page.locator(".ht-ticks__one input").all():
        box.check()
    staff.check_page()
    save(staff)
    expect(page.locator("#equipe .ht-done")).to_be_visible()
    staff.go(page.url.partition("#")[0].removeprefix(staff.portal.address))
    staff.check_page(picture="dispositif")


def ask_through(visitor, address, last_name, *, permit="Oui"):
    """By the words of the form: a copy has names of its own behind them."""
    page = visitor.page
    visitor.go(address)
    page.get_by_label("La personne concernée, pour elle-même").check()
    page.get_by_label(re.compile("^Prénom")).first.fill("Zélie")
    page.get_by_role("textbox", name=re.compile("^Nom(?! du)")).fill(last_name)
    page.get_by_label("Chez un tiers").check()
    page.get_by_label("Commune où elle dort").fill("7170")
    page.get_by_label("Sans logement depuis").fill(months_ago(2))
    answer(page, "Est-elle belge", permit)
    answer(page, "demande-t-elle elle-même", "Oui")
    answer(page, "sait-elle que ce formulaire est envoyé", "Oui")
    visitor.check_page()
    send(page)


def answer(page, question, words):
    page.get_by_role("group", name=re.compile(question)).get_by_label(words, exact=True).check()


def blocked(staff):
    """A blocking criterion is said, and the case manager does not open the file."""
    page = staff.page
    staff.go("/gestion/orientations/?q=barree-fictive")
    page.get_by_role("link", name=re.compile("Barrée-Fictive")).first.click()
    staff.sees("Un titre de séjour est connu")
    staff.sees("bloquant")
    page.locator("summary", has_text="Accueillir").click()
    expect(page.get_by_role("button", name="Ouvrir le dossier")).to_have_count(0)
    staff.check_page()


def accompany(staff):
    """The request becomes a file of the third programme, and moves one stage."""
    page = staff.page
    staff.go("/gestion/orientations/?q=troisieme-fictive")
    page.get_by_role("link", name=re.compile("Troisième-Fictive")).first.click()
    expect(page.locator("header.ht-night")).to_contain_text(NAME)
    page.locator("summary", has_text="Accueillir").click()
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.locator("h1")).to_contain_text(re.compile(rf"{PREFIX}-\d{{4}}-0001"))
    page.locator("summary", has_text="Changer d’étape").click()
    page.get_by_role("button", name="Changer d’étape").click()
    expect(page.locator("#parcours")).to_contain_text("Étape 2 sur 7 : Visite du logement")
    staff.check_page()
