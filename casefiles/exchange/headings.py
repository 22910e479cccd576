"""Which row holds the headings, and which column is which field: without accents, case or punctuation."""

import difflib
from dataclasses import dataclass, field

from casefiles.text import normalise
from portal.sheets.cells import is_blank, shown
from portal.sheets.sheet import Unreadable

ERRORS_HEADING = "Erreurs"


@dataclass
class Headings:
    """`line` is the headings' own line; `columns` maps a position to the name of a field."""

    line: int
    labels: list
    columns: dict
    unknown: list = field(default_factory=list)


def find_headings(sheet, fields):
    """The headings of a sheet for these fields {name: SheetField}. Raises Unreadable in French."""
    words = {word: name for name, sheet_field in fields.items() for word in sheet_field.words()}
    best, best_count, head = 0, 0, sheet.head()
    for position, row in enumerate(head):
        count = len({words[normalise(shown(cell))] for cell in row if normalise(shown(cell)) in words})
        if count > best_count:
            best, best_count = position, count
    labels = [shown(cell).strip() for cell in head[best]]
    columns, unknown = _match(labels, words, fields)
    missing = [f for name, f in fields.items() if f.required and name not in columns.values()]
    if missing:
        raise Unreadable(_missing_message(missing, labels, fields))
    return Headings(best + 1, labels, columns, unknown)


def _match(labels, words, fields):
    columns, unknown = {}, []
    for position, label in enumerate(labels):
        name = words.get(normalise(label))
        if name is None:
            if label and normalise(label) != normalise(ERRORS_HEADING):
                unknown.append(_with_likely(label, fields, columns))
            continue
        if name in columns.values():
            first = labels[next(p for p, known in columns.items() if known == name)]
            raise Unreadable(
                f"Deux colonnes disent la même chose : « {first} » et « {label} ». "
                "Gardez-en une seule et renvoyez le fichier."
            )
        columns[position] = name
    return columns, unknown


def _with_likely(label, fields, columns):
    """The heading that was not understood, and the one it resembles if that one is missing."""
    wanted = {normalise(f.column_name): f.column_name for n, f in fields.items() if n not in columns.values()}
    near = difflib.get_close_matches(normalise(label), list(wanted), n=1, cutoff=0.75)
    return {"label": label[:80], "likely": wanted[near[0]] if near else ""}


def _missing_message(missing, labels, fields):
    listed = ", ".join(f"« {f.column_name} »" for f in missing)
    optional = ", ".join(f"« {f.column_name} »" for f in fields.values() if not f.required)
    read = ", ".join(f"« {label[:40]} »" for label in labels[:15] if not is_blank(label)) or "aucun"
    noun = "Il manque la colonne" if len(missing) == 1 else "Il manque les colonnes"
    return (
        f"{noun} {listed}. Titres lus dans le fichier : {read}. "
        f"Écrivez les titres sur une seule ligne, au-dessus des données. Colonnes facultatives : {optional}."
    )
