"""A criterion on a question: each type of question, each comparison, and what is not known."""

import pytest

from casefiles.answer_criteria import asked_questions, clean_values, compare, comparisons_for, find_question
from casefiles.eligibility import Facts, assess
from casefiles.models import EligibilityCriterion
from forms.definition.refusal import Refusal
from tests.factories import every_type

DOCUMENT = every_type.document()
QUESTIONS = {one["key"]: one for part in DOCUMENT["sections"] for one in part["questions"]}


def criterion(key, comparison, *values):
    question = QUESTIONS[key]
    return EligibilityCriterion(
        kind="answer",
        label="Essai",
        question=question["uid"],
        comparison=comparison,
        values=clean_values(question, comparison, list(values)),
        words_met="oui",
        words_not_met="non",
        words_unknown="?",
    )


@pytest.mark.parametrize(
    ("key", "comparison", "values", "answer", "expected"),
    [
        ("agree", "equals", ["yes"], "yes", "met"),
        ("agree", "equals", ["yes"], "no", "not_met"),
        ("one", "one_of", ["first", "third"], "third", "met"),
        ("one", "one_of", ["first", "third"], "second", "not_met"),
        ("one", "not_one_of", ["first"], "second", "met"),
        ("several", "one_of", ["house"], ["health", "house"], "met"),
        ("several", "not_one_of", ["house"], ["health", "house"], "not_met"),
        ("count", "at_least", ["18"], 18, "met"),
        ("count", "at_least", ["18"], 17, "not_met"),
        ("count", "at_most", ["3"], 4, "not_met"),
        ("count", "equals", ["0"], 0, "met"),
        ("amount", "at_most", ["1 200,50"], "1200.50", "met"),
        ("amount", "at_most", ["1 200,50"], "1200.51", "not_met"),
        ("feeling", "at_least", ["3"], 5, "met"),
        ("day", "at_least", ["01/01/2020"], "2019-12-31", "not_met"),
        ("day", "at_most", ["29/02/2024"], "2024-02-29", "met"),
        ("month", "at_least", ["09/2025"], "2025-08", "not_met"),
        ("month", "at_least", ["09/2025"], "2025-09-14", "unknown"),
        ("month", "at_least", ["09/2025"], "2025-10-14", "met"),
        ("town", "one_of", ["La Louvière", "7110"], "7100", "met"),
        ("short", "equals", ["Zoé d’Œuvre"], "ZOE D'OEUVRE", "met"),
        ("long", "given", [], "des mots", "met"),
        ("debts", "given", [], [{"creditor": "Société Exemple"}], "met"),
        ("long", "given", [], None, "not_met"),
    ],
)
def test_what_an_answer_says(key, comparison, values, answer, expected):
    answers = {} if answer is None else {key: answer}
    assert compare(criterion(key, comparison, *values), DOCUMENT, answers) == expected


@pytest.mark.parametrize("comparison", ["equals", "one_of", "not_one_of"])
def test_a_question_left_without_answer_is_not_known(comparison):
    assert compare(criterion("one", comparison, "first"), DOCUMENT, {}) == "unknown"


def test_a_question_that_did_not_exist_is_not_known():
    row = criterion("agree", "equals", "yes")
    assert compare(row, None, {"agree": "yes"}) == "unknown"
    assert compare(row, {"sections": []}, {"agree": "yes"}) == "unknown"


def test_a_question_is_known_by_its_identity_not_by_its_words():
    row = criterion("agree", "equals", "yes")
    reworded = {
        **DOCUMENT,
        "sections": [
            {
                "title": {"fr": "Autre"},
                "questions": [{**QUESTIONS["agree"], "key": "autre", "label": {"fr": "?"}}],
            }
        ],
    }
    assert compare(row, reworded, {"autre": "no"}) == "not_met"


@pytest.mark.parametrize(
    ("key", "comparison", "values"),
    [
        ("one", "equals", []),
        ("one", "equals", ["fourth"]),
        ("one", "equals", ["first", "second"]),
        ("count", "at_least", ["beaucoup"]),
        ("day", "at_least", ["31/02/2025"]),
        ("day", "at_least", ["2020", "2021"]),
    ],
)
def test_a_value_that_cannot_be_an_answer_is_refused(key, comparison, values):
    with pytest.raises(Refusal):
        clean_values(QUESTIONS[key], comparison, values)


def test_each_type_has_the_comparisons_that_mean_something():
    found = {key: set(comparisons_for(question)) for key, question in QUESTIONS.items()}
    assert found["proof"] == found["debts"] == found["long"] == {"given"}
    assert "at_least" in found["count"]
    assert "at_least" not in found["one"]
    assert "equals" not in found["several"]
    assert "note" not in {one.question["key"] for one in asked_questions(DOCUMENT)}
    assert find_question(DOCUMENT, QUESTIONS["note"]["uid"]) is None


def test_two_criteria_on_questions_are_told_apart():
    rows = [criterion("agree", "equals", "yes"), criterion("one", "one_of", "first")]
    for number, row in enumerate(rows):
        row.pk, row.blocking = number, True
    facts = Facts(document=DOCUMENT, answers={"agree": "no", "one": "first"})
    programme = type("Programme", (), {"street_limit_months": 6})
    refused, met = assess(programme, rows, [], facts, None)
    assert refused.key != met.key
    assert (refused.is_barring, met.is_barring) == (True, False)
