"""The documents of a file on the screen: added several at once, looked at, corrected, taken away."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import AddDocument, CorrectDocument, KeepSignedCopy, RemoveDocument
from casefiles.actions.base import Refused
from casefiles.admin.papers_today import today_of
from casefiles.lateness import BY_CODE
from casefiles.models import CaseDocument, DocumentKind, EngagementContract
from portal.vault.storage import path_of
from tests.casefiles.screens.pages import NOT_ASCII, act_url, as_sent, file_url, text_of
from tests.factories import casefiles as make
from tests.support.papers import PDF, cleaned, pdf, photo

pytestmark = pytest.mark.django_db


def added(user, case_file, **data):
    given = {"upload": cleaned(), "kind": DocumentKind.objects.first(), "title": "Carte fictive"}
    return AddDocument(user, case_file, **{**given, **data}).execute()


@pytest.fixture
def document(case_file, case_manager):
    return added(case_manager, case_file)


def url(name, document, *more):
    return reverse(f"casefiles:{name}", args=[document.case_file_id, document.pk, *more])


class TestAdding:
    def send(self, client, case_file, *files, headers=None, **data):
        data.setdefault("kind", DocumentKind.objects.first().pk)
        return client.post(
            act_url(case_file, "document"), {"upload": list(files), **data}, headers=headers or {}
        )

    def test_several_at_once_each_named_by_its_own_file(self, own, case_file):
        files = [SimpleUploadedFile("bail.pdf", PDF), SimpleUploadedFile("carte.jpg", photo())]
        answer = self.send(own, case_file, *files, photo=SimpleUploadedFile("IMG 1.jpg", photo()))
        assert answer.status_code == 302
        assert [row.title for row in case_file.documents.order_by("created_at")] == ["bail", "carte", "IMG 1"]
        assert "3 documents sont chiffrés" in text_of(own.get(answer.url))

    def test_the_good_ones_are_kept_and_the_other_is_named(self, own, case_file):
        files = [SimpleUploadedFile("a.heic", b"\0\0\0\x18ftypheic"), SimpleUploadedFile("b.pdf", PDF)]
        page = text_of(own.get(self.send(own, case_file, *files, title="Bail").url))
        assert [row.title for row in case_file.documents.all()] == ["Bail (2)"]
        assert "Pas gardé, « a.heic » : Cette photo est au format HEIC" in page

    def test_a_script_is_answered_in_short(self, own, case_file):
        asked = {"Accept": "application/json"}
        good = self.send(own, case_file, SimpleUploadedFile("b.pdf", PDF), headers=asked, gardes="2")
        assert good.json() == {"done": "Le document est chiffré et rangé dans le dossier."}
        assert "3 documents sont chiffrés" in text_of(own.get(file_url(case_file)))
        bad = self.send(own, case_file, SimpleUploadedFile("b.svg", b"<svg/>"), headers=asked)
        assert bad.status_code == 422
        assert "SVG" in bad.json()["problems"][0]

    def test_nothing_chosen_and_a_year_that_cannot_be(self, own, case_file):
        assert "Choisissez un fichier" in text_of(self.send(own, case_file))
        answer = self.send(own, case_file, SimpleUploadedFile("b.pdf", PDF), valid_until="9999-01-01")
        assert "Vérifiez l’année" in text_of(answer)
        assert not case_file.documents.exists()


class TestLooking:
    def test_the_frame_can_do_nothing_and_is_journalled(self, own, document, journal):
        answer = own.get(url("document_frame", document, 1))
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("sandbox; default-src 'none'; img-src data:")
        assert "script" not in policy
        assert "frame-ancestors 'self'" in policy
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "data:image/jpeg;base64," in text_of(answer)
        (entry,) = journal("document.previewed")
        assert entry.details == {"document": str(document.pk), "from": 1}

    def test_every_other_page_may_still_not_be_framed(self, own, document):
        answer = own.get(url("document_page", document))
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "frame-src" not in own.get(file_url(document.case_file)).headers["Content-Security-Policy"]
        assert '<iframe class="ht-frame" sandbox ' in text_of(answer)

    def test_a_long_pdf_page_after_page(self, own, case_file, case_manager):
        upload = ContentFile(pdf(pages=7), name="long.pdf")
        document = added(case_manager, case_file, upload=upload)
        assert "?page=6" in text_of(own.get(url("document_page", document)))
        last = text_of(own.get(url("document_page", document), {"page": "6"}))
        assert "?page=1" in last
        assert "Pages suivantes" not in last
        frame = text_of(own.get(url("document_frame", document, 6)))
        assert "Page 6 sur 7" in frame
        assert "Page 5" not in frame
        assert own.get(url("document_page", document), {"page": "²"}).status_code == 200

    def test_what_can_no_longer_be_drawn_is_said(self, own, case_file, case_manager):
        upload = cleaned()
        upload.file.seek(0)
        document = added(case_manager, case_file, upload=type(upload)(b"%PDF-1.7 perdu", name="a.pdf"))
        assert "Ce PDF ne s’ouvre pas" in text_of(own.get(url("document_frame", document, 1)))

    def test_for_others_it_does_not_exist(self, client_for, colleague, coordination, document):
        names = [("document_page",), ("document_frame", 1), ("document",)]
        for name, *more in names:
            assert client_for(colleague).get(url(name, document, *more)).status_code == 404
        CorrectDocument(document.added_by, document, changes={"confidential": True}).execute()
        boss = client_for(coordination)
        for name, *more in names:
            assert boss.get(url(name, document, *more)).status_code == 404
        page = boss.get(reverse("casefiles:documents", args=[document.case_file_id]))
        assert "Carte fictive" not in text_of(page)


class TestPuttingRight:
    def form(self, client, document, slot="corriger"):
        return client.get(url("document_page", document)).context["forms"][slot]

    def test_it_is_corrected(self, own, document, journal):
        sent = as_sent(self.form(own, document), title=NOT_ASCII, valid_until="2027-01-31")
        assert own.post(url("document_act", document, "corriger"), sent).status_code == 302
        document.refresh_from_db()
        assert (document.title, document.valid_until) == (NOT_ASCII, datetime.date(2027, 1, 31))
        assert journal("document.corrected")[0].details["fields"] == ["title", "valid_until"]

    def test_the_second_of_two_is_told(self, own, document, case_manager):
        sent = as_sent(self.form(own, document), title="Mon intitulé")
        CorrectDocument(case_manager, document, changes={"title": "Le sien"}).execute()
        answer = own.post(url("document_act", document, "corriger"), sent)
        assert answer.status_code == 422
        assert "Le sien" in text_of(answer)
        assert "Mon intitulé" in text_of(answer)

    def test_it_goes_away_with_its_bytes(self, own, document, journal, django_capture_on_commit_callbacks):
        bytes_at = path_of(document.stored_file_id)
        sent = as_sent(self.form(own, document, "enlever"))
        assert own.post(url("document_act", document, "enlever"), sent).status_code == 422
        with django_capture_on_commit_callbacks(execute=True):
            answer = own.post(url("document_act", document, "enlever"), sent | {"reason": "twice"})
        assert "Le document est enlevé" in text_of(own.get(answer.url))
        assert not CaseDocument.objects.exists()
        assert not bytes_at.exists()
        assert journal("document.removed")[0].details["why"] == "twice"

    def test_a_signed_contract_keeps_its_copy(self, case_file, case_manager):
        from casefiles.actions import DraftContract

        make.planned_action(case_manager, make.objective(case_manager, case_file))
        DraftContract(case_manager, case_file).execute()
        contract = EngagementContract.objects.get()
        KeepSignedCopy(case_manager, contract, upload=cleaned()).execute()
        with pytest.raises(Refused, match="exemplaire signé"):
            RemoveDocument(case_manager, case_file.documents.get(), reason="twice").execute()

    def test_a_confidential_one_is_put_right_by_its_holder_alone(self, document, case_manager, coordination):
        CorrectDocument(case_manager, document, changes={"confidential": True}).execute()
        for act in (
            CorrectDocument(coordination, document, changes={"confidential": False}),
            RemoveDocument(coordination, document, reason="twice"),
        ):
            with pytest.raises(Refused, match="réservé"):
                act.execute()


class TestEnding:
    def test_who_is_told_and_until_when(self, own, case_file, case_manager, coordination):
        ended = added(case_manager, case_file, valid_until=make.day(3), title="Carte périmée")
        added(case_manager, case_file, valid_until=make.day(-20), title="Bientôt finie")
        added(case_manager, case_file, valid_until=make.day(-60), title="Bonne longtemps")
        today = make.day()
        assert [row.title for row in today_of(case_manager, today).rows] == ["Carte périmée", "Bientôt finie"]
        assert [row.title for row in BY_CODE["documents"].of(coordination, today)] == ["Carte périmée"]
        assert "Documents à renouveler" in text_of(own.get("/gestion/"))
        assert "n’est plus valable depuis" in text_of(own.get(file_url(case_file)))
        CorrectDocument(case_manager, ended, changes={"remind": False}).execute()
        assert not BY_CODE["documents"].of(coordination, today)
        assert "n’est plus valable depuis" not in text_of(own.get(file_url(case_file)))


def test_as_many_queries_for_many_documents(own, case_file, case_manager, document):
    page = reverse("casefiles:documents", args=[case_file.pk])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert own.get(page).status_code == 200
        return len(captured)

    own.get(page)
    few = queries()
    for _number in range(8):
        added(case_manager, case_file)
    assert queries() == few
