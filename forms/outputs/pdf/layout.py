"""What the paper shows of a document, computed here: the templates only lay it out.

Every field carries its flat name (forms.definition.columns), and what was already known to be in it.
"""

import re
from dataclasses import dataclass, field

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.answers import display
from forms.definition.cleaners import max_length_of
from forms.definition.columns import SEPARATOR, flat_name
from forms.definition.condition_words import in_french
from forms.definition.document import choices_of, questions, text
from forms.definition.municipalities import label_of

_NARROW = {
    words.EMAIL,
    words.TELEPHONE,
    words.DATE,
    words.YEAR_MONTH,
    words.WHOLE_NUMBER,
    words.AMOUNT,
    words.NATIONAL_NUMBER,
}
_HINTS = {
    words.DATE: "jj/mm/aaaa",
    words.YEAR_MONTH: "mm/aaaa",
    words.AMOUNT: "en euros",
    words.NATIONAL_NUMBER: "11 chiffres",
}
_FORMAT_HINTS = {"postal_code": "4 chiffres", "iban": "IBAN", "enterprise_number": "10 chiffres"}
_RADIOS = {words.ONE_CHOICE, words.YES_NO, words.SCALE}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_CLEAN_AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2}")
_ELEVEN_DIGITS = re.compile(r"[0-9]{11}")
# The width of the page, in millimetres, and what a cell of each type needs of it.
PAGE_MM, ROW_NUMBER_MM = 178, 8
_CELL_MM = {
    words.EMAIL: 38,
    words.TELEPHONE: 27,
    words.DATE: 26,
    words.YEAR_MONTH: 22,
    words.WHOLE_NUMBER: 16,
    words.AMOUNT: 24,
    words.YES_NO: 19,
    words.SCALE: 38,
    words.NATIONAL_NUMBER: 30,
}
_TEXT_CELL_MM, _WIDEST_OPTION = 34, 22
_GROWING = {words.SHORT_TEXT, words.MUNICIPALITY, words.PARTNER_SERVICE}


@dataclass
class Box:
    """A radio button or a box to tick."""

    id: str
    name: str
    code: str
    label: str
    checked: bool


@dataclass
class Printed:
    """One question on paper, or one cell of a group."""

    question: dict
    name: str
    value: str = ""
    boxes: list = field(default_factory=list)
    condition: str = ""
    lines: list = field(default_factory=list)
    columns: list = field(default_factory=list)

    @property
    def id(self):
        return f"q-{self.name}"

    @property
    def kind(self):
        return self.question["type"]

    @property
    def widget(self):
        if self.kind in _RADIOS:
            return "scale" if self.kind == words.SCALE else "radio"
        names = {words.SEVERAL_CHOICES: "checkbox", words.LONG_TEXT: "textarea"}
        own = {words.STATEMENT, words.FILE, words.GROUP}
        return self.kind if self.kind in own else names.get(self.kind, "text")

    @property
    def input_type(self):
        return "checkbox" if self.kind == words.SEVERAL_CHOICES else "radio"

    @property
    def label(self):
        return french(text(self.question["label"]))

    @property
    def help(self):
        return french(text(self.question["help"]))

    @property
    def required(self):
        return self.question.get("required", False)

    @property
    def hint(self):
        named = (self.question.get("bounds") or {}).get("format")
        return _FORMAT_HINTS.get(named) or _HINTS.get(self.kind, "")

    @property
    def max_length(self):
        return max_length_of(self.question)

    @property
    def narrow(self):
        return self.kind in _NARROW

    @property
    def half(self):
        """Whether two of these stand side by side."""
        short_text = self.kind in (words.SHORT_TEXT, words.MUNICIPALITY) and len(self.label) < 45
        return self.narrow or short_text

    @property
    def inline(self):
        return sum(len(box.label) for box in self.boxes) < 60

    @property
    def in_columns(self):
        return len(self.boxes) > 4

    @property
    def ends(self):
        return {end: french(text(said)) for end, said in self.question["ends"].items()}

    @property
    def millimetres(self):
        """The width that this question asks for as a cell of a table."""
        if self.kind in (words.ONE_CHOICE, words.SEVERAL_CHOICES):
            labels = [len(label) for _code, label in choices_of(self.question)]
            # A long list stands in two columns of its cell, so that a line stays a line.
            return (12 + 1.8 * min(max(labels, default=0), _WIDEST_OPTION)) * (2 if len(labels) > 3 else 1)
        return _CELL_MM.get(self.kind, _TEXT_CELL_MM)

    @property
    def as_table(self):
        """Whether the lines of a group fit beside one another; else each line is a small block."""
        return sum(cell.millimetres for cell in self.columns) + ROW_NUMBER_MM <= PAGE_MM

    @property
    def widths(self):
        """The share of each column, in hundredths; the room that is left goes to what is written in words."""
        asked = [cell.millimetres for cell in self.columns]
        spare = PAGE_MM - ROW_NUMBER_MM - sum(asked)
        growing = [cell.kind in _GROWING for cell in self.columns]
        growing = growing if any(growing) else [True] * len(asked)
        share = spare / sum(growing)
        return [
            round((one + share * grows) * 100 / PAGE_MM, 2) for one, grows in zip(asked, growing, strict=True)
        ]


