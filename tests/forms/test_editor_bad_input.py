"""What staff can write wrong: each is said in French in the editor, nothing typed is lost, never a crash."""

import copy
import json

import pytest
from django.urls import reverse

from forms.compiling import body_of
from forms.definition.conditions import leaves
from forms.definition.document import questions
from forms.identities import completed, renewed
from forms.models import FormDefinition, FormVersion
from forms.publishing import draft_document, draft_of
from forms.setup import create_from_document
from forms.shipped.builder import Builder, question, section
from tests.factories import every_type
from tests.support.form_editor import posted_by_the_editor, raw_body, save_draft

pytestmark = pytest.mark.django_db

ANSWERED = {"data_class": "C2", "purpose": "Essayer"}


@pytest.fixture
def definition():
    return create_from_document(every_type.document())


def publish_in_the_editor(client, definition, change):
    """The page after « Publier » on blocks changed by `change`."""
    body = raw_body(definition)
    change(body)
    changed = copy.copy(definition)
    changed.body = json.dumps(body)
    url = reverse("form_definitions:edit", args=[definition.pk])
    return client.post(url, posted_by_the_editor(changed) | {"action-publish": "1"})


def rule(asked, operator="filled", value=""):
    return {"type": "rule", "id": "", "value": {"question": asked, "operator": operator, "value": value}}


def on_a_later_question(body):
    first = body[0]["value"]["questions"]
    first[0]["value"]["shown_if"]["rules"] = [rule(first[3]["id"])]


def a_circle(body):
    first = body[0]["value"]["questions"]
    first[0]["value"]["shown_if"]["rules"] = [rule(first[1]["id"])]
    first[1]["value"]["shown_if"]["rules"] = [rule(first[0]["id"])]


def on_itself(body):
    first = body[0]["value"]["questions"]
    first[0]["value"]["shown_if"]["rules"] = [rule(first[0]["id"])]


def twice_the_same_label(body):
    first = body[0]["value"]["questions"]
    first[1]["value"]["label"] = first[0]["value"]["label"].upper()


def twice_the_same_choice(body):
    choices = body[2]["value"]["questions"][1]["value"]["choices"]
    choices[1]["value"]["label"] = choices[0]["value"]["label"]


def an_order_on_words(body):
    first = body[0]["value"]["questions"]
    first[1]["value"]["shown_if"]["rules"] = [rule(first[0]["id"], "gt", "3")]


def a_choice_that_is_not_there(body):
    asked = body[2]["value"]["questions"]
    asked[3]["value"]["shown_if"]["rules"] = [rule(asked[1]["id"], "eq", "Autre chose")]


def bounds_turned_round(body):
    body[1]["value"]["questions"][2]["value"] |= {"minimum": 9, "maximum": 3}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (on_a_later_question, "ou qui ne vient pas avant"),
        (a_circle, "ou qui ne vient pas avant"),
        (on_itself, "ou qui ne vient pas avant"),
        (twice_the_same_label, "Deux questions ont le même intitulé"),
        (twice_the_same_choice, "deux choix ont le même intitulé"),
        (an_order_on_words, "n’est ni un nombre ni une date"),
        (a_choice_that_is_not_there, "ne propose pas"),
        (bounds_turned_round, "le plus petit nombre permis dépasse le plus grand"),
    ],
)
def test_what_cannot_be_published_is_said(client_for, coordination, definition, change, said):
    response = publish_in_the_editor(client_for(coordination), definition, change)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert FormVersion.objects.count() == 1


def test_an_empty_section_is_refused_by_the_editor(client_for, coordination, definition):
    def emptied(body):
        body[1]["value"]["questions"] = []

    response = publish_in_the_editor(client_for(coordination), definition, emptied)
    assert response.status_code == 200
    assert FormVersion.objects.count() == 1


def test_five_hundred_questions_are_too_many(definition):
    many = section(
        "many", "Beaucoup", *(question(f"q{n}", "yes_no", f"Question {n}", **ANSWERED) for n in range(500))
    )
    document = Builder("beaucoup").document("Beaucoup", "", [many])
    draft = FormDefinition(slug="beaucoup", title="Beaucoup", body=json.dumps(body_of(document)))
    _document, problems = draft_document(draft)
    assert problems == ["Un formulaire a au plus 300 questions, celui-ci en a 500 : partagez-le en deux."]


