"""Health, robots, security contact, media."""

import datetime

import pytest
from django.db import DatabaseError
from django.utils import timezone
from wagtail.admin.icons import get_icon_sprite_url

from content.models import ServiceSettings


def test_health_answers(client, db):
    response = client.get("/sante")
    assert response.json() == {"etat": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_health_says_when_the_database_is_away(client, db, monkeypatch):
    class Away:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr("portal.shell.views.connection", Away())
    assert client.get("/sante").status_code == 503


def test_robots(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /gestion/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_security_contact_never_expires_in_our_hands(client, db):
    text = client.get("/.well-known/security.txt").content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"].startswith("mailto:")
    expires = datetime.datetime.fromisoformat(fields["Expires"])
    assert timezone.now() < expires < timezone.now() + datetime.timedelta(days=366)


def test_security_contact_does_not_break_over_two_lines(client, db):
    assert "\n" not in ServiceSettings._meta.get_field("security_email").default


def test_favicon(client):
    assert client.get("/favicon.ico")["Content-Type"] == "image/x-icon"


@pytest.mark.parametrize(
    "address",
    [
        "/media/documents/a.pdf",
        "/media/original_images/a.jpg",
        "/media/images/../secret",
        "/media/images/none.webp",
    ],
)
def test_only_resized_images_are_served(client, db, settings, tmp_path, address):
    settings.MEDIA_ROOT = tmp_path
    for folder, name in (("documents", "a.pdf"), ("original_images", "a.jpg")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(b"secret")
    (tmp_path / "secret").write_bytes(b"secret")
    assert client.get(address).status_code == 404


def test_a_browser_keeps_the_icons_and_no_page(client_for, case_manager):
    own = client_for(case_manager)
    icons = own.get(get_icon_sprite_url())
    assert icons.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert own.get("/gestion/").headers["Cache-Control"] == "no-store"
    assert own.get("/gestion/sprite/").headers["Cache-Control"] == "no-store"
