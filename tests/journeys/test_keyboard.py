"""Without a mouse: an objective, an action, a contract and its signature; and a form that does not arrive."""

import re

from playwright.sync_api import expect

from tests.journeys.keys import Keys

FILE = re.compile(r"HT-\d{4}-\d{4}")


def open_a_file(staff):
    """The file in its third stage: there is a plan to make."""
    staff.go("/gestion/dossiers/?q=Gaelle")
    keys = Keys(staff.page)
    keys.to("a", "Gaëlle Échantillon")
    keys.press("Enter")
    expect(staff.page.locator("h1")).to_contain_text("Gaëlle Échantillon")
    return keys


def go_to_section(keys, title, section):
    """By the list of what the file holds: the section itself takes the focus."""
    keys.to("a", f"^{title}")
    keys.press("Enter")
    expect(keys.page.locator(f"#{section}")).to_be_focused()


def unfold(keys, title, key, form):
    """The fold fetches its form, and one is in its first field."""
    keys.to("summary", title)
    keys.press(key)
    expect(keys.page.locator(f"{form} :is(input:not([type=hidden]), select, textarea)").first).to_be_focused()
    keys.seen()


def test_a_plan_a_contract_and_a_signature_by_the_keyboard_alone(person):
    staff = person("referente@example.org")
    page = staff.page
    keys = open_a_file(staff)

    go_to_section(keys, "Plan d’action", "plan")
    unfold(keys, "Ajouter un objectif", "Enter", "#plan form[action$='/objectif/']")
    keys.press("ArrowDown")
    keys.to("input|textarea", name="statement")
    keys.write("Ouvrir une porte au clavier")
    keys.to("button", "Ajouter l’objectif")
    keys.press("Enter")
    expect(page.locator("#plan .ht-done")).to_be_visible()
    expect(page.locator("#plan")).to_contain_text("Ouvrir une porte au clavier")
    expect(page.locator("#plan")).to_be_focused()

    unfold(keys, "Ajouter une action", "Space", "#plan form[action$='/action/']")
    keys.press("ArrowDown")
    keys.to("input|textarea", name="statement")
    keys.write("Essayer chaque touche")
    keys.to("button", "Ajouter l’action")
    keys.press("Space")
    expect(page.locator("#plan")).to_contain_text("Essayer chaque touche")
    expect(page.locator("#plan")).to_be_focused()
    staff.check_page()

    go_to_section_back(keys)
    unfold(keys, "Établir le contrat", "Enter", "#contrat form")
    keys.to("button", "Établir le contrat")
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("Contrat d’engagement")

    keys.to("button", "^Noter$")
    keys.press("Enter")
    expect(page.locator("#signatures")).to_contain_text("Gaëlle Échantillon")
    expect(page.locator("header")).to_contain_text("signé")
    expect(page.locator("#signatures")).to_be_focused()
    staff.check_page()


def go_to_section_back(keys):
    """The list of what the file holds stands before: one goes back to it."""
    keys.to("a", "^Contrat", back=True)
    keys.press("Enter")
    expect(keys.page.locator("#contrat")).to_be_focused()


def test_a_form_that_does_not_arrive_leaves_its_link(person):
    staff = person("referente@example.org")
    page = staff.page
    keys = open_a_file(staff)
    page.route("**/formulaire/**", lambda route: route.abort())
    go_to_section(keys, "Plan d’action", "plan")
    keys.to("summary", "Ajouter un objectif")
    keys.press("Enter")
    link = page.locator("details", has=page.locator("#plier-objectif")).locator(".ht-fold__ask a")
    expect(link).to_be_focused()
    keys.seen()
    keys.press("Enter")
    # The page comes with that form unfolded, and without a script.
    expect(page.locator("#plier-objectif")).to_be_focused()
    expect(page.locator("#plan form[action$='/objectif/']")).to_be_visible()
    staff.check_page()


def test_a_pointer_stays_where_it_points(person):
    """Opened with a mouse, or on a telephone, a fold shows its form and opens no keyboard on the screen."""
    staff = person("referente@example.org")
    page = staff.page
    open_a_file(staff)
    page.locator("#plan summary", has_text="Ajouter un objectif").click()
    expect(page.locator("#plan form[action$='/objectif/']")).to_be_visible()
    assert Keys(page).here()["tag"] not in ("input", "select", "textarea")
