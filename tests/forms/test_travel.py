"""Forms that come and go as files, through the screens: a draft each time, never a publication."""

import copy
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from forms.admin.travel.drafts import new_draft, new_form
from forms.definition.document import canonical, fingerprint, questions
from forms.models import FormDefinition, FormVersion, MintedKey
from forms.outputs.xlsform.workbook import make_xlsform
from forms.publishing import draft_document, draft_of
from forms.readers.definition.reading import Imported, make_definition
from forms.readers.xlsform.reading import read_xlsform
from forms.setup import create_from_document
from forms.shipped import orientation
from portal.audit.models import JournalEntry
from tests.factories import every_type
from tests.forms.test_xlsform import without_our_columns
from tests.forms.test_xlsform_foreign import workbook

pytestmark = pytest.mark.django_db

IMPORT, CONFIRM = "forms_travel:import", "forms_travel:confirm"


@pytest.fixture
def client(client_for, data_officer):
    return client_for(data_officer)


def send(client, payload, name="formulaire.json"):
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, payload)})


def confirm(client, page, **choices):
    data = {"parcel": page.context["parcel"], "into": "new", "slug": "nouveau", "kind": "other"}
    return client.post(reverse(CONFIRM), {**data, **choices})


def words_of(response):
    return response.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


# --- a new form --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("document", [every_type.document(), orientation.document()])
def test_a_form_of_ours_becomes_a_draft_that_publishes_the_same_document(client, document):
    page = send(client, make_definition(document, "satisfaction"))
    assert "Tout est repris, sans rien perdre" in words_of(page)
    assert not FormDefinition.objects.exists()
    response = confirm(client, page, slug=document["form"], kind="satisfaction")
    definition = FormDefinition.objects.get()
    assert response.url == reverse("form_definitions:edit", args=[definition.pk])
    assert (definition.live, definition.public, definition.kind) == (False, False, "satisfaction")
    assert not FormVersion.objects.exists()
    definition.latest_revision.publish()
    assert FormVersion.objects.get().sha256 == fingerprint(document)


def test_an_xlsform_of_ours_becomes_a_draft_that_publishes_the_same_document(client):
    document = every_type.document()
    page = send(client, make_xlsform(document), "tout.xlsx")
    confirm(client, page, slug="tout")
    FormDefinition.objects.get().latest_revision.publish()
    assert FormVersion.objects.get().sha256 == fingerprint(document)


def test_the_draft_opens_in_the_editor(client):
    page = send(client, make_definition(every_type.document()))
    response = confirm(client, page)
    assert client.get(response.url).status_code == 200


def test_a_copy_of_a_form_that_is_here_gets_identities_of_its_own(client, data_officer):
    create_from_document(orientation.document())
    page = send(client, make_definition(orientation.document()))
    confirm(client, page, slug="orientation-2")
    original, copied = FormDefinition.objects.order_by("pk")
    uids = [set(one.minted_keys.values_list("uid", flat=True)) for one in (original, copied)]
    assert not uids[0] & uids[1]
    document, problems = draft_document(draft_of(copied))
    assert problems == []
    assert [one["key"] for one in questions(document)] == [
        one["key"] for one in questions(orientation.document())
    ]
    assert [one["visible_if"] for one in questions(document)] == [
        one["visible_if"] for one in questions(orientation.document())
    ]


# --- a new draft of a form that exists ---------------------------------------------------------------------
@pytest.fixture
def definition(data_officer):
    return create_from_document(every_type.document(), user=data_officer)


def changed(change):
    document = copy.deepcopy(every_type.document())
    change(document)
    return Imported(document)


def published(definition):
    definition.refresh_from_db()
    definition.latest_revision.publish()
    return definition.versions.order_by("-number").first()


def test_it_is_asked_before_a_form_that_exists_gets_a_new_draft(client, definition):
    page = send(client, make_definition(every_type.document()))
    assert "En faire un nouveau brouillon de « Tous les types »" in words_of(page)
    assert confirm(client, page, into="").status_code == 422
    confirm(client, page, into="draft")
    assert FormDefinition.objects.count() == 1
    assert FormVersion.objects.count() == 1


def test_the_same_file_again_changes_nothing(definition, data_officer):
    new_draft(changed(lambda document: None), definition, user=data_officer)
    assert published(definition).number == 1


def test_a_new_wording_keeps_identity_and_name(definition, data_officer):
    def reword(document):
        document["sections"][0]["questions"][0]["label"]["fr"] = "Autrement dit"

    new_draft(changed(reword), definition, user=data_officer)
    version = published(definition)
    first, before = questions(version.document)[0], questions(every_type.document())[0]
    assert version.number == 2
    assert (first["uid"], first["key"]) == (before["uid"], before["key"])


