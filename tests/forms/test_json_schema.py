"""Document → JSON Schema: what is clean passes, what has not the shape of an answer does not."""

import copy
import datetime
import json
import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from forms.definition import vocabulary as words
from forms.definition.answers import validate
from forms.definition.cleaners import max_length_of
from forms.definition.conditions import holds
from forms.definition.document import answerable, choices_of, elementary
from forms.outputs.json_schema import order
from forms.outputs.json_schema.conditions import condition_schema
from forms.outputs.json_schema.schema import json_schema
from forms.shipped import orientation
from tests.factories import every_type
from tests.factories.forms import VALID
from tests.support.form_strategies import TODAY, answers_for, documents, trees

ADDRESS = "https://portail.example.org/api/formulaires/tout/versions/1/schema.json"
ORIENTATION_TODAY = datetime.date(2026, 11, 22)
# What a schema cannot know: check digits, and what day it is. For these types it may accept more.
_KNOWING = {
    words.NATIONAL_NUMBER,
    words.DATE,
    words.YEAR_MONTH,
}
slow = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def validator(document):
    return Draft202012Validator(json_schema(document, ADDRESS), format_checker=FormatChecker())


def faults(document, answers):
    return [
        f"{'/'.join(map(str, fault.path))}: {fault.message}"
        for fault in validator(document).iter_errors(answers)
    ]


def without(answers, *keys):
    return {key: answer for key, answer in answers.items() if key not in keys}


# --- what it says ------------------------------------------------------------------------------------------
def test_it_names_its_version_and_speaks_french():
    schema = json_schema(every_type.document(), ADDRESS)
    assert schema["$id"] == ADDRESS
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["x-urn"] == "urn:form:tout:1"
    assert re.fullmatch("tout;1;[0-9a-f]{12}", schema["x-stamp"])
    assert schema["title"] == "Tous les types"
    assert schema["additionalProperties"] is False
    several = schema["properties"]["several"]
    assert several["title"] == "Plusieurs"
    assert several["items"]["oneOf"][0] == {"const": "house", "title": "Logement"}
    assert several["description"].startswith("Si ")
    assert schema["properties"]["feeling"]["oneOf"][0] == {"const": 1, "title": "1 · Très mal"}
    assert "note" not in schema["properties"], "a statement asks nothing"
    assert "passée" in schema["properties"]["day"]["description"]


def test_every_question_that_takes_an_answer_is_there():
    for document in (every_type.document(), orientation.document()):
        assert list(json_schema(document, ADDRESS)["properties"]) == [
            question["key"] for question in answerable(document)
        ]


def test_the_words_of_a_form_never_reach_a_pattern():
    document = every_type.document()
    marked = json.loads(json.dumps(document).replace("Texte", "(a+)+$").replace("Logement", "(a+)+$"))
    schema = json.dumps(json_schema(marked, ADDRESS))
    assert "(a+)+$" in schema
    patterns = re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', schema)
    assert patterns
    assert not any("a+" in pattern for pattern in patterns)


def test_it_stays_small():
    assert len(json.dumps(json_schema(orientation.document(), ADDRESS), ensure_ascii=False)) < 40_000


# --- what is clean passes ----------------------------------------------------------------------------------
def test_answers_of_every_type_pass():
    assert faults(every_type.document(), every_type.ANSWERS) == []


def test_a_joined_file_passes_and_cannot_be_written():
    document = every_type.document()
    file = {"file": "3b241101-e2bb-4255-8caf-4136c566a962", "name": "preuve.pdf", "size": 1200}
    assert faults(document, every_type.ANSWERS | {"proof": file}) == []
    assert json_schema(document, ADDRESS)["properties"]["proof"]["readOnly"] is True


def test_the_answers_of_the_orientation_form_pass():
    document = orientation.document()
    clean, errors = validate(document, VALID, today=ORIENTATION_TODAY)
    assert not errors
    assert faults(document, clean) == []


@slow
@given(st.data())
def test_any_clean_answers_pass_exactly_when_nothing_is_missing(data):
    document = data.draw(documents())
    Draft202012Validator.check_schema(json_schema(document, ADDRESS))
    clean = data.draw(answers_for(document))
    again, errors = validate(document, clean, today=TODAY)
    assert again == clean
    assert (faults(document, clean) == []) == (not errors), errors


