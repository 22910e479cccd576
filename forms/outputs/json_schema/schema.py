"""Document → JSON Schema (draft 2020-12) of its clean answers, for the software of partners.

What `validate` refuses by its shape (type, length, bounds, unknown code, missing answer, too many lines), the
schema refuses too; what needs knowledge (check digits, today's date) it leaves to `validate`. A question that
is not asked has no answer: its key must not be there, and a required one is required only when it is asked.
"""

from forms.definition import vocabulary as words
from forms.definition.condition_words import in_french
from forms.definition.document import answerable, canonical, questions, stamp_of, text
from forms.outputs.json_schema.conditions import condition_schema
from forms.outputs.json_schema.types import answer_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def urn_of(document):
    """« urn:form:orientation:3 »: the name of this version, whatever host serves it."""
    return f"urn:form:{document['form']}:{document['number']}"


def json_schema(document, address):
    """The schema of a version’s answers; `address` is where it can be read, for ever."""
    rules = _Rules(document)
    schema = {
        "$schema": DIALECT,
        "$id": address,
        "title": text(document["title"]),
        "description": text(document["intro"]),
        "x-urn": urn_of(document),
        "x-stamp": stamp_of(document),
        "type": "object",
        "properties": _properties(document),
        "required": rules.always,
        "allOf": rules.when_asked(),
        "additionalProperties": False,
    }
    return {name: value for name, value in schema.items() if value not in ("", [])}


def _properties(document):
    """{key: schema of its answer}, with « Si… » in words before the help."""
    found, everything = {}, questions(document)
    for section in document["sections"]:
        for question in section["questions"]:
            if question["type"] not in words.UNANSWERED_TYPES:
                conditions = [in_french(holder, everything) for holder in (section, question)]
                found[question["key"]] = _after(conditions, answer_schema(question))
    return found


def _after(conditions, schema):
    said = [one if one[-1:] in ".?!" else f"{one}." for one in conditions if one]
    if said:
        schema["description"] = " ".join(filter(None, [*said, schema.get("description", "")]))
    return schema


class _Rules:
    """Which keys must be there always, and which only when their question is asked."""

    def __init__(self, document):
        self.always, self._asked = [], {}
        self._types = {question["key"]: question["type"] for question in answerable(document)}
        for section in document["sections"]:
            for question in section["questions"]:
                if question["key"] in self._types:
                    self._add(question, [section.get("visible_if"), question.get("visible_if")])

    def _add(self, question, conditions):
        trees = [tree for tree in conditions if tree]
        required = [question["key"]] if question.get("required") else []
        if not trees:
            self.always += required
            return
        tree = trees[0] if len(trees) == 1 else {"all": trees}
        _tree, keys, needed = self._asked.setdefault(canonical(tree), (tree, [], []))
        keys.append(question["key"])
        needed += required

    def when_asked(self):
        """[{if, then, else}], one for each different condition."""
        found = []
        for tree, keys, needed in self._asked.values():
            rule = {"if": condition_schema(tree, self._types)}
            if needed:
                rule["then"] = {"required": needed}
            found.append(rule | {"else": {"properties": dict.fromkeys(keys, False)}})
        return found
