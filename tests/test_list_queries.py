"""Lists of the staff area without a test of their own: as many questions for many rows as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.directory.models import Mission, Municipality
from forms.models import FormDefinition
from tests.factories.content import ServiceFactory

pytestmark = pytest.mark.django_db


def make_forms(count):
    for number in range(count):
        FormDefinition.objects.create(title=f"Formulaire fictif {number}", slug=f"fictif-{number}-{count}")


def make_services(count):
    ServiceFactory.create_batch(count)


def make_missions(count):
    Mission.objects.bulk_create(
        Mission(name=f"Mission {count}-{n}", slug=f"m-{count}-{n}") for n in range(count)
    )


def make_municipalities(count):
    Municipality.objects.bulk_create(
        Municipality(
            name=f"Localité {count}-{n}", slug=f"l-{count}-{n}", postal_code="7100", commune="Exemple"
        )
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("path", "make", "reader"),
    [
        ("/gestion/formulaires/", make_forms, "data_officer"),
        ("/gestion/reseau/services/", make_services, "communication"),
        ("/gestion/reseau/missions/", make_missions, "communication"),
        ("/gestion/reseau/localites/", make_municipalities, "communication"),
    ],
)
def test_the_number_of_questions_does_not_grow(client_for, request, path, make, reader):
    client = client_for(request.getfixturevalue(reader))

    def questions():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    make(2)
    questions()  # the first visit fills caches that later ones use
    few = questions()
    make(15)
    assert questions() == few
