"""The line of time of a file: from the file to the line, filtered, gone back in time, printed."""

import re

import pytest
from playwright.sync_api import expect


def open_line(someone):
    """The line of one of her files; a long one, so that it has pages."""
    someone.go("/gestion/dossiers/?q=dorian")
    someone.page.get_by_role("link", name=re.compile("Dorian Imaginaire")).first.click()
    someone.page.get_by_role("link", name=re.compile(r"Tout le fil \(\d+\)")).click()
    expect(someone.page.get_by_role("heading", name=re.compile("^Le fil"), level=1)).to_be_visible()


def test_a_case_manager_reads_what_happened(person):
    staff = person("referente@example.org")
    page = staff.page
    open_line(staff)
    staff.check_page(picture="fil")
    staff.fits()

    filters = page.get_by_role("navigation", name="Filtrer le fil")
    filters.get_by_role("link", name=re.compile("^ *Contacts")).click()
    expect(page.locator(".ht-moment:not(.is-contact)")).to_have_count(0)
    filters.get_by_role("link", name=re.compile("^ *Bilans")).click()
    expect(page.locator(".ht-moment.is-bilan").first).to_be_visible()
    expect(page.locator(".ht-moment:not(.is-contact, .is-bilan)")).to_have_count(0)
    staff.check_page()

    # A month far back is one press away, whatever page it is on.
    page.get_by_role("link", name="Tout montrer").click()
    page.locator(".ht-when__years a").last.click()
    expect(page.locator(".ht-stretch").last).to_be_in_viewport()

    page.get_by_role("link", name="Version à imprimer").click()
    expect(page.get_by_text("Les notes confidentielles ne sont pas imprimées")).to_be_visible()
    staff.check_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone_without_script(portal, chromium, person, signed_in_states, scheme):
    staff = person("referente@example.org", width=360)
    open_line(staff)
    address = staff.page.url
    context = chromium.new_context(
        java_script_enabled=False,
        viewport={"width": 360, "height": 800},
        storage_state=signed_in_states["referente@example.org"],
        color_scheme=scheme,
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_role("navigation", name="Filtrer le fil").get_by_role("link", name=re.compile("Plan")).click()
    expect(page.locator(".ht-moment.is-plan").first).to_be_visible()
    expect(page.locator(".ht-moment:not(.is-plan)")).to_have_count(0)
    context.close()
    staff.check_page()
    staff.fits()
