"""Communication staff publish a report, edit a page, and see nothing of case work."""

import datetime
import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfWriter


def small_pdf():
    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(stream)
    return stream.getvalue()


def test_a_report_is_published_from_a_pdf(person, portal):
    staff = person("communication@example.org")
    page = staff.page
    staff.go("/gestion/")
    staff.check_page()
    page.get_by_role("link", name="Publier un rapport").first.click()
    year = datetime.date.today().year
    page.locator("input[name=pdf]").set_input_files(
        {"name": "rapport.pdf", "mimeType": "application/pdf", "buffer": small_pdf()}
    )
    page.locator("[name=period_start]").fill(f"{year}-01-01")
    page.locator("[name=period_end]").fill(f"{year}-06-30")
    page.get_by_role("button", name="Publier").first.click()
    page.wait_for_load_state()

    visitor = person()
    visitor.go("/rapports/")
    expect(visitor.page.locator("main")).to_contain_text(str(year))
    feed = visitor.context.request.get(portal.address + "/rapports/flux.xml")
    assert str(year) in feed.text()


def test_a_broken_pdf_is_refused_in_french_and_nothing_typed_is_lost(person):
    staff = person("communication@example.org")
    page = staff.page
    staff.go("/gestion/rapports/nouveau/")
    page.locator("input[name=pdf]").set_input_files(
        {"name": "rapport.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 not really"}
    )
    page.locator("[name=period_start]").fill("2025-01-01")
    page.get_by_role("button", name="Publier").first.click()
    expect(page.get_by_text(re.compile("PDF.*(abîmé|illisible|lu)", re.I)).first).to_be_visible()
    expect(page.locator("[name=period_start]")).to_have_value("2025-01-01")


@pytest.mark.parametrize(
    "path", ["/gestion/dossiers/", "/gestion/orientations/", "/gestion/echanges/", "/gestion/journal/"]
)
def test_case_work_is_out_of_sight_and_out_of_reach(person, path):
    staff = person("communication@example.org")
    assert staff.go(path).status == 403
    staff.go("/gestion/")
    for name in ("Dossiers", "Orientations", "Journal"):
        expect(staff.page.get_by_role("link", name=name, exact=True)).to_have_count(0)


def test_a_draft_of_the_project_page_stays_a_draft(person):
    staff = person("communication@example.org")
    page = staff.page
    staff.go("/gestion/pages/")
    page.get_by_role("link", name=re.compile("Modifier « Le projet|Le projet Héberge Toit")).first.click()
    title = page.locator("#id_title")
    title.fill("Le projet, en brouillon")
    page.get_by_role("button", name=re.compile("Enregistrer le brouillon|Enregistrer")).first.click()
    page.wait_for_load_state()
    visitor = person()
    visitor.go("/heberge-toit/")
    expect(visitor.page.locator("h1")).not_to_contain_text("brouillon")