def test_a_name_changed_by_hand_does_not_change_the_name_of_a_published_question(definition, data_officer):
    def rename(document):
        document["sections"][0]["questions"][0]["key"] = "autre_nom"

    new_draft(changed(rename), definition, user=data_officer)
    assert published(definition).number == 1


def test_another_type_under_a_known_identity_is_a_new_question(definition, data_officer):
    def retype(document):
        question = document["sections"][0]["questions"][0]
        question |= {"type": "email", "bounds": {}}

    new_draft(changed(retype), definition, user=data_officer)
    first, before = questions(published(definition).document)[0], questions(every_type.document())[0]
    assert first["uid"] != before["uid"]
    assert first["key"] != before["key"]
    assert MintedKey.objects.filter(definition=definition, key=before["key"]).count() == 1


def test_a_retired_name_is_not_given_to_another_question(definition, data_officer):
    def replace(document):
        question = document["sections"][0]["questions"][4]
        question |= {"uid": "11111111-2222-4333-8444-555555555555", "type": "email"}

    new_draft(changed(replace), definition, user=data_officer)
    question = questions(published(definition).document)[4]
    assert question["key"] not in {"town", "email"}
    assert question["uid"] == "11111111-2222-4333-8444-555555555555"


def test_a_form_back_from_a_program_that_drops_our_columns_keeps_what_it_cannot_say(definition, data_officer):
    imported = read_xlsform(without_our_columns(make_xlsform(every_type.document())))
    assert imported.document["form"] == "tout"
    new_draft(imported, definition, user=data_officer)
    definition.refresh_from_db()
    document, problems = draft_document(draft_of(definition))
    before = {one["key"]: one for one in questions(every_type.document())}
    known = [one for one in questions(document) if one["key"] in before]
    # A partner service and a month with a day come back as a text and a date: other questions, told as such.
    assert {one["key"] for one in before.values()} - {one["key"] for one in known} == {"partner", "month"}
    assert all(one["uid"] == before[one["key"]]["uid"] for one in known)
    assert all(one.get("purpose") == before[one["key"]].get("purpose") for one in known)
    assert any("classe de données" in problem for problem in problems)


def test_the_draft_in_hand_stays_in_the_history(definition, data_officer):
    before = definition.revisions.count()
    new_draft(changed(lambda document: document["title"].update(fr="Neuf")), definition, user=data_officer)
    definition.refresh_from_db()
    assert definition.revisions.count() == before + 1
    assert definition.title == "Tous les types"
    assert draft_of(definition).title == "Neuf"


# --- a stranger's file, and what is wrong ------------------------------------------------------------------
def test_a_foreign_form_is_shown_line_by_line_then_becomes_a_draft_to_complete(client):
    payload = workbook(
        [["text", "nom", "Nom"], ["geopoint", "lieu", "Où ?"], ["calculate", "total", ""]],
        settings=[["form_title", "form_id"], ["Enquête <b>exemple</b>", "enquete"]],
    )
    page = send(client, payload, "enquete.xlsx")
    shown = words_of(page)
    assert "Ligne 3" in shown
    assert "position géographique" in shown
    assert "Une question attend sa classe de données" in shown
    assert "<b>exemple</b>" not in shown
    confirm(client, page, slug="enquete")
    document, problems = draft_document(draft_of(FormDefinition.objects.get()))
    assert [one["key"] for one in questions(document)] == ["nom"]
    assert any("classe de données" in problem for problem in problems)


def test_the_list_can_be_kept(client):
    page = send(client, workbook([["text", "nom", "Nom"], ["geopoint", "=1+1", "Où ?"]]), "e.xlsx")
    response = client.post(reverse(CONFIRM), {"parcel": page.context["parcel"], "list": "1"})
    assert response["Content-Type"].startswith("text/csv")
    assert "position géographique" in response.content.decode("utf-8-sig")
    assert ";=1+1" not in response.content.decode("utf-8-sig")
    assert not FormDefinition.objects.exists()


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (b"", "vide"),
        (b"   ", "vide"),
        (b"{}", "n’est pas une définition"),
        (b'{"schema_version": 2}', "version 2"),
        (b"rien", "n’est pas un classeur"),
        (b"%PDF-1.7", "est un PDF"),
        (b'{"schema_version": 1, "\\ud800": 1}', "Il manque"),
        (b" " * (5 * 1024 * 1024 + 1), "trop lourd"),
    ],
)
def test_a_file_that_is_no_form_is_told_beside_the_field(client, payload, said):
    response = send(client, payload)
    assert response.status_code == 422
    assert said in words_of(response)
    assert not FormDefinition.objects.exists()