# --- what has not the shape of an answer does not ----------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("short", 5),
        ("short", ""),
        ("short", "   "),
        ("short", None),
        ("short", "x" * 121),
        ("short", "bip\u0007"),
        ("long", ["a"]),
        ("mail", "camille@exemple"),
        ("mail", "camille example.org"),
        ("phone", "064"),
        ("phone", "appelez le 064 00 00 00"),
        ("town", 7100),
        ("account", "BE68"),
        ("postcode", "0100"),
        ("postcode", "71000"),
        ("national", 85073003328),
        ("national", "8507300332"),
        ("day", "29/02/2024"),
        ("day", "1899-12-31"),
        ("day", "2023-02-30"),
        ("month", "2025-13"),
        ("month", "09/2025"),
        ("count", "7"),
        ("count", 7.5),
        ("count", True),
        ("count", 31),
        ("count", -1),
        ("amount", 1234.5),
        ("amount", "1234,50"),
        ("amount", "1.234"),
        ("amount", "-1.00"),
        ("agree", True),
        ("agree", "Oui"),
        ("one", "fourth"),
        ("one", ["first"]),
        ("several", "house"),
        ("several", []),
        ("several", ["house", "house"]),
        ("several", ["house", "boat"]),
        ("feeling", 6),
        ("feeling", "4"),
        ("debts", {"creditor": "Société Exemple"}),
        ("debts", []),
        ("debts", [{}]),
        ("debts", [{"owed": "1.00"}]),
        ("debts", [{"creditor": "Société Exemple", "colour": "red"}]),
        ("debts", [{"creditor": "Société Exemple"}] * 4),
        ("proof", "preuve.pdf"),
        ("colour", "red"),
        ("note", "lu"),
    ],
)
def test_a_wrong_shape_is_refused(key, wrong):
    assert faults(every_type.document(), every_type.ANSWERS | {key: wrong})


@pytest.mark.parametrize("answers", [None, [], "short", 3])
def test_answers_are_an_object(answers):
    assert faults(every_type.document(), answers)


def test_what_is_required_must_be_there():
    assert faults(every_type.document(), without(every_type.ANSWERS, "short"))
    assert faults(every_type.document(), without(every_type.ANSWERS, "agree", "several"))


def test_a_conditional_answer_is_required_only_when_it_is_asked():
    document = orientation.document()
    clean, _errors = validate(document, VALID, today=ORIENTATION_TODAY)
    assert clean["sender_kind"] == "service"
    assert faults(document, without(clean, "sender_service"))
    alone = {key: value for key, value in VALID.items() if not key.startswith("sender_")}
    alone, errors = validate(document, alone | {"sender_kind": "self"}, today=ORIENTATION_TODAY)
    assert not errors
    assert faults(document, alone) == []
    assert faults(document, alone | {"sender_service": "Service Exemple"}), "it is not asked: it has no place"


# Random JSON in the place of one answer, what suits another question included.
_anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-20, 7000)
    | st.floats(-20, 7000, allow_nan=False)
    | st.sampled_from(["", " ", "yes", "5", "12.50", "2026-09", "2026-09-14", "7100", "x" * 5000, "é\u0000"])
    | st.text(max_size=8),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=4), children, max_size=2)
    ),
    max_leaves=4,
)


@st.composite
def spoilt(draw, document, clean):
    """Answers of which one was taken away, replaced by anything, or given although nobody asked."""
    answers = copy.deepcopy(clean)
    keys = [question["key"] for question in answerable(document)]
    key = draw(st.sampled_from([*keys, "inconnue"]))
    if draw(st.booleans()) and key in answers:
        del answers[key]
    else:
        answers[key] = draw(_anything | st.sampled_from(list(clean.values()) or [0]))
    return answers


@slow
@given(st.data())
def test_what_validate_refuses_by_shape_the_schema_refuses_too(data):
    document = data.draw(documents())
    answers = data.draw(spoilt(document, data.draw(answers_for(document))))
    if faults(document, answers):
        return
    clean, errors = validate(document, _whole(answers), today=TODAY)
    kinds = {question["key"]: question["type"] for question, _group in elementary(document)}
    unknowing = {name for name in errors if kinds[name.rpartition("__")[2]] not in _KNOWING}
    assert unknowing == set()
    assert errors or set(clean) == set(answers), "nothing that passes is left aside"


