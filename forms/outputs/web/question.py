"""One question on a web page: what its template needs, computed here."""

import json
import re
from dataclasses import dataclass, field

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.cleaners import max_length_of
from forms.definition.columns import flat_name
from forms.definition.document import choices_of
from forms.definition.document import text as words_of
from forms.definition.municipalities import label_of

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
    words.MUNICIPALITY: {"list": "communes"},
    words.PARTNER_SERVICE: {"list": "services"},
}
_WIDTHS = {
    words.DATE: "short",
    words.YEAR_MONTH: "short",
    words.WHOLE_NUMBER: "short",
    words.AMOUNT: "short",
    words.TELEPHONE: "middle",
    words.NATIONAL_NUMBER: "middle",
}
_WIDGETS = {
    words.ONE_CHOICE: "radio",
    words.YES_NO: "radio",
    words.SCALE: "radio",
    words.SEVERAL_CHOICES: "checkbox",
    words.LONG_TEXT: "textarea",
    words.STATEMENT: "statement",
    words.GROUP: "group",
    words.FILE: "file",
}
# Said when staff wrote no help: how to write what the field expects.
_HINTS = {
    words.YEAR_MONTH: "Mois et année, par exemple 09/2026.",
    words.AMOUNT: "En euros, par exemple 1 234,50.",
    words.NATIONAL_NUMBER: "11 chiffres, comme sur la carte d’identité.",
}
_FORMAT_HINTS = {
    "postal_code": "4 chiffres, par exemple 7100.",
    "iban": "Par exemple : BE68 5390 0754 7034.",
    "enterprise_number": "10 chiffres, par exemple 0403.019.261.",
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
    group: dict | None = None
    row: int = 0
    lines: list = field(default_factory=list)
    focus: bool = False

    @property
    def id(self):
        return f"q-{self.name}"

    @property
    def name(self):
        return flat_name(self.question, self.group, self.row)

    @property
    def kind(self):
        return self.question["type"]

    @property
    def label(self):
        return text(self.question["label"])

    @property
    def full_label(self):
        """« Dettes, ligne 2 : Montant dû » for the summary; the label alone outside a group."""
        if self.group is None:
            return self.label
        return french(
            f"{words_of(self.group['label'])}, ligne {self.row} : {words_of(self.question['label'])}"
        )

    @property
    def help(self):
        """What staff wrote; without it, how to write the answer when the field alone does not say it."""
        named = (self.question.get("bounds") or {}).get("format")
        return text(self.question["help"]) or french(_FORMAT_HINTS.get(named) or _HINTS.get(self.kind, ""))

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
        return _WIDGETS.get(self.kind, "input")

    @property
    def is_scale(self):
        return self.kind == words.SCALE

    @property
    def ends(self):
        """The words at both ends of a scale."""
        return [text(self.question["ends"][end]) for end in ("low", "high")] if self.is_scale else []

    @property
    def value(self):
        """What was typed, exactly; a clean answer of ours is written as people write it."""
        raw = self.raw[-1] if isinstance(self.raw, list | tuple) and self.raw else self.raw
        raw = "" if raw is None or isinstance(raw, list | tuple | dict) else str(raw)
        return label_of(raw) if self.kind == words.MUNICIPALITY else raw

    @property
    def options(self):
        chosen = self.raw if isinstance(self.raw, list | tuple) else [self.raw]
        chosen = {str(one) for one in chosen if one is not None}
        return [
            {"id": f"{self.id}-{code}", "code": code, "label": french(label), "checked": code in chosen}
            for code, label in choices_of(self.question)
        ]

    @property
    def joined(self):
        """The file already joined: {"file", "name", "size"}, or None."""
        there = self.kind == words.FILE and isinstance(self.raw, dict) and "file" in self.raw
        return self.raw if there else None

    @property
    def joined_size(self):
        """« 120 Ko », « 1,4 Mo »."""
        kilobytes = max(1, round(self.joined["size"] / 1024))
        size = f"{kilobytes} Ko" if kilobytes < 1000 else f"{kilobytes / 1024:.1f} Mo".replace(".", ",")
        return size.replace(" ", "\N{NO-BREAK SPACE}")

    @property
    def anchor(self):
        """Where the error summary leads: the field, or the first one of a set."""
        if self.lines:
            return self.lines[0].questions[0].anchor
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

    @property
    def faults(self):
        """What is to be corrected here: itself, then its lines."""
        own = [self] if self.error else []
        return own + [one for line in self.lines for one in line.questions if one.error]

    @property
    def typed(self):
        """[(name, value)] of everything typed here, for a part that is carried along without being shown."""
        if self.widget == "group":
            return [pair for line in self.lines for one in line.questions for pair in one.typed]
        if self.widget == "checkbox":
            chosen = self.raw if isinstance(self.raw, list | tuple) else [self.raw]
            return [(self.name, str(one)) for one in chosen if one not in (None, "")]
        value = self.joined["file"] if self.joined else self.value
        return [(self.name, value)] if value else []


@dataclass
class WebLine:
    """One line of a repeated group."""

    number: int
    questions: list

    @property
    def filled(self):
        return any(one.typed or one.error for one in self.questions)


def web_question(question, raw, errors, condition=""):
    """The WebQuestion of a question of the document, with its lines when it is a group."""
    key = question["key"]
    typed, error = raw.get(key), french(errors.get(key, ""))
    asked = WebQuestion(question, typed, error, condition)
    if asked.widget == "group":
        typed = typed if isinstance(typed, list | tuple) else ()
        asked.lines = [
            _line(question, row, typed[row - 1] if row <= len(typed) else {}, errors)
            for row in range(1, max(question["rows"], len(typed)) + 1)
        ]
    return asked


def _line(group, row, typed, errors):
    typed = typed if isinstance(typed, dict) else {}
    asked = []
    for inner in group["questions"]:
        error = french(errors.get(flat_name(inner, group, row), ""))
        asked.append(WebQuestion(inner, typed.get(inner["key"]), error, group=group, row=row))
    return WebLine(row, asked)
