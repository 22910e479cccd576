"""Publishing: a new version when something changed, none when nothing did, and reasons when it cannot be."""

import copy
import json

import pytest
from django.core.exceptions import ValidationError

from forms.compiling import body_of
from forms.models import FormDefinition, FormVersion, MintedKey
from forms.publishing import draft_document
from forms.setup import create_from_document
from forms.shipped.orientation import document
from portal.audit.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def definition():
    return create_from_document(document())


def edit(definition, change):
    """Change the raw blocks as the editor would, save a draft and publish it."""
    body = json.loads(json.dumps(list(definition.body.raw_data)))
    change(body)
    definition.body = json.dumps(body)
    definition.save_revision().publish()
    definition.refresh_from_db()
    return definition.current_version


def first_question(body):
    return body[0]["value"]["questions"][0]


def test_nothing_new_when_nothing_changed(definition):
    assert edit(definition, lambda body: None).number == 1
    assert FormVersion.objects.count() == 1


def test_a_new_wording_is_a_new_version_with_the_same_key(definition):
    def reword(body):
        first_question(body)["value"]["label"] = "Qui écrit ?"
        # the conditions of later questions are written in the words of this one
        for section in body:
            for block in section["value"]["questions"]:
                for rule in block["value"]["shown_if"]["rules"]:
                    if rule["value"]["question"] == "Qui remplit ce formulaire ?":
                        rule["value"]["question"] = "Qui écrit ?"

    version = edit(definition, reword)
    assert version.number == 2
    question = version.document["sections"][0]["questions"][0]
    assert (question["key"], question["label"]["fr"]) == ("sender_kind", "Qui écrit ?")
    assert (
        FormVersion.objects.get(number=1).document["sections"][0]["questions"][0]["label"]["fr"]
        != "Qui écrit ?"
    )


def test_going_back_to_an_old_text_is_a_new_number(definition):
    edit(definition, lambda body: body[1]["value"].update(title="La personne"))
    assert (
        edit(definition, lambda body: body[1]["value"].update(title="La personne à accompagner")).number == 3
    )


def test_the_key_of_a_removed_question_is_never_given_again(definition):
    removed = {}

    def remove(body):
        removed["block"] = body[1]["value"]["questions"].pop(0)

    def add_namesake(body):
        block = copy.deepcopy(removed["block"])
        block["id"] = "11111111-2222-4333-8444-555555555555"
        block["value"]["label"] = "First name"
        body[1]["value"]["questions"].insert(0, block)

    edit(definition, remove)
    version = edit(definition, add_namesake)
    assert version.document["sections"][1]["questions"][0]["key"] == "first_name_2"
    assert MintedKey.objects.filter(definition=definition, key="first_name").count() == 1


def test_publication_is_journalled(definition):
    entry = JournalEntry.objects.get(action="form.published")
    assert entry.target == definition.current_version.stamp


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("data_class", "", "classe de données"),
        ("purpose", " ", "à quoi sert"),
        ("retention_months", None, "combien de mois"),
    ],
)
def test_a_question_without_class_purpose_or_retention_is_refused(definition, field, value, words):
    with pytest.raises(ValidationError, match=words):
        edit(definition, lambda body: first_question(body)["value"].update({field: value}))
    definition.refresh_from_db()
    assert definition.current_version.number == 1
    assert FormVersion.objects.count() == 1


def test_a_hanging_condition_is_refused(definition):
    with pytest.raises(ValidationError, match="s’appuie sur une question"):
        edit(definition, lambda body: body[0]["value"]["questions"].pop(0))


def test_a_condition_on_a_removed_choice_is_refused(definition):
    with pytest.raises(ValidationError, match="ne propose pas"):
        edit(definition, lambda body: first_question(body)["value"]["choices"].pop(0))


def test_the_short_name_is_frozen(definition):
    definition.slug = "autre-nom"
    with pytest.raises(ValidationError, match="nom court"):
        definition.save_revision().publish()


def test_a_type_change_under_the_same_identity_is_refused(definition):
    def retype(body):
        block = body[1]["value"]["questions"][0]
        block["type"] = "email"

    with pytest.raises(ValidationError, match="change de type : « Texte court » devient « Adresse e-mail »"):
        edit(definition, retype)


def test_an_empty_section_is_told():
    empty = document()
    empty["sections"][1]["questions"] = []
    definition = FormDefinition(slug="vide", title="Vide", body=json.dumps(body_of(empty)))
    _document, problems = draft_document(definition)
    assert "La section « La personne à accompagner » n’a pas de question." in problems


def test_no_date_to_publish_later(definition):
    from django.utils import timezone

    definition.go_live_at = timezone.now() + timezone.timedelta(days=1)
    with pytest.raises(ValidationError, match="tout de suite"):
        definition.save_revision().publish()
