"""A published version never changes: not through the model, not through SQL."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from forms.models import FormVersion
from tests.factories.forms import orientation_version, submission

pytestmark = pytest.mark.django_db


def test_the_model_refuses_to_save_again():
    version = orientation_version()
    version.document["title"]["fr"] = "Autre titre"
    with pytest.raises(ValidationError, match="ne change plus"):
        version.save()


def test_the_model_refuses_to_delete():
    with pytest.raises(ValidationError, match="ne se supprime pas"):
        orientation_version().delete()


@pytest.mark.parametrize(
    "act",
    [
        lambda: FormVersion.objects.update(sha256="0" * 64),
        lambda: FormVersion.objects.all()._raw_delete("default"),
        lambda: _sql("UPDATE forms_formversion SET number = 99"),
        lambda: _sql("DELETE FROM forms_formversion"),
    ],
    ids=["queryset update", "queryset delete", "raw update", "raw delete"],
)
def test_the_database_refuses(act):
    version = orientation_version()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act()
    assert FormVersion.objects.get(pk=version.pk).sha256 == version.sha256


def _sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_definition_that_has_versions_stays():
    version = orientation_version()
    with pytest.raises(ProtectedError):
        version.definition.delete()


def test_the_stamp_names_form_number_and_hash():
    version = orientation_version()
    assert version.stamp == f"orientation;1;{version.sha256[:12]}"


def test_answers_are_sealed_in_the_database():
    stored = submission(first_name="Personne-Cachée")
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM forms_submission")
        raw = bytes(cursor.fetchone()[0])
    assert b"Personne" not in raw
    stored.refresh_from_db()
    assert stored.answers["first_name"] == "Personne-Cachée"


def test_mapped_gives_case_work_its_attributes():
    mapped = submission(municipality="Lille").mapped()
    assert mapped["referral.municipality"] == "autre"
    assert mapped["referral.street_since"] == "2026-09"
    assert mapped["referral.own_request"] == "yes"
    assert mapped["person.birth_date"] == "1990-03-04"
    assert "referral.message" not in mapped
