"""Filling a form for somebody in the staff area: by telephone, from paper."""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casefiles.models import Programme, Referral
from casefiles.setup import create_reference_data
from forms.models import FormDefinition, Submission
from forms.tokens import Token
from portal.audit.models import JournalEntry
from tests.factories.forms import orientation_version, posted_answers
from tests.factories.web_forms import every_type_version, posted

pytestmark = pytest.mark.django_db
URL = "/gestion/reponses/nouvelle/orientation/"


@pytest.fixture
def token():
    version = orientation_version()
    create_reference_data()
    return Token(version.pk, "au-telephone", int(time.time())).signed


def record_for(client, token, **changes):
    return client.post(URL, {"jeton": token, "_canal": "phone", **posted_answers(), **changes})


def page_of(response):
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_only_form_of_requests_is_opened_at_once(client_for, case_manager, token):
    FormDefinition.objects.exclude(slug="orientation").update(live=False)
    response = client_for(case_manager).get("/gestion/reponses/nouvelle/")
    assert (response.status_code, response["Location"]) == (302, URL)


def test_with_several_one_chooses(client_for, case_manager, token):
    every_type_version(slug="autre", kind="referral")
    page = page_of(client_for(case_manager).get("/gestion/reponses/nouvelle/"))
    assert URL in page
    assert "/gestion/reponses/nouvelle/autre/" in page


def test_what_is_recorded_becomes_a_request_at_once(client_for, case_manager, token):
    case_manager.programmes.set(Programme.objects.all())
    client = client_for(case_manager)
    assert "csrfmiddlewaretoken" in page_of(client.get(URL))
    response = record_for(client, token)
    submission = Submission.objects.get()
    assert response["Location"] == f"/gestion/reponses/encodee/{submission.receipt_code}/"
    assert (submission.channel, submission.sent_by) == ("phone", case_manager)
    entry = JournalEntry.objects.get(action="form.submission_received")
    assert entry.actor == case_manager
    referral = Referral.objects.get(submission=submission)
    done = page_of(client.get(response["Location"]))
    assert f'href="/gestion/orientations/{referral.pk}/"' in done
    assert submission.receipt_code in done
    assert "Exemple" not in re.sub(r"<script.*?</script>", "", done, flags=re.S).partition("staffform")[2]


def test_who_does_not_follow_the_programme_has_the_code_and_no_way_in(client_for, case_manager, token):
    client = client_for(case_manager)
    done = page_of(client.get(record_for(client, token)["Location"]))
    assert "/gestion/orientations/" + str(Referral.objects.get().pk) not in done
    assert "au service qui suit" in done


@pytest.mark.parametrize("channel", ["", "web", "intrus"])
def test_where_the_answers_come_from_is_asked(client_for, coordination, token, channel):
    response = record_for(client_for(coordination), token, _canal=channel)
    assert response.status_code == 422
    assert "Dites d’où viennent" in page_of(response)
    assert 'value="Camille Fictive"' in page_of(response)
    assert not Submission.objects.exists()


def test_paper(client_for, coordination, token):
    record_for(client_for(coordination), token, _canal="paper")
    assert Submission.objects.get().channel == "paper"


def test_errors_keep_everything(client_for, case_manager, token):
    response = record_for(client_for(case_manager), token, first_name="", _canal="paper")
    assert response.status_code == 422
    assert '<a href="#q-first_name">' in page_of(response)
    assert re.search(r'id="canal-paper"[^>]* checked', page_of(response))


def test_two_clicks_record_once(client_for, case_manager, token):
    client = client_for(case_manager)
    assert record_for(client, token)["Location"] == record_for(client, token)["Location"]
    assert Submission.objects.count() == 1


def test_a_form_that_makes_no_request_is_not_filled_here(client_for, case_manager, token):
    every_type_version(slug="avis", kind="satisfaction")
    assert client_for(case_manager).get("/gestion/reponses/nouvelle/avis/").status_code == 404


def test_part_by_part_in_the_staff_area(client_for, case_manager, token):
    version = every_type_version(slug="etapes", kind="referral", paged=True, public=False)
    client, url = client_for(case_manager), "/gestion/reponses/nouvelle/etapes/"
    fields = {"jeton": Token(version.pk, "etapes", int(time.time())).signed, "_canal": "paper"}
    page = page_of(client.post(url, {**fields, "_partie": "s_texts", "short": "Exemple", "_aller": ">"}))
    assert "Partie 2 sur 4" in page
    assert '<input type="hidden" name="_canal" value="paper">' in page
    assert '<input type="hidden" name="short" value="Exemple">' in page


def test_somebody_else_s_receipt_is_not_shown_here(client_for, case_manager, coordination, token):
    location = record_for(client_for(case_manager), token)["Location"]
    assert client_for(coordination).get(location).status_code == 404


# --- a joined file, read by who follows the request ---------------------------------------------------------
@pytest.fixture
def joined(client_for, coordination, token):
    """The address, in a request, of a file joined to its answers."""
    version = every_type_version(slug="avec-fichier", kind="referral")
    Programme.objects.filter(slug="heberge-toit").update(form=version.definition)
    signed = Token(version.pk, "avec-fichier", int(time.time())).signed
    proof = SimpleUploadedFile("carte.pdf", b"%PDF-1.7 exemple", "application/pdf")
    fields = {"jeton": signed, "_canal": "paper", **posted(), "proof": proof}
    response = client_for(coordination).post("/gestion/reponses/nouvelle/avec-fichier/", fields)
    assert response.status_code == 302
    submission = Submission.objects.get()
    referral = Referral.objects.get(submission=submission)
    return f"/gestion/orientations/{referral.pk}/", submission.attachments.get()


def test_a_joined_file_is_read_from_its_request(client_for, coordination, joined):
    request_url, attachment = joined
    client = client_for(coordination)
    url = f"{request_url}fichiers/{attachment.pk}/"
    assert f'href="{url}">carte.pdf</a>' in page_of(client.get(request_url))
    response = client.get(url)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 exemple"
    assert "attachment" in response["Content-Disposition"]
    assert JournalEntry.objects.filter(action="form.attachment_read", actor=coordination).count() == 1


def test_who_does_not_see_the_request_does_not_read_its_file(client_for, case_manager, joined):
    request_url, attachment = joined
    assert client_for(case_manager).get(f"{request_url}fichiers/{attachment.pk}/").status_code == 404
    assert not JournalEntry.objects.filter(action="form.attachment_read").exists()


def test_a_file_of_other_answers_is_not_read_here(client_for, coordination, joined):
    request_url, _attachment = joined
    unknown = "9d6c1f0a-0000-4000-8000-000000000000"
    assert client_for(coordination).get(f"{request_url}fichiers/{unknown}/").status_code == 404
