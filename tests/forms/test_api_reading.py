"""What partners’ software may read: the open forms, the schema of each version, and OpenAPI."""

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from forms.models import FormDefinition
from tests.factories.api import another_version
from tests.factories.forms import orientation_version
from tests.support.openapi import openapi_faults

LIST = "/api/formulaires/"
SCHEMA = "/api/formulaires/orientation/versions/1/schema.json"
OPENAPI = "/api/formulaires/openapi.json"
READABLE = (LIST, SCHEMA, OPENAPI)


@pytest.fixture
def version(db):
    return orientation_version()


def definition(**changes):
    FormDefinition.objects.filter(slug="orientation").update(**changes)


def test_open_forms_are_listed_with_their_addresses(version, client):
    content = client.get(LIST).json()
    form = next(item for item in content["items"] if item["slug"] == "orientation")
    assert content["meta"]["total_count"] == len(content["items"])
    assert form["title"] == "Orientation vers Héberge Toit"
    assert form["current_version"] == 1
    (listed,) = form["versions"]
    assert listed["sha256"] == version.sha256
    assert listed["schema"] == f"http://testserver{SCHEMA}"
    assert listed["published_at"][:10] == version.published_at.date().isoformat()
    assert client.get(listed["schema"]).status_code == 200
    assert client.get(content["openapi"]).status_code == 200


def test_every_version_is_listed_newest_first(version, client):
    another_version(version)
    (form,) = [item for item in client.get(LIST).json()["items"] if item["slug"] == "orientation"]
    assert [listed["number"] for listed in form["versions"]] == [2, 1]
    assert form["current_version"] == 2
    assert client.get(SCHEMA).json()["x-urn"] == "urn:form:orientation:1"
    assert client.get(SCHEMA.replace("/1/", "/2/")).json()["x-urn"] == "urn:form:orientation:2"


def test_listing_asks_the_database_once(version, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(LIST)


@pytest.mark.parametrize("path", READABLE)
def test_it_is_json_and_may_be_kept_a_while(version, client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "json" in response["Content-Type"]
    assert response["Cache-Control"].startswith("public, max-age=") or "max-age=" in response["Cache-Control"]
    assert not response.cookies
    again = client.get(path, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("path", READABLE)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(version, path, method):
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response["Content-Type"] == "application/problem+json"


def test_the_schema_is_its_own_address(version, client):
    response = client.get(SCHEMA)
    assert response["Content-Type"] == "application/schema+json"
    schema = response.json()
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"http://testserver{SCHEMA}"
    assert schema["x-stamp"] == version.stamp


def test_a_form_for_the_team_only_is_not_there(version, client):
    definition(public=False)
    assert "/orientation/" not in client.get(LIST).content.decode()
    assert "/orientation/" not in client.get(OPENAPI).content.decode()
    assert client.get(SCHEMA).status_code == 404


def test_a_closed_form_is_listed_no_more_but_its_versions_keep_their_meaning(version, client):
    definition(live=False)
    assert "/orientation/" not in client.get(LIST).content.decode()
    assert client.get(SCHEMA).status_code == 200


@pytest.mark.parametrize(
    "path", ["orientation/versions/9", "inconnu/versions/1", f"orientation/versions/{10**30}"]
)
def test_what_does_not_exist_is_a_problem_in_french(version, client, path):
    response = client.get(f"{LIST}{path}/schema.json")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "urn:form:problem:not-found"
    assert "formulaire" in response.json()["detail"]


# --- OpenAPI -----------------------------------------------------------------------------------------------
@pytest.fixture
def description(version, client):
    return client.get(OPENAPI).json()


def test_the_description_is_openapi(description):
    assert openapi_faults(description) == []


def test_the_check_of_the_description_notices(description):
    """Control: a reference that leads nowhere, a place that is not named, a response without words."""
    broken = json.loads(
        json.dumps(description).replace("#/components/schemas/Receipt", "#/components/schemas/Gone")
    )
    assert openapi_faults(broken)
    path = "/api/formulaires/{slug}/versions/{number}/schema.json"
    del description["paths"][path]["parameters"]
    assert openapi_faults(description)
    description["paths"]["/api/formulaires/"]["get"]["responses"]["200"].pop("description")
    assert len(openapi_faults(description)) > 1


def test_each_open_form_has_an_address_with_its_own_schema(description, version, client):
    post = description["paths"]["/api/formulaires/orientation/versions/1/reponses/"]["post"]
    reference = post["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    assert reference == "#/components/schemas/orientation-1"
    assert description["components"]["schemas"]["orientation-1"] == client.get(SCHEMA).json()


def test_every_address_of_this_door_is_described(description):
    from django.urls import reverse

    from forms.api.urls import urlpatterns

    places = {"slug": "orientation", "number": 1}
    for pattern in urlpatterns:
        keys = pattern.pattern.converters
        path = reverse(f"forms_api:{pattern.name}", kwargs={key: places[key] for key in keys})
        templated = path.replace("orientation", "{slug}").replace("/1/", "/{number}/")
        assert path in description["paths"] or templated in description["paths"], path


def test_what_is_listed_is_as_described(description, client):
    schemas = {"components": description["components"]}
    content = client.get(LIST).json()
    wanted = {"$ref": "#/components/schemas/FormList", **schemas}
    assert list(Draft202012Validator(wanted).iter_errors(content)) == []