def _whole(answers):
    """JSON has one kind of number: 4.0 is 4."""
    return json.loads(json.dumps(answers), parse_float=lambda text: int(float(text)))


def test_a_format_has_room_for_its_own_clean_writing():
    document = every_type.document()
    account = next(question for question in answerable(document) if question["key"] == "account")
    account["bounds"]["max_length"] = 16
    clean, errors = validate(document, every_type.ANSWERS | {"account": "BE68539007547034"})
    assert not errors
    assert len(clean["account"]) > max_length_of(account)
    assert faults(document, clean) == []


def test_zero_has_no_sign():
    clean, _errors = validate(every_type.document(), every_type.ANSWERS | {"amount": "-0"})
    assert clean["amount"] == "0.00"
    assert faults(every_type.document(), clean) == []


# --- conditions, one by one --------------------------------------------------------------------------------
ASKED = [
    {**question, "choices": dict(choices_of(question)) if question.get("choices") else None}
    for question in answerable(every_type.document())
]
TYPES = {question["key"]: question["type"] for question in ASKED}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ASKED).flatmap(lambda asked: trees([asked])), answers_for(every_type.document()))
def test_a_condition_holds_where_its_schema_does(tree, answers):
    if tree is not None:
        schema = condition_schema(tree, TYPES)
        assert Draft202012Validator(schema).is_valid(answers) == holds(tree, answers)


@pytest.mark.parametrize(
    ("tree", "held"),
    [
        ({"eq": ["several", "house"]}, True),
        ({"eq": ["several", "health"]}, False),
        ({"ne": ["several", "health"]}, True),
        ({"in": ["several", ["health", "work"]]}, True),
        ({"in": ["one", ["first", "third"]]}, False),
        ({"gt": ["amount", "999.99"]}, True),
        ({"gt": ["amount", 1234.5]}, False),
        ({"lt": ["amount", "bientôt"]}, False),
        ({"gt": ["day", "2024-02-28"]}, True),
        ({"lt": ["month", "2025-09-02"]}, True),
        ({"gt": ["feeling", 3]}, True),
        ({"lt": ["count", "7.5"]}, True),
        ({"empty": ["debts"]}, False),
        ({"not": {"empty": ["proof"]}}, False),
        ({"eq": ["inconnue", "x"]}, False),
        ({"ne": ["inconnue", "x"]}, True),
    ],
)
def test_each_comparison_reads_as_in_python(tree, held):
    assert holds(tree, every_type.ANSWERS) is held
    assert Draft202012Validator(condition_schema(tree, TYPES)).is_valid(every_type.ANSWERS) is held


# --- more and less, digit by digit -------------------------------------------------------------------------
cents = st.integers(-200_000, 200_000) | st.integers(-12, 12) | st.sampled_from([0, 100, -100, 99, 1000, 999])
written = cents.map(lambda amount: f"{Decimal(amount) / 100:.2f}")
expected = written | st.integers(-30, 3000) | st.sampled_from(["7", "0.005", "-0.015", "99.999"])
iso = st.dates(datetime.date(1995, 1, 1), datetime.date(2031, 1, 1)).map(lambda day: day.isoformat())
iso = iso | iso.map(lambda day: day[:7])


@given(written, expected)
def test_patterns_of_amounts_agree_with_conditions(amount, value):
    number = order.number(value)
    for sign, pattern in (("gt", order.amounts_above(number)), ("lt", order.amounts_below(number))):
        assert bool(re.search(pattern, amount)) == holds({sign: ["a", value]}, {"a": amount})


@given(iso, iso)
def test_patterns_of_dates_agree_with_conditions(date, value):
    for sign, pattern in (("gt", order.dates_after(value)), ("lt", order.dates_before(value))):
        assert bool(re.search(pattern, date)) == holds({sign: ["d", value]}, {"d": date})


@pytest.mark.parametrize("value", ["bientôt", "12 €", "2026", "", None, 1e20])
def test_only_numbers_and_dates_reach_a_pattern(value):
    assert order.iso_date(value) is None
    assert order.number(value) is None or re.fullmatch("-?[0-9.]+", str(order.number(value)))
