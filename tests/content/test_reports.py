"""A report is published from its PDF; a bad PDF is refused in French; a draft's files are shut away."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.documents.models import Document

from content.models import ReportIndexPage, ReportPage
from content.periods import period_label, proposed_title
from content.reports import files
from tests.factories.content import pdf_bytes, pdf_upload, report


@pytest.fixture
def publish(site, client_for, communication):
    """Fill the form of a new report as communication staff do."""
    client = client_for(communication)
    address = reverse(
        "wagtailadmin_pages:add", args=["content", "reportpage", ReportIndexPage.objects.get().pk]
    )

    def send(pdf, *, start="2023-01-01", end="2023-12-31", **more):
        fields = {
            "title": "",
            "slug": "",
            "summary": "Un résumé d’exemple.",
            "period_start": start,
            "period_end": end,
        }
        fields |= {"seo_title": "", "search_description": "", "go_live_at": "", "expire_at": ""}
        fields |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "action-publish": "action-publish"}
        fields |= more
        if pdf is not None:
            fields["pdf"] = pdf
        return client.post(address, fields)

    return send


def test_a_pdf_and_two_dates_make_a_report(publish, client):
    response = publish(pdf_upload(pdf_bytes(sheets=3)))
    assert response.status_code == 302, response.context["form"].errors
    page = ReportPage.objects.get()
    assert page.live
    assert page.title == "Rapport d’activité 2023"
    assert page.slug == "rapport-d-activite-2023"
    assert page.sheet_count == 3
    assert page.cover.width == files.COVER_WIDTH
    listed = client.get("/rapports/").content.decode()
    assert "Rapport d’activité 2023" in listed
    assert "3 pages" in listed
    feed = client.get("/rapports/flux.xml")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Rapport d’activité 2023" in feed.content.decode()
    answer = client.get(page.document.url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"


BROKEN = [
    (b"PK\x03\x04 this is a workbook", "n’est pas un PDF"),
    (b"", "vide"),
    (b"%PDF-1.7\n%%EOF", "ne s’ouvre pas"),
    (pdf_bytes()[:200], "ne s’ouvre pas"),
    (pdf_bytes(password="secret"), "mot de passe"),
]


@pytest.mark.parametrize(("content", "words"), BROKEN, ids=["workbook", "empty", "hollow", "cut", "locked"])
def test_a_bad_pdf_is_refused_in_french(publish, content, words):
    response = publish(pdf_upload(content))
    assert response.status_code == 200
    assert words in str(response.context["form"].errors["pdf"])
    assert not ReportPage.objects.exists()
    assert not Document.objects.exists()
    # What was typed is still there.
    assert "Un résumé d’exemple." in response.content.decode()


def test_a_pdf_too_heavy_is_refused(publish, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    assert "trop lourd" in str(publish(pdf_upload()).context["form"].errors["pdf"])


def test_publishing_asks_for_the_pdf_but_a_draft_may_wait(publish):
    assert "Choisissez le PDF" in str(publish(None).context["form"].errors["pdf"])
    assert publish(None, **{"action-publish": ""}).status_code == 200
    draft = publish(None)
    assert draft.status_code == 200


def test_a_period_cannot_end_before_it_starts(publish):
    response = publish(pdf_upload(), start="2023-05-01", end="2022-01-01", title="Rapport")
    assert "avant d’avoir commencé" in str(response.context["form"].errors)


@pytest.mark.parametrize("year", ["0001", "1026", "9999"])
def test_a_date_of_another_age_is_asked_again(publish, year):
    response = publish(pdf_upload(), start=f"{year}-01-01", end=f"{year}-12-31")
    assert "Vérifiez l’année" in response.content.decode()
    assert f'value="{year}-01-01"' in response.content.decode()
    assert not ReportPage.objects.exists()


def _field(response, name):
    """The tag of this field, as the browser gets it."""
    return re.search(rf'<input[^>]*name="{name}"[^>]*>', response.content.decode())[0]


def test_a_date_that_is_none_does_not_lose_what_was_typed(publish):
    response = publish(pdf_upload(), start="31/31/2023", end="31/12/2023")
    assert response.status_code == 200
    start, end = _field(response, "period_start"), _field(response, "period_end")
    # A date field of the browser would show neither of these two texts as they were typed.
    assert 'type="text"' in start
    assert 'value="31/31/2023"' in start
    assert 'type="date"' in end
    assert 'value="2023-12-31"' in end
    assert "Un résumé d’exemple." in response.content.decode()


def _status(client, address):
    """Reads the answer whole, so that its file is closed."""
    response = client.get(address)
    b"".join(response.streaming_content if response.streaming else [])
    return response.status_code


def test_files_of_a_draft_are_shut_and_open_with_it(site, client):
    page = report(2030, live=False)
    assert _status(client, page.document.url) == 302
    page.get_latest_revision().publish()
    assert _status(client, page.document.url) == 200
    page.refresh_from_db()
    page.unpublish()
    assert _status(client, page.document.url) == 302
    assert client.get("/rapports/rapport-d-activite-2030/").status_code == 404


def test_a_password_alone_does_not_open_the_files_of_a_draft(site, client_for, communication):
    page = report(2030, live=False)
    half_way = client_for(communication, second_factor=False)
    response = half_way.get(page.document.url)
    assert response.status_code == 302
    assert response.url.startswith("/connexion/")
    assert half_way.get("/rapports/").status_code == 200
    assert _status(client_for(communication), page.document.url) == 200


def test_deleting_a_report_deletes_its_files(site):
    page = report(2030)
    document, cover = page.document, page.cover
    page.delete()
    assert not type(document).objects.filter(pk=document.pk).exists()
    assert not type(cover).objects.filter(pk=cover.pk).exists()


def test_reports_ask_the_same_whatever_their_number(site, client):
    report(2030)
    report(2031)
    client.get("/rapports/")
    with CaptureQueriesContext(connection) as few:
        client.get("/rapports/")
    for year in (2032, 2033, 2034):
        report(year)
    client.get("/rapports/")
    with CaptureQueriesContext(connection) as more:
        client.get("/rapports/")
    assert len(more) == len(few)


@pytest.mark.parametrize(
    ("start", "end", "label", "title"),
    [
        ((2021, 1, 1), (2021, 12, 31), "2021", "Rapport d’activité 2021"),
        (
            (2020, 10, 1),
            (2021, 1, 31),
            "octobre 2020 – janvier 2021",
            "Rapport d’activité, octobre 2020 – janvier 2021",
        ),
        ((2021, 3, 1), (2021, 6, 30), "mars – juin 2021", "Rapport d’activité, mars – juin 2021"),
        ((2021, 3, 1), (2021, 3, 31), "mars 2021", "Rapport d’activité, mars 2021"),
    ],
)
def test_periods_are_said_as_people_say_them(start, end, label, title):
    assert period_label(datetime.date(*start), datetime.date(*end)) == label
    assert proposed_title(datetime.date(*start), datetime.date(*end)) == title


def test_the_short_way_leads_to_the_form(site, client_for, communication, case_manager):
    answer = client_for(communication).get(reverse("new_report"))
    assert answer.status_code == 302
    assert "/reportpage/" in answer["Location"]
    assert client_for(case_manager).get(reverse("new_report")).status_code == 403