def test_a_draft_of_five_hundred_questions_is_kept_and_shown(client_for, coordination, definition):
    def many(body):
        model = body[0]["value"]["questions"][2]
        for turn in range(500):
            block = copy.deepcopy(model)
            block["id"], block["value"]["label"] = "", f"Question {turn}"
            body[0]["value"]["questions"].append(block)

    save_draft(definition, many)
    page = client_for(coordination).get(reverse("form_definitions:publication", args=[definition.pk]))
    assert page.status_code == 200
    assert "partagez-le en deux" in page.content.decode()


def test_words_typed_by_hand_are_understood(definition):
    def typed(body):
        asked = body[2]["value"]["questions"]
        asked[3]["value"]["shown_if"]["rules"] = [
            rule("un SEUL", "in", "Premier ; deuxième"),
            rule("d’accord ?", "eq", "Oui"),
        ]

    save_draft(definition, typed)
    document, problems = draft_document(draft_of(definition))
    assert not problems
    feeling = next(one for one in questions(document) if one["key"] == "feeling")
    assert leaves(feeling["visible_if"]) == [("in", "one", ["first", "second"]), ("eq", "agree", ["yes"])]


def test_two_blocks_of_one_identity_become_two_questions(client_for, coordination, definition):
    """The editor gives new identities to a copied block; a page written by hand may not."""

    def copied(body):
        block = copy.deepcopy(body[2]["value"]["questions"][1])
        block["value"]["label"] = "La copie"
        body[2]["value"]["questions"].append(block)

    client = client_for(coordination)
    response = publish_in_the_editor(client, definition, copied)
    assert response.status_code == 302
    definition.refresh_from_db()
    document, problems = draft_document(draft_of(definition))
    assert not problems
    keys = [one["key"] for one in questions(document)]
    uids = [one["uid"] for one in questions(document)]
    assert len(set(keys)) == len(keys)
    assert len(set(uids)) == len(uids)
    assert "la_copie" in keys


def test_identities_are_completed_and_kept():
    raw = [
        {"type": "section", "id": "a", "value": {"questions": [{"type": "date", "id": "a", "value": {}}]}},
        {"type": "section", "id": None, "value": {"questions": [{"type": "date", "value": {}}]}},
    ]
    done = completed(raw)
    assert done[0]["id"] == "a"
    found = {done[0]["id"], done[1]["id"], *(one["value"]["questions"][0]["id"] for one in done)}
    assert len(found) == 4
    assert None not in found
    assert completed(done) == done


def test_a_renewed_form_keeps_its_conditions_on_its_own_questions(definition):
    raw = raw_body(definition)
    again = renewed(raw)
    assert (
        again[2]["value"]["questions"][2]["value"]["shown_if"]["rules"][0]["value"]["question"]
        == (again[2]["value"]["questions"][0]["id"])
    )
    assert again[2]["value"]["questions"][0]["id"] != raw[2]["value"]["questions"][0]["id"]


@pytest.mark.parametrize("mode", ["web", "pdf"])
def test_an_unfinished_draft_has_a_preview(client_for, coordination, definition, mode):
    client = client_for(coordination)
    url = reverse("form_definitions:preview_on_edit", args=[definition.pk])

    def unfinished(body):
        body[0]["value"]["questions"][0]["value"]["label"] = ""
        body[2]["value"]["questions"][1]["value"]["choices"] = []
        body[2]["value"]["questions"][3]["value"] |= {"low": "", "high": ""}
        body[3]["value"]["questions"][0]["value"] |= {"rows": None, "questions": []}

    body = raw_body(definition)
    unfinished(body)
    changed = copy.copy(definition)
    changed.body = json.dumps(body)
    assert client.post(url, posted_by_the_editor(changed)).json()["is_available"]
    response = client.get(url, {"mode": mode})
    assert response.status_code == 200


def test_the_pdf_preview_stands_in_a_frame_of_ours(client_for, coordination, definition):
    client = client_for(coordination)
    url = reverse("form_definitions:preview_on_edit", args=[definition.pk])
    client.post(url, posted_by_the_editor(definition))
    response = client.get(url, {"mode": "pdf"})
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_line_of_a_group_has_no_condition_and_fills_nothing(client_for, coordination):
    from forms.blocks.questions import RowQuestionsBlock

    for block in RowQuestionsBlock().child_blocks.values():
        assert not {"maps_to", "shown_if"} & set(block.child_blocks)
        assert {"label", "required", "data_class", "purpose", "retention_months"} <= set(block.child_blocks)
