"""A submission → its answers on paper: tagged, in the words of the version that asked."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.answers import display
from forms.definition.document import text
from portal.printing import print_pdf


@dataclass(frozen=True)
class Said:
    label: str
    value: str = ""
    headings: tuple = ()
    lines: tuple = ()


@dataclass(frozen=True)
class Part:
    title: str
    said: list
    unanswered: list


def print_answers(submission, *, printed_by, printed_at):
    """The bytes of the PDF. Who may have it was decided, and journalled, before."""
    context = {
        "title": french(text(submission.version.document["title"])),
        "submission": submission,
        "version": submission.version,
        "parts": parts_of(submission.version.document, submission.answers),
        "printed_by": printed_by,
        "printed_at": printed_at,
    }
    return print_pdf(render_to_string("forms/pdf/answers.html", context))


def parts_of(document, answers):
    """Every section that has an answer; what was left without one is named at its end."""
    parts = [_part(section, answers) for section in document["sections"]]
    return [part for part in parts if part.said]


def _part(section, answers):
    said, unanswered = [], []
    for question in section["questions"]:
        if question["type"] in words.UNANSWERED_TYPES:
            continue
        label, answer = french(text(question["label"])), answers.get(question["key"])
        if answer in (None, "", []):
            unanswered.append(label)
        elif question["type"] == words.GROUP:
            said.append(_table(question, label, answer))
        else:
            said.append(Said(label, display(question, answer)))
    return Part(french(text(section["title"])), said, unanswered)


def _table(group, label, answer):
    headings = tuple(french(text(inner["label"])) for inner in group["questions"])
    lines = tuple(
        tuple(display(inner, line.get(inner["key"])) for inner in group["questions"]) for line in answer
    )
    return Said(label, headings=headings, lines=lines)
