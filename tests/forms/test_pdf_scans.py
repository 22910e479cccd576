"""A form on paper, scanned or photographed, is known by the square on its first page; no other square is."""

import datetime
import json
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from forms.definition.answers import validate
from forms.models import Submission
from forms.readers.pdf import reading, squares
from forms.readers.pdf.stamp import stamp_in_square
from portal.sandbox import SandboxFailure
from portal.vault.models import StoredFile
from portal.vault.storage import open_stored
from tests.factories.forms import VALID, orientation_version, posted_answers
from tests.support.pdf_filling import blank_pdf, fill_with_pypdf, flatten_to_pictures, written
from tests.support.scans import pdf_of_pictures, photographed, sheet_with

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 10, 0, tzinfo=datetime.UTC)
DROP, FILL = "/orienter/deposer/", "/orienter/formulaire/"
STAFF, CHECK = "/gestion/reponses/pdf/", "/gestion/reponses/pdf/verifier/"
FOREIGN = "https://piege.example/vole?jeton=1"
_made = {}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def version():
    return orientation_version()


@pytest.fixture
def filled(version):
    """The PDF of this version with VALID written in it, made once for all these tests."""
    if version.stamp not in _made:
        answers, errors = validate(version.document, VALID)
        assert not errors
        _made[version.stamp] = fill_with_pypdf(
            blank_pdf(version.document), written(version.document, answers)
        )
    return _made[version.stamp]


@pytest.fixture
def staff(client_for, case_manager):
    return client_for(case_manager)


def drop(client, content, address=DROP):
    upload = SimpleUploadedFile("scan.pdf", content, content_type="application/pdf")
    return client.post(address, {"fichier": upload})


