"""Whether the questions of an imported document are those that we know: their identities and names.

A name that was given once stays with its question and its type; everything else gets what is still free.
"""

import copy
import uuid

from forms.compiling import keys_of
from forms.definition.document import questions
from forms.models import MintedKey

# What a standard without our columns cannot say: silence leaves it as it was.
_KEPT = ("data_class", "purpose", "retention_months", "maps_to")


def for_new_form(document):
    """(document, rows of names): the identities of the file, or new ones when another form here has them."""
    uids = [row["uid"] for row in keys_of(document)]
    if MintedKey.objects.filter(uid__in=uids).exists():
        document = _mapped(document, lambda scope, uid, key, kind: str(uuid.uuid4()))
    return document, keys_of(document)


def for_form(definition, document):
    """(document, rows of names still to give): what the file shares with this form stays the same."""
    history = _History(definition)
    document = _mapped(document, history.identity)
    latest = definition.versions.order_by("-number").first()
    if latest:
        _fill_silence(document, latest.document)
    return document, [row for row in keys_of(document) if history.is_free(row)]


class _History:
    """The names that were ever given in a form."""

    def __init__(self, definition):
        rows = list(definition.minted_keys.all())
        self.by_uid = {(row.scope, row.uid): row for row in rows}
        self.by_key = {(row.scope, row.key): row for row in rows}
        self.taken = set()

    def identity(self, scope, uid, key, kind):
        """The identity of this part of the file in the form: known, named alike, or new."""
        known, wanted = self.by_uid.get((scope, uid)), uid
        if known is None:
            namesake = self.by_key.get((scope, key))
            wanted = namesake.uid if namesake and namesake.type == kind else uid
        elif known.type != kind:
            wanted = str(uuid.uuid4())
        if (scope, wanted) in self.taken:
            wanted = str(uuid.uuid4())
        self.taken.add((scope, wanted))
        return wanted

    def is_free(self, row):
        """Whether neither this identity nor this name was ever given."""
        place = row["scope"]
        return (place, row["uid"]) not in self.by_uid and (place, row["key"]) not in self.by_key


def _mapped(document, identity):
    """A copy of the document with the identity that `identity(scope, uid, key, type)` gives to each part."""
    document = copy.deepcopy(document)
    for section in document["sections"]:
        section["uid"] = identity("", section["uid"], section["key"], "")
        for question in section["questions"]:
            _map_question(question, identity)
    return document


def _map_question(question, identity):
    question["uid"] = identity("", question["uid"], question["key"], question["type"])
    for choice in question.get("choices", ()):
        choice["uid"] = identity(question["uid"], choice["uid"], choice["code"], "")
    for inner in question.get("questions", ()):
        _map_question(inner, identity)


def _fill_silence(document, latest):
    """A question that says nothing of class, purpose and retention keeps what it says today."""
    known = {question["uid"]: question for question in _all(latest)}
    for question in _all(document):
        before = known.get(question["uid"])
        silent = "data_class" in question and not any(question[name] for name in _KEPT)
        if before and silent:
            question.update({name: before[name] for name in _KEPT})


def _all(document):
    asked = questions(document)
    return [*asked, *(inner for question in asked for inner in question.get("questions", ()))]
