"""A file is handed over with two of its notes: refused once with a reason, then accepted."""

import datetime
import re

from playwright.sync_api import expect

IN_A_WEEK = datetime.timedelta(days=7)


def propose(page, receiver):
    """With the first two notes of the list."""
    page.get_by_role("link", name="Passer le relais").click()
    page.get_by_label("À qui").select_option(label=receiver)
    page.get_by_label("Pourquoi").fill("Un congé de trois mois.")
    page.get_by_label("Rencontre à trois le").fill(f"{datetime.date.today() + IN_A_WEEK:%Y-%m-%d}")
    for number in (0, 1):
        page.locator(".ht-release__note").nth(number).click()


def test_two_notes_go_along_and_the_refused_case(person):
    giver = person("referent2@example.org")
    page = giver.page
    # In the second programme: the places of the first are counted on by others.
    giver.go("/gestion/dossiers/?ordering=reference&q=LA-")
    page.locator("td.title a").first.click()
    reference = page.locator(".ht-file__head .ht-ref").inner_text()
    propose(page, "Robin Exemple")
    giver.check_page(picture="relais")
    notes = page.locator(".ht-release__note").count()
    assert notes > 2
    page.get_by_role("button", name="Proposer le relais").click()
    expect(page.locator(".ht-done")).to_contain_text("Le relais est proposé")

    colleague = person("referente@example.org", width=360)
    colleague.go("/gestion/")
    colleague.page.get_by_role("link", name=re.compile(f"vous propose.*{reference}", re.S)).click()
    colleague.check_page()
    colleague.fits()
    colleague.page.get_by_text("Refuser, et dire pourquoi").click()
    colleague.page.get_by_label("Pourquoi vous ne prenez pas").fill("Je pars aussi en mars.")
    colleague.page.get_by_role("button", name="Refuser le relais").click()
    expect(colleague.page.get_by_text(re.compile(f"vous propose.*{reference}", re.S))).to_have_count(0)

    page.get_by_role("link", name=re.compile("Dossier LA-")).click()
    page.get_by_role("link", name="Passer le relais").click()
    expect(page.get_by_text("Je pars aussi en mars.")).to_be_visible()
    page.go_back()
    propose(page, "Robin Exemple")
    page.set_viewport_size({"width": 360, "height": 900})
    giver.check_page()
    giver.fits()
    page.get_by_role("button", name="Proposer le relais").click()
    expect(page.locator(".ht-done")).to_contain_text("Le relais est proposé")

    colleague.go("/gestion/")
    colleague.page.get_by_role("link", name=re.compile(f"vous propose.*{reference}", re.S)).click()
    released = colleague.page.locator(
        "section", has=colleague.page.get_by_role("heading", name="Les notes qui passent")
    )
    expect(released.locator("li")).to_have_count(2)
    stay = f"{notes - 2} contacts avec note restent chez Sacha Modèle."
    expect(released.get_by_text(stay)).to_be_visible()
    colleague.page.get_by_role("button", name="Accepter le relais").click()
    expect(colleague.page.locator(".ht-done")).to_contain_text("Vous avez le relais")
    expect(
        colleague.page.get_by_text(f"{notes - 2} contacts avec note sont restés chez Sacha Modèle")
    ).to_be_visible()
    assert page.goto(colleague.page.url.split("#")[0]).status == 404


def test_a_holiday_and_the_way_back(person):
    """The colleague acts in the file; taken back, her next page is not there."""
    giver = person("referente@example.org")
    page = giver.page
    giver.go("/gestion/dossiers/?ordering=reference&q=LA-")
    page.locator("td.title a").first.click()
    reference = page.locator(".ht-file__head .ht-ref").inner_text()
    address = page.url.split("?")[0]
    page.get_by_role("link", name="Passer le relais").click()
    page.get_by_label("À qui").select_option(label="Sacha Modèle")
    page.get_by_label("Pourquoi").fill("Deux semaines de vacances.")
    page.get_by_label("Rencontre à trois le").fill(f"{datetime.date.today():%Y-%m-%d}")
    page.get_by_label("Remplacement jusqu’au").fill(f"{datetime.date.today() + IN_A_WEEK:%Y-%m-%d}")
    page.get_by_role("button", name="Proposer le relais").click()

    colleague = person("referent2@example.org", width=360)
    colleague.go("/gestion/")
    colleague.page.get_by_role("link", name=re.compile(f"remplacer auprès.*{reference}", re.S)).click()
    colleague.check_page()
    colleague.page.get_by_role("button", name="Accepter le remplacement").click()
    expect(colleague.page.locator(".ht-done")).to_contain_text("vous remplacez Robin Exemple")
    colleague.fits()
    colleague.page.locator("#contacts").get_by_label("Note partageable").first.fill("Passé ce matin.")
    colleague.page.locator("#contacts").get_by_role("button", name="Noter ce contact").click()
    colleague.sees("Passé ce matin.")

    page.goto(address)
    giver.sees("Passé ce matin.")
    giver.sees("Sacha Modèle remplace jusqu’au")
    page.get_by_role("link", name="Passer le relais").click()
    page.get_by_role("link", name="Voir ou arrêter ce remplacement").click()
    giver.check_page()
    page.get_by_role("button", name="Arrêter ce remplacement").click()
    assert colleague.page.goto(address).status == 404
