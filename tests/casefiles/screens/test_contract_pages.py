"""The contract in the file and on its own page: who sees it, what is shown, what the journal keeps."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import DraftContract, SignContract
from casefiles.admin.contract_reviews import today_of
from casefiles.models import EngagementContract
from tests.casefiles.screens.pages import NOT_ASCII, act_url, file_url, text_of, unfolded
from tests.factories import casefiles as make
from tests.support.papers import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(case_file, case_manager):
    return make.objective(case_manager, case_file, own_words="Un endroit à moi", at=make.moment(20))


@pytest.fixture
def contract(case_file, case_manager, goal):
    make.planned_action(case_manager, goal, at=make.moment(20))
    return DraftContract(case_manager, case_file, at=make.moment(10)).execute()


def page(contract, name="contract", *more):
    return reverse(f"casefiles:{name}", args=[contract.case_file_id, contract.pk, *more])


def act(contract, slot):
    return page(contract, "contract_act", slot)


def alter(contract):
    content = contract.content
    content["axes"][0]["objectives"][0]["statement"] = "Objectif-Altéré"
    contract.content = content
    contract.save()


def test_it_is_made_from_the_file(own, case_file, goal):
    assert "Établir le contrat" in text_of(own.get(file_url(case_file)))
    response = own.post(
        act_url(case_file, "contrat"), {"review_on": make.day(-60).isoformat(), "person_engages": NOT_ASCII}
    )
    row = EngagementContract.objects.get()
    assert response.url == page(row)
    text = text_of(own.get(page(row)))
    assert "Un endroit à moi" in text
    assert "<script>alert(1)" not in text


def test_a_contract_that_is_there_gets_a_new_version(own, case_file, goal):
    first = unfolded(own, case_file, "contrat")
    assert first.button == "Établir le contrat"
    own.post(act_url(case_file, "contrat"), {"review_on": make.day(-60).isoformat()})
    again = unfolded(own, case_file, "contrat")
    assert again.button == "Préparer une nouvelle version"
    text = text_of(own.get(file_url(case_file)))
    assert "Préparer une nouvelle version" in text
    assert "Établir le contrat" not in text


def test_it_begins_with_what_the_programme_promises(own, case_file, goal):
    case_file.programme.person_engages = ["Je viens, ou je préviens."]
    case_file.programme.save()
    assert "Je viens, ou je préviens.</textarea>" in text_of(own.get(f"{file_url(case_file)}?ouvrir=contrat"))


@pytest.mark.parametrize("review_on", ["", "31/02/2030", "0001-01-01", "9999-12-31", "99999-01-01", "hier"])
def test_a_review_date_that_cannot_be_keeps_what_was_typed(own, case_file, goal, review_on):
    sent = {"review_on": review_on, "person_engages": "Engagement-Tapé"}
    response = own.post(act_url(case_file, "contrat"), sent)
    assert response.status_code == 422
    assert "Engagement-Tapé" in text_of(response)
    assert not EngagementContract.objects.exists()


def test_both_signatures_at_once(own, contract):
    sent = {"parties": ["person", "case_manager"], "signed_on": make.day().isoformat()}
    assert own.post(act(contract, "signer"), sent).url == f"{page(contract)}#signatures"
    contract.refresh_from_db()
    assert contract.state == "signed"
    assert "Camille Exemple" in text_of(own.get(page(contract)))


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"parties": ["person"], "signed_on": "9999-12-31"},
        {"parties": ["person"], "signed_on": "0001-01-01"},
        {"parties": ["mayor"], "signed_on": "2026-01-01"},
        {"parties": ["partner"], "signed_on": "today"},
        {"parties": ["person"], "signed_on": "today", "name": "CPAS-Tapé"},
    ],
)
def test_a_signature_that_cannot_be_is_refused_beside_the_form(own, contract, sent):
    if sent.get("signed_on") == "today":
        sent = sent | {"signed_on": make.day().isoformat()}
    response = own.post(act(contract, "signer"), sent)
    assert response.status_code == 422
    assert "Rien n’est encore enregistré" in text_of(response)
    assert sent.get("name", "") in text_of(response)
    assert not contract.signatures.exists()


def test_one_of_two_refused_leaves_neither(own, contract):
    sent = {"parties": ["person", "partner"], "signed_on": "today"}
    assert own.post(act(contract, "signer"), sent).status_code == 422
    assert not contract.signatures.exists()


def test_a_slip_is_taken_back(own, case_manager, contract):
    SignContract(case_manager, contract, party="person").execute()
    signature = contract.signatures.get()
    assert own.post(act(contract, "reprendre"), {"signature": signature.pk}).status_code == 302
    assert not contract.signatures.exists()
    assert own.post(act(contract, "reprendre"), {"signature": "x"}).status_code == 422


def test_the_signed_copy_joins_the_documents(own, case_file, contract):
    upload = SimpleUploadedFile("scan.pdf", PDF, "application/pdf")
    assert own.post(act(contract, "exemplaire"), {"upload": upload}).status_code == 302
    assert "Exemplaire signé" in text_of(own.get(page(contract)))
    assert "Contrat d’engagement signé, version 1" in text_of(own.get(file_url(case_file)))


def test_it_is_given_up_with_a_reason(own, contract):
    assert own.post(act(contract, "abandonner"), {"reason": ""}).status_code == 422
    own.post(act(contract, "abandonner"), {"reason": "En reparler"})
    assert "En reparler" in text_of(own.get(page(contract)))


def test_the_pdf_is_written_in_the_journal(own, case_file, contract, journal):
    response = own.get(page(contract, "contract_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    [entry] = journal("contract.printed")
    assert (entry.subject, entry.details["version"]) == (case_file.pk, 1)
    own.get(page(contract))
    assert len(journal("contract.read")) == 1


def test_an_altered_version_is_not_shown_nor_printed_nor_signed(own, contract, caplog):
    alter(contract)
    for response in (
        own.get(page(contract)),
        own.get(page(contract, "contract_pdf")),
        own.post(act(contract, "signer"), {"parties": ["person"], "signed_on": "today"}),
    ):
        text = text_of(response)
        assert "Cette version n’est pas montrée" in text
        assert "Objectif-Altéré" not in text
    assert not contract.signatures.exists()
    assert "fingerprint differs" in caplog.text


def test_what_changed_since_is_said_in_the_file_and_beside_it(own, case_manager, case_file, contract, goal):
    make.planned_action(case_manager, goal, statement="Écrire au bailleur")
    for where in (file_url(case_file), page(contract)):
        text = text_of(own.get(where))
        assert "nouvelle version" in text
        assert "Nouvelle action pour « Trouver un logement »" in text


def test_a_review_that_comes_is_told_on_the_file_and_on_the_day(own, case_manager, case_file, contract):
    for party in ("person", "case_manager"):
        SignContract(case_manager, contract, party=party).execute()
    calm = today_of(case_manager, contract.review_on - datetime.timedelta(days=15))
    due = today_of(case_manager, contract.review_on - datetime.timedelta(days=14))
    assert (calm.total, due.total) == (0, 1)
    assert "Contrat à revoir" not in text_of(own.get(file_url(case_file)))
    soon = DraftContract(case_manager, case_file, review_on=make.day(-3)).execute()
    for party in ("person", "case_manager"):
        SignContract(case_manager, soon, party=party).execute()
    assert "Contrat à revoir le" in text_of(own.get(file_url(case_file)))


def test_a_stranger_and_another_file_find_nothing(client_for, colleague, case_manager, programme, contract):
    other = make.opened_file(case_manager, programme)
    for name in ("contract", "contract_pdf"):
        assert client_for(colleague).get(page(contract, name)).status_code == 404
        elsewhere = reverse(f"casefiles:{name}", args=[other.pk, contract.pk])
        assert client_for(case_manager).get(elsewhere).status_code == 404
    assert client_for(colleague).post(act(contract, "signer"), {}).status_code == 404
    assert client_for(case_manager).post(act(contract, "nimporte"), {}).status_code == 404


def test_the_number_of_questions_does_not_grow_with_versions(own, case_manager, case_file, contract):
    def questions():
        counts = []
        for where in (file_url(case_file), page(contract)):
            own.get(where)
            with CaptureQueriesContext(connection) as captured:
                own.get(where)
            counts.append(len(captured))
        return counts

    DraftContract(case_manager, case_file).execute()
    questions()  # the first visit fills caches that later ones use
    few = questions()
    for number in range(6):
        last = DraftContract(case_manager, case_file, person_engages=f"Venir {number} fois").execute()
        SignContract(case_manager, last, party="person").execute()
    # What happened last is told from other nouns: it may cost less, never more.
    assert all(now <= before for now, before in zip(questions(), few, strict=True))
