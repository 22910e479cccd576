"""What every address of the description shares: parameters, receipts, refusals."""

from forms.api.problems import MEDIA_TYPE, PROBLEMS, type_of


def ref(kind, name):
    return {"$ref": f"#/components/{kind}/{name}"}


def refusals(*codes):
    """{status: response} of these problems; two of one status are one response."""
    by_status = {}
    for code in codes:
        by_status.setdefault(PROBLEMS[code][0], []).append(code)
    return {str(status): _refusal(status, names) for status, names in sorted(by_status.items())}


def _refusal(status, codes):
    titles = " ; ".join(f"{PROBLEMS[code][1]} (`{type_of(code)}`)" for code in codes)
    response = {
        "description": titles,
        "content": {MEDIA_TYPE: {"schema": ref("schemas", "Problem")}},
    }
    headers = _HEADERS_OF.get(status, ())
    if headers:
        response["headers"] = {name: ref("headers", name) for name in headers}
    return response


_HEADERS_OF = {401: ["WWW-Authenticate"], 429: ["Retry-After"], 503: ["Retry-After"]}
_ADDRESS = {"type": "string", "format": "uri"}
_MOMENT = {"type": "string", "format": "date-time"}


def _object(said, required, /, **properties):
    described = {"description": said} if said else {}
    return {"type": "object", **described, "properties": properties, "required": required.split()}


_VERSION = _object(
    "Une version publiée : elle ne change jamais.",
    "number published_at sha256 schema answers",
    number={"type": "integer", "minimum": 1},
    published_at=_MOMENT,
    sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    schema=_ADDRESS,
    answers=_ADDRESS,
)
_FORM = _object(
    "Un formulaire ouvert à tout le monde.",
    "slug title description current_version versions",
    slug={"type": "string"},
    title={"type": "string"},
    description={"type": "string"},
    current_version={"type": "integer", "minimum": 1},
    versions={"type": "array", "items": ref("schemas", "Version")},
)
_FORM_LIST = _object(
    "Les formulaires ouverts.",
    "meta openapi items",
    meta=_object("", "total_count", total_count={"type": "integer", "minimum": 0}),
    openapi=_ADDRESS,
    items={"type": "array", "items": ref("schemas", "Form")},
)
_RECEIPT = _object(
    "Ce que l’on garde : le code de réception et le moment.",
    "receipt_code received_at form version receipt",
    receipt_code={"type": "string", "examples": ["HT-7K3M-9QXD"]},
    received_at=_MOMENT,
    form={"type": "string"},
    version={"type": "integer", "minimum": 1},
    receipt=_ADDRESS
    | {"description": "La page à ouvrir dans un navigateur ; elle ne montre pas les réponses."},
)
_FAULT = _object(
    "Ce qui est à corriger.",
    "path detail",
    path={"type": "string", "description": "JSON Pointer", "examples": ["/birth_date", "/debts/0/owed"]},
    detail={"type": "string", "description": "Une phrase en français."},
)
_PROBLEM = _object(
    "Un refus (RFC 9457).",
    "type title status detail",
    type={"type": "string", "enum": [type_of(code) for code in PROBLEMS]},
    title={"type": "string"},
    status={"type": "integer"},
    detail={"type": "string", "description": "Ce qui ne va pas et quoi faire, en français."},
    errors={
        "type": "array",
        "items": ref("schemas", "Fault"),
        "description": "Pour des réponses à corriger (422).",
    },
    receipt=ref("schemas", "Receipt"),
)


def _receipt_response(description):
    return {
        "description": description,
        "headers": {"Location": ref("headers", "Location")},
        "content": {"application/json": {"schema": ref("schemas", "Receipt")}},
    }


def _header(description, **schema):
    return {"description": description, "schema": schema or {"type": "string"}}


def _in_path(name, description, **schema):
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


COMPONENTS = {
    "securitySchemes": {
        "partner": {
            "type": "http",
            "scheme": "bearer",
            "description": "Le secret d’un accès partenaire, montré une fois par l’équipe : « ht_… ».",
        }
    },
    "parameters": {
        "Slug": _in_path("slug", "Le nom court du formulaire", type="string", pattern="^[-a-zA-Z0-9_]+$"),
        "Number": _in_path("number", "Le numéro de la version", type="integer", minimum=1),
        "Idempotency-Key": {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "description": "Une clé par envoi (un UUID) : le répéter avec elle n’enregistre rien deux fois.",
            "schema": {"type": "string", "pattern": "^[!-~]{8,200}$"},
        },
    },
    "headers": {
        "ETag": _header("Pour ne relire que ce qui a changé (If-None-Match)."),
        "Cache-Control": _header("Combien de temps la réponse peut être gardée."),
        "Location": _header("La page du code de réception.", **_ADDRESS),
        "Retry-After": _header("Secondes à attendre.", type="integer", minimum=1),
        "WWW-Authenticate": _header("Bearer"),
    },
    "responses": {
        "Received": _receipt_response("Reçu, enregistré à l’instant."),
        "Known": _receipt_response("Déjà reçu avec cette clé : le même code."),
    },
    "schemas": {
        "Form": _FORM,
        "FormList": _FORM_LIST,
        "Version": _VERSION,
        "Receipt": _RECEIPT,
        "Fault": _FAULT,
        "Problem": _PROBLEM,
    },
}
