"""A debt, its plan, an instalment that is late, and what another amount would give."""

import datetime

from playwright.sync_api import expect


def day(ago):
    return f"{datetime.date.today() - datetime.timedelta(days=ago):%Y-%m-%d}"


def test_a_late_instalment_and_its_what_if(person):
    staff = person("referent3@example.org", width=360)
    page = staff.page
    staff.go("/gestion/dossiers/")
    page.locator("td.title a").first.click()
    page.locator("#argent a").first.click()
    new = page.locator("form[action$='/argent/dette/']")
    expect(new).to_be_attached()
    if not new.is_visible():
        page.locator("#plier-dette").click()
    new.get_by_label("À qui l’argent est dû").fill("Opérateur Exemple")
    new.get_by_label("Pour quoi").select_option(label="Téléphone et internet")
    new.get_by_label("Montant dû").fill("230,50 €")
    new.get_by_label("Dû au").fill(day(120))
    new.get_by_label("Où en est le créancier").select_option(label="Mise en demeure")
    new.get_by_role("button", name="Noter cette dette").click()
    debt = page.locator(".ht-debt", has_text="Opérateur Exemple").last
    expect(debt.get_by_text("La dette est notée.")).to_be_visible()
    debt.get_by_text("Convenir d’un plan de remboursement").click()
    plan = debt.locator("form[action*='/argent/plan/']")
    plan.get_by_label("Par mois").fill("50")
    plan.get_by_label("Première échéance").fill(day(35))
    plan.get_by_label("Nombre d’échéances").fill("4")
    plan.get_by_role("button", name="Noter ce plan").click()
    expect(page.get_by_role("alert")).to_contain_text("il manque 30,50")
    staff.check_page()
    debt.get_by_label("Nombre d’échéances").fill("5")
    debt.get_by_role("button", name="Noter ce plan").click()
    expect(debt.get_by_text("Échéance en retard")).to_be_visible()
    debt.get_by_role("button", name="C’est payé").click()
    expect(debt.get_by_text("Le paiement est noté.")).to_be_visible()
    debt.get_by_text("Et si l’on payait un autre montant").click()
    debt.locator("form.ht-try").get_by_label("Par mois").fill("100")
    debt.get_by_role("button", name="Essayer").click()
    expect(debt.get_by_role("status")).to_contain_text("1 mois plus tôt que le plan")
    debt.get_by_text("Toutes les échéances").click()
    note_letter(debt)
    debt.get_by_text("Corriger ce courrier").click()
    staff.check_page()
    page.set_viewport_size({"width": 1280, "height": 1000})
    staff.check_page(picture="dettes")


def note_letter(debt):
    """What the creditor wrote."""
    debt.get_by_text("Noter un courrier").click()
    letter = debt.locator("form[action*='/argent/courrier/']")
    letter.get_by_label("Courrier").select_option(label="Reçu")
    letter.get_by_label("Daté du").fill(day(10))
    letter.get_by_label("Ce qu’il annonce").select_option(label="Mise en demeure")
    letter.get_by_role("button").click()
    expect(debt.get_by_text("Le courrier est noté.")).to_be_visible()
