"""The screen before a new version: it tells what changes for whom, and publishes only what it showed."""

import json
import re

import pytest
from django.urls import reverse

from forms import usage
from forms.admin.publication_words import circulation, publication_of
from forms.models import Artefact, FormDefinition, FormVersion
from portal.audit.models import JournalEntry
from tests.factories.forms import orientation_version, submission
from tests.support.form_editor import posted_by_the_editor, save_draft, words_of_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def definition():
    return orientation_version().definition


def reworded(body):
    body[1]["value"]["questions"][0]["value"]["label"] = "Votre prénom"


def retyped(body):
    body[1]["value"]["questions"][0]["type"] = "email"


def without_the_first(body):
    body[0]["value"]["questions"].pop(0)


def now_required(body):
    next(
        question
        for section in body
        for question in section["value"]["questions"]
        if not question["value"].get("required") and question["type"] == "short_text"
    )["value"]["required"] = True


def screen(client, definition):
    return client.get(reverse("form_definitions:publication", args=[definition.pk]))


def publish(client, definition, page, **changes):
    fields = r'<input type="hidden" name="(seal|present)" value="([^"]*)"'
    hidden = dict(re.findall(fields, words_of_page(page)))
    return client.post(
        reverse("form_definitions:publication", args=[definition.pk]), {**hidden, "note": "", **changes}
    )


def test_publishing_in_the_editor_leads_to_the_screen(client_for, coordination, definition):
    client = client_for(coordination)
    data = posted_by_the_editor(definition) | {"action-publish": "1", "title": "Un autre titre"}
    response = client.post(reverse("form_definitions:edit", args=[definition.pk]), data)
    assert response.status_code == 302, response.context["form"].errors
    assert response["Location"] == reverse("form_definitions:publication", args=[definition.pk])
    assert FormVersion.objects.filter(definition=definition).count() == 1
    assert "Le formulaire s’appelle « Un autre titre »." in words_of_page(screen(client, definition))


def test_the_screen_tells_and_publishes(client_for, coordination, definition):
    save_draft(definition, reworded)
    client = client_for(coordination)
    page = screen(client, definition)
    said = words_of_page(page)
    assert "De la version 1 à la version 2" in said
    assert "« Prénom » devient « Votre prénom »." in said
    assert "Publier la version 2" in said
    response = publish(client, definition, page, note="Plus clair")
    assert response["Location"] == reverse("form_definitions:versions", args=[definition.pk])
    version = FormVersion.objects.get(definition=definition, number=2)
    assert (version.published_by, version.note) == (coordination, "Plus clair")
    assert JournalEntry.objects.filter(action="form.published", target=version.stamp).exists()


def test_what_asks_more_stands_apart(client_for, coordination, definition):
    save_draft(definition, now_required)
    publication = publication_of(definition)
    assert not publication.is_soft
    assert any("devient obligatoire" in told.sentence for told in publication.hard)
    said = words_of_page(screen(client_for(coordination), definition))
    assert "Ce qui demande autre chose qu’avant" in said
    assert "passent à la version" not in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (retyped, "change de type : « Texte court » devient « Adresse e-mail »"),
        (without_the_first, "n’existe pas"),
    ],
)
def test_what_blocks_is_said_and_there_is_no_button(client_for, coordination, definition, change, said):
    save_draft(definition, change)
    client = client_for(coordination)
    page = screen(client, definition)
    assert said in words_of_page(page)
    assert words_of_page(page).count("change de type") <= 1
    assert "Publier la version" not in words_of_page(page)
    response = publish(client, definition, page, seal=publication_of(definition).seal)
    assert response.status_code == 422
    assert FormVersion.objects.filter(definition=definition).count() == 1


def test_nothing_changed_is_said(client_for, coordination, definition):
    said = words_of_page(screen(client_for(coordination), definition))
    assert "Rien n’a changé depuis la version 1" in said
    assert "Publier la version" not in said


def test_the_draft_changed_after_the_screen_was_shown(client_for, coordination, definition):
    save_draft(definition, reworded)
    client = client_for(coordination)
    page = screen(client, definition)
    save_draft(definition, now_required)
    response = publish(client, definition, page, note="Ma note")
    assert response.status_code == 409
    said = words_of_page(response)
    assert "Le brouillon a changé pendant que vous lisiez." in said
    assert "devient obligatoire" in said
    assert "Ma note" in said
    assert FormVersion.objects.filter(definition=definition).count() == 1


def test_a_draft_overwritten_in_place_is_seen_too(client_for, coordination, definition):
    save_draft(definition, reworded)
    client = client_for(coordination)
    page = screen(client, definition)
    revision = definition.latest_revision
    draft = revision.as_object()
    draft.title = "Autrement"
    draft.save_revision(overwrite_revision=revision, user=None, clean=False)
    assert publish(client, definition, page).status_code == 409


def test_two_people_publish_the_same_draft(client_for, coordination, data_officer, definition):
    save_draft(definition, reworded)
    first, second = client_for(coordination), client_for(data_officer)
    page_of_one, page_of_other = screen(first, definition), screen(second, definition)
    assert publish(first, definition, page_of_one).status_code == 302
    response = publish(second, definition, page_of_other)
    assert response.status_code == 409
    assert "a publié la version 2 pendant que vous lisiez" in words_of_page(response)
    assert FormVersion.objects.filter(definition=definition).count() == 2


def test_only_a_setting_changes(client_for, coordination, definition):
    draft = definition.get_latest_revision_as_object()
    draft.public = not definition.public
    draft.save_revision(clean=False)
    client = client_for(coordination)
    page = screen(client, definition)
    assert "Appliquer ce changement" in words_of_page(page)
    assert publish(client, definition, page).status_code == 302
    assert FormVersion.objects.filter(definition=definition).count() == 1
    definition.refresh_from_db()
    assert definition.public == draft.public


def test_who_leans_on_a_version_is_counted(monkeypatch, client_for, coordination, definition):
    monkeypatch.setattr(usage, "_counters", [])
    version = definition.current_version
    submission(version)
    Artefact.objects.create(version=version, kind="pdf", recipe="une", content=b"", downloads=2)
    Artefact.objects.create(version=version, kind="pdf", recipe="deux", content=b"", downloads=1)
    usage.register(lambda asked: [(12, "dossiers ouverts"), (0, "rien")])
    assert circulation(version) == [(1, "réponse reçue"), (12, "dossiers ouverts"), (3, "PDF téléchargés")]
    save_draft(definition, reworded)
    said = words_of_page(screen(client_for(coordination), definition))
    assert "<strong>12</strong> dossiers ouverts" in said


def test_a_counter_is_registered_once(monkeypatch):
    monkeypatch.setattr(usage, "_counters", [])

    def counter(version):
        return [(1, "dossier ouvert")]

    usage.register(counter)
    usage.register(counter)
    assert usage.uses(None) == [(1, "dossier ouvert")]


def test_publishing_for_the_first_time_needs_no_screen(client_for, coordination, definition):
    copy = FormDefinition.objects.create(
        slug="copie", title="Copie", body=json.dumps(definition.body.get_prep_value()), live=False
    )
    copy.save_revision(clean=False)
    data = posted_by_the_editor(copy) | {"action-publish": "1"}
    client_for(coordination).post(reverse("form_definitions:edit", args=[copy.pk]), data)
    assert copy.versions.count() == 1


@pytest.mark.parametrize("role", ["case_manager", "communication", "dpo", "administrator"])
def test_others_see_no_such_screen(client_for, request, role, definition):
    assert screen(client_for(request.getfixturevalue(role)), definition).status_code == 403
