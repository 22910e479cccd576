"""How the spreadsheet of a form is laid out: columns, headings, lists. One writes it, another reads it back.

Line 1 holds the flat names, hidden; line 2 the headings; line 3 an example. In front stands one column more,
for whoever fills it in; its name is the stamp of the version, so that a sheet copied elsewhere still has it.
"""

from functools import cached_property

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.columns import columns
from forms.definition.condition_words import in_french
from forms.definition.document import choices_of, questions, stamp_of, text
from forms.definition.municipalities import MUNICIPALITIES, folded, label_of

SHEET, GUIDE, LISTS = "Réponses", "Mode d’emploi", "Listes"
REFERENCE = "Votre repère"
EXAMPLE = "Exemple (sera ignoré)"
ERRORS, ERRORS_NAME = "À corriger", "_erreurs"
KEY_LINE, HEADING_LINE, EXAMPLE_LINE = 0, 1, 2
MAX_ROWS = 5_000
# A spreadsheet has no more columns; a form that asks for more is filled otherwise.
MAX_COLUMNS = 3_000
TICK = "x"


class TooWide(Exception):
    """This form has more columns than a spreadsheet can show."""


class Layout:
    """The columns of a document, with their headings and what may be chosen in them."""

    def __init__(self, document, stamp=None, services=()):
        self.document, self.stamp = document, stamp or stamp_of(document)
        self.services = list(services)
        self.columns = [column for column in columns(document) if column.question["type"] != words.FILE]
        if len(self.columns) > MAX_COLUMNS:
            raise TooWide

    @cached_property
    def by_name(self):
        return {column.name: column for column in self.columns}

    @cached_property
    def headings(self):
        """{name: heading}; two that would read the same are told apart by their section."""
        plain = {column.name: french(column.label) for column in self.columns}
        taken = {}
        for name, heading in plain.items():
            taken.setdefault(folded(heading), []).append(name)
        for names in taken.values():
            for place, name in enumerate(names[1:], start=2):
                plain[name] = f"{plain[name]} ({self._section_of(name)}, {place})"
        return plain

    def _section_of(self, name):
        return french(text(self.sections[self.by_name[name].question["uid"]]["title"]))

    @cached_property
    def sections(self):
        """{uid of a question, also of one inside a group: its section}"""
        found = {}
        for section in self.document["sections"]:
            for question in section["questions"]:
                for one in (question, *question.get("questions", ())):
                    found[one["uid"]] = section
        return found

    def asked(self, column):
        """The question that stands in the form: the group, for a column of a line."""
        return column.group or column.question

    def condition(self, column):
        """« Si vous écrivez pour un service »: when this column is asked for, or ""."""
        return self.condition_of(self.asked(column))

    def condition_of(self, question):
        everything = questions(self.document)
        holders = (self.sections[question["uid"]], question)
        return french(" ; ".join(filter(None, (in_french(holder, everything) for holder in holders))))

    def need(self, column):
        """« * » always needed, « (*) » needed when it is asked for, "" never."""
        question = column.question
        if not question.get("required"):
            return ""
        alone = not (column.group or column.code or self.condition(column))
        return "*" if alone else "(*)"

    def heading(self, column):
        """The heading as it is written, with its mark."""
        return f"{self.headings[column.name]} {self.need(column)}".rstrip()


def options(column, services=()):
    """[(words in the list, code)] of what may be chosen in a column; none when it is written freely."""
    question = column.question
    if column.code:
        return [(TICK, TICK)]
    if question["type"] == words.MUNICIPALITY:
        return [(label_of(code), code) for code in MUNICIPALITIES]
    if question["type"] == words.PARTNER_SERVICE:
        return [(name, name) for name in services]
    return told_apart(choices_of(question))


def told_apart(choices):
    """[(words, code)]: labels in French print; two that read the same have their code behind."""
    said = [(french(label), code) for code, label in choices]
    seen = [folded(label) for label, _code in said]
    return [(label if seen.count(folded(label)) == 1 else f"{label} ({code})", code) for label, code in said]


def is_closed(column):
    """Whether nothing but what stands in the list may be written."""
    return column.question["type"] in (words.ONE_CHOICE, words.YES_NO, words.SCALE)
