"""The headless API gives what is public, to read, and nothing else."""

import base64

import pytest
from axes.models import AccessAttempt
from wagtail.documents.models import Document
from wagtail.models import Collection, Page, PageViewRestriction

from content.models import HomePage, StandardPage
from tests.factories.accounts import PASSWORD
from tests.factories.content import pdf_upload, report


def titles(client, endpoint, query=""):
    response = client.get(f"/api/v2/{endpoint}/{query}")
    assert response.status_code == 200
    return [item["title"] for item in response.json()["items"]]


def test_live_pages_are_listed_and_cacheable(site, client):
    response = client.get("/api/v2/pages/")
    assert {"Le projet Héberge Toit", "Contact"} <= {item["title"] for item in response.json()["items"]}
    assert response["Cache-Control"] == "public, max-age=300"
    again = client.get("/api/v2/pages/", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("endpoint", ["pages", "images", "documents"])
def test_it_only_reads(db, client, method, endpoint):
    assert getattr(client, method)(f"/api/v2/{endpoint}/").status_code == 405


def test_what_is_not_published_is_not_there_whoever_asks(site, client, client_for, communication):
    page = report(2030, live=False)
    for asking in (client, client_for(communication)):
        assert page.title not in titles(asking, "pages")
        assert asking.get(f"/api/v2/pages/{page.pk}/").status_code == 404
        assert titles(asking, "documents") == []
        assert titles(asking, "images") == []
        assert asking.get(f"/api/v2/documents/{page.document_id}/").status_code == 404


def test_the_draft_of_a_live_page_is_not_there(site, client):
    home = HomePage.objects.get()
    home.lead = "Une phrase qui attend"
    home.save_revision()
    assert "qui attend" not in client.get(f"/api/v2/pages/{home.pk}/").content.decode()


def test_a_restricted_page_is_not_there(site, client, client_for, communication):
    page = StandardPage(title="Réservée", slug="reservee")
    HomePage.objects.get().add_child(instance=page)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for asking in (client, client_for(communication)):
        assert asking.get(f"/api/v2/pages/{page.pk}/").status_code == 404


def test_files_outside_the_public_shelf_are_not_there(site, client):
    Document.objects.create(title="Ailleurs", file=pdf_upload(), collection=Collection.get_first_root_node())
    page = report(2030)
    assert titles(client, "documents") == [page.title]
    assert titles(client, "images") == [page.title]


def test_only_models_of_the_public_site_can_be_asked_for(site, client):
    kinds = {
        item["meta"]["type"].split(".")[0] for item in client.get("/api/v2/pages/?limit=50").json()["items"]
    }
    assert kinds == {"content"}
    for kind in ("accounts.User", "casefiles.CaseFile", "forms.Submission", "directory.Service"):
        assert client.get(f"/api/v2/pages/?type={kind}").status_code == 400


def test_every_page_model_is_of_the_public_site():
    from wagtail.models import get_page_models

    assert {model._meta.app_label for model in get_page_models() if model is not Page} == {"content"}


@pytest.mark.parametrize("password", [PASSWORD, "pas le bon"])
def test_no_password_is_tried_here(site, client, case_manager, password):
    typed = base64.b64encode(f"{case_manager.email}:{password}".encode()).decode()
    response = client.get("/api/v2/pages/", headers={"authorization": f"Basic {typed}"})
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=300"
    assert not AccessAttempt.objects.exists()


WRONG = [
    "?limit=abc",
    "?fields=owner",
    "?fields=((",
    "?child_of=99999999999999999999",
    "?order=zzz",
    "?offset=-1",
    "?slug=%00",
    "?search=%00",
    "?%00=a",
    "?offset=99999999999999999999999",
    "?site=ailleurs.example",
    "?search=" + "a+" * 1500,
    "?search=a&search_operator=xor",
    "?first_published_at=99999-13-45",
    "?type=content.ReportPage&period_start=0000-00-00",
]


def test_a_wrong_question_is_answered_400(site, client):
    for query in WRONG:
        assert client.get(f"/api/v2/pages/{query}").status_code == 400, query


def test_no_author_and_no_draft_title_is_told(site, client):
    found = client.get(f"/api/v2/pages/{HomePage.objects.get().pk}/?fields=*").json()
    assert not {"owner", "draft_title", "locked_by", "latest_revision"} & set(found)
