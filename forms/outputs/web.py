"""Document → web page. Everything the templates need is computed here; they only lay it out.

The page works without JavaScript: a question with a condition is shown with its « Si… » in words, and its
answer is dropped at submission when the condition does not hold.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.answers import display
from forms.definition.cleaners import max_length_of
from forms.definition.condition_words import in_french
from forms.definition.document import choices_of, questions
from forms.definition.document import text as words_of
from forms.definition.municipalities import MUNICIPALITIES, label_of

# Browsers fill these for the person who writes, never for the person written about (WCAG 1.3.5).
_AUTOCOMPLETE = {
    "referral.sender_name": "name",
    "referral.sender_service": "organization",
    "referral.sender_phone": "tel",
    "referral.sender_email": "email",
}
_INPUTS = {
    words.EMAIL: {"type": "email", "inputmode": "email"},
    words.TELEPHONE: {"type": "tel", "inputmode": "tel"},
    words.WHOLE_NUMBER: {"inputmode": "numeric"},
    words.AMOUNT: {"inputmode": "decimal"},
    words.NATIONAL_NUMBER: {"inputmode": "numeric"},
}
_WIDTHS = {
    words.DATE: "short",
    words.YEAR_MONTH: "short",
    words.WHOLE_NUMBER: "short",
    words.AMOUNT: "short",
    words.TELEPHONE: "middle",
    words.NATIONAL_NUMBER: "middle",
}
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def text(labelled):
    """The words of the document, in French print: the spaces before « : » and « ? », and the rest."""
    return french(words_of(labelled))


@dataclass
class WebQuestion:
    """One question as it stands on the page, with what was typed and what is wrong with it."""

    question: dict
    raw: object = None
    error: str = ""
    condition: str = ""

    @property
    def id(self):
        return f"q-{self.question['key']}"

    @property
    def name(self):
        return self.question["key"]

    @property
    def kind(self):
        return self.question["type"]

    @property
    def label(self):
        return text(self.question["label"])

    @property
    def help(self):
        return text(self.question["help"])

    @property
    def required(self):
        return self.question.get("required", False)

    @property
    def visible_if(self):
        """The condition for the browser's own evaluation."""
        tree = self.question.get("visible_if")
        return json.dumps(tree, ensure_ascii=False) if tree else ""

    @property
    def widget(self):
        if self.kind in (words.ONE_CHOICE, words.YES_NO):
            return "radio"
        names = {words.SEVERAL_CHOICES: "checkbox", words.LONG_TEXT: "textarea", words.STATEMENT: "statement"}
        return names.get(self.kind, "input")

    @property
    def value(self):
        """What was typed, exactly; a clean answer of ours is written as people write it."""
        raw = self.raw[-1] if isinstance(self.raw, list | tuple) and self.raw else self.raw
        raw = "" if raw is None or isinstance(raw, list | tuple | dict) else str(raw)
        return label_of(raw) if self.kind == words.MUNICIPALITY else raw

    @property
    def options(self):
        chosen = self.raw if isinstance(self.raw, list | tuple) else [self.raw]
        return [
            {"id": f"{self.id}-{code}", "code": code, "label": french(label), "checked": code in chosen}
            for code, label in choices_of(self.question)
        ]

    @property
    def anchor(self):
        """Where the error summary leads: the field, or the first option of a group."""
        options = self.options if self.widget in ("radio", "checkbox") else ()
        return options[0]["id"] if options else self.id

    @property
    def described_by(self):
        parts = (("if", self.condition), ("help", self.help), ("error", self.error))
        return " ".join(f"{self.id}-{suffix}" for suffix, there in parts if there)

    @property
    def attributes(self):
        """The attributes of a text field, in order."""
        attributes = {"type": "text", **_INPUTS.get(self.kind, {})}
        # A browser would show nothing at all of a date that it does not read: then it is text again.
        if self.kind == words.DATE and (not self.value or _ISO_DATE.fullmatch(self.value)):
            attributes |= {"type": "date", "min": "1900-01-01", "max": "2100-12-31"}
        if self.kind == words.MUNICIPALITY:
            attributes["list"] = "communes"
        if attributes["type"] != "date":
            attributes["maxlength"] = max_length_of(self.question)
        attributes["autocomplete"] = _AUTOCOMPLETE.get(self.question.get("maps_to"), "off")
        return attributes

    @property
    def width(self):
        return _WIDTHS.get(self.kind, "full")

    @property
    def rows(self):
        return 4 if max_length_of(self.question) <= 1500 else 7


@dataclass
class WebSection:
    section: dict
    questions: list
    condition: str = ""

    @property
    def id(self):
        return f"s-{self.section['key']}"

    @property
    def title(self):
        return text(self.section["title"])

    @property
    def help(self):
        return text(self.section["help"])

    @property
    def visible_if(self):
        tree = self.section.get("visible_if")
        return json.dumps(tree, ensure_ascii=False) if tree else ""


@dataclass
class WebForm:
    document: dict
    sections: list = field(default_factory=list)

    @property
    def title(self):
        return text(self.document["title"])

    @property
    def intro(self):
        return text(self.document["intro"])

    @cached_property
    def faults(self):
        """The questions to correct, in the order of the page."""
        return [question for section in self.sections for question in section.questions if question.error]

    @property
    def municipalities(self):
        """Suggestions for the town fields, when there is one."""
        kinds = {question["type"] for question in questions(self.document)}
        return [label_of(code) for code in MUNICIPALITIES] if words.MUNICIPALITY in kinds else []


def web_form(document, raw=None, errors=None):
    """The page of a document, with raw answers as typed and errors by key."""
    raw, errors, everything = raw or {}, errors or {}, questions(document)
    sections = []
    for section in document["sections"]:
        asked = [
            WebQuestion(
                question,
                raw.get(question["key"]),
                french(errors.get(question["key"], "")),
                french(in_french(question, everything)),
            )
            for question in section["questions"]
        ]
        sections.append(WebSection(section, asked, french(in_french(section, everything))))
    return WebForm(document, sections)


def raw_answers(document, posted):
    """The answers as typed, from a posted form (a QueryDict); unknown names are left aside."""
    raw = {}
    for question in questions(document):
        values = posted.getlist(question["key"])
        if values:
            raw[question["key"]] = values if question["type"] == words.SEVERAL_CHOICES else values[-1]
    return raw


def answers_in_words(document, answers):
    """[(section title, [(label, answer as read)])] for screens and print; unanswered ones are left out."""
    read = []
    for section in document["sections"]:
        lines = [
            (text(question["label"]), display(question, answers[question["key"]]))
            for question in section["questions"]
            if question["key"] in answers
        ]
        if lines:
            read.append((text(section["title"]), lines))
    return read
