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


def _asked(kind):
    return {
        "key": kind,
        "type": kind,
        "label": {"fr": kind},
        "ends": {"low": {"fr": "Mal"}, "high": {"fr": "Bien"}},
    }


ASKED = [
    *map(_asked, ("date", "year_month", "amount", "whole_number", "scale", "municipality")),
    SITUATION,
    {**SITUATION, "key": "needs", "type": "several_choices", "label": {"fr": "Besoins"}},
]


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"gt": ["date", "2026-12-31"]}, "« date » est après « 31/12/2026 »"),
        ({"not": {"lt": ["year_month", "2026-09"]}}, "« year_month » n’est pas avant « 09/2026 »"),
        ({"gt": ["amount", "1234.50"]}, "« amount » dépasse « 1 234,50 € »"),
        ({"not": {"gt": ["whole_number", 3]}}, "« whole_number » ne dépasse pas « 3 »"),
        ({"eq": ["scale", 5]}, "« scale » est « 5 · Bien »"),
        ({"eq": ["municipality", "7100"]}, "« municipality » est « 7100 La Louvière »"),
        ({"eq": ["needs", "street"]}, "« Besoins » comprend « À la rue »"),
        (
            {"not": {"in": ["situation", ["street", "squat"]]}},
            "« Où dort-elle ? » n’est ni « À la rue » ni « Squat »",
        ),
        ({"not": {"in": ["situation", ["street"]]}}, "« Où dort-elle ? » n’est pas « À la rue »"),
        (
            {"not": {"any": [{"eq": ["needs", "street"]}, {"empty": ["date"]}]}},
            "« Besoins » ne comprend pas « À la rue » et « date » a une réponse",
        ),
        (
            {"not": {"all": [{"lt": ["scale", 3]}, {"any": [{"empty": ["date"]}, {"empty": ["scale"]}]}]}},
            "« scale » n’est pas en dessous de « 3 » ou (« date » a une réponse et « scale » a une réponse)",
        ),
        # Of a draft: the question was taken away, what was typed is no date.
        ({"not": {"gt": ["", 20]}}, "une question qui n’est plus là ne dépasse pas « 20 »"),
        ({"gt": ["date", "bientôt"]}, "« date » est après « bientôt »"),
    ],
)
def test_in_french_reads_as_people_write(tree, said):
    assert in_french({"visible_if": tree}, ASKED).replace("\N{NARROW NO-BREAK SPACE}", " ") == f"Si {said}"


def test_a_condition_may_only_look_back():
    assert "ne vient pas avant" in condition_problems({"eq": ["request", "yes"]}, [], "la question « X »")[0]


def test_a_condition_on_a_choice_that_is_gone_is_told():
    (problem,) = condition_problems(
        {"in": ["situation", ["street", "tent"]]}, [SITUATION], "la question « X »"
    )
    assert "« tent »" in problem
