"""An aid is refused, the last day to appeal warns, and the appeal is lodged."""

import datetime

from playwright.sync_api import expect


def day(ago):
    return f"{datetime.date.today() - datetime.timedelta(days=ago):%Y-%m-%d}"


def test_an_aid_is_refused_and_the_appeal_is_lodged_in_time(person):
    staff = person("referent2@example.org", width=360)
    page = staff.page
    staff.go("/gestion/dossiers/?ordering=reference")
    page.locator("td.title a").nth(3).click()
    page.locator("#argent").get_by_role("link", name="Demandes d’aide").click()
    new = page.locator("form[action$='/argent/aides/demande/']")
    expect(new).to_be_attached()
    if not new.is_visible():
        page.locator("#plier-demande").click()
    new.get_by_label("Aide demandée").select_option(label="Garantie locative")
    new.get_by_label("S’il n’est pas dans la liste, son nom").fill("CPAS Exemple")
    new.get_by_label("Montant demandé").fill("1 234,50 €")
    new.get_by_label("Demandée le").fill(day(110))
    new.get_by_role("button", name="Noter cette demande").click()
    aid = page.locator(".ht-aid", has_text="1 234,50")
    expect(aid.get_by_text("Sans réponse")).to_be_visible()
    aid.get_by_text("Noter la réponse").first.click()
    answer = aid.locator("form[action*='/repondre/']")
    answer.get_by_label("Réponse").select_option(label="Refusée")
    answer.get_by_label("Reçue le").fill(day(111))
    answer.get_by_label("Pourquoi").fill("Il manque une preuve de résidence.")
    answer.get_by_role("button", name="Noter la réponse").click()
    expect(page.get_by_role("alert")).to_contain_text("La réponse viendrait avant la demande")
    staff.check_page()
    aid.get_by_label("Reçue le").fill(day(75))
    aid.get_by_role("button", name="Noter la réponse").click()
    expect(aid.get_by_text("La réponse est notée.")).to_be_visible()
    expect(aid.locator(".ht-tag", has_text="Recours possible jusqu’au")).to_be_visible()
    staff.check_page(picture="aides")
    staff.fits()
    page.locator(".ht-back").click()
    expect(page.locator("#aujourdhui")).to_contain_text("Recours (garantie locative)")
    page.locator("#argent").get_by_role("link", name="Demandes d’aide").click()
    page.set_viewport_size({"width": 1280, "height": 1000})
    aid.get_by_text("Introduire un recours").first.click()
    aid.get_by_role("button", name="Noter ce recours").click()
    expect(aid.locator(".ht-tag", has_text="Recours introduit")).to_be_visible()
    expect(aid.locator(".ht-tag", has_text="Recours possible")).to_have_count(0)
    staff.check_page()
