"""A stored row as the preview draws it: each cell with its error, its difference, or what mends it."""

from dataclasses import dataclass

from casefiles.access import visible_to
from casefiles.exchange.resources.base import LEAVE_OUT
from casefiles.exchange.results import Outcome
from casefiles.exchange.survey import labels_of
from portal.sheets.cells import shown

ICONS = {
    Outcome.NEW: "plus",
    Outcome.CHANGED: "edit",
    Outcome.UNCHANGED: "check",
    Outcome.WRONG: "warning",
    Outcome.DUPLICATE: "copy",
    Outcome.LIKELY: "user",
    Outcome.LEFT_OUT: "cross",
}
MAX_SHOWN = 160
# A text longer than this is given room instead of being kept on one line.
LONG = 28
# Beyond, a list is read in the file that one mends rather than in the cell.
MOST_CHOICES = 80


@dataclass(frozen=True)
class PreviewColumn:
    position: int
    label: str
    name: str
    choices: tuple = ()
    is_required: bool = False


def preview_columns(batch, resource):
    """The columns of the file that were understood, in the file's own order."""
    fields = resource.fields_here()
    return [
        PreviewColumn(
            position,
            fields[name].column_name,
            name,
            tuple(labels_of(fields[name].widget)),
            fields[name].required,
        )
        for position, name in sorted(batch.columns.items())
        if name in fields
    ]


@dataclass
class Typed:
    """What somebody has just written in a row and could not be kept, with what was wrong."""

    line: int
    cells: dict
    problems: dict
    message: str = ""


class Pencil:
    """Which cells may be written in: those that are wrong or, of the row that was opened, all of them."""

    def __init__(self, *, is_open=False, opened=None, typed=None):
        self.is_open, self.opened, self.typed = is_open, opened, typed

    def mends(self, row):
        return self.is_open and row.decided != LEAVE_OUT and bool(row.errors or self.opens(row))

    def opens(self, row):
        return self.is_open and (row.number == self.opened or self.typed_in(row) is not None)

    def typed_in(self, row):
        return self.typed if self.typed and self.typed.line == row.number else None


def rows_on_screen(user, rows, columns, resource, *, pencil=None, links=None):
    """The rows as this person may see them now: since the preview a file may have changed hands."""
    rows, pencil, links = list(rows), pencil or Pencil(), links or {}
    subjects = {row.finding["subject"] for row in rows if row.finding.get("subject")}
    files = visible_to(user, resource.subject_model).filter(pk__in=subjects).values_list("pk", flat=True)
    readable = {str(pk) for pk in files}
    confidential = {field.column_name for field in resource.sheet_fields().values() if field.confidential}
    shown_rows = [
        RowOnScreen(
            row,
            columns,
            set() if row.finding.get("subject") in readable else confidential,
            pencil,
            links.get(row.number, ""),
            resource.choices_for(row.finding),
        )
        for row in rows
    ]
    _chain(shown_rows)
    return shown_rows


def _chain(rows):
    """Each row knows the next one to mend: where one goes after having saved it."""
    following = ""
    for row in reversed(rows):
        row.following = following
        if row.is_wrong:
            following = row.number


class RowOnScreen:
    """`hidden` names the columns whose value of today is not shown."""

    def __init__(self, row, columns, hidden, pencil, link, answers):
        self.number, self.outcome, self.link = row.number, row.outcome, link
        self.icon = ICONS[row.outcome]
        self.outcome_label = Outcome(row.outcome).label
        self.is_wrong = row.outcome == Outcome.WRONG
        self.errors, self.warnings = row.errors, row.finding.get("warnings", [])
        self.whole, self.kept = self.errors.get("", ""), row.finding.get("kept", "")
        self.is_closed = row.finding.get("closed", False)
        self.decided, self.is_left_out = row.decided, row.decided == LEAVE_OUT
        self.answers = [] if self.is_left_out else answers
        self.is_opened, self.following = pencil.opens(row), ""
        self._typed, self._mends = pencil.typed_in(row), pencil.mends(row)
        self.problem = self._typed.message if self._typed else ""
        changes = {
            change["column"]: {**change, "before": "", "hidden": True}
            if change["column"] in hidden
            else change
            for change in row.finding.get("differences", [])
        }
        self.cells = [self._cell(column, row, changes.get(column.label)) for column in columns]
        self.may_be_mended = any(cell["field"] for cell in self.cells)

    def _cell(self, column, row, change):
        whole = shown(row.cells[column.position])
        text, error = _short(whole), _beside(column.label, self.errors.get(column.label, ""))
        change = change and {
            **change,
            "before": _short(change["before"]),
            "after": _short(change["after"]),
        }
        longest = max(len(text), len(change["before"]) + len(change["after"]) if change else 0)
        return {
            "label": column.label,
            "is_required": column.is_required,
            "text": text,
            "error": error,
            "change": change,
            "is_long": longest > LONG,
            "field": self._field(column, whole, error),
            "sent": _short(_sent_otherwise(row, column.position)),
        }

    def _field(self, column, text, error):
        """What one writes in to mend this cell."""
        if not self._mends or not (self.is_opened or column.label in self.errors):
            return None
        typed = self._typed
        value = typed.cells.get(column.position, text) if typed else text
        choices = column.choices if len(column.choices) <= MOST_CHOICES else ()
        return {
            "name": f"c{column.position}",
            "value": value,
            "choices": choices,
            # Beside the list itself, its values need no saying.
            "said": error.partition(" Écrivez «")[0] if choices else error,
            # What the file says stays among the choices: nobody changes it by opening the list.
            "is_other": bool(choices) and value not in choices,
            "is_tall": not choices and (len(value) > MAX_SHOWN or "\n" in value),
            "problem": typed.problems.get(column.position, "") if typed else "",
        }


def _sent_otherwise(row, position):
    """What the file said, when it was mended here."""
    sent = row.sent[position]
    return "" if sent == row.cells[position] else shown(sent) or "vide"


def _beside(label, message):
    """Beside its cell a message need not name the column."""
    message = message.removeprefix(f"Colonne « {label} » : ")
    return message[:1].upper() + message[1:]


def _short(text):
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def time_left(seconds):
    """How long it will still take, as one says it."""
    if seconds < 10:
        return "presque fini"
    if seconds < 45:
        return "encore moins d’une minute"
    minutes = round(seconds / 60)
    if minutes <= 1:
        return "encore une minute environ"
    if minutes < 90:
        return f"encore {minutes} minutes environ"
    return f"encore {round(minutes / 60)} heures environ"
