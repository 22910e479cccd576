"""French cells to values. Each widget says in one sentence what is wrong and what to write instead."""

import copy
import datetime
import difflib
import re

from django.core.exceptions import ValidationError
from import_export.widgets import Widget

from casefiles.text import normalise
from portal.sheets.cells import is_blank, is_formula_error, shown
from portal.sheets.sheet import Minutes

_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009"), None)
_DMY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_WORDS = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er)? ([a-z]+) (\d{4})")
_OF_DAY = re.compile(r"(\d{1,2})(?:h|:(?=\d))(\d{2})?(?:(?<=:\d\d):\d{2})?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?(?:\s*min(?:utes?)?)?", re.IGNORECASE)
# A reference that is written as we write it.
_REFERENCE = re.compile(r"[A-Z]{1,10}-[0-9]{4}-[0-9]{4}")
MONTHS = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
_EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)
# 1930 to 2100, as Excel counts days: another number in a date column is a mistake.
_EXCEL_DAYS = range(10_959, 73_416)


class CellError(ValueError):
    """What is wrong with one cell, and what to write instead."""


class SheetWidget(Widget):
    """Base: an empty cell is None, a failed formula is said; the rest is `read`."""

    # Whether the same cells come back often enough to be worth remembering.
    remembers = True

    def clean(self, value, row=None, **kwargs):
        if is_blank(value):
            return None
        if is_formula_error(value):
            raise CellError(
                f"la formule de cette cellule est en erreur ({value}) : écrivez la valeur elle-même."
            )
        return self.read(value)

    def read(self, value):
        raise NotImplementedError

    def render(self, value, obj=None, **kwargs):
        """The value as a person reads it in the preview."""
        return shown(value)

    def same(self, stored, given):
        return stored == given


class TextWidget(SheetWidget):
    """Text as it is, without the blanks around it. A number typed in a text column loses only its « ,0 »."""

    def __init__(self, *, max_length=None, one_line=False):
        super().__init__()
        self.max_length, self.one_line = max_length, one_line
        self.remembers = bool(max_length)
        self._is_plain = type(self).read is TextWidget.read

    def clean(self, value, row=None, **kwargs):
        # The shortest way for ordinary words: nothing in them but letters, signs and spaces.
        if self._is_plain and value.__class__ is str:
            text = value.strip()
            if text.isprintable() and text[:1] not in ("", "#"):
                return self._fitting(" ".join(text.split()) if self.one_line and "  " in text else text)
        return super().clean(value, row, **kwargs)

    def read(self, value):
        text = _number_as_text(value) if isinstance(value, (int, float)) else shown(value)
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
        if self.one_line:
            text = " ".join(text.split())
        return self._fitting(text) or None

    def _fitting(self, text):
        if self.max_length and len(text) > self.max_length:
            raise CellError(f"{len(text)} caractères, {self.max_length} au plus : raccourcissez.")
        return text

    def same(self, stored, given):
        return _comparable(stored, self.one_line) == _comparable(given, self.one_line)


class CheckedTextWidget(TextWidget):
    """Text that a validator of the model knows: an address, a link, a postal code."""

    def __init__(self, validator, message, **kwargs):
        super().__init__(one_line=True, **kwargs)
        self.validator, self.message = validator, message

    def read(self, value):
        text = super().read(value)
        try:
            self.validator(text)
        except ValidationError as error:
            raise CellError(f"« {text} » {self.message}") from error
        return text


class TelephoneWidget(TextWidget):
    """A telephone that a spreadsheet took for a number has lost its zero: it is given back."""

    def read(self, value):
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            number = str(value)
            value = (
                f"0{number}" if len(number) in (8, 9) else f"+{number}" if number.startswith("32") else number
            )
        return super().read(value)


