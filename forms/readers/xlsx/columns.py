"""Which column of a sheet is which question: by the hidden line of names, else by the headings.

Columns may have moved, been added, renamed or hidden. What is not understood is told, never guessed.
"""

import re
from dataclasses import dataclass, field

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.columns import flat_name
from forms.definition.document import text
from forms.definition.municipalities import folded
from forms.outputs.xlsx.layout import ERRORS, ERRORS_NAME, REFERENCE
from portal.sheets.cells import is_blank, shown
from portal.sheets.limits import HEADER_SEARCH_ROWS
from portal.sheets.sheet import Unreadable
from portal.sheets.writers.workbook import letters

STAMP = re.compile(r"[a-z0-9][a-z0-9_-]{0,39};[0-9]{1,9};[0-9a-f]{12}")
_MARK = re.compile(r"\s*\(?\*\)?\s*$")
_MOST_TOLD = 12


@dataclass
class Matched:
    """`names` maps a position to a flat name; `first` is where the rows begin (both count from 0)."""

    names: dict
    first: int
    headings: dict
    reference: int | None = None
    extra: dict = field(default_factory=dict)
    # A line of which nobody can tell whether it is the headings or a first row.
    doubtful: int | None = None
    told: list = field(default_factory=list)


def stamp_of_sheet(rows):
    """The stamp that stands in the first lines of a sheet, or ""."""
    for row in rows[:HEADER_SEARCH_ROWS]:
        for cell in row:
            if isinstance(cell, str) and STAMP.fullmatch(cell.strip()):
                return cell.strip()
    return ""


def match_columns(layout, rows):
    """The Matched of a sheet for this layout. Raises Unreadable in French."""
    return _Matching(layout, rows).matched()


