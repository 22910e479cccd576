"""Cells about people to values: numbers that a spreadsheet spoilt, dates half known, services as named."""

import datetime
import difflib
import re
from typing import Any, NamedTuple

from casefiles.exchange.widgets import (
    MONTHS,
    CellError,
    ChoiceWidget,
    DateWidget,
    ListWidget,
    SheetWidget,
    TelephoneWidget,
    YesNoWidget,
)
from casefiles.models.common import DatePrecision, Gender, YesNo
from casefiles.text import normalise, telephone
from forms.definition.national_number import clean_national_number, display_national_number
from portal.sheets.cells import shown


class PersonTelephoneWidget(TelephoneWidget):
    """The telephone of somebody: as a form takes it, and the same however it is spaced."""

    _SIGNS = re.compile(r"[\s./()\-–]")

    def read(self, value):
        text = super().read(value)
        bare = self._SIGNS.sub("", text)
        if not re.fullmatch(r"\+?[0-9]{8,15}", bare, re.ASCII):
            raise CellError(
                f"« {text} » semble incomplet. Écrivez le numéro entier, par exemple 0470 00 00 00."
            )
        return f"0{text}" if len(bare) in (8, 9) and not bare.startswith(("0", "+")) else text

    def same(self, stored, given):
        return telephone(stored) == telephone(given)


class NationalNumberWidget(SheetWidget):
    """Eleven digits, however they are spaced. A spreadsheet that took them for a number lost their zeros."""

    def read(self, value):
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            value = f"{value:011d}"
        text = shown(value)
        if re.fullmatch(r"\d([.,]\d+)?[eE]\+?\d+", text.strip()):
            raise CellError(
                f"« {text} » : le tableur a raccourci ce numéro. "
                "Mettez la colonne au format Texte et écrivez ses 11 chiffres."
            )
        number = clean_national_number(re.sub(r"[^0-9]", "", text))
        if number is None:
            raise CellError(
                f"« {text} » n’est pas un numéro national correct : "
                "il a 11 chiffres, vérifiez-les sur la carte d’identité."
            )
        return number

    def render(self, value, obj=None, **kwargs):
        return display_national_number(value) if value and len(value) == 11 else shown(value)

    def same(self, stored, given):
        return re.sub(r"\D", "", stored or "") == (given or "")


class Since(NamedTuple):
    """When something began, and how well one knows it."""

    day: datetime.date
    precision: str = DatePrecision.DAY


class SinceWidget(DateWidget):
    """A day, a month (« 09/2026 », « septembre 2026 ») or about a day (« vers le 14/09/2026 »)."""

    _ABOUT = re.compile(r"(?:vers(?: le)?|environ|env\.?|±|~)\s*", re.IGNORECASE)
    _MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
    _ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")

    def read(self, value):
        if not isinstance(value, str):
            return Since(super().read(value))
        text = value.strip()
        bare = self._ABOUT.sub("", text, count=1) if self._ABOUT.match(text) else text
        month = self._month(bare)
        day = month or super().read(bare)
        if bare != text:
            return Since(day, DatePrecision.ESTIMATE)
        return Since(day, DatePrecision.MONTH if month else DatePrecision.DAY)

    def _month(self, text):
        if match := self._MONTH.fullmatch(text):
            month, year = map(int, match.groups())
        elif match := self._ISO_MONTH.fullmatch(text):
            year, month = map(int, match.groups())
        else:
            name, _space, year = normalise(text).rpartition(" ")
            if name not in MONTHS or not re.fullmatch(r"\d{4}", year):
                return None
            month, year = MONTHS.index(name) + 1, int(year)
        if not 1 <= month <= 12:
            raise CellError(
                f"« {text} » : {month} n’est pas un mois. Écrivez mois/année, par exemple 09/2026."
            )
        if year < 1000:
            raise self._wrong(text)
        return datetime.date(year, month, 1)

    def render(self, value, obj=None, **kwargs):
        if value is None or value.day is None:
            return ""
        if value.precision == DatePrecision.MONTH:
            return f"{value.day:%m/%Y}"
        about = "vers le " if value.precision == DatePrecision.ESTIMATE else ""
        return f"{about}{value.day:%d/%m/%Y}"

    def same(self, stored, given):
        # A bare date, as an export writes it, takes nothing away from how well the stored one is known.
        bare = given is not None and given.precision == DatePrecision.DAY and stored.day == given.day
        return bare or self.render(stored) == self.render(given)