def test_no_file_is_told(client):
    response = client.post(reverse(IMPORT), {})
    assert response.status_code == 422
    assert "Choisissez un fichier" in words_of(response)


def test_a_short_name_that_is_taken_is_refused_and_nothing_is_lost(client, definition):
    page = send(client, make_definition(orientation.document()))
    refused = confirm(client, page, slug="tout")
    assert refused.status_code == 422
    assert "porte déjà ce nom" in words_of(refused)
    assert refused.context["parcel"] == page.context["parcel"]
    assert confirm(client, refused, slug="autre").status_code == 302


def test_a_second_click_creates_nothing_more(client):
    page = send(client, make_definition(every_type.document()))
    confirm(client, page)
    assert confirm(client, page).status_code == 422
    assert FormDefinition.objects.count() == 1


def test_a_short_name_taken_meanwhile_is_told(client, monkeypatch):
    page = send(client, make_definition(every_type.document()))

    def taken(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr("forms.admin.travel.views.new_form", taken)
    response = confirm(client, page)
    assert response.status_code == 422
    assert "porte déjà ce nom" in words_of(response)


@pytest.mark.parametrize("parcel", ["", "rien", "a:b:c", "x" * 1000])
def test_a_page_that_waited_too_long_is_told(client, parcel):
    response = client.post(reverse(CONFIRM), {"parcel": parcel, "into": "new", "slug": "a"}, follow=True)
    assert "attendu trop longtemps" in words_of(response)


def test_nobody_confirms_what_another_read(client, client_for, coordination):
    page = send(client, make_definition(every_type.document()))
    assert confirm(client_for(coordination), page).url == reverse(IMPORT)
    assert not FormDefinition.objects.exists()


# --- leaving -----------------------------------------------------------------------------------------------
def test_a_version_leaves_as_json_and_as_xlsform(client, definition):
    document = definition.current_version.document
    response = client.get(reverse("forms_travel:json", args=[definition.pk, 1]))
    assert canonical(json.loads(response.content)["document"]) == canonical(document)
    assert 'filename="tout-v1.json"' in response["Content-Disposition"]
    response = client.get(reverse("forms_travel:xlsform", args=[definition.pk, 1]))
    assert canonical(read_xlsform(response.content).document) == canonical(document)
    assert 'filename="tout-v1-xlsform.xlsx"' in response["Content-Disposition"]


def test_an_unknown_version_is_not_found(client, definition):
    assert client.get(reverse("forms_travel:json", args=[definition.pk, 7])).status_code == 404
    assert client.get(reverse("forms_travel:xlsform", args=[999, 1])).status_code == 404


def test_the_page_lists_what_can_leave_with_few_questions_to_the_database(
    client, definition, django_assert_max_num_queries
):
    create_from_document(orientation.document())
    client.get(reverse(IMPORT))
    with django_assert_max_num_queries(16):
        page = words_of(client.get(reverse(IMPORT)))
    assert reverse("forms_travel:xlsform", args=[definition.pk, 1]) in page
    assert "Orientation vers Héberge Toit" in page


def test_coming_and_going_are_journalled_without_content(client, definition, data_officer):
    client.get(reverse("forms_travel:xlsform", args=[definition.pk, 1]))
    new_form(Imported(orientation.document()), slug="autre", kind="other", user=data_officer)
    exported = JournalEntry.objects.get(action="form.exported")
    imported = JournalEntry.objects.get(action="form.imported")
    assert (exported.actor_id, exported.target) == (data_officer.pk, definition.current_version.stamp)
    assert exported.details == {"format": "xlsform"}
    assert imported.target == "autre"
    assert imported.details["into"] == "new"


@pytest.mark.parametrize("role", ["case_manager", "communication", "dpo", "administrator"])
def test_only_those_who_edit_forms_import_them(client_for, request, role, definition):
    other = client_for(request.getfixturevalue(role))
    assert other.get(reverse(IMPORT)).status_code == 403
    assert other.post(reverse(CONFIRM)).status_code == 403
    assert other.get(reverse("forms_travel:json", args=[definition.pk, 1])).status_code == 403


def test_the_pages_keep_the_strict_policy(client):
    for page in (client.get(reverse(IMPORT)), send(client, make_definition(every_type.document()))):
        assert "unsafe" not in page["Content-Security-Policy"]
        assert b"style=" not in page.content.split(b"<main")[-1]


def test_a_file_is_read_from_its_words_not_its_name(client):
    payload = io.BytesIO(make_definition(every_type.document())).getvalue()
    assert send(client, payload, "image.png").status_code == 200
