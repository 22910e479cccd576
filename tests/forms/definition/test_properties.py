"""Whatever is thrown at a form, it answers: clean values, or French words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definition.answers import display, validate
from forms.definition.document import answerable, canonical, fingerprint, is_key
from forms.shipped.orientation import document

FORM = document()
KEYS = [question["key"] for question in answerable(FORM)]
QUESTIONS = {question["key"]: question for question in answerable(FORM)}

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
telling = st.sampled_from(
    [
        "yes",
        "no",
        "service",
        "self",
        "14/09/2026",
        "date en 1026",
        "30/02/2026",
        "7100",
        "\x00",
        "'; --",
        "9" * 30,
    ]
)
answers = st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=12), anything | telling, max_size=12)


@given(answers | anything)
def test_validation_never_raises_and_never_invents(raw):
    clean, errors = validate(FORM, raw)
    assert set(clean) <= set(KEYS)
    assert set(errors) <= set(KEYS)
    assert not set(clean) & set(errors)
    assert all(isinstance(message, str) and message for message in errors.values())
    json.dumps(clean)


@given(answers)
def test_clean_answers_stay_clean(raw):
    """What was accepted once is accepted again, unchanged: from the store, a PDF or a spreadsheet."""
    clean, _errors = validate(FORM, raw)
    assert validate(FORM, clean)[0] == clean


@given(answers)
def test_clean_answers_can_be_read(raw):
    clean, _errors = validate(FORM, raw)
    for key, answer in clean.items():
        assert display(QUESTIONS[key], answer)


@given(st.dictionaries(st.text(max_size=6), anything.filter(lambda value: value == value), max_size=6))
def test_canonical_writing_is_stable(value):
    written = canonical(value)
    again = json.loads(written)
    assert canonical(again) == written


def test_the_number_does_not_change_the_fingerprint_but_a_word_does():
    assert fingerprint({**FORM, "number": 7}) == fingerprint(FORM)
    assert fingerprint({**FORM, "title": {"fr": "Autre"}}) != fingerprint(FORM)


@given(st.text(max_size=200))
def test_any_label_gives_a_key(label):
    from forms.compiling import slug_of

    assert is_key(slug_of(label))


@pytest.mark.parametrize("label", ["Site web", "Jeton"])
def test_no_question_takes_the_name_of_a_field_of_the_page(label):
    from forms.compiling import Keys
    from forms.definition.vocabulary import RESERVED_KEYS

    key = Keys().key_for("u1", label, "short_text")
    assert is_key(key)
    assert key not in RESERVED_KEYS
