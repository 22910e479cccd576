"""Named formats of a short text: a definition chooses one by name and never brings its own expression."""

import re

from stdnum import iban
from stdnum.be import vat
from stdnum.exceptions import ValidationError

from forms.definition.refusal import Refusal


def check_format(name, typed):
    """The text in its usual writing; raises Refusal when it does not follow the format called `name`."""
    return _FORMATS.get(name, str)(typed)


def _postal_code(typed):
    digits = re.sub(r"^[Bb]-", "", typed)
    if not re.fullmatch(r"[1-9][0-9]{3}", digits):
        raise Refusal("Ce code postal n’est pas correct : il a quatre chiffres. Exemple : 7100.")
    return digits


def _iban(typed):
    try:
        # The list of banks changes faster than a library: the two check digits are enough.
        return iban.format(iban.validate(typed, check_country=False))
    except ValidationError:
        raise Refusal(
            "Ce numéro de compte n’est pas correct : vérifiez-le. Exemple : BE68 5390 0754 7034."
        ) from None


def _enterprise_number(typed):
    try:
        digits = vat.validate(typed)
    except ValidationError:
        raise Refusal("Ce numéro d’entreprise n’est pas correct. Exemple : 0403.019.261.") from None
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


_FORMATS = {"postal_code": _postal_code, "iban": _iban, "enterprise_number": _enterprise_number}
