"""A definition as a JSON file: exact in both directions, and strict about what comes in."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.definition.document import canonical
from forms.readers.definition.reading import (
    MAX_BYTES,
    UnreadableDefinition,
    checked_document,
    make_definition,
    read,
    read_definition,
)
from forms.shipped import orientation
from portal.sandbox.child import Refusal
from tests.factories import every_type
from tests.support.form_strategies import documents

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


def a_document():
    return copy.deepcopy(every_type.document())


def read_here(content):
    """What the child process does, in this one."""
    payload = content if isinstance(content, bytes) else json.dumps(content).encode()
    return json.loads(read(payload, {}))


@pytest.mark.parametrize("document", [every_type.document(), orientation.document()])
def test_a_definition_comes_back_the_same(document):
    imported = read_definition(make_definition(document, "referral"))
    assert canonical(imported.document) == canonical(document)
    assert (imported.kind, imported.notes) == ("referral", [])


@given(documents())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_definition_comes_back_the_same(document):
    assert canonical(read_here(make_definition(document))["document"]) == canonical(document)


def test_a_bare_document_is_understood():
    document = a_document()
    assert canonical(read_here(document)["document"]) == canonical(document)


def test_a_file_changed_by_hand_is_taken_and_told():
    content = json.loads(make_definition(a_document()))
    content["document"]["title"]["fr"] = "Un autre titre"
    found = read_here(content)
    assert found["document"]["title"]["fr"] == "Un autre titre"
    assert "modifié depuis son export" in found["notes"][0]["said"]


def test_unknown_members_are_left_aside_and_told():
    document = a_document()
    document["sections"][0]["questions"][0]["colour"] = "blue"
    document["author"] = "Personne Exemple"
    found = read_here(document)
    assert canonical(found["document"]) == canonical(a_document())
    assert {note["name"] for note in found["notes"]} == {"colour", "author"}
    assert any("section 1 « Des mots », question 1" in note["said"] for note in found["notes"])


@pytest.mark.parametrize("schema", [2, 99, "1", True, None, [], 10**30])
def test_another_schema_is_told(schema):
    document = a_document() | {"schema_version": schema}
    with pytest.raises(Refusal, match=r"version|JSON"):
        read_here(document)


def _first(document):
    return document["sections"][0]["questions"][0]


_DAMAGES = {
    "a wrong type": lambda d: _first(d).update(label="Texte"),
    "a type that does not exist": lambda d: _first(d).update(type="eval"),
    "a missing member": lambda d: _first(d).pop("purpose"),
    "no sections": lambda d: d.pop("sections"),
    "sections that are none": lambda d: d.update(sections={"a": 1}),
    "a question that is none": lambda d: d["sections"][0]["questions"].append(7),
    "an identity twice": lambda d: d["sections"][0]["questions"].append(copy.deepcopy(_first(d))),
    "a name with a dot": lambda d: _first(d).update(key="a.b"),
    "a name twice": lambda d: d["sections"][1]["questions"][0].update(key="short"),
    "a reserved name": lambda d: _first(d).update(key="jeton"),
    "an endless name": lambda d: _first(d).update(key="a" * 41),
    "an endless label": lambda d: _first(d).update(label={"fr": "a" * 201}),
    "a sign of control": lambda d: _first(d).update(label={"fr": "a\x00b"}),
    "half a sign": lambda d: _first(d).update(label={"fr": "a\ud800b"}),
    "a condition that is none": lambda d: _first(d).update(visible_if={"exec": "rm"}),
    "a condition too deep": lambda d: _first(d).update(
        visible_if={"all": [{"any": [{"all": [{"empty": ["a"]}]}]}]}
    ),
    "an endless condition": lambda d: _first(d).update(visible_if={"all": [{"empty": ["a"]}] * 100}),
    "a bound that is no number": lambda d: _first(d).update(bounds={"max_length": "x"}),
    "an unknown format": lambda d: _first(d).update(bounds={"format": "^.*$"}),
    "rows without end": lambda d: d["sections"][3]["questions"][0].update(rows=10**9),
    "a group in a group": lambda d: d["sections"][3]["questions"][0]["questions"].append(
        copy.deepcopy(d["sections"][3]["questions"][0])
    ),
    "a choice code twice": lambda d: d["sections"][2]["questions"][1]["choices"].append(
        copy.deepcopy(d["sections"][2]["questions"][1]["choices"][0])
    ),
    "a retention that is none": lambda d: _first(d).update(retention_months="dix"),
    "a title that is none": lambda d: d.update(title=None),
}


@pytest.mark.parametrize("damage", _DAMAGES.values(), ids=_DAMAGES)
def test_what_is_no_form_is_refused_in_french(damage):
    document = a_document()
    damage(document)
    with pytest.raises(Refusal) as refusal:
        read_here(document)
    said = str(refusal.value)
    assert said.startswith("Ce fichier")
    assert said.endswith(".")
    assert "{" not in said
    assert len(said) < 1500


def test_a_refusal_says_where():
    document = a_document()
    document["sections"][1]["questions"][2]["bounds"]["min"] = "zéro"
    with pytest.raises(Refusal, match="section 2 « Des nombres et des dates », question 3 « Un nombre »"):
        read_here(document)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"{",
        b"[" * 200_000,
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b'{"schema_version": NaN}',
        b'{"schema_version": ' + b"9" * 5000 + b"}",
        b'{"schema_version": 1, "schema_version": 1}',
        b"PK\x03\x04",
        b"%PDF-1.7",
    ],
)
def test_what_is_no_json_is_refused_in_french(payload):
    with pytest.raises(UnreadableDefinition) as refusal:
        read_definition(payload)
    assert str(refusal.value).endswith(".")


def test_a_file_too_heavy_is_refused_unread():
    with pytest.raises(UnreadableDefinition, match="3 Mo au plus"):
        read_definition(b" " * (MAX_BYTES + 1))


def test_ten_thousand_questions_are_counted_not_walked_through():
    document = a_document()
    document["sections"][0]["questions"] = [_first(document)] * 10_000
    with pytest.raises(UnreadableDefinition, match="300 au plus"):
        checked_document(document)


@given(anything)
@settings(max_examples=70, deadline=None)
def test_whatever_comes_is_a_document_or_a_refusal(content):
    with pytest.raises(Refusal):
        read_here({"schema_version": 1, "document": content, "sections": content})


@given(st.data())
@settings(max_examples=70, deadline=None)
def test_a_document_with_something_odd_in_it_never_crashes(data):
    document = a_document()
    holder = document
    for _ in range(data.draw(st.integers(0, 5))):
        steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        inner = [step for step in steps if isinstance(holder[step], dict | list) and holder[step]]
        if not inner:
            break
        holder = holder[data.draw(st.sampled_from(inner))]
    step = data.draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
    holder[step] = data.draw(anything)
    try:
        found = read_here(document)
    except Refusal:
        return
    checked_document(found["document"])
