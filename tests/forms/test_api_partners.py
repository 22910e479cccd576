"""Giving an access to a partner’s software and taking it back: shown once, journalled, with a fresh code."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms.models import FormDefinition, PartnerAccess
from forms.partners import Refused, access_of, give_access, take_back
from portal.accounts.sessions import FACTOR_AT
from portal.audit.models import JournalEntry
from tests.factories.api import Software, clean_answers, partner_access
from tests.factories.forms import orientation_version

LIST = "/gestion/formulaires/acces/"
GIVE = f"{LIST}donner/"
NAME = "Maison d’accueil Exemple – dossier social"


@pytest.fixture
def version(db):
    return orientation_version()


@pytest.fixture(params=["coordination", "data_officer"])
def staff(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def browser(client_for, staff, version):
    return client_for(staff)


def give(browser, version, **changes):
    return browser.post(GIVE, {"name": NAME, "granted": [version.definition.pk], **changes})


def secret_in(response):
    return re.search(r">(ht_[\w-]+)</textarea>", response.content.decode())[1]


# --- giving ------------------------------------------------------------------------------------------------
def test_the_secret_is_shown_once_and_opens_the_door(browser, version, staff):
    response = give(browser, version)
    secret = secret_in(response)
    assert "no-store" in response["Cache-Control"]
    assert Software(secret).send(clean_answers()).status_code == 201
    access = PartnerAccess.objects.get()
    assert (access.name, access.created_by) == (NAME, staff)
    assert list(access.forms.all()) == [version.definition]
    listing = browser.get(LIST).content.decode()
    assert NAME in listing
    assert secret not in listing
    assert secret[:8] in listing


def test_two_secrets_are_never_alike(version):
    secrets = {partner_access(version.definition)[1] for _turn in range(20)}
    assert len(secrets) == 20
    assert {len(secret) for secret in secrets} == {46}


def test_what_the_technician_needs_is_beside_the_secret(browser, version):
    page = give(browser, version).content.decode()
    assert "http://testserver/api/formulaires/orientation/versions/1/schema.json" in page
    assert "http://testserver/api/formulaires/orientation/versions/1/reponses/" in page
    assert "http://testserver/api/formulaires/openapi.json" in page


def test_giving_is_journalled_without_the_secret(browser, version, staff):
    secret = secret_in(give(browser, version))
    entry = JournalEntry.objects.get(action="form.partner_access_given")
    assert (entry.actor, entry.target) == (staff, NAME)
    assert entry.details == {"forms": ["orientation"]}
    assert secret[:10] not in f"{entry.target}{entry.details}{entry.reason}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_giving_needs_a_fresh_code(browser, version, method):
    session = browser.session
    session[FACTOR_AT] = 0
    session.save()
    response = getattr(browser, method)(GIVE, {"name": NAME, "granted": [version.definition.pk]})
    assert response.status_code == 302
    assert response.url.startswith("/connexion/")
    assert not PartnerAccess.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "Dites à quel service"),
        ({"name": "x" * 121}, "120"),
        ({"granted": []}, "Cochez au moins un formulaire"),
        ({"granted": ["999"]}, "choix"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_given(browser, version, changes, said):
    response = give(browser, version, **changes)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not PartnerAccess.objects.exists()


def test_only_open_public_forms_can_be_granted(browser, version):
    FormDefinition.objects.update(public=False)
    assert give(browser, version).status_code == 422
    page = browser.get(GIVE).content.decode()
    assert "Orientation vers" not in page
    assert "publiez-en un d’abord" in page


def test_a_name_serves_once_even_after_it_was_taken_back(browser, version, staff):
    give(browser, version)
    take_back(PartnerAccess.objects.get(), reason="Le logiciel a changé", actor=staff)
    response = give(browser, version, name=NAME.upper())
    assert response.status_code == 422
    assert "déjà ce nom" in response.content.decode()
    with pytest.raises(Refused):
        give_access(NAME, [version.definition], actor=staff)


# --- taking back -------------------------------------------------------------------------------------------
def test_taking_back_closes_at_once_and_says_why(browser, version, staff):
    access, secret = partner_access(version.definition, name=NAME)
    page = f"{LIST}{access.pk}/retirer/"
    assert NAME in browser.get(page).content.decode()
    response = browser.post(page, {"reason": "Le logiciel a changé"}, follow=True)
    assert "il n’envoie plus rien" in response.content.decode()
    assert access_of(f"Bearer {secret}") is None
    entry = JournalEntry.objects.get(action="form.partner_access_revoked")
    assert (entry.actor, entry.target, entry.reason) == (staff, NAME, "Le logiciel a changé")
    assert "Retiré le" in browser.get(LIST).content.decode()


def test_taking_back_needs_a_reason(browser, version):
    access, secret = partner_access(version.definition)
    response = browser.post(f"{LIST}{access.pk}/retirer/", {"reason": " "})
    assert response.status_code == 422
    assert "pourquoi" in response.content.decode()
    assert access_of(f"Bearer {secret}") == access


def test_taking_back_twice_is_told(browser, version, staff):
    access, _secret = partner_access(version.definition)
    take_back(access, reason="Le logiciel a changé", actor=staff)
    page = f"{LIST}{access.pk}/retirer/"
    assert "déjà retiré" in browser.get(page, follow=True).content.decode()
    assert "déjà retiré" in browser.post(page, {"reason": "Encore une fois"}, follow=True).content.decode()
    assert JournalEntry.objects.filter(action="form.partner_access_revoked").count() == 1


def test_an_unknown_access_is_not_there(browser):
    assert browser.get(f"{LIST}999/retirer/").status_code == 404


# --- the list ----------------------------------------------------------------------------------------------
def test_the_list_tells_whether_an_access_serves(browser, version):
    _access, secret = partner_access(version.definition)
    assert "Pas encore servi" in browser.get(LIST).content.decode()
    for first_name in ("Une", "Deux"):
        Software(secret).send(clean_answers(first_name=first_name))
    page = browser.get(LIST).content.decode()
    assert "2 réponses reçues" in page
    assert "Pas encore servi" not in page


def test_open_accesses_come_first(browser, version, staff):
    first, _secret = partner_access(version.definition, name="Ancien Service Exemple")
    take_back(first, reason="Le logiciel a changé", actor=staff)
    partner_access(version.definition, name="Service Exemple encore là")
    page = browser.get(LIST).content.decode()
    assert page.index("Service Exemple encore là") < page.index("Ancien Service Exemple")


def test_ten_accesses_ask_as_much_as_one(browser, version, django_assert_num_queries):
    partner_access(version.definition)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as one:
        browser.get(LIST)
    for _turn in range(9):
        partner_access(version.definition)
    with django_assert_num_queries(len(one)):
        browser.get(LIST)


def test_the_menu_leads_there(browser, client_for, case_manager):
    assert LIST in browser.get(LIST).content.decode()
    assert LIST not in client_for(case_manager).get("/gestion/").content.decode()


def test_names_are_words_not_markup(browser, version):
    page = give(browser, version, name="<script>alert(1)</script>").content.decode()
    assert "<script>alert(1)" not in page
    assert "<script>alert(1)" not in browser.get(LIST).content.decode()
