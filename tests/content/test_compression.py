"""What the public reads is light; what staff reads is never compressed."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_public_page_travels_compressed(client, site):
    page = client.get("/heberge-toit/", headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]


def test_a_staff_page_does_not(client_for, communication, site):
    page = client_for(communication).get("/gestion/", headers={"accept-encoding": "gzip"})
    assert page.status_code == 200
    assert "Content-Encoding" not in page.headers


def test_the_sign_in_page_with_its_cookie_does_not(client):
    page = client.get("/connexion/", headers={"accept-encoding": "gzip"})
    assert page.cookies
    assert "Content-Encoding" not in page.headers
