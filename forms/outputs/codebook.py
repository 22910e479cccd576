"""The code book of a form: every question it ever asked, with its codes and the versions that asked it."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.document import choices_of, text
from forms.outputs.described import asked_in
from portal.printing import print_pdf

HEADINGS = [
    "Section",
    "Question",
    "Nom dans les fichiers",
    "Type",
    "Ce qui est accepté",
    "Demandée si",
    "Versions",
    "Code",
    "Réponse",
    "Versions du choix",
]
WIDTHS = [24, 44, 26, 20, 30, 36, 12, 18, 36, 12]


@dataclass(frozen=True)
class Code:
    code: str
    label: str
    versions: str


@dataclass(frozen=True)
class Entry:
    """One question by identity, in its newest words."""

    asked: object
    versions: str
    codes: list
    is_current: bool


def entries(documents):
    """[Entry] over the documents of a form in any order: newest order first, then what was retired."""
    newest_first = sorted(documents, key=lambda document: document["number"], reverse=True)
    found, numbers, codes = {}, {}, {}
    for document in newest_first:
        for asked in asked_in(document):
            found.setdefault(asked.uid, asked)
            numbers.setdefault(asked.uid, []).append(document["number"])
            for uid, code, label in _choices(asked.question):
                codes.setdefault(asked.uid, {}).setdefault(uid, (code, label, []))[2].append(
                    document["number"]
                )
    last = newest_first[0]["number"]
    return [
        Entry(
            asked,
            ranges(numbers[uid]),
            [Code(code, french(label), ranges(seen)) for code, label, seen in codes.get(uid, {}).values()],
            last in numbers[uid],
        )
        for uid, asked in found.items()
    ]


def _choices(question):
    """[(identity, code, label)]: yes/no and the steps of a scale have no identity but their code."""
    if "choices" in question:
        return [(choice["uid"], choice["code"], text(choice["label"])) for choice in question["choices"]]
    if question["type"] in (words.YES_NO, words.SCALE):
        return [(code, code, label) for code, label in choices_of(question)]
    return []


def ranges(numbers):
    """[3, 1, 2, 5] → « 1–3, 5 »."""
    parts, ordered = [], sorted(set(numbers))
    for number in ordered:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in parts)


def rows(documents):
    """One line for each code, or one for a question without codes."""
    for entry in entries(documents):
        asked = entry.asked
        told = [
            asked.title,
            asked.label,
            asked.key,
            asked.kind,
            ", ".join(asked.bounds),
            " ; ".join(asked.conditions),
            entry.versions,
        ]
        for code in entry.codes or [Code("", "", "")]:
            yield [*told, code.code, code.label, code.versions]


def codebook_pdf(version, documents):
    """The bytes of the code book, tagged, as it stood with this version."""
    every = entries(documents)
    sections = {}
    for entry in every:
        if entry.is_current:
            sections.setdefault(entry.asked.title, []).append(entry)
    context = {
        "kind": "Livre des codes",
        "title": french(text(version.document["title"])),
        "version": version,
        "sections": list(sections.items()),
        "retired": [entry for entry in every if not entry.is_current],
    }
    return print_pdf(render_to_string("forms/pdf/documents/codebook.html", context))
