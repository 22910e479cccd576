"""Refusals that software can read (RFC 9457, application/problem+json), and people: sentences are French.

@answers_problems("GET")
def view(request): … raise Problem("not-found", "Aucun formulaire public n’a ce nom.")
"""

from functools import wraps

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

MEDIA_TYPE = "application/problem+json"
# code: (status, title). The code ends the `type` of a problem and never changes; the words may.
PROBLEMS = {
    "not-json": (400, "Le corps n’est pas du JSON lisible"),
    "no-idempotency-key": (400, "L’en-tête Idempotency-Key manque"),
    "not-authenticated": (401, "Accès partenaire refusé"),
    "not-granted": (403, "Formulaire non accordé à cet accès"),
    "not-found": (404, "Introuvable"),
    "method-not-allowed": (405, "Méthode non admise"),
    "form-closed": (409, "Formulaire fermé"),
    "key-reused": (409, "Clé déjà utilisée pour un autre envoi"),
    "too-large": (413, "Envoi trop volumineux"),
    "not-a-json-request": (415, "Seul le JSON est reçu ici"),
    "answers-refused": (422, "Réponses à corriger"),
    "too-many": (429, "Trop d’envois"),
    "not-stored": (503, "Rien n’a été enregistré"),
}


def type_of(code):
    return f"urn:form:problem:{code}"


class Problem(Exception):
    """A refusal: one of PROBLEMS, a French sentence saying what to do, and what else is useful."""

    def __init__(self, code, detail, *, headers=None, **members):
        super().__init__(code)
        self.code, self.detail, self.members, self.headers = code, detail, members, headers or {}

    def response(self):
        status, title = PROBLEMS[self.code]
        body = {
            "type": type_of(self.code),
            "title": title,
            "status": status,
            "detail": self.detail,
            **self.members,
        }
        response = json_response(body, status=status, content_type=MEDIA_TYPE)
        for name, value in {"Cache-Control": "no-store", **self.headers}.items():
            response.headers[name] = value
        return response


def json_response(content, *, status=200, content_type="application/json", indent=None):
    """JSON with its accents in clear."""
    return JsonResponse(
        content,
        status=status,
        content_type=content_type,
        json_dumps_params={"ensure_ascii": False, "indent": indent},
    )


def answers_problems(*methods):
    """The view answers these methods only, and every Problem that it raises as such."""

    def decorate(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            try:
                if request.method not in methods:
                    raise Problem(
                        "method-not-allowed",
                        f"Cette adresse répond à {', '.join(methods)}.",
                        headers={"Allow": ", ".join(methods)},
                    )
                return view(request, *args, **kwargs)
            except Problem as problem:
                return problem.response()

        # A program carries no cookie of ours that a forged request could borrow.
        return csrf_exempt(checked)

    return decorate
