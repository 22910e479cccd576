"""From what was typed to a clean answer: one function per type of question, each with its French refusals.

A clean answer is plain JSON: text, a whole number, a list of codes. Dates are ISO text, amounts « 1234.50 ».
"""

import datetime
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from forms.definition import municipalities
from forms.definition import vocabulary as words
from forms.definition.dates import clean_date, clean_year_month
from forms.definition.document import choices_of
from forms.definition.formats import check_format
from forms.definition.national_number import clean_national_number
from forms.definition.refusal import Refusal

MAX_WHOLE_NUMBER = 10**9
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\].]+(?:\.[^\s@<>,;:\"()\[\].]+)+")


def clean_answer(question, raw, today=None, files=frozenset()):
    """The clean answer, or None when nothing was typed; raises Refusal."""
    kind = question["type"]
    if kind == words.SEVERAL_CHOICES:
        return _several(question, raw)
    if kind == words.FILE:
        return _file(raw, files)
    typed = _as_text(raw)
    if kind == words.LONG_TEXT:
        typed = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    else:
        typed = " ".join(typed.split())
    if not typed:
        return None
    _refuse_control_signs(typed)
    _refuse_length(question, typed)
    return _CLEANERS[kind](question, typed, today or datetime.date.today())


def _as_text(raw):
    if isinstance(raw, list | tuple):
        raw = raw[-1] if raw else ""
    if raw is None or isinstance(raw, bool | dict | list | tuple):
        if raw in (None, {}, [], ()):
            return ""
        raise Refusal("Cette réponse n’a pas la forme attendue.")
    return raw if isinstance(raw, str) else str(raw)


def _refuse_control_signs(typed):
    if typed.isprintable():
        return  # nearly every answer, told at once
    for sign in typed:
        # Emoji, joiners and right-to-left marks are text like another; controls and lone surrogates are not.
        if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t":
            raise Refusal(
                "Cette réponse contient un signe invisible que nous ne pouvons pas garder : retapez-la."
            )


def max_length_of(question):
    """How long an answer may be."""
    limit = words.MAX_LENGTHS.get(question["type"], 200)
    return min(limit, (question.get("bounds") or {}).get("max_length") or limit)


def _refuse_length(question, typed):
    limit = max_length_of(question)
    if len(typed) > limit:
        raise Refusal(
            f"Réponse trop longue : {len(typed)} signes, pour {limit} au plus. Raccourcissez-la un peu."
        )


# --- text --------------------------------------------------------------------------------------------------
def _text(question, typed, today):
    return typed


def _short_text(question, typed, today):
    return check_format((question.get("bounds") or {}).get("format"), typed)


def _email(question, typed, today):
    if not _EMAIL.fullmatch(typed):
        raise Refusal("Cette adresse e-mail semble incomplète. Exemple : prenom.nom@example.org.")
    return typed


def _telephone(question, typed, today):
    digits = re.sub(r"[\s./()\-–]", "", typed)
    if not re.fullmatch(r"\+?[0-9]{8,15}", digits, re.ASCII):
        raise Refusal("Ce numéro de téléphone semble incomplet. Exemple : 064 00 00 00 ou +32 470 00 00 00.")
    return typed


def _municipality(question, typed, today):
    return municipalities.recognise(typed) or typed


def _national_number(question, typed, today):
    digits = clean_national_number(typed)
    if digits is None:
        raise Refusal(
            "Ce numéro national n’est pas correct : il a 11 chiffres, vérifiez-les sur la carte d’identité."
        )
    return digits


# --- numbers -----------------------------------------------------------------------------------------------
def _refuse_bounds(question, number, unit=""):
    bounds = question.get("bounds") or {}
    if bounds.get("min") is not None and number < bounds["min"]:
        raise Refusal(f"Le plus petit nombre possible est {bounds['min']}{unit}.")
    if bounds.get("max") is not None and number > bounds["max"]:
        raise Refusal(f"Le plus grand nombre possible est {bounds['max']}{unit}.")


def _whole_number(question, typed, today):
    compact = re.sub(r"\s", "", typed)
    if not re.fullmatch(r"[+-]?[0-9]{1,12}", compact) or abs(int(compact)) > MAX_WHOLE_NUMBER:
        raise Refusal("Écrivez un nombre entier, en chiffres. Exemple : 2.")
    number = int(compact)
    _refuse_bounds(question, number)
    return number


def _amount(question, typed, today):
    compact = re.sub(r"[\s€]", "", typed).removesuffix("EUR")
    if "," in compact:
        compact = compact.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+", compact):
        compact = compact.replace(".", "")
    if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]{1,2})?", compact):
        raise Refusal("Écrivez un montant en euros. Exemple : 1 234,50.")
    try:
        amount = Decimal(compact)
    except InvalidOperation:  # pragma: no cover - the expression above lets no such text through
        raise Refusal("Écrivez un montant en euros. Exemple : 1 234,50.") from None
    _refuse_bounds(question, amount, " €")
    # Adding nothing makes « -0 » a plain zero.
    return f"{amount + 0:.2f}"


# --- choices -----------------------------------------------------------------------------------------------
def _code(question, typed):
    """The code of a choice given by its code or, as people copy it, by its label."""
    choices = choices_of(question)
    if typed in dict(choices):
        return typed
    folded = municipalities.folded(typed)
    matches = [code for code, label in choices if municipalities.folded(label) == folded]
    if len(matches) == 1:
        return matches[0]
    raise Refusal("Choisissez une des réponses proposées.")


def _one_choice(question, typed, today):
    return _code(question, typed)


def _scale(question, typed, today):
    steps = re.fullmatch(r"([0-9])(?:\s*(?:/|sur)\s*5)?", typed)
    return int(_code(question, steps[1] if steps else typed))


def _several(question, raw):
    items = raw if isinstance(raw, list | tuple) else [raw]
    chosen = set()
    for item in items:
        typed = " ".join(_as_text(item).split())
        if typed:
            chosen.add(_code(question, typed))
    return [code for code, _label in choices_of(question) if code in chosen] or None


# --- files -------------------------------------------------------------------------------------------------
def _file(raw, files):
    """{"file", "name", "size"} of a file that came with these answers; the door has already kept it."""
    if raw in (None, "", {}, []):
        return None
    if not isinstance(raw, dict) or set(raw) != {"file", "name", "size"} or str(raw["file"]) not in files:
        raise Refusal("Nous n’avons pas reçu ce fichier : joignez-le à nouveau.")
    return raw


_CLEANERS = {
    words.SHORT_TEXT: _short_text,
    words.LONG_TEXT: _text,
    words.EMAIL: _email,
    words.TELEPHONE: _telephone,
    words.DATE: clean_date,
    words.YEAR_MONTH: clean_year_month,
    words.WHOLE_NUMBER: _whole_number,
    words.AMOUNT: _amount,
    words.YES_NO: _one_choice,
    words.ONE_CHOICE: _one_choice,
    words.NATIONAL_NUMBER: _national_number,
    words.MUNICIPALITY: _municipality,
    words.PARTNER_SERVICE: _text,
    words.SCALE: _scale,
}
