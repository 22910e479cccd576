"""The editor in the staff area: who may use it, drafts that may be unfinished, publications that may not."""

import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from forms.models import FormDefinition, FormVersion
from tests.factories.forms import orientation_version

pytestmark = pytest.mark.django_db

URLS = ("form_definitions:list", "form_definitions:add")
RULES = {"mode": "all", "wording": "", "rules": {"count": "0"}}


def posted(*questions, **changes):
    """What the editor posts for a form of one section."""
    section = {
        "title": "Une section",
        "help": "",
        "shown_if-mode": "all",
        "shown_if-wording": "",
        "shown_if-rules-count": "0",
        "questions": streamfield(questions),
    }
    data = {
        "title": "Satisfaction",
        "slug": "satisfaction",
        "kind": "satisfaction",
        "intro": "",
        "body": streamfield([("section", section)]),
    }
    return nested_form_data({**data, **changes})


def question(**changes):
    value = {
        "label": "Votre avis",
        "help": "",
        "required": "",
        "data_class": "C2",
        "purpose": "Améliorer l’accompagnement",
        "retention_months": "12",
        "maps_to": "",
        "max_length": "",
        "shown_if-mode": "all",
        "shown_if-wording": "",
        "shown_if-rules-count": "0",
    }
    return ("long_text", {**value, **changes})


@pytest.mark.parametrize(
    ("name", "said"),
    [("form_definitions:list", "Ajouter un formulaire"), ("form_definitions:add", "Nouveau formulaire")],
)
def test_it_speaks_of_a_form_as_people_do(client_for, coordination, name, said):
    page = client_for(coordination).get(reverse(name)).content.decode()
    assert said in page
    assert not re.search(r"Nouvel\(le\)|un\(e\) formulaire|formulaire\s?:\s?Formulaire", page)


@pytest.mark.parametrize("name", URLS)
@pytest.mark.parametrize("role", ["coordination", "data_officer"])
def test_editors_come_in(client_for, request, role, name):
    assert client_for(request.getfixturevalue(role)).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", URLS)
@pytest.mark.parametrize("role", ["case_manager", "communication", "dpo", "administrator"])
def test_others_do_not(client_for, request, role, name):
    assert client_for(request.getfixturevalue(role)).get(reverse(name)).status_code == 403


def test_nobody_deletes_a_form(client_for, coordination):
    definition = orientation_version().definition
    client_for(coordination).post(reverse("form_definitions:delete", args=[definition.pk]))
    assert FormDefinition.objects.filter(pk=definition.pk).exists()


def test_an_unfinished_draft_is_kept(client_for, coordination):
    client = client_for(coordination)
    client.post(
        reverse("form_definitions:add"), posted(question(data_class="", purpose="", retention_months=""))
    )
    draft = FormDefinition.objects.get(slug="satisfaction")
    assert not draft.live
    assert not FormVersion.objects.filter(definition=draft).exists()


@pytest.mark.parametrize("missing", ["data_class", "purpose", "retention_months"])
def test_an_unfinished_question_is_not_published(client_for, coordination, missing):
    data = posted(question(**{missing: ""})) | {"action-publish": "1"}
    response = client_for(coordination).post(reverse("form_definitions:add"), data)
    assert response.status_code == 200
    assert not FormVersion.objects.exists()


def test_a_finished_form_is_published(client_for, data_officer):
    data = posted(question()) | {"action-publish": "1"}
    response = client_for(data_officer).post(reverse("form_definitions:add"), data)
    assert response.status_code == 302
    version = FormVersion.objects.get(definition__slug="satisfaction")
    assert version.published_by == data_officer
    assert version.document["sections"][0]["questions"][0]["key"] == "votre_avis"


def test_two_questions_alike_are_told_in_french(client_for, data_officer):
    data = posted(question(), question()) | {"action-publish": "1"}
    response = client_for(data_officer).post(reverse("form_definitions:add"), data)
    assert response.status_code == 200
    assert "Deux questions ont le même intitulé" in response.content.decode()
    assert not FormVersion.objects.exists()


def test_the_edit_page_keeps_the_strict_policy(client_for, coordination):
    definition = orientation_version().definition
    response = client_for(coordination).get(reverse("form_definitions:edit", args=[definition.pk]))
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-src 'self'" in policy
    assert not re.search(rb"<script>|<script (?!.*(src=|type=\"application/json\"))", response.content)


def test_the_preview_shows_the_web_form_and_what_is_missing(client_for, coordination):
    client = client_for(coordination)
    url = reverse("form_definitions:preview_on_add")
    client.post(url, posted(question(purpose="")))
    page = client.get(url).content.decode()
    assert 'id="q-votre_avis"' in page
    assert "dites à quoi sert la réponse" in page


def test_an_empty_draft_can_be_previewed(client_for, coordination):
    client = client_for(coordination)
    url = reverse("form_definitions:preview_on_add")
    client.post(url, posted() | {"body-count": "0"})
    assert client.get(url).status_code == 200
