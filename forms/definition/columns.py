"""The flat names of a form's answers: fields of a PDF, columns of a spreadsheet or of an export.

« first_name » is a question; « needs__housing » a box of a several-choices question; « debts__2__amount » the
second line of a group, and « debts__2__kinds__rent » a box in it. Keys hold no « __ », codes no digit first:
a name is never ambiguous.
"""

from dataclasses import dataclass

from forms.definition import vocabulary as words
from forms.definition.document import answerable, choices_of, text
from forms.definition.municipalities import folded

SEPARATOR = "__"
TICKED = {"on", "x", "v", "oui", "yes", "1", "vrai", "true", "✓", "✔", "☑", "☒"}
NOT_TICKED = {"", "off", "non", "no", "0", "faux", "false", "☐", "-"}


@dataclass(frozen=True)
class Column:
    """One flat name. `row` counts from 1, and is 0 outside a group; `code` is "" but for a box."""

    name: str
    question: dict
    group: dict | None = None
    row: int = 0
    code: str = ""

    @property
    def label(self):
        """« Créancier 2 · Montant dû », « Pour avancer sur quoi ? · Le budget »."""
        said = [f"{text(self.group['label'])} {self.row}"] if self.group else []
        said.append(text(self.question["label"]))
        if self.code:
            said.append(dict(choices_of(self.question))[self.code])
        return " · ".join(said)


def columns(document):
    """Every flat name of a document, in the order of its questions."""
    found = []
    for question in answerable(document):
        if question["type"] != words.GROUP:
            found += _columns_of(question)
            continue
        for row in range(1, question["rows"] + 1):
            for inner in question["questions"]:
                found += _columns_of(inner, question, row)
    return found


def _columns_of(question, group=None, row=0):
    name = flat_name(question, group, row)
    if question["type"] != words.SEVERAL_CHOICES:
        return [Column(name, question, group, row)]
    return [
        Column(f"{name}{SEPARATOR}{code}", question, group, row, code)
        for code, _label in choices_of(question)
    ]


def flat_name(question, group=None, row=0):
    """« amount », or « debts__2__amount » in the second line of the group."""
    return SEPARATOR.join([group["key"], str(row), question["key"]]) if group else question["key"]


def gather(document, values):
    """Raw answers for `validate`, from flat names and what was typed there; unknown names are left aside.

    A box is ticked by a cross or a yes; anything else written there is kept, for `validate` to refuse it.
    """
    raw = {}
    for question in answerable(document):
        if question["type"] != words.GROUP:
            _put(raw, question, _gathered(question, values, question["key"]))
            continue
        rows = []
        for row in range(1, question["rows"] + 1):
            line = {}
            for inner in question["questions"]:
                _put(line, inner, _gathered(inner, values, flat_name(inner, question, row)))
            rows.append(line)
        if any(rows):
            raw[question["key"]] = rows
    return raw


def _put(target, question, value):
    if value not in (None, "", []):
        target[question["key"]] = value


def _gathered(question, values, name):
    if question["type"] != words.SEVERAL_CHOICES:
        return values.get(name)
    whole = values.get(name)
    chosen = [part.strip() for part in whole.split(";")] if isinstance(whole, str) else list(whole or ())
    for code, _label in choices_of(question):
        mark = values.get(f"{name}{SEPARATOR}{code}")
        said = folded(str(mark)) if not isinstance(mark, bool | None) else ""
        if mark is True or said in TICKED:
            chosen.append(code)
        elif said not in NOT_TICKED:
            chosen.append(str(mark))
    return [one for one in chosen if one]


def spread(document, answers):
    """{flat name: answer} of clean answers; a ticked box is True, what has no answer is not there."""
    flat = {}
    for question in answerable(document):
        answer = answers.get(question["key"])
        if question["type"] != words.GROUP:
            _spread_one(flat, question, question["key"], answer)
            continue
        for row, line in enumerate(answer or (), start=1):
            for inner in question["questions"]:
                _spread_one(flat, inner, flat_name(inner, question, row), line.get(inner["key"]))
    return flat


def _spread_one(flat, question, name, answer):
    if answer is None:
        return
    if question["type"] == words.SEVERAL_CHOICES:
        flat |= {f"{name}{SEPARATOR}{code}": True for code in answer}
    else:
        flat[name] = answer
