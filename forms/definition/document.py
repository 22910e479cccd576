"""The form document: one canonical JSON value from which every output is made.

{"schema_version", "form", "number", "title": {"fr"}, "intro": {"fr"}, "paged", "sections": [
    {"uid", "key", "title", "help", "visible_if", "condition": {"fr"}, "questions": [
        {"uid", "key", "type", "label": {"fr"}, "help", "visible_if", "condition", "required", "bounds",
         "data_class", "purpose", "retention_months", "maps_to",
         "choices": [{"uid", "code", "label"}],       one_choice, several_choices
         "ends": {"low": {"fr"}, "high": {"fr"}},     scale
         "rows", "questions": [question…]}]}]}        group: so many lines of the same small questions

`uid` is identity (it survives a new wording and a move); `key` is the readable name used in artefacts;
`condition` is how staff word `visible_if`. A statement has neither `required` nor what follows; a group has
`required` only, its questions carry the rest.
"""

import hashlib
import json
import re

from forms.definition import vocabulary as words

KEY_PATTERN = re.compile(r"[a-z](?:_?[a-z0-9])*_?", re.ASCII)


def canonical(document):
    """The one way to write a document: same content, same bytes."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(document):
    """sha256 of what the form says; its number is left out, so that nothing new has no new hash."""
    content = {name: value for name, value in document.items() if name != "number"}
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def stamp_of(document, sha256=None):
    """« orientation;3;5355d5335930 »: form, version, and the beginning of the hash."""
    return f"{document['form']};{document['number']};{(sha256 or fingerprint(document))[:12]}"


def text(labelled):
    """The French words of a {"fr": …} value."""
    return (labelled or {}).get(words.LANGUAGE, "")


def questions(document):
    """Every question, in order, statements and groups included; not the questions inside a group."""
    return [question for section in document["sections"] for question in section["questions"]]


def answerable(document):
    """Every question that takes an answer, in order; a group is one of them."""
    return [question for question in questions(document) if question["type"] not in words.UNANSWERED_TYPES]


def elementary(document):
    """[(question, group)]: every question with an answer of its own, and the group it stands in, or None."""
    found = []
    for question in answerable(document):
        if question["type"] == words.GROUP:
            found += [(inner, question) for inner in question["questions"]]
        else:
            found.append((question, None))
    return found


def choices_of(question):
    """[(code, label)]: yes/no and a scale are choices like others."""
    if question["type"] == words.YES_NO:
        return list(words.YES_NO_CHOICES)
    if question["type"] == words.SCALE:
        return [(str(step), _step_label(question, step)) for step in words.SCALE_STEPS]
    return [(choice["code"], text(choice["label"])) for choice in question.get("choices", ())]


def _step_label(question, step):
    end = {words.SCALE_STEPS[0]: "low", words.SCALE_STEPS[-1]: "high"}.get(step)
    said = text(question["ends"][end]) if end else ""
    return f"{step} · {said}" if said else str(step)


def is_key(value):
    """A name fit for PDF fields, spreadsheet columns and XLSForm: no dot, no double underscore."""
    return (
        isinstance(value, str)
        and len(value) <= words.KEY_MAX_LENGTH
        and "__" not in value
        and KEY_PATTERN.fullmatch(value) is not None
    )