def text_of(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ").replace("&nbsp;", " ")


def hidden(response, name):
    return re.search(rf'name="{name}" value="([^"]+)"', response.content.decode())[1]


def sent_from(page, *more):
    return {
        **{name: hidden(page, name) for name in ("jeton", "_source", *more)},
        "site_web": "",
        **posted_answers(),
    }


def seen_on(content):
    return json.loads(squares.read(content, {}))


# --- whatever the light -------------------------------------------------------------------------------------
SHOTS = {
    "flat": {},
    "quarter turn": {"turned": 90},
    "upside down": {"turned": 180},
    "three quarters": {"turned": 270},
    "askew": {"turned": -7},
    "askew, on its side": {"turned": 94},
    "from below": {"leaning": 0.12, "turned": 3},
    "bad light": {"grain": 40, "turned": 2},
    "bad light, upside down": {"grain": 40, "turned": 178},
    "a coarse scan": {"dpi": 100},
    "a fine scan": {"dpi": 300, "quality": 75},
}


@pytest.mark.parametrize("shot", SHOTS)
def test_the_square_is_read_on_a_bad_photograph(version, filled, shot):
    content = photographed(filled, last=1, **SHOTS[shot])
    assert seen_on(content) == {"stamps": [version.stamp], "first_pages": 1, "foreign": False}


def test_the_square_is_found_when_the_sheets_are_backwards(version, filled):
    pages = [photographed(filled, first=number, last=number + 1) for number in (1, 0)]
    assert seen_on(joined(pages))["stamps"] == [version.stamp]


def joined(contents):
    """One PDF of these, one after the other."""
    import io

    import pypdf

    writer, output = pypdf.PdfWriter(), io.BytesIO()
    for content in contents:
        writer.append(io.BytesIO(content))
    writer.write(output)
    return output.getvalue()


# --- anyone, and the team -----------------------------------------------------------------------------------
def test_anyone_gets_the_form_of_the_version_of_the_paper_to_fill_and_send(client, version, filled, clock):
    scan = photographed(filled, turned=90)
    page = drop(client, scan)
    assert page.status_code == 200
    assert "aplati ou scanné" in text_of(page)
    assert "Camille" not in text_of(page)
    assert not Submission.objects.exists()
    clock.shift(60)
    assert client.post(FILL, sent_from(page)).status_code == 302
    stored = Submission.objects.get()
    assert (stored.version, stored.channel) == (version, "paper")
    assert b"".join(open_stored(stored.source)) == scan


def test_the_team_gets_the_paper_on_the_left_and_its_form_on_the_right(staff, version, filled):
    page = drop(staff, photographed(filled, turned=180), STAFF)
    assert "aplati ou scanné" in text_of(page)
    assert "Quel est ce formulaire" not in text_of(page)
    assert 'id="q-first_name"' in text_of(page)
    pictures = re.findall(r'src="(/gestion/reponses/pdf/original/[^"]+)"', page.content.decode())
    assert staff.get(pictures[0])["Content-Type"] == "image/jpeg"
    assert staff.post(CHECK, sent_from(page, "original")).status_code == 302
    stored = Submission.objects.get()
    assert (stored.version, stored.channel) == (version, "paper")
    assert stored.source is not None


def test_an_old_paper_opens_its_own_version(client, version, filled):
    definition = version.definition
    body = json.loads(json.dumps(list(definition.body.raw_data)))
    body[0]["value"]["questions"][0]["value"]["label"] = "Qui êtes-vous ?"
    definition.body = json.dumps(body)
    definition.save_revision().publish()
    assert definition.versions.count() == 2
    page = text_of(drop(client, photographed(filled, last=1)))
    assert f"Ce PDF est de la version {version.number}" in page
    assert "Qui êtes-vous" not in page


def test_what_a_flattened_pdf_says_of_itself_needs_no_picture(client, version, filled, monkeypatch):
    monkeypatch.setattr(reading, "_SQUARES", "nowhere:never")
    response = drop(client, flatten_to_pictures(filled, version.stamp))
    assert response.status_code == 200
    assert "aplati ou scanné" in text_of(response)


def test_two_papers_in_one_scan_are_pointed_out(staff, version, filled):
    page = photographed(filled, last=1)
    assert "2 fois la première page" in text_of(drop(staff, joined([page, page]), STAFF))
    assert "fois la première page" not in text_of(drop(staff, photographed(filled), STAFF))


# --- what is not ours ---------------------------------------------------------------------------------------
def test_different_forms_in_one_scan_are_to_be_parted(client, staff, version):
    scan = pdf_of_pictures([sheet_with(version.stamp), sheet_with("satisfaction;1;5355d5335930")])
    refused = drop(client, scan)
    assert refused.status_code == 422
    assert "un fichier par formulaire" in text_of(refused)
    assert not StoredFile.objects.exists()
    assert "Quel est ce formulaire" in text_of(drop(staff, scan, STAFF))


def test_a_scan_without_its_first_page_says_what_to_do(client, staff, version, filled):
    scan = photographed(filled, first=1, last=2)
    refused = drop(client, scan)
    assert refused.status_code == 422
    assert "Scannez aussi la première page" in text_of(refused)
    assert not StoredFile.objects.exists()
    assert "Quel est ce formulaire" in text_of(drop(staff, scan, STAFF))


@pytest.mark.parametrize(
    "words",
    [FOREIGN, "javascript:alert(1)", "x" * 2000, "WIFI:S:Héberge;T:WPA;P:secret;;", "é" * 300, "1"],
)
def test_the_square_of_somebody_else_is_not_followed_nor_repeated(client, version, words):
    refused = drop(client, pdf_of_pictures([sheet_with(words)], quality=80))
    assert refused.status_code == 422
    assert "celui d’un de nos formulaires" in text_of(refused)
    assert len(words) < 5 or words[:12] not in text_of(refused)
    assert not StoredFile.objects.exists()


def test_a_sticker_beside_our_square_changes_nothing(client, version):
    page = drop(client, pdf_of_pictures([sheet_with(FOREIGN, version.stamp)]))
    assert page.status_code == 200
    assert "piege.example" not in text_of(page)


@pytest.mark.parametrize(
    ("stamp", "message", "status"),
    [
        ("inconnu;1;5355d5335930", "que nous ne connaissons pas", 422),
        ("orientation;99;5355d5335930", "qui n’existe pas", 200),
        ("orientation;1;000000000000", "ne correspond pas à notre version 1", 200),
    ],
)
def test_a_square_that_was_forged_says_what_to_do(client, version, stamp, message, status):
    response = drop(client, pdf_of_pictures([sheet_with(f"https://example.org/orienter/#{stamp}")]))
    assert message in text_of(response)
    assert response.status_code == status
    if status == 200:
        assert 'id="q-first_name"' in text_of(response)


GOOD = "orientation;3;5355d5335930"


@pytest.mark.parametrize(
    ("said", "stamp"),
    [
        (GOOD, GOOD),
        (f"https://heberge-toit.example/orienter/#{GOOD}", GOOD),
        (f"http://testserver/sous/orienter/#{GOOD}", GOOD),
        (f"https://heberge-toit.example/autre/#{GOOD}", None),
        (f"https://a b.example/orienter/#{GOOD}", None),
        (f"javascript:/orienter/#{GOOD}", None),
        (f"https://{'a' * 250}.example/orienter/#{GOOD}", None),
        (f"{GOOD}\n", None),
        (f"{GOOD}&plus=1", None),
        (GOOD.upper(), None),
        (f"orientation;٣;{'0' * 12}", None),
        ("", None),
    ],
)
def test_only_our_own_grammar_is_taken(said, stamp):
    assert stamp_in_square(said) == stamp


# --- within bounds ------------------------------------------------------------------------------------------
def test_only_the_first_pages_are_drawn(version, monkeypatch):
    blank = sheet_with()
    scan = pdf_of_pictures([blank, blank, sheet_with(version.stamp)])
    assert seen_on(scan)["stamps"] == [version.stamp]
    monkeypatch.setattr(squares, "MAX_PAGES", 2)
    assert seen_on(scan)["stamps"] == []


def test_when_time_is_up_what_was_seen_is_told(version, monkeypatch):
    clock = iter([0, 1, 100])
    monkeypatch.setattr(squares.time, "process_time", lambda: next(clock))
    sheets = [sheet_with(version.stamp), sheet_with("autre;1;5355d5335930")]
    assert seen_on(pdf_of_pictures(sheets))["stamps"] == [version.stamp]


def test_no_page_chooses_the_size_at_which_it_is_drawn():
    import pypdfium2

    for width, height in ((14_400, 14_400), (14_400, 3), (3, 3)):
        with pypdfium2.PdfDocument.new() as document:
            page = document.new_page(width, height)
            assert all(max(picture.size) <= squares.LONGEST for picture in squares._pictures(page))


def test_pages_too_heavy_to_be_drawn_leave_the_question_to_the_team(staff, version, filled, monkeypatch):
    real = reading.run_limited

    def heavy(function, *args, **more):
        if function == reading._SQUARES:
            raise SandboxFailure("memory")
        return real(function, *args, **more)

    monkeypatch.setattr(reading, "run_limited", heavy)
    assert "Quel est ce formulaire" in text_of(drop(staff, photographed(filled, last=1), STAFF))
