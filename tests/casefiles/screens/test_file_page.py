"""The file on one page: read only by who may, never unseen, never half shown."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import AddDocument, AdmitReferral
from casefiles.models import CaseDocument, DocumentKind
from portal.audit.models import JournalEntry
from portal.vault.storage import path_of
from tests.casefiles.screens.pages import act_url, file_url, text_of, title_of
from tests.factories import casefiles as make
from tests.support.papers import PDF


@pytest.fixture
def document(case_file, case_manager, programme):
    return AddDocument(
        case_manager,
        case_file,
        upload=SimpleUploadedFile("carte.pdf", PDF),
        kind=DocumentKind.objects.first(),
        title="Carte fictive",
    ).execute()


def every_address(case_file, document):
    return [
        file_url(case_file),
        reverse("casefiles:file_print", args=[case_file.pk]),
        reverse("casefiles:document", args=[case_file.pk, document.pk]),
    ]


@pytest.mark.django_db
def test_reading_is_journalled_and_said(own, case_file, case_manager, journal):
    page = own.get(file_url(case_file))
    (entry,) = journal("casefile.read")
    assert (entry.actor, entry.subject, entry.target) == (case_manager, case_file.pk, case_file.reference)
    assert "Votre consultation est inscrite au journal" in text_of(page)


@pytest.mark.django_db
def test_readings_by_another_way_are_said(own, client_for, coordination, programme, case_manager, document):
    referral = make.received_referral(programme)
    admitted = AdmitReferral(case_manager, referral).execute()
    theirs = client_for(coordination)
    theirs.get(reverse("casefiles:referral", args=[referral.pk]))
    assert coordination.get_full_name() in text_of(own.get(file_url(admitted)))
    download = reverse("casefiles:document", args=[document.case_file_id, document.pk])
    b"".join(theirs.get(download).streaming_content)
    assert coordination.get_full_name() in text_of(own.get(file_url(document.case_file)))


@pytest.mark.django_db
def test_no_name_in_the_title(own, case_file, referral):
    assert case_file.person.last_name not in title_of(own.get(file_url(case_file)))
    assert case_file.reference in title_of(own.get(file_url(case_file)))
    other = own.get(reverse("casefiles:referral", args=[referral.pk]))
    assert referral.last_name not in title_of(other)
    printed = own.get(reverse("casefiles:file_print", args=[case_file.pk]))
    assert case_file.person.last_name not in title_of(printed)


@pytest.mark.django_db
def test_for_a_colleague_the_file_does_not_exist(client_for, colleague, case_file, document, journal):
    client = client_for(colleague)
    for address in every_address(case_file, document):
        answer = client.get(address)
        assert answer.status_code == 404
        assert case_file.reference not in text_of(answer)
    for act in ("contact", "etape", "personne", "document", "fermer", "confier"):
        assert client.post(act_url(case_file, act), {}).status_code == 404
    assert not journal("casefile.read")
    assert not journal("document.read")


@pytest.mark.django_db
def test_unknown_addresses(own, case_file):
    assert own.get(reverse("casefiles:file", args=[uuid.uuid4()])).status_code == 404
    assert own.post(act_url(case_file, "inconnu"), {}).status_code == 404
    assert own.get("/gestion/dossiers/'; --/").status_code == 404
    assert own.get(file_url(case_file), {"corriger": "'; --"}).status_code == 404
    assert own.get(file_url(case_file), {"corriger": uuid.uuid4()}).status_code == 404
    assert own.get(file_url(case_file), {"pour": "n’importe quoi"}).status_code == 200


@pytest.mark.django_db
def test_without_a_journal_nothing_is_shown(own, case_file, document, referral, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("the journal's disk is full")

    monkeypatch.setattr(JournalEntry.objects, "create", broken)
    addresses = [
        *every_address(case_file, document),
        reverse("casefiles:file_list"),
        reverse("casefiles:referral", args=[referral.pk]),
        reverse("wagtailadmin_home"),
    ]
    for address in addresses:
        answer = own.get(address)
        assert answer.status_code == 503, address
        assert case_file.person.last_name not in text_of(answer)


@pytest.mark.django_db
def test_a_download_is_an_attachment_and_is_journalled(own, case_file, document, journal):
    answer = own.get(reverse("casefiles:document", args=[case_file.pk, document.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert journal("document.read")[0].details == {"document": str(document.pk)}


@pytest.mark.django_db
def test_a_document_whose_bytes_are_lost_is_said_to_who_runs_the_portal(own, case_file, document, caplog):
    path_of(document.stored_file_id).unlink()
    assert own.get(reverse("casefiles:document", args=[case_file.pk, document.pk])).status_code == 404
    assert f"{document.stored_file_id} is missing" in caplog.text


@pytest.mark.django_db
def test_a_confidential_note_is_closed_to_coordination(
    own, client_for, coordination, case_manager, case_file
):
    make.contact(case_manager, case_file, note="Note de l’équipe", confidential_note="Secret fictif")
    assert "Secret fictif" in text_of(own.get(file_url(case_file)))
    page = text_of(client_for(coordination).get(file_url(case_file)))
    assert "Note de l’équipe" in page
    assert "Secret fictif" not in page
    assert "réservée" in page
    printed = text_of(own.get(reverse("casefiles:file_print", args=[case_file.pk])))
    assert "Secret fictif" not in printed


@pytest.mark.django_db
def test_who_read_it(own, client_for, coordination, case_file):
    client_for(coordination).get(file_url(case_file))
    page = text_of(own.get(file_url(case_file)))
    assert str(coordination) in page.split('id="lectures"')[1]


@pytest.mark.django_db
def test_printing_is_journalled(own, case_file, journal):
    assert own.get(reverse("casefiles:file_print", args=[case_file.pk])).status_code == 200
    assert journal("casefile.printed")


@pytest.mark.django_db
def test_a_long_file_asks_as_many_queries_as_a_short_one(own, case_manager, case_file, document):
    def grow(number):
        for index in range(number):
            make.contact(case_manager, case_file, days_ago=index)
            goal = make.objective(case_manager, case_file)
            make.planned_action(case_manager, goal)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert own.get(file_url(case_file), {"contacts": "tous"}).status_code == 200
        return len(captured)

    grow(6)  # the latest moments are then of one kind, before and after
    own.get(file_url(case_file))
    few = queries()
    grow(8)
    assert queries() == few


@pytest.mark.django_db
def test_a_file_of_the_wrong_kind_keeps_what_was_typed(own, case_file):
    given = {
        "title": "Un intitulé gardé",
        "kind": DocumentKind.objects.first().pk,
        "upload": SimpleUploadedFile("virus.pdf", b"MZ\x90\x00 not a pdf"),
    }
    answer = own.post(act_url(case_file, "document"), given)
    assert answer.status_code == 422
    assert "Un intitulé gardé" in text_of(answer)
    assert "n’est pas du type attendu" in text_of(answer)
    assert not CaseDocument.objects.exists()
