"""Every screen is right with several programmes: lists, capacity, forms, what staff type for somebody."""

import secrets

import pytest

from casefiles.actions import Refused
from casefiles.caseload import loads
from casefiles.exchange.exports.base import Choices
from casefiles.exchange.exports.files import FileExport
from casefiles.models import Programme, Referral
from forms.definition.answers import validate
from forms.models import FormDefinition
from forms.receiving import receive
from tests.factories import casefiles as make
from tests.support import snapshots

ANSWERS = {
    "sender_kind": "self",
    "first_name": "Camille",
    "last_name": "Exemple",
    "home_state": "threatened",
    "municipality": "7100",
    "own_request": "yes",
    "informed": "yes",
}


@pytest.fixture
def housing(db, case_manager):
    snapshots.put_forms_and_reference_data()
    make.heberge_toit(case_manager)
    programme = Programme.objects.get(slug="logement-accompagne")
    programme.case_managers.add(case_manager)
    return programme


@pytest.fixture
def street(housing):
    return Programme.objects.get(slug="heberge-toit")


def send(form, **changes):
    version = form.current_version
    clean, errors = validate(version.document, {**ANSWERS, **changes})
    assert not errors
    receive(version, clean, nonce_hash=secrets.token_hex(32))
    return Referral.objects.get()


def test_each_form_leads_to_its_programme(housing, street, client):
    assert client.get("/formulaires/logement/").status_code == 200
    referral = send(housing.form)
    assert referral.programme == housing
    assert {one["kind"]: one["result"] for one in referral.criteria}["territory"] == "met"


def test_staff_choose_the_programme_by_its_form(housing, street, client_for, case_manager):
    page = client_for(case_manager).get("/gestion/reponses/nouvelle/").text
    assert "Demande de logement accompagné" in page
    assert "Orientation vers Héberge Toit" in page
    assert '<span class="staffform__whose">Logement accompagné</span>' in page
    Programme.objects.filter(pk=housing.pk).update(active=False)
    page = client_for(case_manager).get("/gestion/reponses/nouvelle/").text
    assert '<span class="staffform__whose">ne mène à aucun dispositif ouvert</span>' in page


def test_capacity_is_counted_for_each_programme(housing, street, case_manager):
    Programme.objects.filter(pk=street.pk).update(capacity_per_case_manager=1)
    street.refresh_from_db()
    make.opened_file(case_manager, street)
    with pytest.raises(Refused):
        make.opened_file(case_manager, street)
    case_file = make.opened_file(case_manager, housing)
    assert case_file.reference.startswith("LA-")
    assert [load.taken for programme in (street, housing) for load in loads(programme)] == [1, 1]


def test_lists_tell_programmes_apart(housing, street, client_for, case_manager):
    client = client_for(case_manager)
    ours, theirs = make.opened_file(case_manager, street), make.opened_file(case_manager, housing)
    page = client.get(f"/gestion/dossiers/?programme={housing.pk}").text
    assert theirs.reference in page
    assert ours.reference not in page
    assert "Bilan (Héberge Toit)" in page
    assert "Bilan (Logement accompagné)" in page
    referral = make.received_referral(housing, last_name="Autre")
    page = client.get("/gestion/orientations/").text
    assert referral.reference in page
    assert "Logement accompagné" in page


def test_the_home_page_has_a_house_for_each(housing, street, client_for, case_manager):
    make.opened_file(case_manager, housing)
    page = client_for(case_manager).get("/gestion/").text
    assert "Logement accompagné" in page
    assert "Héberge Toit" in page


def test_the_file_of_a_programme_without_a_street_limit_is_read(housing, client_for, case_manager):
    case_file = make.opened_file(case_manager, housing)
    client = client_for(case_manager)
    for path in (f"/gestion/dossiers/{case_file.pk}/", f"/gestion/dossiers/{case_file.pk}/imprimer/"):
        assert client.get(path).status_code == 200
    assert "ce dispositif n’a pas de limite de temps" in client.get(f"/gestion/dossiers/{case_file.pk}/").text


def test_the_shipped_forms_are_published(housing):
    assert FormDefinition.objects.get(slug="logement").current_version.number == 1


def test_report_codes_leave_with_the_files(housing, street, case_manager):
    housing.report_codes.create(authority="IWEPS", code="LA-1")
    housing.stages.filter(kind="intake").update(report_code="E1")
    export = FileExport(case_manager, Choices(columns=["report_codes", "stage_code"]))
    columns = export.columns()
    make.opened_file(case_manager, housing)
    line = dict(zip([column.heading for column in columns], next(iter(export.rows(columns))), strict=True))
    assert (line["Codes de rapport"], line["Code de l’étape"]) == ("IWEPS : LA-1", "E1")
