"""A service without an account gets a PDF: a link in a message, a code on the telephone, then taken back."""

import re

from playwright.sync_api import expect


def test_a_link_and_a_code(person):
    staff = person("referent2@example.org", width=360)
    page = staff.page
    staff.go("/gestion/dossiers/?ordering=reference")
    page.locator("td.title a").first.click()
    reference = page.locator(".ht-file__head .ht-ref").inner_text()
    staff.go(re.sub(r"^https?://[^/]+", "", page.url.split("#")[0]) + "relais/dehors/")
    page.get_by_role("button", name="Faire le lien").click()
    expect(page.get_by_role("alert")).to_contain_text("service")
    page.get_by_label("Parcours résidentiel").check()
    page.get_by_label("Ou qui d’autre").fill("Maison fictive, Namur")
    page.get_by_label("Pourquoi ce service").fill("La personne déménage.")
    staff.check_page()
    staff.fits()
    page.get_by_role("button", name="Faire le lien").click()
    link = page.get_by_label("Adresse à copier").input_value()
    code = page.get_by_label("Code", exact=True).input_value()
    page.set_viewport_size({"width": 1280, "height": 900})
    staff.check_page()

    guest = person(None, width=360)
    outside = guest.page
    outside.goto(link)
    expect(outside.get_by_text(reference)).to_have_count(0)
    outside.get_by_label("Le code").fill("ABCD EFGH")
    outside.get_by_role("button", name="Télécharger").click()
    expect(outside.get_by_role("alert")).to_contain_text("Ce code n’est pas le bon")
    guest.check_page()
    guest.fits()
    outside.get_by_label("Le code").fill(code.lower())
    with outside.expect_download() as got:
        outside.get_by_role("button", name="Télécharger").click()
    assert got.value.path().read_bytes().startswith(b"%PDF-")

    page.get_by_role("link", name="Les envois du dossier").click()
    expect(page.locator("#envois")).to_contain_text("1 téléchargement sur 3 · 1 code faux")
    page.get_by_role("button", name="Retirer l’envoi à Maison fictive, Namur").click()
    expect(page.locator("#envois")).to_contain_text("son lien ne s’ouvre plus")
    staff.check_page()
    outside.set_viewport_size({"width": 1280, "height": 900})
    assert outside.goto(link).status == 404
    guest.check_page()
