"""What went wrong is said in French, in the dress of the site, even when the database is away."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from portal.shell import errors


def test_a_page_that_does_not_exist(client, db):
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    text = response.content.decode()
    assert "Cette porte n’existe pas" in text
    assert 'href="/orienter/"' in text
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_a_staff_page_that_does_not_exist(client_for, case_manager):
    """The skip link has somewhere to lead, and the way on is in our words."""
    response = client_for(case_manager).get("/gestion/dossiers/00000000-0000-4000-8000-000000000000/")
    assert response.status_code == 404
    text = response.content.decode()
    assert 'class="skiplink button" href="#main"' in text
    assert 'id="main"' in text
    assert "n’est pas la vôtre" in text
    assert "administration de Wagtail" not in text


def test_a_body_that_is_too_large_is_refused_in_the_same_dress(client):
    # No `db` fixture: it is refused before anything is read, the body first.
    response = client.generic("POST", "/orienter/formulaire/", b"x", CONTENT_LENGTH=str(2 * 1024**3))
    assert response.status_code == 413
    assert "25&nbsp;Mo au plus" in response.content.decode()
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_too_much_text_is_said_to_be_too_much_text(client, db):
    body = "a=" + "x" * (2 * 1024**2 + 1)
    response = client.post("/connexion/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "2&nbsp;Mo de texte" in response.content.decode()
    # Browsers give back long texts, and not the fields that they were asked to forget: tried in Chromium.
    assert "complétez-les" in response.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "Nous n’avons pas compris"),
        (errors.permission_denied, 403, "Cette page est réservée"),
        (errors.page_not_found, 404, "Cette porte n’existe pas"),
        (errors.server_error, 500, "tombé en panne"),
        (errors.csrf_failure, 403, "resté ouvert trop longtemps"),
    ],
)
def test_errors_are_drawn_without_a_database(view, status, words):
    # No `db` fixture: touching the database would fail this test.
    request = RequestFactory().get("/quelque-part/")
    response = view(request)
    assert response.status_code == status
    text = response.content.decode()
    assert words in text
    assert "Place de la Concorde 15" in text
    assert "<script" not in text
    assert " style=" not in text


def test_unavailable_page_stands_by_itself():
    assert "rien n’est perdu" in render_to_string("shell/503.html")
