"""What an import says of each row, in the terms of django-import-export, with what our screens need."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from import_export.results import Result, RowResult


class Outcome(models.TextChoices):
    NEW = "new", _("Nouvelle")
    CHANGED = "changed", _("Modifiée")
    UNCHANGED = "unchanged", _("Identique")
    WRONG = "wrong", _("À corriger")
    DUPLICATE = "duplicate", _("En double")
    # Somebody very like this person is in the portal already: one says which it is.
    LIKELY = "likely", _("Déjà connue ?")
    LEFT_OUT = "left_out", _("Laissée de côté")

    @property
    def letter(self):
        return LETTERS[self]


LETTERS = {
    Outcome.NEW: "n",
    Outcome.CHANGED: "c",
    Outcome.UNCHANGED: "u",
    Outcome.WRONG: "w",
    Outcome.DUPLICATE: "d",
    Outcome.LIKELY: "l",
    Outcome.LEFT_OUT: "x",
}
OUTCOMES = {letter: outcome for outcome, letter in LETTERS.items()}
TO_WRITE = (Outcome.NEW, Outcome.CHANGED)
# What one mends in the file and sends again.
TO_MEND = (Outcome.WRONG, Outcome.DUPLICATE, Outcome.LIKELY)

_IMPORT_TYPES = {
    Outcome.NEW: RowResult.IMPORT_TYPE_NEW,
    Outcome.CHANGED: RowResult.IMPORT_TYPE_UPDATE,
    Outcome.UNCHANGED: RowResult.IMPORT_TYPE_SKIP,
    Outcome.WRONG: RowResult.IMPORT_TYPE_INVALID,
    Outcome.DUPLICATE: RowResult.IMPORT_TYPE_INVALID,
    Outcome.LIKELY: RowResult.IMPORT_TYPE_INVALID,
    Outcome.LEFT_OUT: RowResult.IMPORT_TYPE_SKIP,
}


@dataclass
class Difference:
    """One cell that would change: `hidden` when the value of today may not be shown to this person."""

    column: str
    before: str
    after: str
    hidden: bool = False

    def as_dict(self):
        return {"column": self.column, "before": self.before, "after": self.after, "hidden": self.hidden}


class SheetRow(RowResult):
    """A row of the file and what would become of it. `errors_by_column[""]` concerns the whole row."""

    # Fifty thousand of them are made in a second: what most rows do not have stands on the class.
    errors, validation_error, diff, instance, object_repr = (), None, None, None, None
    outcome, object_id, subject, decided = None, None, None, None
    key, short_key = "", ""
    differences, warnings, errors_by_column, changes, stored = (), (), {}, {}, {}
    # The file of this row is closed; the answers, (code, label), when somebody has to say which one it is.
    is_closed, answers = False, ()
    # The files that were named to say who this row resembles: each keeps a trace of it.
    resembles = ()

    def __init__(self, number, cells):  # RowResult's own would make six empty lists
        self.number, self.cells, self.values = number, cells, {}

    def wrong(self, column, message):
        if not self.errors_by_column:
            self.errors_by_column = {}
        self.errors_by_column.setdefault(column, message)
        self.outcome = Outcome.WRONG

    def warn(self, message):
        self.warnings = [*self.warnings, message]

    def settle(self, outcome):
        self.outcome = outcome

    @property
    def import_type(self):
        return _IMPORT_TYPES.get(self.outcome, RowResult.IMPORT_TYPE_SKIP)

    @property
    def is_settled(self):
        return self.outcome is not None

    def finding(self):
        """What is kept of this row beside its outcome; None when there is nothing to say."""
        if not (self.errors_by_column or self.differences or self.warnings or self.object_id or self.answers):
            return None
        finding = {
            "errors": self.errors_by_column,
            "warnings": list(self.warnings),
            "differences": [difference.as_dict() for difference in self.differences],
            "subject": str(self.subject.pk) if self.subject is not None else "",
            "object": str(self.object_id or ""),
        }
        if self.is_closed:
            finding["closed"] = True
        if self.answers:
            finding["answers"] = [list(answer) for answer in self.answers]
        if self.resembles:
            finding["resembles"] = list(self.resembles)
        return finding


class SheetResult(Result):
    """Rows with their outcome; `counts` by kind."""

    def add(self, row):
        self.append_row_result(row)
        self.increment_row_result_total(row)
        self.total_rows += 1

    @property
    def counts(self):
        counted = dict.fromkeys(Outcome.values, 0)
        for row in self.rows:
            counted[row.outcome] += 1
        return counted
