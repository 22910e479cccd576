"""Files joined to a form: kept through errors, named by their own sending only, swept when never sent."""

import datetime
import re
import time

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from forms import attachments
from forms.models import Attachment, Submission
from forms.tokens import Token
from portal.vault.models import StoredFile
from portal.vault.storage import open_stored, path_of, store
from tests.factories.web_forms import every_type_version, posted

pytestmark = pytest.mark.django_db
URL = "/formulaires/tout/"
PDF = b"%PDF-1.7 " + b"exemple " * 15_000


@pytest.fixture
def token(db):
    version = every_type_version()
    return Token(version.pk, "un-envoi", int(time.time()) - 60)


def pdf(name="carte.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "application/pdf")


def send(client, token, **changes):
    return client.post(URL, {"jeton": token.signed, "site_web": "", **posted(), **changes})


def page_of(response):
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def carried(response):
    return re.search(r'<input type="hidden" name="proof" value="([^"]+)"', response.content.decode())[1]


def test_a_file_is_sent_with_the_answers(client, token):
    assert send(client, token, proof=pdf()).status_code == 302
    submission = Submission.objects.get()
    kept = submission.attachments.get()
    assert submission.answers["proof"] == {"file": str(kept.pk), "name": "carte.pdf", "size": len(PDF)}
    assert b"".join(open_stored(kept.stored_file)) == PDF
    assert PDF[:100] not in path_of(kept.stored_file_id).read_bytes()


def test_an_error_elsewhere_does_not_lose_it(client, token):
    response = send(client, token, proof=pdf(), mail="incomplet")
    assert response.status_code == 422
    assert '<strong class="joined__name">carte.pdf</strong>, 117 Ko, joint' in page_of(response)
    assert send(client, token, proof=carried(response)).status_code == 302
    assert Submission.objects.get().attachments.get().stored_file.name == "carte.pdf"


def test_it_can_be_taken_away(client, token, django_capture_on_commit_callbacks):
    first = carried(send(client, token, proof=pdf(), mail="incomplet"))
    path = path_of(Attachment.objects.get().stored_file_id)
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, token, proof=first, _retirer="proof")
    assert response.status_code == 200
    assert "joined__name" not in page_of(response)
    assert "Zoé d’Œuvre" in page_of(response)
    assert re.search(r'id="q-proof"[^>]*autofocus', page_of(response))
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.exists()
    assert not path.exists()
    assert send(client, token).status_code == 302
    assert "proof" not in Submission.objects.get().answers


def test_another_one_takes_its_place(client, token):
    first = carried(send(client, token, proof=pdf(), mail="incomplet"))
    response = client.post(
        URL,
        {"jeton": token.signed, **posted(), "proof": [first, pdf("autre.pdf", b"%PDF-1.7 autre")]},
    )
    assert response.status_code == 302
    assert [one.stored_file.name for one in Attachment.objects.all()] == ["autre.pdf"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.pdf", b"", "vide"),
        ("texte.pdf", b"bonjour", "pas du type attendu"),
        ("feuille.xlsx", b"PK\x03\x04" + b"x" * 40, "pas du type attendu"),
        ("lourd.pdf", b"%PDF-" + b"x" * (10 * 1024 * 1024), "trop lourd"),
    ],
)
def test_a_file_that_we_do_not_take_is_refused_beside_its_field(client, token, name, content, said):
    response = send(client, token, proof=pdf(name, content))
    assert response.status_code == 422
    assert '<a href="#q-proof">' in page_of(response)
    assert said in page_of(response)
    assert not StoredFile.objects.exists()


def test_the_name_of_a_file_is_harmless(client, token):
    response = send(client, token, proof=pdf('..\\../<b>"é\u202efdp.exe'), mail="incomplet")
    assert "<b>" not in page_of(response)
    assert Attachment.objects.get().stored_file.name.endswith(".pdf")


def test_nobody_names_the_file_of_another_sending(client, token):
    first = carried(send(client, token, proof=pdf(), mail="incomplet"))
    other = Token(token.version_id, "un-autre-envoi", token.made_at)
    response = send(client, other, proof=first)
    assert response.status_code == 422
    assert "joignez-le à nouveau" in page_of(response)
    assert Attachment.objects.get().submission is None


