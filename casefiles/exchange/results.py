"""What an import says of each row, in the terms of django-import-export, with what our screens need."""

from dataclasses import dataclass

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from import_export.results import Result, RowResult


class Outcome(models.TextChoices):
    NEW = "new", _("Nouvelle")
    CHANGED = "changed", _("Modifiée")
    UNCHANGED = "unchanged", _("Identique")
    WRONG = "wrong", _("À corriger")
    DUPLICATE = "duplicate", _("En double")


_IMPORT_TYPES = {
    Outcome.NEW: RowResult.IMPORT_TYPE_NEW,
    Outcome.CHANGED: RowResult.IMPORT_TYPE_UPDATE,
    Outcome.UNCHANGED: RowResult.IMPORT_TYPE_SKIP,
    Outcome.WRONG: RowResult.IMPORT_TYPE_INVALID,
    Outcome.DUPLICATE: RowResult.IMPORT_TYPE_INVALID,
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

    def __init__(self, number, cells):
        super().__init__()
        self.number, self.cells = number, cells
        self.values, self.key = {}, ""
        self.outcome = None
        self.differences, self.warnings = [], []
        self.errors_by_column = {}
        self.changes = {}
        self.subject = None

    def wrong(self, column, message):
        self.errors_by_column.setdefault(column, message)
        self.settle(Outcome.WRONG)

    def settle(self, outcome):
        self.outcome = outcome
        self.import_type = _IMPORT_TYPES[outcome]

    @property
    def is_settled(self):
        return self.outcome is not None

    def fingerprint(self):
        """A keyed digest of what was announced: the same row, the same base, the same digest."""
        said = [self.number, str(self.outcome), str(self.object_id or ""), self.key]
        said += [(d.column, d.before, d.after) for d in self.differences]
        said += sorted(self.errors_by_column.items())
        return salted_hmac("casefiles.exchange.plan", repr(said), algorithm="sha256").hexdigest()


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
