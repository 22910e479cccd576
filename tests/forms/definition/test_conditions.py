import pytest

from forms.definition.condition_checks import condition_problems
from forms.definition.condition_words import in_french
from forms.definition.conditions import holds, keys_in

SITUATION = {
    "key": "situation",
    "type": "one_choice",
    "label": {"fr": "Où dort-elle ?"},
    "choices": [{"code": "street", "label": {"fr": "À la rue"}}, {"code": "squat", "label": {"fr": "Squat"}}],
}
REQUEST = {"key": "request", "type": "yes_no", "label": {"fr": "Est-elle d’accord ?"}}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (None, True),
        ({"eq": ["a", "x"]}, True),
        ({"eq": ["list", "x"]}, True),
        ({"ne": ["a", "x"]}, False),
        ({"ne": ["missing", "x"]}, True),
        ({"in": ["a", ["y", "x"]]}, True),
        ({"in": ["list", ["z"]]}, False),
        ({"gt": ["n", 2]}, True),
        ({"lt": ["n", "2"]}, False),
        ({"gt": ["date", "2026-01-01"]}, True),
        ({"gt": ["missing", 1]}, False),
        ({"empty": ["missing"]}, True),
        ({"empty": ["n"]}, False),
        ({"not": {"empty": ["a"]}}, True),
        ({"all": [{"eq": ["a", "x"]}, {"eq": ["n", 3]}]}, True),
        ({"any": [{"eq": ["a", "y"]}, {"eq": ["n", 4]}]}, False),
    ],
)
def test_holds(tree, expected):
    answers = {"a": "x", "list": ["x", "y"], "n": 3, "date": "2026-09-14"}
    assert holds(tree, answers) is expected


def test_keys_in():
    assert keys_in({"all": [{"eq": ["a", 1]}, {"not": {"empty": ["b"]}}]}) == {"a", "b"}


def test_in_french_uses_the_words_of_the_answers():
    holder = {"visible_if": {"eq": ["situation", "street"]}}
    assert in_french(holder, [SITUATION]) == "Si « Où dort-elle ? » est « À la rue »"


def test_in_french_prefers_the_words_of_staff():
    holder = {"visible_if": {"eq": ["request", "yes"]}, "condition": {"fr": "Si oui"}}
    assert in_french(holder, [REQUEST]) == "Si oui"


def test_a_condition_may_only_look_back():
    assert "ne vient pas avant" in condition_problems({"eq": ["request", "yes"]}, [], "la question « X »")[0]


def test_a_condition_on_a_choice_that_is_gone_is_told():
    (problem,) = condition_problems(
        {"in": ["situation", ["street", "tent"]]}, [SITUATION], "la question « X »"
    )
    assert "« tent »" in problem