class DateWidget(SheetWidget):
    """04/03/2026 is the fourth of March, always. ISO, dots, dashes, words and real dates are read too."""

    def __init__(self, *, oldest=datetime.date(2000, 1, 1)):
        """`oldest` is from when on our template takes a date without asking whether it is meant."""
        super().__init__()
        self.oldest = oldest

    def read(self, value):
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self._from_excel(value)
        if not isinstance(value, str):
            raise self._wrong(value)
        return self._from_text(value.strip())

    def _from_excel(self, value):
        if int(value) not in _EXCEL_DAYS:
            raise self._wrong(value)
        return _EXCEL_DAY_ZERO + datetime.timedelta(days=int(value))

    def _from_text(self, text):
        parts = self._parts(text)
        if parts is None:
            raise self._wrong(text)
        day, month, year = parts
        if year < 100:
            raise CellError(f"« {text} » : écrivez l’année avec quatre chiffres, par exemple 04/03/2026.")
        if not 1 <= month <= 12:
            raise CellError(
                f"« {text} » : {month} n’est pas un mois. Écrivez jour/mois/année, par exemple 04/03/2026."
            )
        try:
            return datetime.date(year, month, day)
        except ValueError as error:
            raise CellError(f"« {text} » : ce jour n’existe pas. Écrivez jour/mois/année.") from error

    @staticmethod
    def _parts(text):
        if match := _DMY.fullmatch(text):
            day, month, year = match.groups()
            return int(day), int(month), int(year)
        if match := _ISO.fullmatch(text):
            year, month, day = match.groups()
            return int(day), int(month), int(year)
        if (match := _WORDS.fullmatch(normalise(text))) and match[2] in MONTHS:
            return int(match[1]), MONTHS.index(match[2]) + 1, int(match[3])
        return None

    @staticmethod
    def _wrong(value):
        return CellError(
            f"« {shown(value)} » n’est pas une date. Écrivez jour/mois/année, par exemple 04/03/2026."
        )


class MinutesWidget(SheetWidget):
    """45, « 45,0 », « 1h30 », « 1:30 » or a cell that the spreadsheet knows to be a duration."""

    def read(self, value):
        minutes = self._minutes(value)
        if minutes is None:
            raise CellError(
                f"« {shown(value)} » n’est pas une durée. Écrivez un nombre de minutes, par exemple 45."
            )
        if minutes != int(minutes) or minutes < 0:
            raise CellError(f"« {shown(value)} » : écrivez un nombre entier de minutes, par exemple 45.")
        return int(minutes)

    @staticmethod
    def _minutes(value):
        if isinstance(value, Minutes):
            return round(value.minutes)
        if isinstance(value, (bool, datetime.date)):
            return None
        if isinstance(value, (int, float)):
            return value
        text = value.translate(_SPACES)
        if match := _HOURS.fullmatch(text):
            return int(match[1]) * 60 + int(match[2] or 0)
        text = re.sub(r"(?i)min(?:utes?|\.)?$", "", text).replace(",", ".")
        return float(text) if re.fullmatch(r"-?\d{1,7}(?:\.\d{1,6})?", text) else None


class HourWidget(SheetWidget):
    """14:30, « 14h30 », « 9h » or a cell that the spreadsheet knows to be an hour of the day."""

    def read(self, value):
        minutes = self._minutes(value)
        if minutes is None or not 0 <= minutes < 24 * 60:
            raise CellError(f"« {shown(value)} » n’est pas une heure. Écrivez par exemple 14:30.")
        return datetime.time(*divmod(int(minutes), 60))

    @staticmethod
    def _minutes(value):
        if isinstance(value, Minutes):
            return round(value.minutes)
        if not isinstance(value, str):
            return None
        match = _OF_DAY.fullmatch(value.translate(_SPACES))
        return int(match[1]) * 60 + int(match[2] or 0) if match and int(match[2] or 0) < 60 else None

    def render(self, value, obj=None, **kwargs):
        return f"{value:%H:%M}" if value else ""

    def same(self, stored, given):
        # A spreadsheet shows no seconds.
        return self.render(stored) == self.render(given)


class YesNoWidget(SheetWidget):
    YES = {"oui", "o", "x", "vrai", "1", "yes", "y", "true"}
    NO = {"non", "n", "faux", "0", "no", "false"}

    def read(self, value):
        if isinstance(value, bool):
            return value
        word = normalise(_number_as_text(value) if isinstance(value, (int, float)) else shown(value))
        if word in self.YES:
            return True
        if word in self.NO:
            return False
        raise CellError(f"« {shown(value)} » : écrivez oui ou non.")


class ChoiceWidget(SheetWidget):
    """One of a short list fixed by the model, by its label or its code."""

    def __init__(self, choices):
        super().__init__()
        self.labels = {value: str(label) for value, label in choices}

    def read(self, value):
        word = normalise(shown(value))
        for code, label in self.labels.items():
            if word in (normalise(label), normalise(code)):
                return code
        raise not_in_list(value, list(self.labels.values()))

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, shown(value))


