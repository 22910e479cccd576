"""A PDF dropped: nothing is created before it is checked and sent; the original is kept, sealed, once."""

import datetime
import io
import json
import re

import pikepdf
import pypdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from forms import limits
from forms.attachments import forget_unsent
from forms.definition.answers import validate
from forms.models import Artefact, Attachment, FormDefinition, Submission
from forms.outputs.pdf.document import make_pdf, pdf_of
from forms.readers.pdf import child as pdf_child
from forms.readers.pdf import reading as reader
from forms.readers.pdf.drop import TOO_HEAVY
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from portal.vault.models import StoredFile
from portal.vault.storage import open_stored, path_of
from tests.factories.accounts import person
from tests.factories.forms import VALID, orientation_version, posted_answers
from tests.support.pdf_filling import blank_pdf, fill_with_pypdf, flatten_to_pictures, written
from tests.support.scans import photographed

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 10, 0, tzinfo=datetime.UTC)
DROP, FILL = "/orienter/deposer/", "/orienter/formulaire/"
STAFF, CHECK = "/gestion/reponses/pdf/", "/gestion/reponses/pdf/verifier/"
_made = {}


@pytest.fixture
def version():
    return orientation_version()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def filled(version):
    """The PDF of this version with VALID typed in it, made once for all these tests."""
    name = f"{version.stamp} filled"
    if name not in _made:
        answers, errors = validate(version.document, VALID)
        assert not errors
        _made[name] = fill_with_pypdf(blank_pdf(version.document), written(version.document, answers))
    return _made[name]


def upload(content, name="rempli.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def drop(client, content, address=DROP, **more):
    return client.post(address, {"fichier": upload(content), **more})


def hidden(response, name):
    return re.search(rf'name="{name}" value="([^"]+)"', response.content.decode())[1]


def sent_from(page, **changes):
    """What a browser posts from a page that was filled by a PDF."""
    names = ("jeton", "_source")
    return {**{name: hidden(page, name) for name in names}, "site_web": "", **posted_answers(**changes)}


def text_of(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ").replace("&nbsp;", " ")


# --- anyone ------------------------------------------------------------------------------------------------
def test_the_answers_come_back_in_place_and_nothing_is_created(client, filled):
    response = drop(client, filled)
    page = text_of(response)
    assert response.status_code == 200
    assert "Vos réponses sont en place" in page
    assert 'value="Camille Fictive"' in page
    assert re.search(r'id="q-sender_kind-service" value="service" checked', page)
    assert re.search(r'id="q-needs-budget" value="budget" checked', page)
    assert "Un toit pour l’hiver 🙂" in page
    assert not Submission.objects.exists()
    assert not response.cookies


def test_once_sent_the_original_is_joined_and_kept_sealed(client, filled, clock):
    page = drop(client, filled)
    clock.shift(60)
    response = client.post(FILL, sent_from(page))
    assert response.status_code == 302, text_of(response)[:3000]
    stored = Submission.objects.get()
    assert stored.channel == "pdf"
    assert b"".join(open_stored(stored.source)) == filled
    assert filled[:200] not in path_of(stored.source.pk).read_bytes()
    assert not Attachment.objects.exists()


def test_an_error_is_marked_and_the_rest_is_there(client, version):
    content = fill_with_pypdf(
        blank_pdf(version.document), {"first_name": "Personne", "birth_date": "31/02/1990"}
    )
    response = drop(client, content)
    page = text_of(response)
    assert "Le 31/02/1990 n’existe pas" in page
    assert 'value="31/02/1990"' in page
    assert 'value="Personne"' in page


def test_the_same_file_again_is_said_with_its_date_and_not_kept(client, filled, clock):
    page = drop(client, filled)
    clock.shift(60)
    client.post(FILL, sent_from(page))
    clock.shift(3600)
    response = drop(client, filled)
    assert response.status_code == 409
    assert "déjà reçu ce fichier" in text_of(response)
    assert "22 novembre 2026 à 11:01" in text_of(response)
    assert StoredFile.objects.count() == 1


def test_the_same_file_opened_twice_is_received_once(client, filled, clock):
    pages = [drop(client, filled), drop(client, filled)]
    clock.shift(60)
    answers = [client.post(FILL, sent_from(page)) for page in pages]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert Submission.objects.count() == 1


def test_what_is_never_sent_is_swept_after_a_day(client, filled, clock):
    page = drop(client, filled)
    clock.shift(23 * 3600)
    assert forget_unsent() == 0
    clock.shift(2 * 3600)
    assert forget_unsent() == 1
    assert not StoredFile.objects.exists()
    # The page that stayed open loses nothing: one more click, and its answers are received.
    again = client.post(FILL, sent_from(page))
    clock.shift(60)
    assert client.post(FILL, sent_from(again)).status_code == 302
    assert Submission.objects.get().source is None


def test_an_old_pdf_comes_in_whole_after_the_form_changed(client, version, filled, clock):
    new = change_the_form(version)
    assert new.number == version.number + 1
    page = drop(client, filled)
    assert f"Ce PDF est de la version {version.number}" in text_of(page)
    assert 'value="Camille Fictive"' in text_of(page)
    clock.shift(60)
    assert client.post(FILL, sent_from(page)).status_code == 302
    assert Submission.objects.get().version == version


def change_the_form(version):
    """A new version without its second question, and with another wording of the first."""
    definition = version.definition
    body = json.loads(json.dumps(list(definition.body.raw_data)))
    body[0]["value"]["questions"][0]["value"]["label"] = "Qui êtes-vous ?"
    definition.body = json.dumps(body)
    definition.save_revision().publish()
    return definition.versions.order_by("-number").first()


def test_a_flattened_pdf_opens_the_empty_form_of_its_version(client, version, filled):
    response = drop(client, flatten_to_pictures(filled, version.stamp))
    assert response.status_code == 200
    assert "aplati ou scanné" in text_of(response)
    assert hidden(response, "_source")
    assert "Camille" not in text_of(response)


def test_an_empty_form_says_so(client, version):
    response = drop(client, blank_pdf(version.document))
    assert response.status_code == 422
    assert "Ce formulaire est vide" in text_of(response)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Rien d'un PDF", pdf_child.NOT_A_PDF),
        (b"%PDF-1.7\n" + b"x" * 100, pdf_child.DAMAGED),
        (b"%PDF-1.7\n" + b"1 0 obj\n" * 30_000, pdf_child.TOO_MANY),
        (b"%PDF-1.7\n" + b"x" * (10 * 1024 * 1024), TOO_HEAVY),
    ],
)
def test_a_bad_file_is_refused_in_french_and_not_kept(client, version, content, message):
    response = drop(client, content)
    assert response.status_code == 422
    assert message in text_of(response)
    assert not StoredFile.objects.exists()


