"""« More than » and « less than » for answers that JSON writes as text: amounts and ISO dates.

JSON Schema compares numbers only, so the comparison is written as a pattern, digit by digit: an amount above
120.00 has more digits, or the same ones up to a place where it has a greater one. Only digits that were read
as a number or as a date go into a pattern, never the words of a form.
"""

import math
import re
from decimal import Decimal

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_NEVER = "^(?!)"


def number(value):
    """The expected value as a number, or None when a condition cannot compare it."""
    text = str(value)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def iso_date(value):
    """The expected value as an ISO date or month, or None."""
    return value if isinstance(value, str) and _ISO.fullmatch(value) else None


# --- dates: ISO text sorts like time -----------------------------------------------------------------------
def dates_after(iso):
    """Pattern of the dates and months that sort after this one."""
    later = [f"{iso}-"] if len(iso) == len("2026-09") else []
    return _start([*later, *_beginnings(_greater(iso))])


def dates_before(iso):
    """Pattern of the dates and months that sort before this one."""
    return _start([*([f"{iso[:7]}$"] if len(iso) > 7 else []), *_beginnings(_smaller(iso))])


# --- amounts: « -12.50 », always two decimals; the answer’s own pattern refuses a needless first zero -------
def amounts_above(value):
    """Pattern of the amounts strictly above a number."""
    cents = math.floor(value * 100)
    if cents < 0:
        return _whole([r"[0-9]+\.[0-9]{2}", *(f"-{digits}" for digits in _below(-cents))])
    return _whole(_above(cents))


def amounts_below(value):
    """Pattern of the amounts strictly below a number."""
    cents = math.ceil(value * 100)
    if cents > 0:
        return _whole([r"-[0-9]+\.[0-9]{2}", *_below(cents)])
    return _whole([f"-{digits}" for digits in _above(-cents)])


def _above(cents):
    euros, text = str(cents // 100), _written(cents)
    longer = rf"[1-9][0-9]{{{len(euros)},}}\.[0-9]{{2}}"
    return [longer, *_same_shape(_greater(text))]


def _below(cents):
    euros, text = str(cents // 100), _written(cents)
    shorter = [rf"(?:0|[1-9][0-9]{{0,{len(euros) - 2}}})\.[0-9]{{2}}"] if len(euros) > 1 else []
    return [*shorter, *_same_shape(_smaller(text))]


def _written(cents):
    return f"{cents // 100}.{cents % 100:02}"


# --- digit by digit ----------------------------------------------------------------------------------------
def _greater(text):
    """[(the same beginning, then a greater digit; what stood after it)]."""
    return [
        (f"{_exactly(text[:place])}[{int(sign) + 1}-9]", text[place + 1 :])
        for place, sign in enumerate(text)
        if sign.isdigit() and sign != "9"
    ]


def _smaller(text):
    return [
        (f"{_exactly(text[:place])}[0-{int(sign) - 1}]", text[place + 1 :])
        for place, sign in enumerate(text)
        if sign.isdigit() and sign != "0"
    ]


def _beginnings(found):
    return [beginning for beginning, _rest in found]


def _same_shape(found):
    """Followed by as many digits as there were."""
    return [beginning + _shape(rest) for beginning, rest in found]


def _exactly(text):
    return text.replace(".", r"\.")


def _shape(text):
    return "".join("[0-9]" if sign.isdigit() else _exactly(sign) for sign in text)


def _start(alternatives):
    return f"^(?:{'|'.join(alternatives)})" if alternatives else _NEVER


def _whole(alternatives):
    return f"^(?:{'|'.join(alternatives)})$" if alternatives else _NEVER