class YesNoAnswerWidget(YesNoWidget):
    """An answer that was given, or was not: « pas précisé » is not no."""

    UNKNOWN = {"pas precise", "inconnu", "ne sait pas", "a voir"}

    def read(self, value):
        if shown(value).strip() == "?" or normalise(shown(value)) in self.UNKNOWN:
            return YesNo.UNKNOWN.value
        return (YesNo.YES if super().read(value) else YesNo.NO).value

    def render(self, value, obj=None, **kwargs):
        return str(YesNo(value).label) if value in YesNo.values else ""


class GenderWidget(ChoiceWidget):
    """« F », « Mme », « homme »: as one writes it in a column."""

    WORDS = {
        Gender.WOMAN: ("f", "mme", "madame", "feminin", "w", "v"),
        Gender.MAN: ("h", "m", "mr", "monsieur", "masculin"),
        Gender.X: ("autre", "non binaire", "nb"),
        Gender.UNKNOWN: ("inconnu",),
    }

    def __init__(self):
        super().__init__(Gender.choices)
        self.words = {word: code.value for code, words in self.WORDS.items() for word in words}

    def read(self, value):
        return self.words.get(normalise(shown(value))) or super().read(value)


class NamesWidget(ListWidget):
    """A name that several lines share, each in its own programme: the row says which one is meant."""

    def __init__(self, queryset, *, label):
        super().__init__(queryset, label=label, codes=(), active=None)

    def read(self, value):
        return getattr(super().read(value), self.label)

    def render(self, value, obj=None, **kwargs):
        return value or ""

    def same(self, stored, given):
        return normalise(stored) == normalise(given)


class StageWidget(NamesWidget):
    """A stage; the exit is read, so that its row may be told what to do, and never proposed."""

    def labels(self):
        stages = dict.fromkeys(self.known().values())
        return [stage.name for stage in stages if not stage.is_exit]


class StaffWidget(ListWidget):
    """A colleague, by e-mail or, when nobody else has it, by full name."""

    def __init__(self, queryset):
        super().__init__(queryset, label="email", codes=(), active=None)

    def known(self):
        if self._known is not None:
            return self._known
        known = dict(super().known())
        names = [normalise(user.get_full_name()) for user in known.values()]
        for user in list(known.values()):
            name = normalise(user.get_full_name())
            if name and names.count(name) == 1:
                known.setdefault(name, user)
        if self._remembers:
            self._known = known
        return known

    def render(self, value, obj=None, **kwargs):
        return str(value) if value else ""


class OrientingService(NamedTuple):
    """A service as it was written, and the one of the directory that it names, or resembles."""

    text: str
    service: Any = None
    is_sure: bool = True


class ServiceWidget(ListWidget):
    """A service of the directory, by its name or by likeness; another one stays as it is written."""

    LIKENESS = 0.86

    def read(self, value):
        text = " ".join(shown(value).split())[:200]
        known, word = self.known(), normalise(text)
        if service := known.get(word):
            return OrientingService(text, service)
        near = difflib.get_close_matches(word, list(known), n=1, cutoff=self.LIKENESS)
        return OrientingService(text, known[near[0]], False) if near else OrientingService(text)

    def render(self, value, obj=None, **kwargs):
        return getattr(value.service, self.label) if value and value.service else value.text if value else ""

    def same(self, stored, given):
        return (stored and stored.service) == (given and given.service)
