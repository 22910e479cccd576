"""What software sends is checked by the schema and by `validate`: both must find it good, and say why not."""

import copy
import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forms.api.checking import MOST_FAULTS, check
from forms.api.strict_json import NotJSON, strict_json
from forms.definition import vocabulary as words
from forms.definition.answers import validate
from forms.definition.document import answerable
from forms.outputs.json_schema.schema import json_schema
from tests.factories import every_type
from tests.support.form_strategies import TODAY, answers_for, documents

DOCUMENT = every_type.document()


def faults(**changes):
    answers = {key: value for key, value in {**every_type.ANSWERS, **changes}.items() if value is not ...}
    return check(DOCUMENT, answers, TODAY)[1]


def test_clean_answers_come_through_as_they_are():
    assert check(DOCUMENT, every_type.ANSWERS, TODAY) == (every_type.ANSWERS, {})


def test_answers_are_put_in_order_as_if_typed():
    clean, wrong = check(
        DOCUMENT, every_type.ANSWERS | {"account": "BE68539007547034", "short": " a  b "}, TODAY
    )
    assert not wrong
    assert clean["account"] == "BE68 5390 0754 7034"
    assert clean["short"] == "a b"


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        ({"colour": "red"}, "/colour", "n’est pas dans cette version"),
        ({"note": "lu"}, "/note", "n’est pas dans cette version"),
        ({"a/b~c": 1}, "/a~1b~0c", "n’est pas dans cette version"),
        ({"short": 5}, "/short", "un texte"),
        ({"short": ""}, "/short", "nécessaire"),
        ({"long": " "}, "/long", "laissez la clé de côté"),
        ({"short": None}, "/short", "laissez la clé de côté"),
        ({"short": ...}, "/short", "nécessaire"),
        ({"short": "x" * 121}, "/short", "trop longue"),
        ({"mail": "camille"}, "/mail", "incomplète"),
        ({"national": "85073003329"}, "/national", "pas correct"),
        ({"day": "14/09/2026"}, "/day", '"2026-09-14"'),
        ({"day": "2023-02-30"}, "/day", "n’existe pas"),
        ({"day": "2090-01-01"}, "/day", "à venir"),
        ({"count": "7"}, "/count", "sans guillemets"),
        ({"count": 31}, "/count", "30"),
        ({"count": True}, "/count", "sans guillemets"),
        ({"amount": 12.5}, "/amount", '"1234.50"'),
        ({"amount": "12,50"}, "/amount", '"1234.50"'),
        ({"agree": True}, "/agree", '"yes", "no"'),
        ({"one": "Premier"}, "/one", '"first", "second", "third"'),
        ({"several": ["house", "house"]}, "/several", "chacun une fois"),
        ({"several": [["house"]]}, "/several", "parmi"),
        ({"feeling": "4"}, "/feeling", "1 à 5"),
        ({"account": "be68 5390 0754 7034"}, "/account", "BE68"),
        ({"debts": {}}, "/debts", "liste de lignes"),
        ({"debts": []}, "/debts", "liste de lignes"),
        ({"debts": [{}]}, "/debts/0", "vide"),
        ({"debts": ["Loyer"]}, "/debts/0", "liste de lignes"),
        ({"debts": [{"creditor": "A"}, {"owed": "1.00"}]}, "/debts/1/creditor", "nécessaire"),
        ({"debts": [{"creditor": "A", "owed": 1}]}, "/debts/0/owed", '"1234.50"'),
        ({"debts": [{"creditor": "A", "colour": 1}]}, "/debts/0/colour", "n’est pas dans cette version"),
        ({"debts": [{"creditor": "A"}] * 4}, "/debts", "plus de 3 lignes"),
        ({"debts": [{"creditor": "A"}] * 3 + [None]}, "/debts", "plus de 3 lignes"),
        ({"proof": {"file": "x", "name": "x", "size": 1}}, "/proof", "ne s’envoie pas par cette porte"),
    ],
)
def test_each_fault_is_told_in_french_at_its_place(changes, path, said):
    found = faults(**changes)
    assert list(found) == [path]
    assert said in found[path]


def test_an_answer_that_is_not_asked_for_is_sent_back_with_the_reason():
    found = faults(agree="no", one="first")
    assert list(found) == ["/several"]
    assert "n’est pas posée" in found["/several"]
    assert "Si " in found["/several"]


