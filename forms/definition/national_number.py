"""The Belgian national number: 11 digits, of which the last two check the nine before."""

import re


def clean_national_number(typed):
    """The 11 digits, or None when they are not a national number (nor a bis number)."""
    digits = re.sub(r"[\s.\-/]", "", typed)
    if not re.fullmatch(r"[0-9]{11}", digits) or not _possible_date(digits):
        return None
    body, check = digits[:9], int(digits[9:])
    # Born from 2000 on, a 2 stands before the nine digits when the check is counted.
    valid = check in (97 - int(body) % 97, 97 - int("2" + body) % 97)
    return digits if valid else None


def _possible_date(digits):
    """Bis numbers add 20 or 40 to the month; an unknown day or month is written 00."""
    month = int(digits[2:4])
    month -= 40 if month >= 40 else 20 if month >= 20 else 0
    return month <= 12 and int(digits[4:6]) <= 31


def display_national_number(digits):
    """« 85.07.30-033.28 »"""
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"
