"""Answers given to several versions of a form, in one table: one column for each question, by identity.

Columns stand in the order of the newest version; what only older versions asked stands near its old place.
A cell tells apart « pas posée » (the version had no such question, or its condition did not hold), « sans
réponse », and « non ».
"""

import datetime
from dataclasses import dataclass

from forms.definition import vocabulary as words
from forms.definition.answers import display
from forms.definition.columns import columns, spread
from forms.definition.conditions import holds
from forms.definition.document import choices_of, text

NOT_ASKED, NO_ANSWER, YES, NO = "pas posée", "sans réponse", "oui", "non"


@dataclass(frozen=True)
class TableColumn:
    """One column: `identity` is (uid of the group, line, uid of the question, uid of the choice).

    `question` and `group` are those of the newest version that asks it; `last` is the number of that version
    when newer ones no longer do, else 0.
    """

    identity: tuple
    heading: str
    question: dict
    group: dict | None
    last: int = 0


class AnswersTable:
    """`versions` are (key, document) pairs in any order; `wanted(question)` says what is shown."""

    def __init__(self, versions, wanted=lambda question: True):
        ordered = sorted(versions, key=lambda pair: pair[1]["number"], reverse=True)
        self._documents = dict(ordered)
        self._names = {
            key: {identity: column for identity, column in _identified(document) if wanted(column.question)}
            for key, document in ordered
        }
        self.columns = self._headed(_merged([self._names[key] for key, _document in ordered]), ordered)

    def _headed(self, order, ordered):
        """The columns in order, each worded by the newest version that has it; no two headings alike."""
        found, taken = [], set()
        newest = ordered[0][0] if ordered else None
        for identity in order:
            key, column = next(
                (key, self._names[key][identity])
                for key, _document in ordered
                if identity in self._names[key]
            )
            number = self._documents[key]["number"]
            last = 0 if key == newest else number
            heading = f"{column.label} (jusqu’à la version {last})" if last else column.label
            heading = heading if heading not in taken else f"{heading} · {column.name}"
            taken.add(heading)
            found.append(TableColumn(identity, heading, column.question, column.group, last))
        return found

    @property
    def headings(self):
        return [column.heading for column in self.columns]

    def row(self, key, answers):
        """The cells of one set of clean answers, given to the version of that key."""
        document, names = self._documents[key], self._names[key]
        asked, flat = asked_keys(document, answers), spread(document, answers)
        return [_cell(column, names.get(column.identity), asked, flat, answers) for column in self.columns]


def _identified(document):
    """[(identity, column)] of the flat columns of a document."""
    for column in columns(document):
        question, group = column.question, column.group
        uids = {choice["code"]: choice["uid"] for choice in question.get("choices", ())}
        yield (
            (group["uid"] if group else "", column.row, question["uid"], uids.get(column.code, column.code)),
            column,
        )


def _merged(versions):
    """Every identity once, newest order first; an older one is put after the one it used to follow."""
    order = []
    for names in versions:
        before = None
        for identity in names:
            if identity not in order:
                order.insert(order.index(before) + 1 if before is not None else 0, identity)
            before = identity
    return order


def asked_keys(document, answers):
    """The keys of the questions that these answers had on the page."""
    return {
        question["key"]
        for section in document["sections"]
        if holds(section.get("visible_if"), answers)
        for question in section["questions"]
        if holds(question.get("visible_if"), answers)
    }


def _cell(column, known, asked, flat, answers):
    """`known` is the column of the version that was answered, or None when it had none."""
    if known is None:
        return NOT_ASKED
    top = known.group or known.question
    if top["key"] not in asked:
        return NOT_ASKED
    if known.name in flat:
        return _value(column, known, flat[known.name])
    if known.group:
        lines = answers.get(top["key"]) or ()
        if known.row > max(len(lines), 1):
            # Nothing is missing from a line that nobody needed.
            return None
    if known.code and _has_choices(known, answers):
        return NO
    return NO_ANSWER


def _has_choices(known, answers):
    """Whether a several-choices question got an answer: its other boxes were then left empty on purpose."""
    if known.group is None:
        return known.question["key"] in answers
    line = answers[known.group["key"]][known.row - 1] if answers.get(known.group["key"]) else {}
    return known.question["key"] in line


def _value(column, known, answer):
    """What a spreadsheet can count with: numbers, dates, and words in their newest wording."""
    kind = known.question["type"]
    if known.code:
        return YES
    if kind == words.YES_NO:
        return {words.YES: YES, words.NO: NO}.get(answer, answer)
    if kind == words.DATE:
        return datetime.date.fromisoformat(answer)
    if kind == words.AMOUNT:
        return float(answer)
    if kind in (words.WHOLE_NUMBER, words.SCALE):
        return answer
    if kind == words.ONE_CHOICE:
        return _newest_label(column, known, answer)
    return display(known.question, answer)


def _newest_label(column, known, code):
    """The label of a choice in the newest version, found by the identity of the choice."""
    uid = next((choice["uid"] for choice in known.question["choices"] if choice["code"] == code), None)
    for choice in column.question.get("choices", ()):
        if choice["uid"] == uid:
            return text(choice["label"])
    return dict(choices_of(known.question)).get(code, code)
