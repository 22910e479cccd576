"""The lines to correct, as `make_xlsx` gives them back: what was written, and what to do about it."""

from dataclasses import dataclass, field

from forms.models import SheetImportRow
from portal.sheets.cells import unpack


@dataclass
class RowToMend:
    """`cells` and `errors` go by flat name; `said` is what to do; `extra` the person's own columns."""

    reference: str
    cells: dict
    errors: dict
    said: list
    extra: list = field(default_factory=list)


def rows_to_mend(batch, sheet):
    """[RowToMend] of the lines of one sheet that are to be corrected."""
    wrong = batch.rows.filter(outcome=SheetImportRow.Outcome.WRONG, sheet=sheet.index).order_by("place")
    return [_to_mend(row.content, sheet) for row in wrong]


def own_columns(sheet):
    """{position: heading} of what the template has no column for: the person's own, several boxes in one."""
    return sheet.extra | {
        position: sheet.headings.get(position, name)
        for position, name in sheet.names.items()
        if name not in sheet.layout.by_name
    }


def _to_mend(content, sheet):
    cells = [unpack(cell) for cell in content["cells"]]

    def at(position):
        return cells[position] if position < len(cells) else None

    headings = sheet.layout.headings
    said = [
        f"« {headings[name]} » : {message}" if name in headings else message
        for name, message in content["errors"].items()
    ]
    return RowToMend(
        reference=content["reference"],
        cells={name: at(position) for position, name in sheet.names.items()},
        errors=content["errors"],
        said=said,
        extra=[at(position) for position in own_columns(sheet)],
    )
