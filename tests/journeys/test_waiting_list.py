"""The waiting list: moved with a reason; a place that is free is offered, declined, and told."""

import re

from playwright.sync_api import expect


def test_moving_then_offering_a_place(person):
    staff = person("coordination@example.org")
    page = staff.page
    staff.go("/gestion/attente/")
    expect(page.get_by_role("heading", name="Places à proposer")).to_be_visible()
    staff.check_page(picture="liste-attente")

    row(page, "Bérénice Fictive").get_by_role("link", name="Déplacer").click()
    page.get_by_label("Nouveau tour").fill("1")
    page.get_by_role("button", name="Changer de tour").click()
    # An order is never changed without saying why.
    expect(page.locator(".ht-problems")).to_contain_text("Pourquoi cet ordre change")
    staff.check_page()
    page.get_by_label("Pourquoi cet ordre change").fill("Trois nuits dehors, et un enfant à venir.")
    page.get_by_role("button", name="Changer de tour").click()
    expect(page.locator("#attente")).to_contain_text("Tour 1 sur")
    expect(page.locator("#attente")).to_contain_text("Trois nuits dehors")
    staff.check_page()

    staff.go("/gestion/attente/")
    place = page.locator("#places-libres").get_by_role("link", name=re.compile("Iris Balcon"))
    place.click()
    expect(page.get_by_label("Réponse attendue pour le")).to_be_visible()
    page.get_by_role("button", name="Proposer la place").click()
    expect(page.locator("#attente")).to_contain_text("Une place est proposée chez")
    staff.check_page()

    staff.go("/gestion/attente/")
    row(page, "Iris Balcon").get_by_role("link", name="Noter la réponse").click()
    page.get_by_label("Réponse", exact=False).and_(page.locator("select")).select_option("declined")
    page.get_by_role("textbox", name="Ce qui a été dit").fill("Préfère attendre la sortie de l’hôpital.")
    page.get_by_role("button", name="Noter la réponse").click()
    expect(page.locator("#attente")).to_contain_text("Place déclinée")
    expect(page.locator("#attente")).to_contain_text("Tour 1 sur")
    staff.check_page()


def test_the_service_is_told_only_what_the_person_agreed_to(person):
    staff = person("coordination@example.org", width=360)
    page = staff.page
    staff.go("/gestion/attente/")
    staff.fits()
    page.get_by_role("link", name=re.compile("Aloïs Virtuel")).first.click()
    told = page.locator("#retour-service")
    words = told.locator(".ht-words")
    told.locator("summary", has_text="Changer ce que le service").click()
    told.get_by_label("Le service peut savoir").select_option("nothing")
    told.get_by_role("button", name="Enregistrer").click()
    expect(told).to_contain_text("Rien à dire au service.")
    expect(words).to_have_count(0)

    told.locator("summary", has_text="Changer ce que le service").click()
    told.get_by_label("Le service peut savoir").select_option("decision")
    told.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".ht-problems")).to_contain_text("l’accord de la personne")
    staff.check_page()
    told.get_by_label("La personne est d’accord").check()
    told.get_by_role("button", name="Enregistrer").click()
    expect(words).to_contain_text("est en liste d’attente.")
    told.locator("summary", has_text="Noter que c’est dit").click()
    told.get_by_role("button", name="Noter que c’est dit").click()
    expect(told).to_contain_text("C’est noté : le service a été informé.")
    staff.check_page()
    staff.fits()


def row(page, name):
    return page.get_by_role("row").filter(has_text=name)
