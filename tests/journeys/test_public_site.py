"""What a visitor meets on the public site, on a telephone and on a large screen."""

import io
import re

import pytest
from playwright.sync_api import expect

PAGES = [
    "/",
    "/heberge-toit/",
    "/orienter/",
    "/orienter/formulaire/",
    "/rapports/",
    "/reseau/",
    "/contact/",
    "/accessibilite/",
    "/vie-privee/",
    "/mentions-legales/",
    "/connexion/",
]
BUDGET_BYTES = 60_000
PICTURES = {"/": "accueil", "/orienter/": "orienter"}


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_sound_at_both_widths_in_light_and_dark(person, path):
    visitor = person()
    for width, scheme in ((1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert visitor.go(path).status == 200
        taken = PICTURES.get(path) if (width, scheme) == (1280, "light") else None
        visitor.check_page(picture=taken)
        visitor.fits()


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_light(person, path):
    visitor = person()
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    # As somebody who was never here.
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    weights = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    visitor.go(path)
    visitor.page.wait_for_load_state("networkidle")
    session.detach()
    assert 0 < sum(weights) < BUDGET_BYTES, f"{path}: {sum(weights)} bytes"


def test_a_missing_page_says_so_in_the_same_dress(person):
    visitor = person()
    assert visitor.go("/nulle-part/").status == 404
    visitor.check_page()
    expect(visitor.page.get_by_role("link", name=re.compile("accueil", re.I)).first).to_be_visible()


def test_the_directory_is_searched_without_accents(person):
    visitor = person()
    visitor.go("/reseau/")
    box = visitor.page.get_by_role("searchbox").first
    box.fill("hebergement")
    box.press("Enter")
    expect(visitor.page.locator("main")).to_contain_text(re.compile("hébergement", re.I))
    visitor.check_page()


def test_the_form_downloads_as_a_fillable_pdf(person, portal):
    from pypdf import PdfReader

    visitor = person()
    answer = visitor.context.request.get(portal.address + "/orienter/formulaire.pdf")
    assert answer.headers["content-type"].startswith("application/pdf")
    assert len(PdfReader(io.BytesIO(answer.body())).get_fields()) > 20
