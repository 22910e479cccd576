"""Partners’ software for tests: an access, a later version, and a way to send."""

import copy
import json
from itertools import count

from django.test import Client

from forms.definition.answers import validate
from forms.definition.document import fingerprint
from forms.models import FormVersion
from forms.partners import give_access
from portal.accounts.roles import Role
from tests.factories.accounts import person
from tests.factories.forms import VALID, orientation_version

_turn = count(1)


def another_version(version, **changes):
    """The next version of the same form, with another title."""
    document = copy.deepcopy(version.document) | {"number": version.number + 1, **changes}
    document["title"]["fr"] += " (suite)"
    return FormVersion.objects.create(
        definition=version.definition,
        number=document["number"],
        schema_version=document["schema_version"],
        document=document,
        sha256=fingerprint(document),
    )


def partner_access(*forms, name=None):
    """(access, secret) of a fictional service’s software."""
    name = name or f"Service Exemple {next(_turn)}"
    forms = forms or [orientation_version().definition]
    return give_access(name, forms, actor=person(Role.COORDINATION))


def clean_answers(**changes):
    """Answers of the orientation form as software writes them; None takes one away."""
    raw = {key: value for key, value in {**VALID, **changes}.items() if value is not None}
    clean, errors = validate(orientation_version().document, raw)
    assert not errors, errors
    return clean


class Software:
    """A program that sends answers with one access."""

    def __init__(self, secret, path="/api/formulaires/orientation/versions/1/reponses/"):
        self.secret, self.path, self.client = secret, path, Client(enforce_csrf_checks=True)

    def send(self, answers, *, key=None, raw=None, **headers):
        """The response; `raw` are bytes sent as they are."""
        headers = {
            "Authorization": f"Bearer {self.secret}",
            "Idempotency-Key": key or f"envoi-{next(_turn):08}",
            **headers,
        }
        body = json.dumps(answers, ensure_ascii=False).encode() if raw is None else raw
        kind = headers.pop("Content-Type", "application/json")
        given = {name: value for name, value in headers.items() if value is not None}
        return self.client.generic("POST", self.path, body, kind, headers=given)
