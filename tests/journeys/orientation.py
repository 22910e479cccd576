"""Filling the orientation form as a service would."""

import datetime

from playwright.sync_api import expect


def fill_orientation(page, *, last_name):
    """Every required answer, and a few more, about a plainly fictional person."""
    page.get_by_label("Un service ou une institution").check()
    page.get_by_label("Nom du service").fill("Accueil de jour Exemple")
    page.get_by_label("Vos prénom et nom").fill("Camille Fictive")
    page.get_by_label("Téléphone où vous joindre").fill("064 00 00 00")
    page.get_by_label("Prénom", exact=False).and_(page.locator("[name$=first_name]")).fill("Zélie")
    page.locator("[name$=last_name]").fill(last_name)
    page.get_by_label("Chez un tiers").check()
    page.locator("[name$=municipality]").fill("7100")
    page.locator("[name$=street_since]").fill(months_ago(2))
    page.locator("[name$=residence_permit][value=yes]").check()
    page.locator("[name$=own_request][value=yes]").check()
    page.locator("[name$=informed][value=yes]").check()


def send(page, *, clicks=1):
    """Send the form; a very quick sender is asked to confirm with one more click."""
    button = page.get_by_role("button", name="Envoyer le formulaire")
    button.click(click_count=clicks)
    received = page.get_by_role("heading", name="C’est reçu. Merci.")
    while not received.is_visible():
        expect(received.or_(button)).to_be_visible()
        if button.is_visible():
            assert not page.locator("#erreurs a").count(), page.locator("#erreurs").inner_text()
            button.click(click_count=clicks)


def months_ago(months):
    """The month so many months ago, written 09/2026."""
    today = datetime.date.today()
    index = today.year * 12 + today.month - 1 - months
    return f"{index % 12 + 1:02}/{index // 12}"