def test_a_required_file_says_that_it_cannot_pass():
    document = every_type.document()
    next(one for one in answerable(document) if one["key"] == "proof")["required"] = True
    _clean, found = check(document, every_type.ANSWERS, TODAY)
    assert list(found) == ["/proof"]
    assert "ne s’envoie pas par cette porte" in found["/proof"]


@pytest.mark.parametrize("body", [None, [], "short", 3, [every_type.ANSWERS]])
def test_answers_are_an_object(body):
    assert list(check(DOCUMENT, body, TODAY)[1]) == [""]


def test_faults_are_in_the_order_of_the_form_and_not_endless():
    found = faults(colour="red", feeling=9, short=1, debts=[{"owed": 1}])
    assert list(found) == ["/short", "/feeling", "/debts/0/owed", "/colour"]
    assert len(faults(**{f"k{turn}": 1 for turn in range(500)})) == MOST_FAULTS


@pytest.mark.parametrize(
    "hostile",
    [
        {"phone": " " * 400_000},
        {"mail": "a@" + "b" * 400_000},
        {"short": "é" * 400_000 + "\u0007"},
        {"several": [[]] * 200_000},
        {"several": ["house"] * 200_000},
        {"debts": [{}] * 200_000},
        {"debts": [[[]]] * 200_000},
        {"count": 2**53},
        {"amount": "0" * 400_000},
        {f"inconnue{turn}": [] for turn in range(30_000)},
    ],
    ids=lambda hostile: next(iter(hostile)),
)
def test_large_nonsense_is_refused_quickly(hostile):
    start = time.process_time()
    assert faults(**hostile)
    assert time.process_time() - start < 2


_anything = st.recursive(
    st.none() | st.booleans() | st.integers(-20, 7000) | st.floats(-20, 7000) | st.text(max_size=8),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=4), children, max_size=2)
    ),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_taken_is_what_the_schema_and_validate_both_find_good(data):
    document = data.draw(documents())
    answers = copy.deepcopy(data.draw(answers_for(document)))
    keys = [question["key"] for question in answerable(document)]
    if data.draw(st.booleans()):
        suits_another = st.sampled_from(list(answers.values()) or [""])
        answers[data.draw(st.sampled_from([*keys, "inconnue"]))] = data.draw(_anything | suits_another)
    body = strict_json(json.dumps(answers).encode())
    clean, wrong = check(document, body, TODAY)
    schema_likes = Draft202012Validator(json_schema(document, "urn:x")).is_valid(body)
    files = {one["key"] for one in answerable(document) if one["type"] == words.FILE}
    judged, errors = validate(document, body, TODAY)
    assert (wrong == {}) == (schema_likes and not errors and not files & set(body))
    assert wrong or clean == judged


# --- strict JSON -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "bien form"),
        (b"{", "ligne 1"),
        (b'{"a": 1,}', "bien form"),
        (b"{'a': 1}", "bien form"),
        (b'{"a": 1} {"b": 2}', "bien form"),
        (b'{"a": 1, "a": 2}', "deux fois"),
        (b'{"a": {"b": 1, "b": 1}}', "deux fois"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": 1e400}', "trop grand"),
        (b'{"a": 99999999999999999999}', "trop grand"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "trop grand"),
        (b'{"a": "\xe9"}', "UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "UTF-8"),
        (b'\xef\xbb\xbf{"a": 1}', "bien form"),
        (b'{"a": "\\ud800"}', "moiti"),
        (b'{"\\udfff": 1}', "moiti"),
        (b'{"a": "\n"}', "bien form"),
        (b"[" * 20 + b"]" * 20, "imbriqu"),
        (b"[" * 200_000 + b"]" * 200_000, "imbriqu"),
        (b'{"a":' * 100_000, "imbriqu"),
    ],
)
def test_json_is_read_as_its_standard_writes_it(raw, said):
    with pytest.raises(NotJSON, match=said):
        strict_json(raw)


def test_what_json_may_hold_comes_through():
    raw = '{"a": "œ € ’ ł 🙂 \\ud83d\\ude42 שלום", "b": [4.0, 4.5, -1e2], "c": null, "d": true}'.encode()
    assert strict_json(raw) == {"a": "œ € ’ ł 🙂 🙂 שלום", "b": [4, 4.5, -100], "c": None, "d": True}
