"""The printed answers: tagged, complete, in the words of their version, and written in the journal."""

import datetime
import io

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casefiles.models import Referral
from casefiles.receiving import receive_submission
from forms.definition.document import stamp_of
from forms.models import Submission
from forms.outputs.printed import parts_of, print_answers
from portal.audit.models import JournalEntry
from portal.vault.storage import store
from tests.factories import every_type
from tests.factories.forms import submission

NOW = datetime.datetime(2026, 11, 22, 10, 0, tzinfo=datetime.UTC)


class Version:
    document = every_type.document()
    stamp, number, published_at = stamp_of(document), 1, NOW


class Sent:
    version, answers = Version, every_type.ANSWERS
    receipt_code, received_at, get_channel_display = "HT-2345-6789", NOW, "PDF rempli"


@pytest.fixture(scope="module")
def printed():
    return print_answers(Sent, printed_by="Robin Fictive", printed_at=NOW)


def text_of(content):
    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf).replace("\xa0", " ")


def test_every_answer_is_there_as_people_read_it(printed):
    text = text_of(printed)
    said = (
        "Zoé d’Œuvre",
        "29/02/2024",
        "1 234,50 €",
        "Oui",
        "Deuxième",
        "4 sur 5",
        "85.07.30-033.28",
        "7100",
    )
    for answer in (*said, "Société Exemple", "310,00 €", "Loyer, Énergie", "Fournisseur Fictif"):
        assert answer in text, answer
    assert "HT-2345-6789" in text
    assert Version.stamp in text


def test_it_is_tagged_and_has_nothing_to_fill(printed):
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")
        assert "/AcroForm" not in pdf.Root
        assert "pdfuaid" in str(pdf.open_metadata())


def test_what_was_left_out_is_named_and_a_part_without_answer_is_not_there():
    (part,) = parts_of(every_type.document(), {"short": "Seul"})
    assert [said.label for said in part.said] == ["Texte court"]
    assert "Adresse e-mail" in part.unanswered


def test_words_of_an_answer_stay_words():
    class Nasty(Sent):
        answers = {"short": "<script>{{ 7|add:7 }} {% now 'Y' %}", "agree": "yes"}

    assert "<script>{{ 7|add:7 }} {% now 'Y' %}" in text_of(
        print_answers(Nasty, printed_by="R", printed_at=NOW)
    )


# --- the door of the team ----------------------------------------------------------------------------------
@pytest.fixture
def referral(programme):
    return receive_submission(submission(channel=Submission.Channel.PDF))


@pytest.fixture
def programme(db):
    from casefiles.models import Programme
    from tests.factories.forms import orientation_version

    definition = orientation_version().definition
    programme = Programme.objects.filter(active=True).first() or Programme.objects.create(name="Essai")
    Programme.objects.filter(pk=programme.pk).update(form=definition, active=True)
    programme.refresh_from_db()
    return programme


def test_the_team_prints_and_it_is_written_down(client_for, coordination, referral):
    client = client_for(coordination)
    page = client.get(f"/gestion/orientations/{referral.pk}/").content.decode()
    assert f"/gestion/orientations/{referral.pk}/reponses.pdf" in page
    assert "original.pdf" not in page
    response = client.get(f"/gestion/orientations/{referral.pk}/reponses.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert "Camille Fictive" in text_of(response.content)
    entry = JournalEntry.objects.get(action="form.answers_printed")
    assert (entry.actor, entry.target) == (coordination, referral.reference)


def test_the_original_is_handed_over_and_it_is_written_down(client_for, coordination, referral):
    client, address = client_for(coordination), f"/gestion/orientations/{referral.pk}/original.pdf"
    assert client.get(address).status_code == 404
    original = b"%PDF-1.7 original"
    stored = store(SimpleUploadedFile("rempli.pdf", original), name="rempli.pdf", kinds=("pdf",))
    Submission.objects.filter(pk=referral.submission_id).update(source=stored)
    assert "original.pdf" in client.get(f"/gestion/orientations/{referral.pk}/").content.decode()
    response = client.get(address)
    assert b"".join(response.streaming_content) == original
    assert "attachment" in response["Content-Disposition"]
    assert JournalEntry.objects.filter(action="form.original_read", actor=coordination).count() == 1


def test_who_may_not_see_the_request_may_not_print_it(
    client_for, data_officer, case_manager, coordination, referral
):
    address = f"/gestion/orientations/{referral.pk}/reponses.pdf"
    assert client_for(data_officer).get(address).status_code == 403
    Referral.objects.filter(pk=referral.pk).update(
        status=Referral.Status.ADMITTED, decided_by=coordination, decided_at=NOW
    )
    assert client_for(case_manager).get(address).status_code == 404
    assert not JournalEntry.objects.filter(action="form.answers_printed").exists()