def test_without_a_file_it_asks_for_one(client, version):
    response = client.post(DROP, {})
    assert response.status_code == 422
    assert "Choisissez d’abord" in text_of(response)


def test_the_form_of_the_team_is_not_taken_from_outside(client, version, filled):
    FormDefinition.objects.filter(pk=version.definition_id).update(live=False)
    response = drop(client, filled)
    assert response.status_code == 422
    assert "n’est pas ouvert à tous" in text_of(response)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("stamp", "message"),
    [
        ("inconnu;1;5355d5335930", "que nous ne connaissons pas"),
        ("orientation;99;5355d5335930", "qui n’existe pas"),
        ("orientation;1;000000000000", "ne correspond pas à notre version 1"),
    ],
)
def test_a_stamp_that_is_not_ours_says_what_to_do(client, version, filled, stamp, message):
    response = drop(client, stamped(filled, stamp))
    assert message in text_of(response)
    if "inconnu" in stamp:
        assert response.status_code == 422
    else:
        assert 'id="q-first_name"' in text_of(response)


def stamped(content, stamp):
    """The same PDF with another stamp in its field."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        next(field for field in pdf.Root.AcroForm.Fields if str(field.T) == "_stamp").V = pikepdf.String(
            stamp
        )
        pdf.save(output)
    return output.getvalue()


def test_a_robot_and_a_flood_are_held_back(client, version, filled, monkeypatch):
    assert drop(client, filled, site_web="x").status_code == 400
    monkeypatch.setattr(limits, "PER_ADDRESS_EXTRAS", 1)
    assert drop(client, b"un").status_code == 422
    response = drop(client, filled)
    assert response.status_code == 429
    assert response["Retry-After"] == "3600"


def test_the_page_where_one_drops_is_linked_and_works_without_script(client, version):
    page = client.get(DROP).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert "<script" not in page.split("<main")[1].split("</main")[0]
    assert "style=" not in page


def test_reading_is_written_in_the_journal_without_a_word_of_it(client, version, filled):
    drop(client, filled)
    entry = JournalEntry.objects.get(action="form.pdf_read")
    assert (entry.actor, entry.target) == (None, version.stamp)
    assert set(entry.details) == {"file", "pages", "by_hand"}


# --- the team ----------------------------------------------------------------------------------------------
@pytest.fixture
def staff(client_for, case_manager):
    return client_for(case_manager)


def checked(page, **changes):
    return {**sent_from(page, **changes), "original": hidden(page, "original")}


def test_the_team_sees_the_document_beside_the_form(staff, version, filled):
    page = drop(staff, filled, STAFF)
    assert page.status_code == 200
    assert 'value="Camille Fictive"' in text_of(page)
    pictures = re.findall(r'src="(/gestion/reponses/pdf/original/[^"]+)"', page.content.decode())
    assert len(pictures) == len(pypdf.PdfReader(io.BytesIO(filled)).pages)
    picture = staff.get(pictures[0])
    assert picture["Content-Type"] == "image/jpeg"
    assert "no-store" in picture["Cache-Control"]
    assert JournalEntry.objects.get(action="form.pdf_read").actor.email


def test_the_document_is_shown_to_who_dropped_it_only(staff, client_for, version, filled):
    page = drop(staff, filled, STAFF)
    picture = re.search(r'src="(/gestion/reponses/pdf/original/[^"]+)"', page.content.decode())[1]
    other = client_for(person(Role.COORDINATION, first_name="Autre", last_name="Fictive"))
    assert other.get(picture).status_code == 404
    assert other.post(CHECK, checked(page)).status_code == 404
    assert staff.get(picture.replace("1.jpg", "99.jpg")).status_code == 404
    assert staff.get(picture.replace("original/", "original/x")).status_code == 404


def test_the_team_checks_then_records(staff, case_manager, version, filled):
    page = drop(staff, filled, STAFF)
    wrong = staff.post(CHECK, checked(page, birth_date="31/02/1990"))
    assert wrong.status_code == 422
    assert "n’existe pas" in text_of(wrong)
    assert "/gestion/reponses/pdf/original/" in text_of(wrong)
    done = staff.post(CHECK, checked(wrong))
    stored = Submission.objects.get()
    assert done.status_code == 302
    assert (stored.sent_by, stored.channel) == (case_manager, "pdf")
    assert stored.source is not None
    assert staff.post(CHECK, checked(wrong)).status_code == 302
    assert Submission.objects.count() == 1


def test_the_team_copies_a_flattened_pdf(staff, version, filled):
    page = drop(staff, flatten_to_pictures(filled, version.stamp), STAFF)
    assert "aplati ou scanné" in text_of(page)
    assert staff.post(CHECK, checked(page)).status_code == 302
    assert Submission.objects.get().channel == "pdf"


def test_the_team_chooses_the_form_of_a_scan(staff, version, filled):
    asked = drop(staff, photographed(filled, first=1), STAFF)
    assert "Choisissez le formulaire" in text_of(asked)
    names = {name: hidden(asked, name) for name in ("jeton", "_source", "original")}
    page = staff.post(STAFF, {**names, "formulaire": version.pk})
    assert 'id="q-first_name"' in text_of(page)
    assert staff.post(CHECK, checked(page)).status_code == 302
    assert Submission.objects.get().channel == "paper"
    assert Submission.objects.get().source is not None


def test_the_team_is_told_of_a_file_already_received(staff, version, filled):
    page = drop(staff, filled, STAFF)
    staff.post(CHECK, checked(page))
    response = drop(staff, filled, STAFF)
    assert response.status_code == 409
    assert Submission.objects.get().receipt_code in text_of(response)


def test_an_assessment_is_filled_in_a_file(staff, version, filled):
    FormDefinition.objects.filter(pk=version.definition_id).update(kind="assessment")
    assert "il se remplit dans le dossier" in text_of(drop(staff, filled, STAFF))


def test_a_door_that_was_tampered_with_stays_shut(staff, version, filled):
    page = drop(staff, filled, STAFF)
    assert staff.post(CHECK, {**checked(page), "original": "x"}).status_code == 404
    assert staff.post(CHECK, {**checked(page), "jeton": "x"}).status_code == 404
    assert staff.post(STAFF, {"formulaire": "abc"}).status_code == 404


# --- handed out --------------------------------------------------------------------------------------------
def test_each_pdf_handed_out_is_counted(client, version, monkeypatch):
    monkeypatch.setattr("forms.outputs.pdf.document.make_pdf", lambda *args, **more: b"%PDF-1.7")
    response = client.get("/orienter/formulaire.pdf")
    client.head("/orienter/formulaire.pdf")
    client.get("/orienter/formulaire.pdf", headers={"if-none-match": response["ETag"]})
    client.get("/orienter/formulaire.pdf")
    assert Artefact.objects.get().downloads == 2


def test_each_public_form_has_its_pdf_and_the_team_has_every_version(client, staff, version, monkeypatch):
    monkeypatch.setattr("forms.outputs.pdf.document.make_pdf", lambda *args, **more: b"%PDF-1.7")
    assert client.get("/formulaires/inconnu/formulaire.pdf").status_code == 404
    assert client.get("/formulaires/orientation/formulaire.pdf").status_code == 200
    change_the_form(version)
    old = staff.get("/gestion/reponses/pdf/version/orientation/1.pdf")
    assert 'filename="orientation-version-1.pdf"' in old["Content-Disposition"]
    assert staff.get("/gestion/reponses/pdf/version/orientation/9.pdf").status_code == 404


def test_a_prefilled_pdf_is_never_kept(version):
    pdf_of(version)
    kept = Artefact.objects.count()
    prefilled = make_pdf(version.document, version.stamp, VALID)
    assert Artefact.objects.count() == kept
    assert reader.read_pdf(prefilled).raw["first_name"] == "Personne"
