"""Which type of question a row of an XLSForm becomes, and why some rows become none."""

import re

from forms.definition import vocabulary as words
from forms.outputs.xlsform.words import SHAPES
from forms.readers.xlsform.choices import MAX_CHOICES, kind_of_list
from forms.readers.xlsform.conditions import kind_of_pattern

_SELECT = re.compile(
    r"(?:add )?(?P<how>select[_ ]one|select1|select[_ ]multiple|select all that apply)(?: prompt using)?"
    r"(?:[_ ]from)? +(?P<list>\S+)(?P<other> +or[_ ](?:specify[_ ])?other)?",
    re.IGNORECASE,
)
_BOUNDARIES = {
    "begin_group": "group",
    "begin_lgroup": "repeat",
    "begin_repeat": "repeat",
    "begin_looped_group": "repeat",
    "end_group": "end",
    "end_lgroup": "end",
    "end_repeat": "end",
    "end_looped_group": "end",
}
_METADATA = frozenset(
    (
        *("start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username"),
        *("email", "audit", "start-geopoint", "imei", "device_id", "background-audio"),
    )
)
_REFUSED = {
    "calculate": "un calcul : nos formulaires ne calculent pas",
    "calculate_here": "un calcul : nos formulaires ne calculent pas",
    "hidden": "une valeur cachée",
    "geopoint": "une position géographique",
    "geotrace": "un tracé géographique",
    "geoshape": "une surface géographique",
    "audio": "un enregistrement sonore",
    "video": "une vidéo",
    "rank": "un classement par ordre",
    "osm": "un objet d’une carte",
    "select_one_external": "une liste qui vient d’un autre fichier",
    "select_one_from_file": "une liste qui vient d’un autre fichier",
    "select_multiple_from_file": "une liste qui vient d’un autre fichier",
    "xml-external": "un fichier de données externe",
    "csv-external": "un fichier de données externe",
}
# type of the standard → (ours, what changes)
_PLAIN = {
    "text": (words.SHORT_TEXT, ""),
    "string": (words.SHORT_TEXT, ""),
    "integer": (words.WHOLE_NUMBER, ""),
    "int": (words.WHOLE_NUMBER, ""),
    "decimal": (words.AMOUNT, "un nombre décimal devient un montant en euros, à deux décimales"),
    "range": (words.WHOLE_NUMBER, "un curseur devient un nombre entier"),
    "date": (words.DATE, ""),
    "datetime": (words.DATE, "l’heure n’est pas reprise, seulement le jour"),
    "time": (words.SHORT_TEXT, "une heure devient un texte court"),
    "barcode": (words.SHORT_TEXT, "un code-barres devient un texte court"),
    "acknowledge": (words.YES_NO, "une case à confirmer devient oui ou non"),
    "trigger": (words.YES_NO, "une case à confirmer devient oui ou non"),
    "note": (words.STATEMENT, ""),
    "file": (words.FILE, ""),
    "image": (words.FILE, "une photo devient un fichier à joindre en ligne"),
    "photo": (words.FILE, "une photo devient un fichier à joindre en ligne"),
}


def boundary_of(cell):
    """« group » or « repeat » where one begins, « end » where one ends, or nothing."""
    return _BOUNDARIES.get(re.sub(r"\s+", "_", cell.strip().casefold()), "")


class Kind:
    """The type of a row: ours (or None), the list it names, whether it takes « other », and what is lost."""

    def __init__(self, kind=None, listed="", with_other=False, lost="", base=""):
        self.kind, self.listed, self.with_other = kind, listed, with_other
        self.lost, self.base = lost, base


def kind_of(row, lists):
    """The Kind of a row that begins or ends nothing."""
    cell = " ".join(row.get("type").split())
    first = cell.casefold().split(" ")[0]
    if first in _METADATA:
        return Kind(lost="une donnée que l’appareil ajoute seul, sans question")
    if first in _REFUSED:
        return Kind(lost=_REFUSED[first])
    select = _SELECT.fullmatch(cell)
    if select:
        return _select_kind(row, select, lists)
    base = cell.casefold()
    if base not in _PLAIN:
        return Kind(lost=f"le type « {cell[:60]} » n’existe pas chez nous")
    kind, changed = _plain_kind(row, base)
    ours = _ours(row, base)
    return Kind(ours, base=base) if ours else Kind(kind, lost=changed, base=base)


def _ours(row, base):
    """The type that our own column says, while the standard cell agrees with it."""
    kind = row.get("x_type")
    return kind if kind in SHAPES and SHAPES[kind][0] == base else None


def _plain_kind(row, base):
    kind, changed = _PLAIN[base]
    appearance = row.get("appearance").split()
    if kind == words.SHORT_TEXT:
        if "multiline" in appearance:
            return words.LONG_TEXT, changed
        return kind_of_pattern(row.get("constraint")) or kind, changed
    if kind == words.DATE and "month-year" in appearance:
        return words.YEAR_MONTH, changed
    return kind, changed


def _select_kind(row, select, lists):
    listed, rows = select["list"], lists.get(select["list"], [])
    several = "multiple" in select["how"].casefold() or "all" in select["how"].casefold().split()
    base = "select_multiple" if several else "select_one"
    if not rows:
        return Kind(lost=f"la liste de choix « {listed[:60]} » ne se trouve pas dans la feuille « choices »")
    kind = words.SEVERAL_CHOICES if several else words.ONE_CHOICE
    ours = _ours(row, base)
    # A list that staff changed is a list of choices again.
    if not several and ours != words.ONE_CHOICE and not select["other"]:
        kind = kind_of_list(listed, rows) or kind
    if kind in words.CHOICE_TYPES and len(rows) > MAX_CHOICES and ours not in words.CHOICE_TYPES:
        changed = f"la liste a {len(rows)} choix, {MAX_CHOICES} au plus : la question devient un texte court"
        return Kind(words.SHORT_TEXT, lost=changed, base=base)
    return Kind(kind, listed, bool(select["other"]), base=base)
