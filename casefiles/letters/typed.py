"""What somebody types for one letter: an amount, a day, some words. Refused in a sentence when it is none."""

import datetime
import re
from decimal import Decimal

from casefiles.templatetags.casework import on_day

_SPACES = re.compile(r"\s")
_FRENCH = re.compile(r"[0-9]{1,9}(,[0-9]{1,2})?|[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?")
_POINT = re.compile(r"[0-9]{1,9}\.[0-9]{1,2}")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
LATEST_YEAR = 2150


def amount(text):
    """« 1 234,50 » as « 1 234,50 € », its spaces unbreakable; ValueError with a French sentence."""
    plain = _SPACES.sub("", text.replace("€", "").replace("EUR", ""))
    if _FRENCH.fullmatch(plain):
        value = Decimal(plain.replace(".", "").replace(",", "."))
    elif _POINT.fullmatch(plain):
        value = Decimal(plain)
    else:
        raise ValueError("Écrivez un montant en euros, par exemple 1 234,50.")
    whole, cents = f"{value:,.2f}".replace(",", "\u00a0").split(".")
    return f"{whole}\u00a0€" if cents == "00" else f"{whole},{cents}\u00a0€"


def day(text):
    """« 12/03/2027 » as « 12 mars 2027 »; ValueError with a French sentence."""
    for pattern in _DAYS:
        try:
            found = datetime.datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
        if 1900 <= found.year <= LATEST_YEAR:
            return on_day(found)
    raise ValueError("Écrivez une date qui existe, par exemple 22/11/2026.")


def words(text):
    """Some words, without brackets: those are how a letter says that something lacks."""
    return text.strip().replace("[", "(").replace("]", ")")


READ = {"amount": amount, "date": day, "text": words}
