"""A question is added by staff, and every output has it; what was filled in before still comes in whole."""

import io

import openpyxl
import pypdf
from playwright.sync_api import expect

from forms.shipped.orientation import document
from tests.journeys.orientation import months_ago, send
from tests.support.pdf_filling import fill_with_pypdf, written

ASKED, FOLLOWED = "La personne a-t-elle un animal ?", "Quel animal ?"
ANSWERS = {
    "sender_kind": "service",
    "sender_service": "Service d’hier",
    "sender_name": "Camille Fictive",
    "sender_phone": "064 00 00 00",
    "first_name": "Œdipe",
    "last_name": "Hypothèse",
    "current_situation": "third_party",
    "municipality": "7100",
    "residence_permit": "yes",
    "own_request": "yes",
    "own_words": "Un toit pour l’hiver,\net un peu de calme 🙂",
    "informed": "yes",
}


def test_a_question_with_a_condition_reaches_every_output(person):
    visitor = person()
    before = download(visitor, "/orienter/formulaire.pdf")

    staff = person("coordination@example.org")
    staff.go("/gestion/formulaires/")
    staff.page.get_by_role("link", name="Orientation vers Héberge Toit").click()
    add_question(staff.page, "Oui ou non", ASKED)
    follow_up = add_question(staff.page, "Texte court", FOLLOWED)
    ask_only_if(staff.page, follow_up, ASKED, "Oui")
    publish(staff)

    visitor.go("/orienter/formulaire/")
    asked = visitor.page.get_by_role("group", name=ASKED)
    expect(visitor.page.get_by_label(FOLLOWED)).to_be_hidden()
    asked.get_by_label("Oui").check()
    expect(visitor.page.get_by_label(FOLLOWED)).to_be_visible()
    visitor.check_page()
    asked.get_by_role("button", name="Effacer cette réponse").click()
    expect(visitor.page.get_by_label(FOLLOWED)).to_be_hidden()

    printed = words_of_pdf(download(visitor, "/orienter/formulaire.pdf"))
    assert ASKED in printed
    assert FOLLOWED in printed
    headings = headings_of_sheet(download(visitor, "/formulaires/orientation.xlsx"))
    assert any(ASKED in heading for heading in headings)

    drop_the_old_one(visitor, fill_with_pypdf(before, written(document(), ANSWERS)))


def test_a_word_longer_than_the_screen_does_not_widen_the_form(person):
    for width in (360, 1280):
        visitor = person(width=width)
        visitor.go("/orienter/formulaire/")
        visitor.page.evaluate(
            """() => document.querySelectorAll("h1, .ask__label, .ask__help, .option > span").forEach(
                (one) => { one.textContent = "mot".repeat(90) })"""
        )
        visitor.fits()


def drop_the_old_one(visitor, content):
    """A PDF of the version before opens that version, answers in place, and arrives."""
    page = visitor.page
    visitor.go("/orienter/deposer/")
    visitor.check_page()
    page.get_by_label("Le formulaire PDF rempli").set_input_files(
        {"name": "orientation.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Lire mes réponses").click()
    expect(page.get_by_role("heading", name="Vos réponses sont en place")).to_be_visible()
    expect(page.get_by_text(ASKED)).to_have_count(0)
    expect(page.locator("[name=first_name]")).to_have_value(ANSWERS["first_name"])
    expect(page.locator("[name=own_words]")).to_have_value(ANSWERS["own_words"])
    expect(page.get_by_label("Chez un tiers")).to_be_checked()
    visitor.check_page()
    page.locator("[name=street_since]").fill(months_ago(2))
    send(page)
    visitor.go("/orienter/deposer/")
    page.get_by_label("Le formulaire PDF rempli").set_input_files(
        {"name": "encore.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Lire mes réponses").click()
    expect(page.get_by_role("heading", name="Nous avons déjà reçu ce fichier")).to_be_visible()


# --- the editor --------------------------------------------------------------------------------------------
def add_question(page, kind, label, section=1):
    """A new question at the end of a section; returns the beginning of the names of its fields."""
    count = page.locator(f'input[name="body-{section}-value-questions-count"]')
    name = f"body-{section}-value-questions-{count.input_value()}-value"
    add_block(page, count, kind)
    page.locator(f'[name="{name}-label"]').fill(label)
    page.locator(f'[name="{name}-data_class"]').select_option("C2")
    page.locator(f'[name="{name}-purpose"]').fill("Prévoir un accueil qui convient")
    return name


def add_block(page, count, kind):
    """The last « + » of the list that this counter counts, then the kind of block."""
    blocks = count.locator("xpath=following-sibling::*[@data-streamfield-stream-container][1]")
    blocks.locator("> div > button.c-sf-add-button").last.click()
    page.get_by_role("option", name=kind, exact=True).click()


def ask_only_if(page, name, question, answer):
    """The condition, chosen in words."""
    block = page.locator(f'[name="{name}-label"]').locator("xpath=ancestor::section[1]")
    block.get_by_text("Réglages").first.click()
    add_block(page, page.locator(f'[name="{name}-shown_if-rules-count"]'), "Condition")
    rule = f"{name}-shown_if-rules-0-value"
    page.locator(f'select[id="{rule}-question"]').select_option(label=question)
    page.locator(f'select[id="{rule}-value"]').select_option(label=answer)


def publish(staff):
    page = staff.page
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("heading", name="De la version 1 à la version 2")).to_be_visible()
    expect(page.get_by_text(f"« {ASKED} »").first).to_be_visible()
    staff.check_page(picture="publication")
    page.get_by_role("button", name="Publier la version 2").click()
    expect(page.get_by_text("La version 2 est publiée.")).to_be_visible()
    staff.check_page()


# --- what comes back ---------------------------------------------------------------------------------------
def download(someone, path):
    answer = someone.context.request.get(someone.portal.address + path)
    assert answer.ok, answer.status
    return answer.body()


def words_of_pdf(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    # A line of paper ends where it must.
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def headings_of_sheet(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [" ".join(str(cell.value).split()) for row in sheet.iter_rows(max_row=3) for cell in row]