class _Matching:
    def __init__(self, layout, rows):
        self.layout, self.rows = layout, rows
        self.whole = _whole_names(layout)
        self.names = {*layout.by_name, *self.whole}
        said = {**self.whole, **layout.headings}
        self.by_heading = {}
        for name, heading in said.items():
            self.by_heading.setdefault(_heading(heading), name)
        # A label that is all signs has no words to be known by; an empty heading is nobody's.
        self.by_heading.pop("", None)
        self.key_line, self.heading_line = self._lines()
        self.told = []

    def _lines(self):
        """(line of names, line of headings), each None when it is not there."""
        head = self.rows[:HEADER_SEARCH_ROWS]
        keyed = [sum(_plain(cell) in self.names for cell in row) for row in head]
        headed = [sum(_heading(cell) in self.by_heading for cell in row) for row in head]
        key_line = keyed.index(max(keyed)) if max(keyed) else None
        if key_line is not None:
            headed[key_line] = 0
            return key_line, headed.index(max(headed)) if max(headed) >= max(keyed) / 3 else None
        if not max(headed):
            raise Unreadable(_UNKNOWN)
        return None, headed.index(max(headed))

    def matched(self):
        keys = self._line(self.key_line)
        headings = {position: shown(cell).strip() for position, cell in self._line(self.heading_line).items()}
        first = max(line for line in (self.key_line, self.heading_line) if line is not None) + 1
        doubtful = None
        if self.heading_line is None and first < len(self.rows):
            # Without headings to be known by, the next line may be them, in another language.
            doubtful, first = first, first + 1
        self.first = first
        found, extra, reference = {}, {}, None
        for position in range(max((len(row) for row in self.rows), default=0)):
            key, heading = _plain(keys.get(position)), headings.get(position, "")
            name = key if key in self.names else self.by_heading.get(_heading(heading))
            if name:
                self._tell_renamed(name, heading)
                found.setdefault(name, []).append(position)
            elif STAMP.fullmatch(key) or folded(heading) == folded(REFERENCE):
                reference = position
            elif (
                key != ERRORS_NAME
                and folded(heading) != folded(ERRORS)
                and self._has_something(position, heading)
            ):
                extra[position] = heading
        names = self._once(found)
        self._tell(names, extra, headings)
        return Matched(names, first, headings, reference, extra, doubtful, self.told)

    def _line(self, line):
        row = self.rows[line] if line is not None else ()
        return {position: cell for position, cell in enumerate(row) if not is_blank(cell)}

    def _filled(self, position):
        return any(position < len(row) and not is_blank(row[position]) for row in self.rows[self.first :])

    def _has_something(self, position, heading):
        return bool(heading) or self._filled(position)

    def _once(self, found):
        """{position: name}; of two columns with the same name the empty one is let go."""
        names = {}
        for name, positions in found.items():
            filled = [position for position in positions if self._filled(position)]
            if len(filled) > 1:
                places = " et ".join(letters(position + 1) for position in filled)
                raise Unreadable(
                    f"Deux colonnes répondent à « {self._said(name)} » : {places}. "
                    "Gardez-en une seule, puis déposez à nouveau le fichier."
                )
            names[(filled or positions)[0]] = name
        return names

    def _said(self, name):
        return self.layout.headings.get(name) or self.whole[name]

    # --- what is told ---------------------------------------------------------------------------------------
    def _tell_renamed(self, name, heading):
        if heading and _heading(heading) not in (folded(self._said(name)), ""):
            self.told.append(f"Le titre « {heading[:60]} » est lu comme « {self._said(name)} ».")

    def _tell(self, names, extra, headings):
        if self.key_line is None:
            self.told.append(
                "La ligne masquée, tout en haut, a disparu : les colonnes sont reconnues à leurs titres."
            )
        for position in extra:
            said = headings.get(position) or "sans titre"
            self.told.append(
                f"La colonne {letters(position + 1)} (« {said[:60]} ») n’est pas une question du "
                "formulaire : elle n’est pas reprise."
            )
        self._tell_missing(set(names.values()))
        if len(self.told) > _MOST_TOLD:
            rest = len(self.told) - _MOST_TOLD
            self.told[_MOST_TOLD:] = [f"Et {rest} autres remarques de cette sorte."]

    def _tell_missing(self, present):
        missing = [
            column
            for column in self.layout.columns
            if column.name not in present and _whole_of(column) not in present
        ]
        needed = [column for column in missing if self.layout.need(column) == "*"]
        if needed:
            said = ", ".join(f"« {self.layout.headings[column.name]} »" for column in needed[:8])
            raise Unreadable(
                f"Il manque {_columns(len(needed))} {said}, dont la réponse est toujours nécessaire. "
                "Reprenez le modèle, recopiez-y vos lignes, puis déposez-le."
            )
        for label in dict.fromkeys(french(text(self.layout.asked(column)["label"])) for column in missing):
            self.told.append(f"Des colonnes de « {label} » manquent : ces réponses resteront vides.")


_UNKNOWN = (
    "Aucune colonne de ce tableau n’a le titre d’une question du formulaire. Reprenez le modèle, recopiez-y "
    "vos lignes, puis déposez-le."
)


def _plain(cell):
    return cell.strip() if isinstance(cell, str) else ""


def _heading(cell):
    """A heading without its mark, its accents or its case."""
    return folded(_MARK.sub("", _plain(cell))) if isinstance(cell, str) else ""


def _columns(count):
    return "la colonne" if count == 1 else "les colonnes"


def _whole_of(column):
    """« needs » for « needs__housing »: people also write several choices in one cell."""
    return flat_name(column.question, column.group, column.row) if column.code else ""


def _whole_names(layout):
    """{name: heading} of the several-choices questions, for sheets that have one column for them."""
    found = {}
    for column in layout.columns:
        if column.question["type"] == words.SEVERAL_CHOICES:
            place = f"{text(column.group['label'])} {column.row} · " if column.group else ""
            found[_whole_of(column)] = french(place + text(column.question["label"]))
    return found
