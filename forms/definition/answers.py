"""Checking a set of answers against a document, whatever door they came through."""

from forms.definition import municipalities
from forms.definition import vocabulary as words
from forms.definition.cleaners import Refusal, clean_answer, parse_date
from forms.definition.conditions import holds
from forms.definition.document import answerable, choices_of
from forms.definition.national_number import display_national_number

_MISSING = {
    words.ONE_CHOICE: "Choisissez une réponse.",
    words.YES_NO: "Choisissez oui ou non.",
    words.SEVERAL_CHOICES: "Choisissez au moins une réponse.",
}


def validate(document, raw_answers, today=None):
    """(clean, errors): clean answers by key, and one French sentence for each answer that is refused.

    Answers to questions that are not asked (their condition, or their section's, does not hold) are dropped,
    and so are unknown keys. Never raises, whatever it is given.
    """
    raw_answers = raw_answers if isinstance(raw_answers, dict) else {}
    clean, errors = {}, {}
    for section in document["sections"]:
        if not holds(section.get("visible_if"), clean):
            continue
        for question in section["questions"]:
            if question["type"] not in words.UNANSWERED_TYPES and holds(question.get("visible_if"), clean):
                _check(question, raw_answers.get(question["key"]), clean, errors, today)
    return clean, errors


def _check(question, raw, clean, errors, today):
    try:
        answer = clean_answer(question, raw, today)
    except Refusal as refusal:
        errors[question["key"]] = str(refusal)
        return
    if answer is not None:
        clean[question["key"]] = answer
    elif question.get("required"):
        errors[question["key"]] = _MISSING.get(question["type"], "Cette réponse nous est nécessaire.")


def mapped_answers(document, answers):
    """{target: answer} for the questions that fill an attribute at admission."""
    mapped = {}
    for question in answerable(document):
        target, answer = question.get("maps_to"), answers.get(question["key"])
        if target and answer is not None:
            if question["type"] == words.MUNICIPALITY and answer not in municipalities.MUNICIPALITIES:
                answer = municipalities.OTHER
            mapped[target] = answer
    return mapped


def display(question, answer):
    """A clean answer as people read it: « 14/09/2026 », « Oui », « 7100 La Louvière »."""
    if answer in (None, "", []):
        return ""
    kind = question["type"]
    if kind == words.SEVERAL_CHOICES:
        labels = dict(choices_of(question))
        return ", ".join(labels.get(code, code) for code in answer)
    if kind in (words.ONE_CHOICE, words.YES_NO):
        return dict(choices_of(question)).get(answer, answer)
    return _DISPLAYS.get(kind, str)(answer)


def _display_date(answer):
    year, month, day = parse_date(answer)
    return f"{day:02}/{month:02}/{year:04}" if day else f"{month:02}/{year:04}"


def _display_amount(answer):
    whole, cents = answer.split(".")
    return f"{int(whole):,}".replace(",", " ") + f",{cents} €"


_DISPLAYS = {
    words.DATE: _display_date,
    words.YEAR_MONTH: _display_date,
    words.AMOUNT: _display_amount,
    words.NATIONAL_NUMBER: display_national_number,
    words.MUNICIPALITY: municipalities.label_of,
}
