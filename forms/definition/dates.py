"""Dates as people type them: 14/09/2026, 14 septembre 2026, 09/2026. Clean, they are ISO text."""

import calendar
import datetime
import re

from forms.definition.refusal import Refusal

FIRST_YEAR, LAST_YEAR = 1900, 2100
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def parse_date(typed):
    """(year, month, day or None) from 14/09/2026, 14 septembre 2026, 2026-09-14, 09/2026… or None."""
    spelled = typed.casefold().replace("1er", "1")
    for index, name in enumerate(_MONTHS, start=1):
        spelled = re.sub(rf"\b{name}\b", str(index), spelled)
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?(?:t00:00(?::00)?)?", spelled):
        return tuple(int(part) if part else None for part in match.groups())
    parts = re.split(r"[\s/.\-]+", spelled)
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts) or len(parts) not in (2, 3):
        return None
    day = int(parts[0]) if len(parts) == 3 else None
    return int(parts[-1]), int(parts[-2]), day


def _checked_date(typed, example):
    found = parse_date(typed)
    if found is None:
        raise Refusal(f"Nous ne lisons pas cette date. Écrivez-la ainsi : {example}.")
    year, month, day = found
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(f"L’année {year} n’est pas possible : vérifiez les quatre chiffres de l’année.")
    if not 1 <= month <= 12:
        raise Refusal(f"Le mois {month} n’existe pas. Écrivez la date ainsi : {example}.")
    return year, month, day


def _day(typed, example="31/12/2026"):
    year, month, day = _checked_date(typed, example)
    if day is None:
        raise Refusal(f"Il manque le jour. Écrivez la date ainsi : {example}.")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise Refusal(f"Le {day:02}/{month:02}/{year} n’existe pas : vérifiez le jour et le mois.") from None


def _refuse_period(question, first, last, today):
    period = (question.get("bounds") or {}).get("period")
    if period == "past" and first > today:
        raise Refusal("Cette date est à venir : vérifiez-la.")
    if period == "future" and last < today:
        raise Refusal("Cette date est déjà passée : vérifiez-la.")


def clean_date(question, typed, today):
    date = _day(typed)
    _refuse_period(question, date, date, today)
    return date.isoformat()


def clean_year_month(question, typed, today):
    year, month, day = _checked_date(typed, "09/2026")
    if day is not None and (question.get("bounds") or {}).get("day_allowed"):
        return clean_date(question, typed, today)
    if day is not None:
        _day(typed)
    first = datetime.date(year, month, 1)
    last = first.replace(day=calendar.monthrange(year, month)[1])
    _refuse_period(question, first, last, today)
    return f"{year:04}-{month:02}"
