"""The shipped forms: sound, published once, the same after a trip through the editor, and humane."""

import pytest

from forms.definition import vocabulary as words
from forms.definition.answers import validate
from forms.definition.checks import document_problems
from forms.definition.conditions import holds
from forms.definition.document import answerable, canonical, elementary, is_key, questions
from forms.models import FormDefinition, FormVersion
from forms.setup import SHIPPED, create_shipped_forms
from forms.shipped import assessment, orientation, satisfaction
from tests.factories.forms import VALID

every_form = pytest.mark.parametrize("module", SHIPPED, ids=lambda module: module.SLUG)


@every_form
def test_has_nothing_that_stops_its_publication(module):
    assert document_problems(module.document()) == []


@every_form
def test_every_key_is_fit_for_artefacts_and_stands_once(module):
    asked = [question for question, _group in elementary(module.document())]
    keys = [question["key"] for question in asked]
    assert all(map(is_key, keys))
    assert len(set(keys)) == len(keys)


@every_form
def test_does_not_ask_for_the_national_number(module):
    assert words.NATIONAL_NUMBER not in {
        question["type"] for question, _group in elementary(module.document())
    }


@every_form
@pytest.mark.django_db
def test_document_to_editor_to_document_is_identical(module):
    create_shipped_forms()
    version = FormVersion.objects.get(definition__slug=module.SLUG)
    assert canonical(version.document) == canonical(module.document())
    assert (version.definition.kind, version.definition.public) == (module.KIND, module.PUBLIC)


@pytest.mark.django_db
def test_each_is_created_once():
    create_shipped_forms()
    create_shipped_forms()
    assert FormVersion.objects.count() == FormDefinition.objects.count() == len(SHIPPED)


@pytest.mark.django_db
def test_what_staff_changed_stays():
    create_shipped_forms()
    FormDefinition.objects.filter(slug="orientation").update(title="Notre titre", public=False)
    create_shipped_forms()
    changed = FormDefinition.objects.get(slug="orientation")
    assert (changed.title, changed.public) == ("Notre titre", False)


def test_the_orientation_asks_for_everything_a_referral_needs():
    targets = {question.get("maps_to") for question in questions(orientation.document())}
    assert targets >= {
        "referral.sender_kind",
        "referral.street_since",
        "referral.own_request",
        "referral.residence_permit",
        "referral.municipality",
        "person.first_name",
        "person.last_name",
    }


def test_the_orientation_keeps_every_name_it_ever_had():
    """A PDF filled years ago is still read: these keys are in it."""
    keys = {question["key"] for question in questions(orientation.document())}
    assert keys >= {*VALID, "language", "reach", "other_situation", "household", "children", "income"}
    assert keys >= {"other_services", "joint_meeting", "meeting_when", "message", "information"}


def test_the_orientation_takes_ten_minutes():
    """Few answers are needed, and somebody who writes for herself meets fewer questions still."""
    document = orientation.document()
    asked = answerable(document)
    assert 30 <= len(asked) <= 40
    assert sum(question.get("required", False) for question in asked) <= 12
    alone = {"sender_kind": "self", "household": "alone", "residence_permit": "no"}
    met = [question for question in asked if holds(question.get("visible_if"), alone)]
    assert len(met) <= 28


def test_the_orientation_takes_the_least_that_can_be_said():
    needed = {
        "sender_kind": "self",
        "first_name": "Personne",
        "last_name": "Exemple",
        "current_situation": "street",
        "municipality": "7100",
        "residence_permit": "unknown",
        "own_request": "yes",
        "informed": "yes",
    }
    assert validate(orientation.document(), needed)[1] == {}


def test_nothing_is_required_of_who_gives_an_opinion():
    assert validate(satisfaction.document(), {}) == ({}, {})


def test_the_grid_has_a_step_strengths_difficulties_and_resources_for_each_of_the_eight_axes():
    document = assessment.document()
    sections = [section for section in document["sections"] if section["key"] not in ("s_setting", "s_ahead")]
    assert len(sections) == 8
    for section in sections:
        kinds = [question["type"] for question in section["questions"]][:4]
        assert kinds == ["scale", "long_text", "long_text", "long_text"]
    assert validate(document, {}) == ({}, {})
