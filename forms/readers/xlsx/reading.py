"""A filled spreadsheet → its lines, each read by the version that its sheet was made from, however old."""

import json
from dataclasses import dataclass, field

from forms.models import FormVersion
from forms.outputs.xlsx.example import example, example_text
from forms.outputs.xlsx.layout import GUIDE, MAX_COLUMNS, MAX_ROWS, Layout
from forms.readers.xlsx.columns import match_columns, stamp_of_sheet
from forms.readers.xlsx.rows import DOUBTFUL, STILL_MARKED, Example, ReadRow, RowReader, is_marked
from forms.services import service_names
from portal.sheets.cells import is_blank, shown
from portal.sheets.limits import Limits, in_words
from portal.sheets.sheet import Unreadable, ask_child, cells_of

# Some fifteen seconds of reading: what one may ask of a page.
MAX_CELLS = 400_000
_CHILD = "forms.readers.xlsx.child:read"
# A few columns more than the widest form: those that people add for themselves. Wide forms have fewer rows.
LIMITS = Limits(rows=MAX_ROWS, columns=MAX_COLUMNS + 60, far_column=MAX_COLUMNS + 200, area=4_000_000)
_TAKE_THE_TEMPLATE = "Téléchargez le modèle du formulaire, recopiez-y vos lignes, puis déposez-le."
NO_STAMP = (
    "Ce classeur n’est pas un de nos modèles, ou la marque de sa version a été perdue en chemin. "
    f"{_TAKE_THE_TEMPLATE}"
)


@dataclass
class Line:
    """A line of a sheet: its number as people see it, its own reference, its cells, what was read in it."""

    number: int
    reference: str
    cells: list
    read: ReadRow


@dataclass
class FilledSheet:
    """One sheet, read by one version. Positions lead to flat names (`names`), or to headings."""

    name: str
    names: dict
    extra: dict
    headings: dict
    told: list
    lines: list = field(default_factory=list)
    version: FormVersion | None = None


def read_xlsx(payload, *, today=None):
    """[FilledSheet] of a workbook's bytes; never without a line. Raises Unreadable in French."""
    return sheets_of(ask_child(_CHILD, payload, LIMITS), today=today)


def sheets_of(book, *, today=None):
    """The same, from what the child process answered."""
    found = []
    for name, version, rows in _sheets_with_version(book):
        _refuse_too_much(name, rows)
        layout = Layout(version.document, version.stamp, service_names(version.document))
        sheet = read_sheet(layout, name, rows, book["example"], today=today)
        sheet.version = version
        found.append(sheet)
    count = sum(len(sheet.lines) for sheet in found)
    if not count:
        raise Unreadable(
            "Ce fichier n’a aucune ligne remplie sous ses titres. Remplissez-le, enregistrez-le, puis "
            "déposez-le."
        )
    if count > MAX_ROWS:
        raise Unreadable(
            f"Ce fichier a {in_words(count)} lignes remplies ; {in_words(MAX_ROWS)} au plus sont prises à la "
            "fois. Coupez-le en plusieurs fichiers."
        )
    return [sheet for sheet in found if sheet.lines]


def _refuse_too_much(name, rows):
    cells = sum(not is_blank(cell) for row in rows for cell in row)
    if cells > MAX_CELLS:
        raise Unreadable(
            f"La feuille « {name[:40]} » a {in_words(cells)} cellules remplies : c’est trop à la fois. "
            "Coupez-la en plusieurs fichiers."
        )


def _sheets_with_version(book):
    """(name, version, rows) of the sheets to read: those that bear a stamp, else the first one."""
    sheets = [(sheet["name"], cells_of(sheet["rows"])) for sheet in book["sheets"] if sheet["rows"]]
    stamped = [(name, stamp_of_sheet(rows), rows) for name, rows in sheets]
    stamped = [(name, stamp, rows) for name, stamp, rows in stamped if stamp]
    if not stamped:
        others = [(name, rows) for name, rows in sheets if name != GUIDE]
        if not others:
            raise Unreadable(f"Ce classeur est vide. {_TAKE_THE_TEMPLATE}")
        stamped = [(others[0][0], book["version"].strip(), others[0][1])]
    return [(name, version_of(stamp), rows) for name, stamp, rows in stamped]


def version_of(stamp):
    """The published version that a stamp names. Raises Unreadable in French."""
    parts = stamp.split(";")
    if len(parts) != 3 or not parts[1].isascii() or not parts[1].isdecimal() or len(parts[1]) > 9:
        raise Unreadable(NO_STAMP)
    slug, number, digest = parts
    versions = FormVersion.objects.select_related("definition").filter(definition__slug=slug)
    version = versions.filter(number=int(number)).first()
    if version is not None and digest and version.sha256.startswith(digest):
        return version
    if version is not None:
        raise Unreadable(
            f"Ce classeur se dit de la version {number} du formulaire « {version.definition.title} », mais "
            "il ne lui correspond pas : il vient d’un autre site, ou sa marque a été changée. "
            f"{_TAKE_THE_TEMPLATE}"
        )
    if versions.exists():
        raise Unreadable(
            f"Ce classeur se dit de la version {number} du formulaire « {slug} », qui n’existe pas ici. "
            f"{_TAKE_THE_TEMPLATE}"
        )
    raise Unreadable(
        f"Ce classeur vient d’un formulaire que nous ne connaissons pas (« {slug[:40]} »). "
        f"{_TAKE_THE_TEMPLATE}"
    )


def read_sheet(layout, name, rows, kept_example="", *, today=None):
    """The FilledSheet of these rows, without its version. Raises Unreadable in French."""
    matched = match_columns(layout, rows)
    reader = RowReader(layout, matched.names, today=today)
    examples = [Example(layout, matched.names, known) for known in _examples(layout, kept_example)]
    sheet = FilledSheet(name, matched.names, matched.extra, matched.headings, matched.told)
    if matched.doubtful is not None and any(not is_blank(cell) for cell in rows[matched.doubtful]):
        sheet.lines.append(
            Line(matched.doubtful + 1, "", rows[matched.doubtful], ReadRow(errors={"": DOUBTFUL}))
        )
    for number, cells in enumerate(rows[matched.first :], start=matched.first + 1):
        if not _is_filled(matched, cells):
            continue
        marked = is_marked(cells)
        if not any(known.is_it(cells, marked) for known in examples):
            sheet.lines.append(_line(number, cells, matched, reader, marked))
    return sheet


def _examples(layout, kept):
    """The example as this file keeps it, and as we would write it today."""
    known = [json.loads(example_text(example(layout)) or "{}")]
    try:
        own = json.loads(kept)
    except ValueError:
        return known
    return [own, *known] if isinstance(own, dict) else known


def _is_filled(matched, cells):
    """Whether a line says anything: its own reference alone, or a column that we do not take, does not."""
    return any(position < len(cells) and not is_blank(cells[position]) for position in matched.names)


def _line(number, cells, matched, reader, marked):
    reference = cells[matched.reference] if matched.reference is not None else None
    read = reader.read(cells)
    if marked:
        read.wrong("", STILL_MARKED)
    return Line(number, shown(reference).strip()[:80], cells, read)
