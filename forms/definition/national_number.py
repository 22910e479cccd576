"""The Belgian national number: 11 digits, of which the last two check the nine before; bis numbers too."""

from stdnum.be import bis, nn


def clean_national_number(typed):
    """The 11 digits, or None when they are not a national number (nor a bis number)."""
    digits = nn.compact(typed).replace("/", "")
    return digits if nn.is_valid(digits) or bis.is_valid(digits) else None


def display_national_number(digits):
    """« 85.07.30-033.28 »"""
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"
