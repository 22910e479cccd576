"""The form document: one canonical JSON value from which every output is made.

{"schema_version", "form", "number", "title": {"fr"}, "intro": {"fr"}, "sections": [
    {"uid", "key", "title", "help", "visible_if", "condition": {"fr"}, "questions": [
        {"uid", "key", "type", "label": {"fr"}, "help", "required", "choices": [{"uid", "code", "label"}],
         "bounds", "data_class", "purpose", "retention_months", "maps_to", "visible_if", "condition"}]}]}

`uid` is identity (it survives a new wording and a move); `key` is the readable name used in artefacts;
`condition` is how staff word `visible_if`.
"""

import hashlib
import json
import re

from forms.definition import vocabulary as words
from forms.definition.conditions import condition_problems

KEY_PATTERN = re.compile(r"[a-z](?:_?[a-z0-9])*_?", re.ASCII)
_REQUIRED_TEXT = ("uid", "key")


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
    """Every question, in order, statements included."""
    return [question for section in document["sections"] for question in section["questions"]]


def answerable(document):
    """Every question that takes an answer, in order."""
    return [question for question in questions(document) if question["type"] not in words.UNANSWERED_TYPES]


def choices_of(question):
    """[(code, label)]: yes/no is a choice like another."""
    if question["type"] == words.YES_NO:
        return list(words.YES_NO_CHOICES)
    return [(choice["code"], text(choice["label"])) for choice in question.get("choices", ())]


def is_key(value):
    """A name fit for PDF fields, spreadsheet columns and XLSForm: no dot, no double underscore."""
    return (
        isinstance(value, str)
        and len(value) <= words.KEY_MAX_LENGTH
        and "__" not in value
        and KEY_PATTERN.fullmatch(value) is not None
    )


# --- what stops a publication ------------------------------------------------------------------------------
def document_problems(document):
    """French sentences saying why this document cannot be published; none when it can."""
    problems = []
    if not document["sections"]:
        problems.append("Le formulaire n’a pas encore de section.")
    if len(questions(document)) > words.MAX_QUESTIONS:
        problems.append(f"Un formulaire a au plus {words.MAX_QUESTIONS} questions.")
    seen = []
    for section in document["sections"]:
        name = text(section["title"]) or "sans titre"
        if not section["questions"]:
            problems.append(f"La section « {name} » n’a pas de question.")
        problems += condition_problems(section.get("visible_if"), seen, f"la section « {name} »")
        for question in section["questions"]:
            problems += question_problems(question, seen)
            seen.append(question)
    return problems + _repeated(document)


def question_problems(question, earlier):
    name = text(question["label"])
    if not name:
        return ["Une question n’a pas d’intitulé."]
    problems = []
    if question["type"] not in words.UNANSWERED_TYPES:
        problems += _confidentiality_problems(question, name)
    if question["type"] in words.CHOICE_TYPES:
        problems += _choice_problems(question, name)
    return problems + condition_problems(question.get("visible_if"), earlier, f"la question « {name} »")


def _confidentiality_problems(question, name):
    problems = []
    if question.get("data_class") not in words.DATA_CLASSES:
        problems.append(f"« {name} » : choisissez la classe de données.")
    if not (question.get("purpose") or "").strip():
        problems.append(f"« {name} » : dites à quoi sert la réponse.")
    if not question.get("retention_months"):
        problems.append(f"« {name} » : dites combien de mois la réponse est conservée.")
    if question.get("maps_to") and question["maps_to"] not in words.MAP_TARGETS:
        problems.append(f"« {name} » : cet élément du dossier n’existe pas.")
    return problems


def _choice_problems(question, name):
    labels = [text(choice["label"]).casefold() for choice in question.get("choices", ())]
    if len(labels) < 2:
        return [f"« {name} » : proposez au moins deux choix."]
    if "" in labels:
        return [f"« {name} » : un choix n’a pas d’intitulé."]
    if len(set(labels)) < len(labels):
        return [f"« {name} » : deux choix ont le même intitulé."]
    return []


def _repeated(document):
    problems, labels, targets = [], set(), {}
    for question in answerable(document):
        name = text(question["label"])
        if name.casefold() in labels:
            problems.append(f"Deux questions ont le même intitulé : « {name} ».")
        labels.add(name.casefold())
        target = question.get("maps_to")
        if target and target in targets:
            problems.append(f"« {targets[target]} » et « {name} » remplissent le même élément du dossier.")
        targets[target] = name
    return problems
