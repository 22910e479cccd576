"""Forms of so many questions, for benchmarks: every type in turn, with the conditions real forms have."""

import itertools

from forms.definition import vocabulary as words
from forms.shipped.builder import Builder, question, section, shown_if

PER_SECTION = 10
_ANSWERED = {"data_class": "C2", "purpose": "Mesurer le temps que prend un formulaire"}
_TYPES = (
    *(words.SHORT_TEXT, words.YES_NO, words.ONE_CHOICE, words.LONG_TEXT, words.DATE, words.SHORT_TEXT),
    *(words.SEVERAL_CHOICES, words.TELEPHONE, words.SCALE, words.AMOUNT, words.MUNICIPALITY, words.EMAIL),
    *(words.WHOLE_NUMBER, words.ONE_CHOICE, words.YEAR_MONTH, words.STATEMENT, words.NATIONAL_NUMBER),
)
_ANSWERS = {
    words.SHORT_TEXT: "Réponse d’une ligne, avec œ et €",
    words.LONG_TEXT: "Première ligne\nDeuxième ligne, plus longue que la première.",
    words.YES_NO: "yes",
    words.ONE_CHOICE: "c2",
    words.SEVERAL_CHOICES: ["c1", "c3"],
    words.DATE: "2026-02-28",
    words.YEAR_MONTH: "2026-02",
    words.TELEPHONE: "064 00 00 00",
    words.SCALE: 4,
    words.AMOUNT: "1234.50",
    words.MUNICIPALITY: "7100",
    words.EMAIL: "personne@example.org",
    words.WHOLE_NUMBER: 7,
    words.NATIONAL_NUMBER: "85073003328",
}


def form_of(count):
    """(document, clean answers) of a form of `count` questions; every tenth shows only after the first."""
    kinds = itertools.islice(itertools.cycle(_TYPES), count)
    asked = [_question(number, kind) for number, kind in enumerate(kinds)]
    sections = [
        section(f"part{start}", f"Partie {start // PER_SECTION + 1}", *asked[start : start + PER_SECTION])
        for start in range(0, count, PER_SECTION)
    ]
    document = Builder(f"mesure-{count}").document(f"Un formulaire de {count} questions", "", sections)
    answers = {one["key"]: _ANSWERS[one["type"]] for one in asked if one["type"] in _ANSWERS}
    return document, answers


def _question(number, kind):
    more = {}
    if kind in words.CHOICE_TYPES:
        more["choices"] = {f"c{step}": f"Choix numéro {step}" for step in range(1, 6)}
    if kind == words.SCALE:
        more["ends"] = ("Pas du tout", "Tout à fait")
    if number % 10 == 9:
        more["visible_if"] = shown_if("", {"eq": ["q1", "yes"]})
    if kind != words.STATEMENT:
        more |= _ANSWERED
    return question(f"q{number}", kind, f"Question numéro {number}, telle qu’on la pose", **more)
