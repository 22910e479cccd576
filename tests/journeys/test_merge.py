"""Somebody comes back under another spelling: seen before admitting, merged, and the merge undone."""

import re

from playwright.sync_api import expect

from tests.journeys.orientation import fill_orientation, send


def test_a_merge_and_its_undoing(person):
    visitor = person()
    visitor.go("/orienter/formulaire/")
    fill_orientation(visitor.page, last_name="Inventee")
    visitor.page.locator("[name$=first_name]").fill("Kora")
    visitor.page.locator("[name$=birth_date]").fill("1995-06-21")
    send(visitor.page)

    staff = person("coordination@example.org")
    page = staff.page
    staff.go("/gestion/orientations/?q=kora")
    page.get_by_role("link", name=re.compile("Kora Inventee")).first.click()
    known = page.locator("#deja-connue")
    expect(known).to_contain_text("Cora Inventée")
    expect(known).to_contain_text("probablement la même personne")
    expect(known).to_contain_text("même date de naissance (21/06/1995)")
    staff.check_page(picture="deja-connue")

    page.locator("summary", has_text="Accueillir").click()
    page.get_by_label("Qui accompagne").select_option(label=choice(page, "Sacha Modèle"))
    page.get_by_label("Motif du dépassement").fill("Accord de l’équipe, le temps de vérifier les papiers.")
    page.get_by_role("button", name="Ouvrir le dossier").click()
    # Nothing was said of who it is: the page comes back with what was typed.
    expect(page.locator(".ht-problems")).to_contain_text("même personne ou quelqu’un d’autre")
    expect(page.get_by_label("Motif du dépassement")).to_have_value(re.compile("Accord de l’équipe"))
    staff.check_page()
    page.get_by_label("Quelqu’un d’autre").check()
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.get_by_text("Orientation admise")).to_be_visible()

    page.get_by_role("button", name="Coordination").click()
    page.get_by_role("link", name="Doublons").click()
    compare = page.get_by_role("link", name=re.compile("Comparer.*Kora"))
    expect(compare).to_be_visible()
    staff.check_page(picture="doublons")
    compare.click()
    expect(page.get_by_role("heading", name="Deux personnes, ou une seule ?")).to_be_visible()
    staff.check_page(picture="fusion")
    page.get_by_label("Comment vous savez").fill("Même carte d’identité, présentée ce matin.")
    page.get_by_role("button", name="Fusionner ces deux personnes").click()
    merges = page.locator("#fusions")
    expect(merges).to_contain_text("n’en font plus qu’une")
    expect(merges).to_contain_text("Même carte d’identité")
    expect(page.get_by_role("link", name=re.compile("Comparer.*Kora"))).to_have_count(0)
    staff.check_page()

    merges.locator("summary", has_text="Défaire").first.click()
    merges.get_by_label("Pourquoi ce sont deux personnes").first.fill(
        "Deux sœurs : la carte était à l’autre."
    )
    merges.get_by_role("button", name="Défaire la fusion").first.click()
    expect(merges).to_contain_text("ce sont de nouveau deux personnes")
    expect(merges).to_contain_text("Deux sœurs")
    expect(page.get_by_role("link", name=re.compile("Comparer.*Kora"))).to_be_visible()
    staff.check_page()


def test_duplicates_on_a_telephone(person):
    staff = person("coordination@example.org", width=360)
    staff.go("/gestion/doublons/")
    expect(staff.page.locator("h1")).to_have_text("Doublons")
    staff.check_page()
    staff.fits()


def choice(page, name):
    """The label of the option that begins with this name."""
    options = page.get_by_label("Qui accompagne").locator("option").all_inner_texts()
    return next(option for option in options if option.startswith(name))
