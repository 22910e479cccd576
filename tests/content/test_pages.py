"""Every public page: it answers in French, brings nothing from elsewhere, runs no script, weighs little."""

import re
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from content.directory.demo import create_demo as create_services
from content.models import HomePage
from tests.factories.content import report

PAGES = [
    "/",
    "/heberge-toit/",
    "/logement-accompagne/",
    "/orienter/",
    "/rapports/",
    "/reseau/",
    "/contact/",
    "/accessibilite/",
    "/vie-privee/",
    "/mentions-legales/",
]
BUDGET = 60_000


class Reader(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self, markup):
        super().__init__()
        self.tags = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def fetched(self):
        """Addresses that a browser fetches by itself."""
        for tag, attrs in self.tags:
            if tag in ("img", "script", "iframe", "source", "video", "audio", "embed"):
                yield attrs.get("src") or ""
                yield from (part.split()[0] for part in attrs.get("srcset", "").split(",") if part.strip())
            if tag == "link" and attrs.get("rel") in ("stylesheet", "preload", "icon", "manifest"):
                yield attrs["href"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_well_made(client, site, address):
    response = client.get(address)
    assert response.status_code == 200
    markup = response.content.decode()
    page = Reader(markup)
    names = [tag for tag, _attrs in page.tags]
    assert names.count("h1") == 1
    assert names.count("main") == 1
    assert dict(page.tags[0][1])["lang"] == "fr-BE"
    assert "script" not in names
    assert "style" not in names
    assert not [attrs for _tag, attrs in page.tags if "style" in attrs]
    assert not [name for _tag, attrs in page.tags for name in attrs if name.startswith("on")]
    assert all(address.startswith("/") for address in page.fetched() if address)
    identifiers = [attrs["id"] for _tag, attrs in page.tags if "id" in attrs]
    assert len(identifiers) == len(set(identifiers))

    _check_headers(response.headers)
    _check_typography(markup)


def _check_headers(headers):
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


def _check_typography(markup):
    text = re.sub(r"<head>.*?</head>|<[^>]+>", " ", markup, flags=re.DOTALL)
    assert not re.findall(r"\w'\w", text)
    assert not re.findall(r"\w [;!?](?:\s|$)", text)


def test_a_page_weighs_less_than_sixty_kilobytes(client, site):
    create_services()
    for year in (2030, 2031, 2032):
        report(year, summary="Quelques phrases d’exemple. " * 20)
    for address in [*PAGES, "/rapports/rapport-d-activite-2030/", "/reseau/accueil-de-jour-exemple-le-banc/"]:
        response = client.get(address)
        # The page itself is counted as it leaves us, before any web server compresses it.
        total = len(response.content)
        total += sum(_weight(client, part) for part in set(Reader(response.content.decode()).fetched()))
        total += Path(finders.find("content/fonts/atkinson-bold.woff2")).stat().st_size
        assert total < BUDGET, (address, total)


def _weight(client, address):
    if address.startswith("/static/"):
        path = Path(finders.find(address.removeprefix("/static/")))
        squeezable = path.suffix in (".css", ".svg", ".js")
        return len(brotli.compress(path.read_bytes())) if squeezable else path.stat().st_size
    response = client.get(address)
    assert response.status_code == 200, address
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return len(body)


def test_no_public_page_leaves_a_cookie_as_the_privacy_notice_says(client, site):
    assert "aucun cookie" in client.get("/vie-privee/").content.decode()
    for address in [*PAGES, "/orienter/formulaire/", "/rapports/flux.xml"]:
        client.get(address)
    client.post("/orienter/formulaire/", {"a": "b"})
    assert not client.cookies


def test_the_menu_says_where_one_stands(client, site):
    markup = client.get("/rapports/").content.decode()
    assert '<a href="/rapports/" aria-current="page">Rapports</a>' in markup


def test_the_project_page_tells_its_six_steps_and_its_limits(client, site):
    text = client.get("/heberge-toit/").content.decode()
    for words in (
        "Intake",
        "Assessment",
        "Planification",
        "Monitoring",
        "Évaluation",
        "titre de séjour",
        "Dix situations",
    ):
        assert words.casefold() in text.casefold()


def test_orientation_offers_three_ways(client, site):
    markup = client.get("/orienter/").content.decode()
    assert 'href="/orienter/formulaire/"' in markup
    assert 'href="/orienter/formulaire.pdf"' in markup
    assert 'href="tel:064000000"' in markup


def test_a_draft_does_not_show(client, site):
    home = HomePage.objects.get()
    home.hero_title = "Une phrase en préparation"
    home.save_revision()
    assert "en préparation" not in client.get("/").content.decode()


def test_site_map_lists_live_pages(client, site):
    report(2030)
    report(2031, live=False)
    found = client.get("/sitemap.xml").content.decode()
    assert "/rapports/rapport-d-activite-2030/" in found
    assert "2031" not in found
