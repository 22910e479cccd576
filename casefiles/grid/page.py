"""The grid as a page: the questions of the web form, each with last time's answer and what changed since."""

from dataclasses import dataclass

from casefiles.grid.changes import Before, Change, answers_by_uid, before_of, change_of
from casefiles.grid.documents import without_files
from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.answers import display, validate
from forms.definition.document import answerable
from forms.outputs.web.form import web_form


@dataclass(frozen=True)
class GridQuestion:
    """One question of the web form with what surrounds it; `theirs` is what somebody else has written."""

    question: object
    before: Before | None
    change: Change | None
    theirs: str = ""
    said: str = ""

    @property
    def is_statement(self):
        return self.question.question["type"] in words.UNANSWERED_TYPES


@dataclass(frozen=True)
class GridSection:
    section: object
    questions: list

    @property
    def answered(self):
        return [one for one in self.questions if one.said]

    @property
    def unanswered(self):
        return [one for one in self.questions if not one.said and not one.is_statement]


@dataclass(frozen=True)
class Grid:
    form: object
    sections: list

    @property
    def faults(self):
        return self.form.faults

    @property
    def changed(self):
        """How many answers differ from last time."""
        return sum(1 for section in self.sections for one in section.questions if one.change)


def grid_of(version, raw, *, previous=None, errors=None, theirs=None, today=None, services=()):
    """The page of these answers as typed. `previous` is the assessment before this one, or None."""
    document, theirs = without_files(version.document), theirs or {}
    clean, _errors = validate(document, raw, today=today)
    earlier = answers_by_uid(previous.version.document, previous.given) if previous else {}
    form = web_form(document, raw, errors, services=services)
    return Grid(
        form,
        [
            GridSection(
                section,
                [_question(one, clean, earlier, theirs) for one in section.questions],
            )
            for section in form.sections
        ],
    )


def _question(one, clean, earlier, theirs):
    question = one.question
    answer = clean.get(question["key"])
    return GridQuestion(
        one,
        before_of(question, earlier),
        change_of(question, answer, earlier),
        as_typed(question, theirs[question["key"]]) if question["key"] in theirs else "",
        french(display(question, answer)),
    )


def as_typed(question, raw):
    """An answer that was not checked, as people read it; what cannot be read is given as it was typed."""
    clean, _errors = validate(_alone(question), {question["key"]: raw})
    if question["key"] in clean:
        return display(question, clean[question["key"]])
    return str(raw) if raw not in (None, "", [], {}) else "rien"


def _alone(question):
    """A document that asks this question of everyone."""
    return {"sections": [{"questions": [{**question, "visible_if": None}]}]}


def typed_words(version, raw):
    """[(label, answer)] of everything that was typed, right or wrong."""
    return [
        (question["label"]["fr"], as_typed(question, raw[question["key"]]))
        for question in answerable(version.document)
        if question["key"] in raw
    ]