def test_two_clicks_with_the_same_file_store_once(client, token):
    first, second = send(client, token, proof=pdf()), send(client, token, proof=pdf())
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Submission.objects.count() == Attachment.objects.count() == StoredFile.objects.count() == 1


def test_a_second_sending_has_its_own_file(client, token):
    other = Token(token.version_id, "un-autre-envoi", token.made_at)
    assert send(client, token, proof=pdf()).status_code == send(client, other, proof=pdf()).status_code == 302
    assert Submission.objects.count() == Attachment.objects.count() == 2


def test_a_robot_leaves_no_file(client, token):
    response = send(client, token, proof=pdf(), site_web="http://example.org")
    assert response.status_code == 422
    assert not StoredFile.objects.exists()


def test_too_many_files_from_one_address(client, token, monkeypatch):
    monkeypatch.setattr("forms.limits.PER_ADDRESS_EXTRAS", 0)
    response = send(client, token, proof=pdf())
    assert response.status_code == 422
    assert "Trop de fichiers" in page_of(response)
    assert not StoredFile.objects.exists()


def test_files_never_sent_are_forgotten_after_a_day(client, token, django_capture_on_commit_callbacks):
    sent = Token(token.version_id, "envoye", token.made_at)
    send(client, sent, proof=pdf("envoyée.pdf"))
    send(client, token, proof=pdf("oubliée.pdf", b"%PDF-1.7 autre"), mail="incomplet")
    forgotten = path_of(Attachment.objects.get(submission=None).stored_file_id)
    assert attachments.forget_unsent() == 0
    tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=25)
    with time_machine.travel(tomorrow), django_capture_on_commit_callbacks(execute=True):
        assert attachments.forget_unsent() == 1
    assert [one.stored_file.name for one in Attachment.objects.all()] == ["envoyée.pdf"]
    assert not forgotten.exists()


def test_housekeeping_does_it():
    from portal.shell.management.commands.housekeeping import CHORES, forget_unsent_files

    assert forget_unsent_files in CHORES
    forget_unsent_files()


def test_a_file_swept_before_sending_is_asked_for_again(client, token):
    first = carried(send(client, token, proof=pdf(), mail="incomplet"))
    attachments.forget(Attachment.objects.get())
    response = send(client, token, proof=first)
    assert response.status_code == 422
    assert "joignez-le à nouveau" in page_of(response)
    assert "Zoé d’Œuvre" in page_of(response)


# --- the original that answers were read from ---------------------------------------------------------------
def original(token, digest="a" * 64):
    stored = store(pdf("rempli.pdf"), name="rempli.pdf", kinds=("pdf",))
    return attachments.keep_source(stored, digest, token=token)


def test_the_original_follows_its_answers(client, token):
    assert send(client, token, _source=original(token)).status_code == 302
    submission = Submission.objects.get()
    assert submission.source.name == "rempli.pdf"
    assert (submission.source_hash, submission.channel) == ("a" * 64, "pdf")
    assert not Attachment.objects.exists()
    assert send(client, token, _source="forgé").status_code == 302
    tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=25)
    with time_machine.travel(tomorrow):
        attachments.forget_unsent()
    assert b"".join(open_stored(submission.source)) == PDF


def test_the_same_original_twice_is_said(client, token):
    send(client, token, _source=original(token))
    other = Token(token.version_id, "un-autre-envoi", token.made_at)
    response = send(client, other, _source=original(other), short="Corrigé")
    assert response.status_code == 409
    assert "déjà été reçu" in page_of(response)
    assert Submission.objects.get().receipt_code in page_of(response)
    assert 'value="Corrigé"' in page_of(response)
    assert 'name="_source"' not in page_of(response)


def test_the_original_of_another_sending_is_not_taken(client, token):
    other = Token(token.version_id, "un-autre-envoi", token.made_at)
    send(client, token, _source=original(other))
    assert Submission.objects.get().source is None
