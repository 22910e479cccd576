"""Flat names: what was spread over cells and fields is gathered whole."""

from forms.definition.answers import validate
from forms.definition.checks import document_problems
from forms.definition.columns import columns, gather, spread
from forms.shipped.orientation import document as orientation
from tests.factories.every_type import ANSWERS, document


def test_the_form_with_every_type_can_be_published():
    assert document_problems(document()) == []


def test_answers_of_every_type_are_clean():
    assert validate(document(), ANSWERS) == (ANSWERS, {})


def test_spread_then_gathered_is_the_same():
    flat = spread(document(), ANSWERS)
    assert set(flat) <= {column.name for column in columns(document())}
    assert validate(document(), gather(document(), flat)) == (ANSWERS, {})


def test_names_are_given_once():
    for form in (document(), orientation()):
        names = [column.name for column in columns(form)]
        assert len(names) == len(set(names))


def test_labels_say_line_and_box():
    labels = {column.name: column.label for column in columns(document())}
    assert labels["debts__2__owed"] == "Dettes 2 · Montant dû"
    assert labels["debts__1__kinds__rent"] == "Dettes 1 · Sortes · Loyer"
    assert labels["several__health"] == "Plusieurs · Santé"


def test_a_box_takes_a_cross_and_refuses_what_is_neither():
    flat = {"short": "x", "agree": "oui", "several__house": " X ", "several__health": "non"}
    assert validate(document(), gather(document(), flat))[0]["several"] == ["house"]
    _clean, errors = validate(document(), gather(document(), flat | {"several__work": "peut-être"}))
    assert errors == {"several": "Choisissez une des réponses proposées."}


def test_an_error_in_a_line_is_named_by_its_cell_and_blank_lines_are_left_out():
    raw = {"short": "x", "agree": "no", "debts": [{}, {"creditor": " "}, {"owed": "beaucoup"}]}
    _clean, errors = validate(document(), raw)
    assert set(errors) == {"debts__3__creditor", "debts__3__owed"}
    clean, errors = validate(document(), raw | {"debts": [{}, {"creditor": "Société Exemple"}]})
    assert (clean["debts"], errors) == ([{"creditor": "Société Exemple"}], {})


def test_more_lines_than_the_form_has_are_refused():
    _clean, errors = validate(document(), {"short": "x", "debts": [{"creditor": "a"}] * 4})
    assert "plus de 3 lignes" in errors["debts"]


def test_a_file_that_did_not_come_with_the_answers_cannot_be_named():
    form = document()
    file = {"file": "f1", "name": "preuve.pdf", "size": 12}
    raw = ANSWERS | {"proof": file}
    assert validate(form, raw, files=["f1"]) == (raw, {})
    assert set(validate(form, raw)[1]) == {"proof"}
