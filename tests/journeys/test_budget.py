"""A month of the budget is filled with the person, on a telephone."""

from playwright.sync_api import expect


def test_a_budget_month_filled_on_a_telephone(person):
    staff = person("referent2@example.org", width=360)
    page = staff.page
    staff.go("/gestion/dossiers/?ordering=reference")
    page.locator("td.title a").nth(2).click()
    page.locator("#argent").get_by_role("link", name="Carnet de budget").click()
    page.get_by_role("link", name="Mois d’avant").click()
    page.get_by_label("Revenu d’intégration (CPAS)").fill("1 314,20")
    page.get_by_label("Loyer et charges").fill("1.020")
    page.get_by_label("Alimentation").fill("250")
    page.get_by_role("button", name="Enregistrer ce mois").click()
    expect(page.get_by_role("alert")).to_contain_text("Ce point se lit de deux façons")
    page.get_by_label("Loyer et charges").fill("620")
    expect(page.locator("[data-ht-sum]")).to_contain_text("Il reste 444,20")
    staff.check_page()
    staff.fits()
    page.get_by_role("button", name="Enregistrer ce mois").click()
    expect(page.get_by_text("Le mois est noté.").last).to_be_visible()
    page.get_by_role("link", name="Mois suivant").click()
    page.get_by_role("link", name="Partir du dernier mois noté").click()
    expect(page.get_by_label("Loyer et charges")).to_have_value("620,00")
    page.get_by_label("Alimentation").fill("780,50")
    expect(page.locator("[data-ht-sum]")).to_contain_text("Il manque 86,30")
    staff.check_page(picture="budget")
    page.get_by_role("button", name="Enregistrer ce mois").click()
    expect(page.get_by_role("row", name="Ce qui reste")).to_contain_text("−86,30")
    page.set_viewport_size({"width": 1280, "height": 900})
    staff.check_page()
