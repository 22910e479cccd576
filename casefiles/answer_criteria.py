"""A criterion on a question of the orientation form: which ones can bear one, and what an answer says to it.

A question is known by its `uid`, which no new wording changes. Plain functions: no query, no clock.
"""

from dataclasses import dataclass

from casefiles.models.programme import EligibilityCriterion
from casefiles.text import normalise
from forms.definition import vocabulary as words
from forms.definition.answers import display
from forms.definition.cleaners import Refusal, clean_answer
from forms.definition.conditions import holds
from forms.definition.document import answerable, choices_of, text

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"

Comparison = EligibilityCriterion.Comparison
_ONE = (Comparison.EQUALS, Comparison.ONE_OF, Comparison.NOT_ONE_OF, Comparison.GIVEN)
_MANY = (Comparison.ONE_OF, Comparison.NOT_ONE_OF, Comparison.GIVEN)
_ORDERED = (Comparison.EQUALS, Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.GIVEN)
_SINGLE = frozenset({Comparison.EQUALS, Comparison.AT_LEAST, Comparison.AT_MOST})


@dataclass(frozen=True)
class Asked:
    """A question of a form, as a criterion sees it."""

    question: dict
    section: str

    @property
    def uid(self):
        return self.question["uid"]

    @property
    def label(self):
        return text(self.question["label"])

    @property
    def choices(self):
        return choices_of(self.question)

    @property
    def comparisons(self):
        return comparisons_for(self.question)


def asked_questions(document):
    """Every question of a document that can bear a criterion, in order."""
    return [
        Asked(question, text(section["title"]))
        for section in (document or {}).get("sections", ())
        for question in section["questions"]
        if question["type"] not in words.UNANSWERED_TYPES
    ]


def find_question(document, uid):
    """The question of that identity in this document, or None."""
    return next((one for one in answerable(document) if one["uid"] == uid), None) if document else None


def comparisons_for(question):
    """The comparisons that mean something for a question of this type."""
    kind = question["type"]
    if kind in words.OPAQUE_TYPES or kind in (words.LONG_TEXT, words.NATIONAL_NUMBER):
        return (Comparison.GIVEN,)
    if kind == words.SEVERAL_CHOICES:
        return _MANY
    return _ORDERED if kind in words.ORDERED_TYPES else _ONE


def clean_values(question, comparison, raw):
    """The expected values as they are kept; raises Refusal in French when one cannot be an answer."""
    if comparison == Comparison.GIVEN:
        return []
    raw = [one.strip() for one in raw if one.strip()]
    if not raw:
        raise Refusal("Dites avec quoi comparer la réponse.")
    if comparison in _SINGLE and len(raw) > 1:
        raise Refusal("Cette comparaison ne prend qu’une valeur : n’en gardez qu’une.")
    return [_clean_value(question, one) for one in raw]


def _clean_value(question, typed):
    codes = [code for code, _label in choices_of(question)]
    if codes:
        if typed not in codes:
            raise Refusal("Cette valeur n’est pas une réponse de la question : choisissez-la dans la liste.")
        return typed
    # The bounds are for who answers; a criterion may stand outside of them.
    return clean_answer({**question, "bounds": {}}, typed)


def values_in_words(question, values):
    """« 7100 La Louvière, 7110 … »: the expected values as people read them."""
    labels = dict(choices_of(question))
    return ", ".join(labels.get(str(one)) or display(question, one) for one in values)


def compare(criterion, document, answers):
    """What the answers say to this criterion: unknown when the question did not exist or was not answered."""
    question = find_question(document, criterion.question)
    if question is None or criterion.comparison not in comparisons_for(question):
        return UNKNOWN
    answer = answers.get(question["key"])
    given = answer not in (None, "", [])
    if criterion.comparison == Comparison.GIVEN:
        return MET if given else NOT_MET
    if not given or not criterion.values:
        return UNKNOWN
    return _TESTS[criterion.comparison](question, answer, criterion.values)


def _one_of(question, answer, values):
    given = {_plain(question, one) for one in (answer if isinstance(answer, list) else [answer])}
    return MET if given & {_plain(question, one) for one in values} else NOT_MET


def _not_one_of(question, answer, values):
    return NOT_MET if _one_of(question, answer, values) == MET else MET


def _at_least(question, answer, values):
    return _ordered("lt", answer, values[0])


def _at_most(question, answer, values):
    return _ordered("gt", answer, values[0])


def _ordered(beyond, answer, value):
    """Not met when the answer is beyond the value; within one month, a day and a month cannot be compared."""
    answer, value = str(answer), str(value)
    if "-" in answer[1:] and len(answer) != len(value):
        answer, value = answer[:7], value[:7]
        if answer == value:
            return UNKNOWN
    if holds({beyond: ["answer", value]}, {"answer": answer}):
        return NOT_MET
    either = {"any": [{"lt": ["answer", value]}, {"gt": ["answer", value]}]}
    comparable = answer == value or holds(either, {"answer": answer}) or _same_number(answer, value)
    return MET if comparable else UNKNOWN


def _same_number(answer, value):
    try:
        return float(answer) == float(value)
    except ValueError:
        return False


def _plain(question, value):
    """Without accents or case where people type; a code as it is."""
    return str(value) if choices_of(question) else normalise(str(value))


_TESTS = {
    Comparison.EQUALS: _one_of,
    Comparison.ONE_OF: _one_of,
    Comparison.NOT_ONE_OF: _not_one_of,
    Comparison.AT_LEAST: _at_least,
    Comparison.AT_MOST: _at_most,
}
