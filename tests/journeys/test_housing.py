"""A way from the street to a home is noted on a telephone, drawn, and counted for one night."""

import datetime

from playwright.sync_api import expect


def note(page, situation, *, ago, place=""):
    since = datetime.date.today() - datetime.timedelta(days=ago)
    page.locator("#plier-logement").click()
    form = page.locator("form[action$='/acte/logement/']")
    form.get_by_label("Où la personne dort").select_option(label=situation)
    form.get_by_label("Lieu").fill(place)
    form.get_by_label("Depuis le").fill(f"{since:%Y-%m-%d}")
    form.get_by_role("button", name="Noter cette période").click()


def test_from_a_shelter_to_a_home_on_a_telephone(person):
    staff = person("referent3@example.org", width=360)
    page = staff.page
    staff.go("/gestion/dossiers/")
    page.locator("td.title a").first.click()
    section = page.locator("#logement")
    note(page, "Chez des amis, de la famille ou des tiers", ago=2, place="Chez un frère (exemple)")
    expect(section.get_by_text("C’est noté dans le parcours résidentiel.")).to_be_visible()
    note(page, "Dans son logement", ago=1, place="Rue de l’Exemple")
    expect(section.get_by_text("Aujourd’hui dans son logement")).to_be_visible()
    expect(section.get_by_text("Chez un frère (exemple)")).to_be_visible()
    expect(section.get_by_role("img")).to_be_visible()
    staff.check_page()
    staff.fits()
    note(page, "En institution", ago=1)
    expect(page.get_by_role("alert")).to_contain_text("la personne est déjà notée dans son logement")
    staff.check_page()


def test_the_drawing_and_its_words(person):
    staff = person("referent2@example.org")
    staff.go("/gestion/dossiers/?ordering=reference")
    staff.page.locator("td.title a").first.click()
    section = staff.page.locator("#logement")
    section.scroll_into_view_if_needed()
    expect(section.get_by_text("Autour de la gare")).to_be_visible()
    staff.check_page(picture="parcours-residentiel")


def test_one_night_is_counted_and_taken_away(person):
    staff = person("coordination@example.org")
    staff.go("/gestion/nuit/")
    staff.check_page(picture="nuit")
    expect(staff.page.get_by_role("row", name="Personnes accompagnées")).to_be_visible()
    staff.page.get_by_label("Motif").fill("Dénombrement annuel")
    with staff.page.expect_download() as download:
        staff.page.get_by_role("button", name="Télécharger").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    staff.page.set_viewport_size({"width": 360, "height": 900})
    staff.check_page()
    staff.fits()
