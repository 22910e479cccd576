"""Answers that leave: one column a question, no name unless allowed and asked, traces of it all."""

import csv
import io

import pytest

from casefiles.actions import AdmitReferral, FinishAssessment, SaveAssessmentDraft, StartAssessment
from casefiles.receiving import receive_submission
from forms.definition.answers import validate
from forms.models import FormDefinition
from forms.receiving import receive
from portal.accounts.sessions import FACTOR_AT
from portal.audit.models import JournalEntry
from tests.casefiles.exchange import taking
from tests.factories import casefiles as make
from tests.factories.forms import submission
from tests.support import snapshots

pytestmark = pytest.mark.django_db
ADDRESS = "/gestion/echanges/exporter/reponses/"
REASON = "rapport trimestriel"


@pytest.fixture
def programme(case_manager, colleague):
    snapshots.put_forms_and_reference_data()
    return make.heberge_toit(case_manager, colleague)


def finished(actor, case_file, **answers):
    draft = StartAssessment(actor, case_file).execute()
    SaveAssessmentDraft(actor, draft, answers=answers).execute()
    return FinishAssessment(actor, draft).execute()


@pytest.fixture
def assessment(case_manager, case_file):
    return finished(
        case_manager,
        case_file,
        budget_level="2",
        present=["person"],
        person_view="Vu avec Secret-Fictif",
        debts_known="no",
    )


@pytest.fixture
def take(client_for):
    def download(user, slug, **data):
        form = FormDefinition.objects.get(slug=slug)
        address = f"{ADDRESS}?form={form.pk}"
        content = taking.taken(client_for(user), address, **data)
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))

    return download


def test_the_data_officer_gets_closed_answers_and_nothing_that_names(data_officer, assessment, take):
    (row,) = take(data_officer, "bilan")
    assert row["Dossier"] == assessment.case_file.reference
    assert row["Gestion du budget : où en est-on ?"] == "2"
    assert row["Santé : où en est-on ?"] == "sans réponse"
    assert row["Y a-t-il des dettes à lister ?"] == "non"
    assert row["Dettes 1 · Montant dû"] == "pas posée"
    assert row["Fait avec qui ? · La personne"] == "oui"
    assert row["Fait avec qui ? · Une ou un proche"] == "non"
    assert "Secret-Fictif" not in str(row)
    assert not any(heading.startswith(("Forces", "Difficultés", "Comment")) for heading in row)


def test_who_holds_the_file_gets_the_words_if_she_asks(case_manager, colleague, programme, assessment, take):
    finished(colleague, make.opened_file(colleague, programme), budget_level="5")
    (row,) = take(case_manager, "bilan", level="full")
    assert row["Comment la personne dit que ça va"] == "Vu avec Secret-Fictif"
    entry = JournalEntry.objects.get(action="exchange.answers_exported")
    assert entry.subject == assessment.case_file_id
    assert entry.reason == REASON
    assert "Comment la personne dit que ça va" not in take(case_manager, "bilan")[0]


def test_drafts_do_not_leave(coordination, case_manager, case_file, take):
    SaveAssessmentDraft(
        case_manager, StartAssessment(case_manager, case_file).execute(), answers={"budget_level": "1"}
    ).execute()
    assert take(coordination, "bilan") == []


def test_a_referral_leaves_without_names_once_it_has_a_file(
    data_officer, coordination, case_manager, programme, take
):
    referral = receive_submission(submission(municipality="Rue du Nom-Fictif"))
    assert take(data_officer, "orientation") == []
    (seen,) = take(coordination, "orientation", level="full")
    assert seen["Prénom"] == "Personne"
    AdmitReferral(case_manager, referral).execute()
    (row,) = take(data_officer, "orientation")
    assert row["Genre"] == "Femme"
    assert row["Commune où elle dort"] != "Rue du Nom-Fictif"
    assert not {"Prénom", "Nom", "Date de naissance", "Où la personne vit-elle en ce moment ?"} & set(row)


def test_opinions_are_for_coordination_and_the_data_officer(
    data_officer, coordination, case_manager, take, client_for
):
    snapshots.shipped_forms.put()
    form = FormDefinition.objects.get(slug="satisfaction")
    clean, errors = validate(
        form.current_version.document, {"heard": "4", "call_back": "yes", "call_phone": "064 00 00 00"}
    )
    assert errors == {}
    receive(form.current_version, clean, nonce_hash="0" * 64)
    (row,) = take(data_officer, "satisfaction")
    assert row["Vous a-t-on écouté·e ?"] == "4"
    assert "064 00 00 00" not in str(row)
    assert "064 00 00 00" in str(take(coordination, "satisfaction", level="full"))
    response = client_for(case_manager).post(
        f"{ADDRESS}?form={form.pk}", {"file_format": "csv", "reason": REASON}
    )
    assert response.status_code == 422


def test_it_asks_for_a_fresh_code_and_for_a_reason(data_officer, assessment, client_for):
    client = client_for(data_officer)
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS, {"file_format": "csv", "reason": ""}).status_code == 422
    session = client.session
    session[FACTOR_AT] -= 11 * 60
    session.save()
    assert client.get(ADDRESS).status_code == 302
    assert not JournalEntry.objects.filter(action="exchange.exported").exists()


@pytest.mark.parametrize("query", ["form=999999", "form=x", "since=hier", "form=1&until=0000-00-00"])
def test_a_filter_that_makes_no_sense_is_said(coordination, assessment, client_for, query):
    client = client_for(coordination)
    assert client.get(f"{ADDRESS}?{query}").status_code == 200
    assert client.post(f"{ADDRESS}?{query}", {"file_format": "csv", "reason": REASON}).status_code == 422


def test_the_number_of_queries_does_not_grow(
    coordination, case_manager, programme, assessment, take, django_assert_max_num_queries
):
    for number in range(4):
        finished(case_manager, make.opened_file(case_manager, programme), budget_level=str(number + 1))
    with django_assert_max_num_queries(90):
        assert len(take(coordination, "bilan")) == 5
