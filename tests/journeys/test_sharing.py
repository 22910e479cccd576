"""The person agrees that a service reads her plan, then changes her mind while the service is reading."""

import datetime

from playwright.sync_api import expect


def test_a_sharing_withdrawn_while_the_partner_is_reading(person):
    staff = person("referent2@example.org", width=360)
    page = staff.page
    staff.go("/gestion/dossiers/?ordering=reference")
    page.locator("td.title a").first.click()
    reference = page.locator(".ht-file__head .ht-ref").inner_text()
    page.get_by_role("link", name="Partager avec un service").click()
    form = page.locator("#partager form")
    form.get_by_label("Avec quel service").select_option(label="Abri de nuit Exemple – La Veilleuse")
    form.get_by_label("Qui est tenu au secret").fill("L’équipe de nuit")
    form.get_by_label("À quoi vous travaillez ensemble").fill("Passer de l’abri à un logement.")
    form.get_by_role("button", name="Noter l’accord").click()
    expect(page.get_by_role("alert")).to_contain_text("Cochez au moins une partie du dossier")
    form.get_by_label("Parcours résidentiel", exact=True).check()
    form.get_by_label("Pourquoi : parcours résidentiel").fill("Pour garder un lit les nuits qui restent.")
    staff.check_page()
    staff.fits()
    form.get_by_role("button", name="Noter l’accord").click()
    running = page.locator("#partages")
    expect(running.get_by_text("Pour garder un lit les nuits qui restent.")).to_be_visible()
    expect(form.get_by_label("Jusqu’au")).to_have_value(f"{_in_half_a_year()}")
    page.set_viewport_size({"width": 1280, "height": 900})
    staff.check_page(picture="partages")

    guest = person("partenaire@example.org")
    guest.go("/gestion/")
    guest.check_page(picture="partenaire")
    guest.page.get_by_role("link", name=reference).click()
    expect(guest.page.get_by_role("heading", name="Parcours résidentiel")).to_be_visible()
    expect(guest.page.get_by_role("heading", name="Objectifs et actions")).to_have_count(0)
    guest.check_page()

    running.get_by_text("Retirer ce partage").click()
    running.get_by_label("Pourquoi").select_option(label="la personne ne veut plus partager")
    running.get_by_role("button", name="Retirer le partage").click()
    expect(running.get_by_text("Le partage est retiré")).to_be_visible()
    assert guest.page.reload().status == 404
    guest.go("/gestion/")
    expect(guest.page.get_by_role("link", name=reference)).to_have_count(0)
    guest.page.set_viewport_size({"width": 360, "height": 900})
    guest.check_page()
    guest.fits()


def _in_half_a_year():
    return datetime.date.today() + datetime.timedelta(days=182)
