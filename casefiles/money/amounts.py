"""An amount in euro, as it is typed and as it is said. Always an exact decimal."""

import re
from decimal import Decimal

CENT = Decimal("0.01")
MOST = Decimal("9999999.99")
_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u202f\u2009"))
_NUMBER = re.compile(r"[-+]?\d+(\.\d*)?|[-+]?\.\d+")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(\.\d{3})+")


class NotAnAmount(ValueError):
    """What was typed is no amount; the message says in French what to write."""


def read_amount(text):
    """« 1 234,50 € », « 1.234,50 », « 1234.5 » as a Decimal of cents; NotAnAmount for anything else.

    A point followed by three digits is what some write for a thousand and others for a fraction: refused.
    """
    bare = str(text).translate(_SPACES).replace("−", "-").replace("’", "").replace("'", "")
    bare = re.sub(r"(?i)^(€|eur)|(€|euros?|eur)$", "", bare)
    if "," in bare:
        whole, _comma, cents = bare.rpartition(",")
        if "," in whole or ("." in whole and not _THOUSANDS.fullmatch(whole)) or "." in cents:
            raise NotAnAmount(_WORDS)
        bare = f"{whole.replace('.', '')}.{cents}"
    elif _THOUSANDS.fullmatch(bare):
        raise NotAnAmount(
            "Ce point se lit de deux façons : écrivez 1234 pour mille deux cent trente-quatre, "
            "ou 1,23 pour un euro et vingt-trois cents."
        )
    if not bare.isascii() or not _NUMBER.fullmatch(bare):
        raise NotAnAmount(_WORDS)
    if len(bare.partition(".")[2]) > 2:
        raise NotAnAmount("Un montant s’arrête aux cents : deux chiffres au plus après la virgule.")
    amount = Decimal(bare)
    if abs(amount) > MOST:
        raise NotAnAmount("Ce montant est trop grand : vérifiez les chiffres.")
    return amount.quantize(CENT)


def say_amount(amount):
    """« 1 234,50 € », with narrow spaces that do not break."""
    written = f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",").replace("-", "−")
    return f"{written}\u00a0€"


_WORDS = "Écrivez un montant en euros, par exemple 1234,50."
