"""A sliding lease from its sub-lease to its slide and its twelve-month check; a home that is kept."""

import datetime

from playwright.sync_api import expect


def ago(days):
    return f"{datetime.date.today() - datetime.timedelta(days=days):%Y-%m-%d}"


def unfold(page, title, within=None):
    (within or page).locator("summary", has_text=title).first.click()


def test_a_sliding_lease_to_its_slide_and_its_twelve_month_check(person):
    staff = person("referent3@example.org", width=360)
    page = staff.page
    staff.go("/gestion/dossiers/")
    page.locator("td.title a").first.click()
    page.locator("#bail").get_by_role("link", name="Noter un bail glissant").click()

    # Longer than three years: nothing typed is lost.
    unfold(page, "Noter un bail glissant")
    page.get_by_label("Propriétaire").fill("Propriétaire Fictif")
    page.get_by_label("S’il n’est pas dans la liste, son nom").fill("Agence fictive")
    page.get_by_label("Adresse du logement").fill("Rue du Journal, 1")
    page.get_by_label("La sous-location commence le").fill(ago(1000))
    page.get_by_label("Elle se termine au plus tard le").fill(ago(-400))
    page.get_by_role("button", name="Noter ce bail").click()
    expect(page.get_by_role("alert")).to_contain_text("trois ans au plus")
    staff.check_page()
    staff.fits()
    page.get_by_label("Elle se termine au plus tard le").fill(ago(300))
    page.get_by_role("button", name="Noter ce bail").click()
    expect(page.locator("#bail").get_by_text("Les points annuels sont déjà prévus.")).to_be_visible()

    line = page.locator("#ligne")
    unfold(page, "Noter ce qui a été décidé", line)
    line.get_by_label("Le point a été fait le").fill(ago(630))
    line.get_by_label("Ce qui a été décidé").fill("Douze loyers payés : on continue.")
    line.get_by_role("button", name="Noter ce point").click()
    expect(line.get_by_text("Le point annuel est noté.")).to_be_visible()

    meetings = page.locator("#rencontres")
    unfold(page, "Noter une rencontre", meetings)
    meetings.get_by_label("Date").fill(ago(500))
    for who in ("La personne", "Propriétaire", "Service partenaire"):
        meetings.get_by_label(who, exact=True).check()
    meetings.get_by_label("Ce qui a été décidé").fill("Le bail passera à son nom au printemps.")
    meetings.get_by_role("button", name="Noter cette rencontre").click()
    expect(meetings.get_by_text("aussi dans les contacts du dossier")).to_be_visible()

    unfold(page, "Le bail passe à son nom", line)
    line.get_by_label("Le bail est passé à son nom le").fill(ago(400))
    expect(line.get_by_label("Noter aussi, dans le parcours résidentiel")).to_be_checked()
    line.get_by_role("button", name="Le bail est à son nom").click()
    expect(line.get_by_text("On demandera des nouvelles à 6, 12 et 24 mois.")).to_be_visible()
    staff.check_page()
    staff.fits()

    page.set_viewport_size({"width": 1280, "height": 900})
    for months in (6, 12):
        step = line.locator("li", has_text=f"{months} mois après")
        unfold(page, "Répondre", step)
        step.get_by_label("Toujours dans ce logement").check()
        step.get_by_role("button", name="Garder la réponse").click()
        expect(line.get_by_text("La réponse est gardée.")).to_be_visible()
    expect(line.locator("li", has_text="12 mois après")).to_contain_text("logement gardé")
    expect(line.locator("li", has_text="24 mois après")).not_to_contain_text("Répondre")
    line.scroll_into_view_if_needed()
    staff.check_page(picture="bail-glissant")
    # The reminder of twelve months is done with its answer, and the file says it in a line.
    page.locator(".ht-back").click()
    expect(page.locator("#bail")).to_contain_text("Le bail est à son nom")
    expect(page.locator("#agenda")).not_to_contain_text("12 mois après")
    expect(page.locator("#logement")).to_contain_text("Rue du Journal, 1")


def test_a_visit_opens_an_alert_that_is_settled(person):
    staff = person("referente@example.org")
    page = staff.page
    staff.go("/gestion/recherche/?q=Annick")
    page.get_by_role("link", name="Annick Seuil").first.click()
    page.locator("#bail").get_by_role("link", name="Visites à domicile").click()
    expect(page.locator("#alertes p", has_text="conciliation proposée")).to_be_visible()
    staff.check_page(picture="maintien")

    page.set_viewport_size({"width": 360, "height": 900})
    visits, alerts = page.locator("#visites"), page.locator("#alertes")
    unfold(page, "Noter une visite", visits)
    visits.get_by_role("group", name="Sécurité").get_by_label("Il faut agir").check()
    visits.get_by_role("group", name="Voisinage").get_by_label("Ça va").check()
    visits.get_by_label("Ce que l’on retient").fill("Le détecteur de fumée ne marche plus.")
    staff.check_page()
    staff.fits()
    visits.get_by_role("button", name="Noter cette visite").click()
    expect(visits.get_by_text("La visite est notée")).to_be_visible()
    alert = alerts.locator("li", has=page.locator("strong", has_text="Sécurité"))
    unfold(page, "C’est réglé", alert)
    alert.get_by_label("Comment cela s’est réglé").fill("Nouveau détecteur posé par le propriétaire.")
    staff.check_page()
    alert.get_by_role("button", name="C’est réglé").click()
    expect(alerts.get_by_text("L’alerte est réglée.")).to_be_visible()
    expect(alerts.locator("summary", has_text="Réglées")).to_be_visible()
