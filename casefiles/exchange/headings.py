"""Which row holds the headings, and which column is which field: by key, by label, by likeness."""

import difflib
import hashlib
from dataclasses import dataclass, field

from casefiles.text import normalise
from portal.sheets.cells import is_blank, shown

ERRORS_HEADING = "Erreurs"
LIKENESS = 0.75


@dataclass
class Headings:
    """`line` is the headings' own line; `columns` maps a position to the name of a field.

    `likely` maps a position to the field that its heading resembles; `problems` are French sentences: as long
    as there is one, somebody has to look at the columns.
    """

    line: int
    labels: list
    columns: dict
    likely: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)

    @property
    def is_complete(self):
        return not self.problems

    def as_reading(self):
        """As a batch keeps it."""
        return {
            "line": self.line,
            "labels": self.labels,
            "columns": {str(position): name for position, name in self.columns.items()},
            "likely": {str(position): name for position, name in self.likely.items()},
            "problems": self.problems,
            "examples": 0,
        }


def find_headings(sheet, fields, *, known=None):
    """The headings of a sheet for these fields {name: SheetField}.

    `known` gives {heading: field} as somebody matched them once, for the digest of the headings, or None.
    """
    words = words_of(fields)
    head = sheet.head()
    best = max(range(len(head)), key=lambda position: (_recognised(head[position], words), -position))
    return match_line(head, best + 1, fields, known=known)


def match_line(head, line, fields, *, known=None):
    """The headings of this very line."""
    labels = [shown(cell).strip() for cell in head[line - 1]]
    matched = known(digest(labels)) if known else None
    # What somebody said of these very headings is followed as it was said, columns not to be read included.
    columns, problems = _by_words(labels, matched or words_of(fields), fields)
    likely = {} if matched else _by_likeness(labels, columns, fields)
    return Headings(line, labels, columns, likely, problems + missing_of(columns, fields))


def words_of(fields):
    """{word: field}: every heading, normalised, that tells which field it is."""
    found = {normalise(name): name for name in fields}
    return found | {word: name for name, sheet_field in fields.items() for word in sheet_field.words()}


def digest(labels):
    """The same for two files with the same headings, however they are spelled."""
    said = "|".join(normalise(label) for label in labels if normalise(label) != normalise(ERRORS_HEADING))
    return hashlib.sha256(said.encode()).hexdigest()


def missing_of(columns, fields):
    """[sentence] when a field that every row needs has no column."""
    missing = [f for name, f in fields.items() if f.required and name not in columns.values()]
    if not missing:
        return []
    listed = ", ".join(f"« {f.column_name} »" for f in missing)
    if len(missing) == 1:
        return [f"Il manque la colonne {listed} : dites laquelle c’est dans votre fichier."]
    return [f"Il manque les colonnes {listed} : dites lesquelles ce sont dans votre fichier."]


def _recognised(row, words):
    return len({words[word] for cell in row if (word := normalise(shown(cell))) in words})


def _by_words(labels, words, fields):
    columns, problems = {}, []
    for position, label in enumerate(labels):
        name = words.get(normalise(label))
        if name is None or name not in fields:
            continue
        if name in columns.values():
            first = labels[next(p for p, known in columns.items() if known == name)]
            problems.append(
                f"Deux colonnes disent la même chose : « {first[:40]} » et « {label[:40]} ». "
                "Dites laquelle il faut lire."
            )
        else:
            columns[position] = name
    return columns, problems


def _by_likeness(labels, columns, fields):
    wanted = {word: name for name, f in fields.items() if name not in columns.values() for word in f.words()}
    likely = {}
    for position, label in enumerate(labels):
        if position in columns or is_blank(label):
            continue
        near = difflib.get_close_matches(normalise(label), list(wanted), n=1, cutoff=LIKENESS)
        if near and wanted[near[0]] not in likely.values():
            likely[position] = wanted[near[0]]
    return likely
