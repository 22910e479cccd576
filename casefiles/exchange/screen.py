"""A stored row as the preview draws it: each cell with its error or its difference beside it."""

from dataclasses import dataclass

from casefiles.access import visible_to
from casefiles.exchange.results import Outcome
from casefiles.models import CaseFile
from portal.sheets.cells import shown, unpack

ICONS = {
    Outcome.NEW: "plus",
    Outcome.CHANGED: "edit",
    Outcome.UNCHANGED: "check",
    Outcome.WRONG: "warning",
    Outcome.DUPLICATE: "copy",
}
MAX_SHOWN = 160
# A text longer than this is given room instead of being kept on one line.
LONG = 28


@dataclass(frozen=True)
class PreviewColumn:
    position: int
    label: str
    name: str


def preview_columns(batch, resource):
    """The columns of the file that were understood, in the file's own order."""
    fields = resource.sheet_fields()
    columns = sorted((int(position), name) for position, name in batch.reading["columns"].items())
    return [
        PreviewColumn(position, fields[name].column_name, name)
        for position, name in columns
        if name in fields
    ]


def rows_on_screen(user, rows, columns, resource):
    """The rows as this person may see them now: since the preview a file may have changed hands."""
    rows = list(rows)
    subjects = {row.content["subject"] for row in rows if row.content.get("subject")}
    files = visible_to(user, CaseFile).filter(pk__in=subjects).values_list("pk", flat=True)
    readable = {str(pk) for pk in files}
    confidential = {field.column_name for field in resource.sheet_fields().values() if field.confidential}
    return [
        RowOnScreen(row, columns, set() if row.content.get("subject") in readable else confidential)
        for row in rows
    ]


class RowOnScreen:
    """`hidden` names the columns whose value of today is not shown."""

    def __init__(self, row, columns, hidden):
        content = row.content
        self.number, self.outcome, self.written = row.number, row.outcome, row.written
        self.icon = ICONS[row.outcome]
        self.outcome_label = Outcome(row.outcome).label
        self.errors, self.warnings = content["errors"], content["warnings"]
        self.whole = self.errors.get("", "")
        changes = {
            change["column"]: {**change, "before": "", "hidden": True}
            if change["column"] in hidden
            else change
            for change in content["differences"]
        }
        self.cells = [self._cell(column, content, changes.get(column.label)) for column in columns]

    def _cell(self, column, content, change):
        text = _short(shown(unpack(content["cells"][column.position])))
        change = change and {
            **change,
            "before": _short(change["before"]),
            "after": _short(change["after"]),
        }
        longest = max(len(text), len(change["before"]) + len(change["after"]) if change else 0)
        return {
            "label": column.label,
            "text": text,
            "error": _beside(column.label, self.errors.get(column.label, "")),
            "change": change,
            "is_long": longest > LONG,
        }


def _closed(change):
    return {**change, "before": "", "hidden": True}


def _beside(label, message):
    """Beside its cell a message need not name the column."""
    message = message.removeprefix(f"Colonne « {label} » : ")
    return message[:1].upper() + message[1:]


def _short(text):
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