class ManyChoicesWidget(ChoiceWidget):
    """Several of a short list fixed by the model, with « ; » or a new line between them."""

    def read(self, value):
        parts = [part.strip() for part in re.split(r"[;\n|]", shown(value))]
        found = {super(ManyChoicesWidget, self).read(part) for part in parts if part}
        return [code for code in self.labels if code in found] or None

    def render(self, value, obj=None, **kwargs):
        return " ; ".join(self.labels[code] for code in value or () if code in self.labels)

    def same(self, stored, given):
        return set(stored or ()) == set(given or ())


class ListWidget(SheetWidget):
    """One line of a list that staff edit, by its label or its code; read from the database once per file."""

    def __init__(self, queryset, *, label="label", codes=("code",), active="active"):
        super().__init__()
        self.queryset, self.label, self.codes, self.active = queryset, label, codes, active
        self._known, self._remembers = None, False

    def __deepcopy__(self, memo):
        # Each import gets its own copy of the fields, and reads the lists afresh: staff may have edited them.
        mine = copy.copy(self)
        mine._known, mine._remembers = None, True
        return mine

    def known(self):
        """{normalised word: line}"""
        if self._known is not None:
            return self._known
        known = {}
        for line in self.queryset.all():
            for name in (*self.codes, self.label):
                known[normalise(getattr(line, name))] = line
        if self._remembers:
            self._known = known
        return known

    def labels(self):
        """What may be chosen, in order."""
        lines = [line for line in dict.fromkeys(self.known().values()) if self._is_open(line)]
        return [getattr(line, self.label) for line in lines]

    def read(self, value):
        line = self.known().get(normalise(shown(value)))
        if line is None:
            raise not_in_list(value, self.labels())
        if not self._is_open(line):
            raise CellError(
                f"« {getattr(line, self.label)} » n’est plus proposé : choisissez {_either(self.labels())}."
            )
        return line

    def _is_open(self, line):
        return not self.active or getattr(line, self.active)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else getattr(value, self.label)


class ManyWidget(ListWidget):
    """Several lines of a list, with « ; » or a new line between them."""

    def read(self, value):
        parts = [part.strip() for part in re.split(r"[;\n|]", shown(value))]
        found = [super(ManyWidget, self).read(part) for part in parts if part]
        return sorted(dict.fromkeys(found), key=lambda line: line.pk)

    def render(self, value, obj=None, **kwargs):
        return " ; ".join(getattr(line, self.label) for line in value or [])

    def same(self, stored, given):
        return {line.pk for line in stored or []} == {line.pk for line in given or []}


class ReferenceWidget(SheetWidget):
    """« ht 2026 12 », « HT–2026–0012 » and « HT-2026-0012 » are one reference."""

    def read(self, value):
        if isinstance(value, str) and _REFERENCE.fullmatch(value):
            return value
        parts = normalise(shown(value)).upper().split()
        if len(parts) == 1 and (match := re.fullmatch(r"([A-Z]+)(\d{4})(\d{4,})", parts[0])):
            parts = list(match.groups())
        if len(parts) != 3 or not parts[0].isalpha() or not (parts[1].isdigit() and parts[2].isdigit()):
            raise CellError(f"« {shown(value)} » n’est pas une référence de dossier, comme HT-2026-0012.")
        return f"{parts[0]}-{parts[1]}-{int(parts[2]):04d}"[:20]


def not_in_list(value, labels):
    """The error for a value that a list does not have, with the nearest one if there is one."""
    near = difflib.get_close_matches(
        normalise(shown(value)), [normalise(label) for label in labels], n=1, cutoff=0.7
    )
    if near:
        meant = next(label for label in labels if normalise(label) == near[0])
        return CellError(f"« {shown(value)} » n’est pas dans la liste. Vouliez-vous écrire « {meant} » ?")
    return CellError(f"« {shown(value)} » n’est pas dans la liste. Écrivez {_either(labels)}.")


def _either(labels, most=8):
    quoted = [f"« {label} »" for label in labels[:most]]
    if len(labels) > most:
        return ", ".join(quoted) + "… (la liste entière est dans le modèle à télécharger)"
    return " ou ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)


def _number_as_text(value):
    return str(int(value)) if isinstance(value, float) and value.is_integer() else shown(value)


def _comparable(text, one_line):
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return " ".join(text.split()) if one_line else text
