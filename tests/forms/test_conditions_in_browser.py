"""The browser hides a question exactly when the server would: a thousand random conditions."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.definition.conditions import holds
from tests.support.form_strategies import answers_for, documents
from tests.support.node import needs_node, node_process

SCRIPT = Path(__file__).resolve().parents[2] / "forms" / "static" / "forms" / "conditions.js"
pytestmark = needs_node
values = st.sampled_from(["", "a", "yes", "12", "12.50", "-3", "2026-09", "2026-09-14", "é"]) | st.integers(
    -9, 99
)
answers = st.dictionaries(
    st.sampled_from("abcde"), values | st.lists(st.sampled_from(["a", "yes", "12"]), max_size=3)
)
leaf = (
    st.tuples(st.sampled_from(["eq", "ne", "gt", "lt"]), st.sampled_from("abcde"), values).map(
        lambda parts: {parts[0]: [parts[1], parts[2]]}
    )
    | st.tuples(st.sampled_from("abcde"), st.lists(values, min_size=1, max_size=3)).map(
        lambda parts: {"in": list(parts)}
    )
    | st.sampled_from("abcde").map(lambda key: {"empty": [key]})
)
any_tree = st.recursive(
    leaf,
    lambda inner: (
        inner.map(lambda tree: {"not": tree})
        | st.lists(inner, min_size=1, max_size=3).map(lambda some: {"all": some})
        | st.lists(inner, min_size=1, max_size=3).map(lambda some: {"any": some})
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def in_browser():
    script = (
        f"const {{ holds }} = require({str(SCRIPT)!r}); function answer([t, a]) {{ return holds(t, a); }}"
    )
    with node_process(script) as ask:
        yield lambda tree, given_answers: ask([tree, given_answers])


@settings(max_examples=1000, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(tree=any_tree, given_answers=answers)
def test_a_thousand_trees(in_browser, tree, given_answers):
    assert in_browser(tree, given_answers) is holds(tree, given_answers)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_conditions_of_random_forms(in_browser, data):
    document = data.draw(documents(most=4))
    asked = [question for section in document["sections"] for question in section["questions"]]
    for one in [*document["sections"], *asked]:
        clean = data.draw(answers_for(document))
        assert in_browser(one["visible_if"], clean) is holds(one["visible_if"], clean)
