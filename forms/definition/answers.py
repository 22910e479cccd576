"""Checking a set of answers against a document, whatever door they came through."""

from forms.definition import municipalities
from forms.definition import vocabulary as words
from forms.definition.cleaners import Refusal, clean_answer
from forms.definition.columns import flat_name
from forms.definition.conditions import holds
from forms.definition.dates import parse_date
from forms.definition.document import answerable, choices_of, text
from forms.definition.national_number import display_national_number

_MISSING = {
    words.ONE_CHOICE: "Choisissez une réponse.",
    words.YES_NO: "Choisissez oui ou non.",
    words.SEVERAL_CHOICES: "Choisissez au moins une réponse.",
}


def validate(document, raw_answers, today=None, files=()):
    """(clean, errors): clean answers by key, and one French sentence for each answer that is refused.

    Answers to questions that are not asked (their condition, or their section's, does not hold) are dropped,
    and so are unknown keys. An error in a group is named by its flat name (« debts__2__amount »). `files` are
    the identifiers of the files that came with these answers: no other can be named. Never raises.
    """
    raw_answers = raw_answers if isinstance(raw_answers, dict) else {}
    checking = _Checking(today, frozenset(files))
    for section in document["sections"]:
        if not holds(section.get("visible_if"), checking.clean):
            continue
        for question in section["questions"]:
            if question["type"] not in words.UNANSWERED_TYPES and holds(
                question.get("visible_if"), checking.clean
            ):
                checking.check(question, raw_answers.get(question["key"]))
    return checking.clean, checking.errors


class _Checking:
    """The clean answers and errors gathered so far, in the order of the questions."""

    def __init__(self, today, files):
        self.today, self.files = today, files
        self.clean, self.errors = {}, {}

    def check(self, question, raw):
        if question["type"] == words.GROUP:
            self._check_group(question, raw)
        else:
            self._check_one(question, raw, self.clean, question["key"])

    def _check_one(self, question, raw, into, name):
        try:
            answer = clean_answer(question, raw, self.today, self.files)
        except Refusal as refusal:
            self.errors[name] = str(refusal)
            return
        if answer is not None:
            into[question["key"]] = answer
        elif question.get("required"):
            self.errors[name] = _MISSING.get(question["type"], "Cette réponse nous est nécessaire.")

    def _check_group(self, group, raw):
        """Lines with nothing in them are left out; those with something answer every needed question."""
        if not isinstance(raw, list | tuple | None):
            self.errors[group["key"]] = "Cette réponse n’a pas la forme attendue."
            return
        lines, errors_before = [], len(self.errors)
        for row, typed in enumerate(raw or (), start=1):
            if _is_blank(typed):
                continue
            if row > group["rows"]:
                self.errors[group["key"]] = f"Il y a plus de {group['rows']} lignes : regroupez-en."
                return
            # Names that the group does not ask leave nothing behind.
            lines += [line] if (line := self._line(group, typed, row)) else []
        if len(self.errors) > errors_before:
            return
        if lines:
            self.clean[group["key"]] = lines
        elif group.get("required"):
            self.errors[group["key"]] = "Remplissez au moins une ligne."

    def _line(self, group, typed, row):
        line = {}
        for inner in group["questions"]:
            raw = typed.get(inner["key"]) if isinstance(typed, dict) else typed
            self._check_one(inner, raw, line, flat_name(inner, group, row))
        return line


def _is_blank(typed):
    """Whether nothing was written in this line."""
    if isinstance(typed, dict):
        return all(_is_blank(value) for value in typed.values())
    if isinstance(typed, list | tuple):
        return all(_is_blank(value) for value in typed)
    return typed is None or (isinstance(typed, str) and not typed.strip())


def mapped_answers(document, answers):
    """{target: answer} for the questions that fill an attribute at admission."""
    mapped = {}
    for question in answerable(document):
        target, answer = question.get("maps_to"), answers.get(question["key"])
        if target and answer is not None:
            if question["type"] == words.MUNICIPALITY and answer not in municipalities.MUNICIPALITIES:
                answer = municipalities.OTHER
            mapped[target] = answer
    return mapped


def display(question, answer):
    """A clean answer as people read it: « 14/09/2026 », « Oui », « 7100 La Louvière »."""
    if answer in (None, "", []):
        return ""
    kind = question["type"]
    if kind == words.GROUP:
        return "\n".join(_display_line(question, line) for line in answer)
    if kind == words.SEVERAL_CHOICES:
        labels = dict(choices_of(question))
        return ", ".join(labels.get(code, code) for code in answer)
    if kind in (words.ONE_CHOICE, words.YES_NO):
        return dict(choices_of(question)).get(answer, answer)
    return _DISPLAYS.get(kind, str)(answer)


def _display_line(group, line):
    """« Nom : Société Exemple ; Montant : 120,00 € »"""
    said = [
        (text(inner["label"]), display(inner, line[inner["key"]]))
        for inner in group["questions"]
        if inner["key"] in line
    ]
    return " ; ".join(f"{label} : {answer}" for label, answer in said)


def _display_date(answer):
    year, month, day = parse_date(answer)
    return f"{day:02}/{month:02}/{year:04}" if day else f"{month:02}/{year:04}"


def _display_amount(answer):
    whole, cents = answer.removeprefix("-").split(".")
    # The sign stands apart: « -0 » has none.
    sign = "-" if answer.startswith("-") else ""
    return sign + f"{int(whole):,}".replace(",", " ") + f",{cents} €"


_DISPLAYS = {
    words.DATE: _display_date,
    words.YEAR_MONTH: _display_date,
    words.AMOUNT: _display_amount,
    words.NATIONAL_NUMBER: display_national_number,
    words.MUNICIPALITY: municipalities.label_of,
    words.SCALE: lambda answer: f"{answer} sur {words.SCALE_STEPS[-1]}",
    words.FILE: lambda answer: answer["name"],
}