@dataclass
class PrintedSection:
    title: str
    help: str
    condition: str
    rows: list


def printed_sections(document, answers=None):
    """The sections of the paper, with raw or clean answers in place."""
    answers = answers if isinstance(answers, dict) else {}
    everything = questions(document)
    sections = []
    for section in document["sections"]:
        asked = [_printed(question, answers, everything) for question in section["questions"]]
        sections.append(
            PrintedSection(
                french(text(section["title"])),
                french(text(section["help"])),
                french(in_french(section, everything)),
                _rows(asked),
            )
        )
    return sections


def _printed(question, answers, everything):
    raw = answers.get(question["key"])
    condition = french(in_french(question, everything))
    if question["type"] != words.GROUP:
        return _one(question, raw, question["key"], condition)
    printed = Printed(question, question["key"], condition=condition)
    typed = raw if isinstance(raw, list | tuple) else []
    for row in range(1, question["rows"] + 1):
        line = typed[row - 1] if row <= len(typed) and isinstance(typed[row - 1], dict) else {}
        printed.lines.append(
            [
                _one(inner, line.get(inner["key"]), flat_name(inner, question, row))
                for inner in question["questions"]
            ]
        )
    printed.columns = printed.lines[0]
    return printed


def _one(question, raw, name, condition=""):
    printed = Printed(question, name, condition=condition)
    if question["type"] in _RADIOS or question["type"] == words.SEVERAL_CHOICES:
        printed.boxes = _boxes(question, raw, name)
    elif question["type"] not in (words.STATEMENT, words.FILE):
        printed.value = as_written(question, raw)
    return printed


def _boxes(question, raw, name):
    chosen = {str(one) for one in (raw if isinstance(raw, list | tuple) else [raw])}
    several = question["type"] == words.SEVERAL_CHOICES
    scale = question["type"] == words.SCALE
    return [
        Box(
            id=f"q-{name}-{code}",
            name=f"{name}{SEPARATOR}{code}" if several else name,
            code=code,
            label=code if scale else french(label),
            checked=code in chosen,
        )
        for code, label in choices_of(question)
    ]


def as_written(question, raw):
    """An answer as a person writes it: a clean one in French, one that was typed exactly as it was."""
    raw = raw[-1] if isinstance(raw, list | tuple) and raw else raw
    if raw is None or isinstance(raw, dict | list | tuple):
        return ""
    typed, kind = str(raw), question["type"]
    if kind in (words.DATE, words.YEAR_MONTH) and _ISO.fullmatch(typed):
        return display(question, typed)
    if kind == words.AMOUNT and _CLEAN_AMOUNT.fullmatch(typed):
        return typed.replace(".", ",")
    if kind == words.NATIONAL_NUMBER and _ELEVEN_DIGITS.fullmatch(typed):
        return display(question, typed)
    return label_of(typed) if kind == words.MUNICIPALITY else typed


def _rows(printed):
    """Short fields go two by two, when they stand under the same condition."""
    rows = []
    for one in printed:
        last = rows[-1] if rows else []
        fits = len(last) == 1 and last[0].half and one.half
        if fits and last[0].condition == one.condition:
            last.append(one)
        else:
            rows.append([one])
    return rows
