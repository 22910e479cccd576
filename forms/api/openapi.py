"""OpenAPI 3.1 of this door, made from the addresses, the problems and the published forms themselves."""

from django.conf import settings
from django.urls import reverse

from forms.api.links import schema_address
from forms.api.openapi_parts import COMPONENTS, ref, refusals
from forms.definition.document import text
from forms.outputs.json_schema.schema import json_schema

_ABOUT = (
    "Les formulaires ouverts du portail, le schéma JSON de chacune de leurs versions, et la porte par où le "
    "logiciel d’un service partenaire envoie des réponses. Lire est libre ; envoyer demande un accès, que "
    "l’équipe donne. Chaque adresse de réponses est celle d’une version : une version ne change jamais, et "
    "les anciennes restent reçues."
)
_SENDING = (
    "Enregistre une fois les réponses et rend le code de réception. La même clé avec les mêmes réponses rend "
    "le même code (200) ; avec d’autres réponses, un refus (409). Aucun fichier ne passe par cette porte."
)
_PLACES = {"slug": "slug-", "number": 0}


def openapi(documents):
    """The description, with an address of its own for each of these documents: the forms open today."""
    schemas = {component_name(document): _schema(document) for document in documents}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Formulaires de Héberge Toit", "version": "1", "description": _ABOUT},
        "servers": [{"url": settings.BASE_URL.rstrip("/")}],
        "tags": [
            {"name": "lire", "description": "Libre, sans accès."},
            {"name": "envoyer", "description": "Avec l’accès d’un service partenaire."},
        ],
        "paths": {**_reading(), **_any_version(), **dict(map(_one_version, documents))},
        "components": {**COMPONENTS, "schemas": {**COMPONENTS["schemas"], **schemas}},
    }


def component_name(document):
    """« orientation-3 »"""
    return f"{document['form']}-{document['number']}"


def _schema(document):
    return json_schema(document, schema_address(document["form"], document["number"]))


def _reading():
    return {
        reverse("forms_api:list"): {
            "get": {
                "operationId": "listForms",
                "tags": ["lire"],
                "summary": "Les formulaires ouverts et leurs versions",
                "responses": {
                    "200": _found("Les formulaires", "application/json", ref("schemas", "FormList"))
                },
            }
        },
        reverse("forms_api:openapi"): {
            "get": {
                "operationId": "describe",
                "tags": ["lire"],
                "summary": "Cette description",
                "responses": {"200": _found("OpenAPI 3.1", "application/json", {"type": "object"})},
            }
        },
        _with_places("forms_api:schema"): {
            "parameters": [ref("parameters", "Slug"), ref("parameters", "Number")],
            "get": {
                "operationId": "readSchema",
                "tags": ["lire"],
                "summary": "Le schéma JSON (2020-12) des réponses à une version",
                "responses": {
                    "200": _found("Le schéma", "application/schema+json", {"type": "object"}),
                    **refusals("not-found"),
                },
            },
        },
    }


def _found(said, media_type, schema):
    return {
        "description": said,
        "headers": {"ETag": ref("headers", "ETag"), "Cache-Control": ref("headers", "Cache-Control")},
        "content": {media_type: {"schema": schema}},
    }


def _any_version():
    operation = {
        "operationId": "sendAnswers",
        "summary": "Envoyer des réponses à une version quelconque",
        **_sending({"type": "object", "description": "Selon le schéma de la version."}),
    }
    places = [ref("parameters", "Slug"), ref("parameters", "Number")]
    return {_with_places("forms_api:answers"): {"parameters": places, "post": operation}}


def _one_version(document):
    """The address of one version, with its own schema."""
    slug, number = document["form"], document["number"]
    operation = {
        "operationId": f"send-{component_name(document)}",
        "summary": f"Envoyer : {text(document['title'])} (version {number})",
        **_sending(ref("schemas", component_name(document))),
    }
    return reverse("forms_api:answers", kwargs={"slug": slug, "number": number}), {"post": operation}


def _sending(schema):
    return {
        "tags": ["envoyer"],
        "description": _SENDING,
        "security": [{"partner": []}],
        "parameters": [ref("parameters", "Idempotency-Key")],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {
            "201": ref("responses", "Received"),
            "200": ref("responses", "Known"),
            **refusals(
                *("not-json", "no-idempotency-key", "not-authenticated", "not-granted", "not-found"),
                *("form-closed", "key-reused", "too-large", "not-a-json-request", "answers-refused"),
                *("too-many", "not-stored"),
            ),
        },
    }


def _with_places(name):
    """« /api/formulaires/{slug}/versions/{number}/schema.json »"""
    path = reverse(name, kwargs=_PLACES)
    return path.replace("/slug-/", "/{slug}/").replace("/0/", "/{number}/")
