"""The shipped orientation form: sound, published once, and the same after a trip through the editor."""

import pytest

from forms.definition.checks import document_problems
from forms.definition.document import canonical, is_key, questions
from forms.models import FormDefinition, FormVersion
from forms.setup import create_shipped_forms
from forms.shipped import orientation

pytestmark = pytest.mark.django_db


def test_has_nothing_that_stops_its_publication():
    assert document_problems(orientation.document()) == []


def test_asks_for_everything_a_referral_needs():
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


def test_does_not_ask_for_the_national_number():
    assert "national_number" not in {question["type"] for question in questions(orientation.document())}


def test_every_key_is_fit_for_artefacts():
    assert all(is_key(question["key"]) for question in questions(orientation.document()))


def test_document_to_editor_to_document_is_identical():
    create_shipped_forms()
    version = FormVersion.objects.get(definition__slug="orientation")
    assert canonical(version.document) == canonical(orientation.document())


def test_is_created_once():
    create_shipped_forms()
    create_shipped_forms()
    assert FormDefinition.objects.filter(slug="orientation").count() == 1
    assert FormVersion.objects.count() == 1
    assert FormDefinition.objects.get().current_version.number == 1
