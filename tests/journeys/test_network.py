"""The network around a person is read and changed; a service keeps its own entry of the directory true."""

import datetime

from playwright.sync_api import expect


def test_a_role_about_to_end_is_seen_prolonged_and_ended(person):
    staff = person("referente@example.org")
    page = staff.page
    staff.go("/gestion/")
    ending = page.locator("#roles-qui-finissent")
    ending.get_by_role("link").first.click()
    section = page.locator("#reseau")
    expect(section.get_by_role("img", name="Carte du réseau")).to_be_visible()
    expect(
        section.get_by_text("préparez la suite").or_(section.get_by_text("prolongez-le")).first
    ).to_be_visible()
    page.evaluate("document.querySelector('#reseau').scrollIntoView({block: 'start'})")
    staff.check_page(picture="reseau-dossier")
    page.set_viewport_size({"width": 360, "height": 900})
    staff.check_page()
    staff.fits()
    section.get_by_role("link", name="Corriger ou terminer : Co-intervention").first.click()
    before = datetime.date.today() - datetime.timedelta(days=3000)
    end = page.locator("form", has=page.get_by_role("button", name="Terminer ce rôle"))
    end.get_by_label("Terminé le").fill(f"{before:%Y-%m-%d}")
    end.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("se termine avant d’avoir commencé")
    staff.check_page()
    staff.fits()
    end.get_by_label("Terminé le").fill(f"{datetime.date.today():%Y-%m-%d}")
    end.get_by_role("button").click()
    expect(section.get_by_text("Le rôle est terminé")).to_be_visible()
    expect(page.get_by_role("heading", name="Avant")).to_be_visible()


def test_sent_to_a_service_of_the_directory(person):
    staff = person("referent2@example.org", width=360)
    page = staff.page
    staff.go("/gestion/dossiers/?ordering=reference")
    page.locator("td.title a").first.click()
    page.locator("#reseau").get_by_role("link", name="Orienter vers un service").click()
    form = page.locator("form[action$='/acte/orienter-vers/']")
    form.get_by_label("Vers quel service").select_option(label="Accueil de jour Exemple – Le Banc")
    form.get_by_label("Pourquoi").fill("Un endroit au chaud (exemple)")
    staff.check_page()
    form.get_by_role("button", name="Noter cette orientation").click()
    expect(page.locator("#orientations").get_by_text("L’orientation est notée.")).to_be_visible()
    expect(page.locator("#orientations").get_by_text("Un endroit au chaud (exemple)")).to_be_visible()
    staff.check_page()
    staff.fits()


def test_a_service_corrects_its_own_entry(person):
    staff = person("communication@example.org")
    staff.go("/gestion/reseau/a-verifier/")
    row = staff.page.get_by_role("listitem").filter(has_text="CPAS Exemple – Le Rœulx")
    row.get_by_role("button", name="lien").first.click()
    link = staff.page.get_by_label("Adresse à donner au service").input_value()
    staff.check_page(picture="annuaire-a-verifier")
    visitor = person(width=360)
    page = visitor.page
    page.goto(link)
    visitor.check_page()
    visitor.fits()
    page.get_by_label("Site web").fill("javascript:alert(1)")
    page.get_by_label("Téléphone public").fill("064 00 77 88")
    page.get_by_role("button", name="Envoyer ces corrections").click()
    expect(page.get_by_role("alert")).to_contain_text("commence par https://")
    expect(page.get_by_label("Téléphone public")).to_have_value("064 00 77 88")
    page.set_viewport_size({"width": 1280, "height": 900})
    visitor.check_page()
    page.get_by_label("Site web").fill("https://example.org/roeulx")
    page.get_by_role("button", name="Envoyer ces corrections").click()
    visitor.sees("Ce lien a déjà servi")
    visitor.check_page()
    staff.go("/gestion/reseau/a-verifier/")
    staff.page.get_by_role("link", name="CPAS Exemple – Le Rœulx").filter(has_text="2 champs").click()
    expect(staff.page.get_by_text("064 00 77 88")).to_be_visible()
    staff.check_page(picture="annuaire-corrections")
    staff.page.get_by_label("Reprendre : Site web").uncheck()
    staff.page.get_by_role("button", name="Reprendre ce qui est coché").click()
    staff.sees("La fiche est à jour")
    visitor.go("/reseau/cpas-exemple-le-roeulx/")
    visitor.sees("064 00 77 88")
    expect(page.get_by_text("example.org/roeulx")).to_have_count(0)
