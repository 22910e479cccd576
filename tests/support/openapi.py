"""Whether a description is OpenAPI 3.1: the parts of it that we use, and what a schema cannot say."""

import re

from jsonschema import Draft202012Validator

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def _object(required, properties, **more):
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "patternProperties": {"^x-": True},
        "additionalProperties": False,
        **more,
    }


def _or_reference(name):
    return {
        "if": {"required": ["$ref"]},
        "then": {"$ref": "#/$defs/reference"},
        "else": {"$ref": f"#/$defs/{name}"},
    }


def _map(name, key="."):
    return {
        "type": "object",
        "patternProperties": {key: {"$ref": f"#/$defs/{name}"}},
        "additionalProperties": False,
    }


def _maybe(name):
    return {"type": "object", "additionalProperties": _or_reference(name)}


_TEXT = {"type": "string", "minLength": 1}
_SCHEMA = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
_NAMES = {"propertyNames": {"pattern": "^[a-zA-Z0-9._-]+$"}}
_STRUCTURE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_object(
        ["openapi", "info", "paths"],
        {
            "openapi": {"pattern": r"^3\.1\.[0-9]+$"},
            "info": _object(["title", "version"], dict.fromkeys(["title", "version", "description"], _TEXT)),
            "servers": {"type": "array", "items": _object(["url"], {"url": _TEXT, "description": _TEXT})},
            "tags": {"type": "array", "items": _object(["name"], {"name": _TEXT, "description": _TEXT})},
            "paths": _map("path", "^/"),
            "components": _object(
                [],
                {
                    "schemas": {"type": "object", "additionalProperties": _SCHEMA, **_NAMES},
                    "responses": {**_maybe("response"), **_NAMES},
                    "parameters": {**_maybe("parameter"), **_NAMES},
                    "headers": {**_maybe("header"), **_NAMES},
                    "securitySchemes": {**_maybe("security"), **_NAMES},
                },
            ),
        },
    ),
    "$defs": {
        "reference": _object(["$ref"], {"$ref": {"type": "string", "pattern": "^#/components/"}}),
        "path": _object(
            [],
            {
                "parameters": {"type": "array", "items": _or_reference("parameter")},
                **{method: {"$ref": "#/$defs/operation"} for method in METHODS},
            },
        ),
        "operation": _object(
            ["responses", "operationId"],
            {
                "operationId": {"type": "string", "pattern": "^[a-zA-Z0-9._-]+$"},
                "summary": _TEXT,
                "description": _TEXT,
                "tags": {"type": "array", "items": _TEXT, "uniqueItems": True},
                "parameters": {"type": "array", "items": _or_reference("parameter")},
                "security": {"type": "array", "items": {"type": "object"}},
                "requestBody": _object(
                    ["content"],
                    {"required": {"type": "boolean"}, "description": _TEXT, "content": _map("media", "/")},
                ),
                "responses": {
                    "type": "object",
                    "minProperties": 1,
                    "patternProperties": {"^[1-5][0-9][0-9]$": _or_reference("response")},
                    "additionalProperties": False,
                },
            },
        ),
        "parameter": _object(
            ["name", "in", "schema"],
            {
                "name": _TEXT,
                "in": {"enum": ["path", "query", "header", "cookie"]},
                "required": {"type": "boolean"},
                "description": _TEXT,
                "schema": _SCHEMA,
            },
            **{
                "if": {"properties": {"in": {"const": "path"}}},
                "then": {"properties": {"required": {"const": True}}, "required": ["required"]},
            },
        ),
        "header": _object(["schema"], {"description": _TEXT, "schema": _SCHEMA}),
        "media": _object(["schema"], {"schema": _SCHEMA}),
        "response": _object(
            ["description"],
            {"description": _TEXT, "headers": _maybe("header"), "content": _map("media", "/")},
        ),
        "security": _object(
            ["type", "scheme"],
            {"type": {"const": "http"}, "scheme": {"const": "bearer"}, "description": _TEXT},
        ),
    },
}


def openapi_faults(description):
    """What is wrong with it, one line each."""
    checker = Draft202012Validator(_STRUCTURE)
    found = [
        f"{'/'.join(map(str, fault.path))}: {fault.message[:200]}"
        for fault in checker.iter_errors(description)
    ]
    return [
        *found,
        *_lost_references(description),
        *_repeated_ids(description),
        *_unnamed_places(description),
    ]


def _lost_references(description):
    return [
        f"{target} leads nowhere"
        for target in sorted(_references(description))
        if _at(description, target) is None
    ]


def _references(value):
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(_references, value.values()))
    return set().union(*map(_references, value)) if isinstance(value, list) else set()


def _at(description, target):
    place = description
    for step in target.removeprefix("#/").split("/"):
        place = place.get(step) if isinstance(place, dict) else None
    return place


def _operations(description):
    return [
        (path, item, item[method])
        for path, item in description["paths"].items()
        for method in METHODS
        if method in item
    ]


def _repeated_ids(description):
    names = [operation["operationId"] for _path, _item, operation in _operations(description)]
    return [f"{name} names two operations" for name in set(names) if names.count(name) > 1]


def _unnamed_places(description):
    """Each {place} of a path is a parameter, and each parameter in the path has a place."""
    found = []
    for path, item, operation in _operations(description):
        parameters = [*item.get("parameters", ()), *operation.get("parameters", ())]
        resolved = [_at(description, one["$ref"]) if "$ref" in one else one for one in parameters]
        named = {one["name"] for one in resolved if one and one["in"] == "path"}
        if named != set(re.findall(r"\{([^}]+)\}", path)):
            found.append(f"{path}: its places are not its parameters")
    return found
