"""One column for each question by identity, over versions that renamed, moved, added and removed them."""

import copy
import datetime

from forms.definition.answers import validate
from forms.outputs.answers_table import NO, NO_ANSWER, NOT_ASKED, YES, AnswersTable
from forms.shipped.builder import Builder, question, section, shown_if
from tests.factories import every_type

_TOLD = {"data_class": "C2", "purpose": "Essayer"}


def ask(key, kind, label, **more):
    return question(key, kind, label, **_TOLD, **more)


def version(number, *questions):
    document = Builder("essai").document("Essai", "", [section("one", "Une", *questions)])
    return {**document, "number": number}


A, B, C = (ask(key, "short_text", key.upper()) for key in "abc")
NEEDS = ask("needs", "several_choices", "Besoins", choices={"house": "Logement", "care": "Santé"})


def test_columns_follow_the_newest_order_and_old_ones_stay_near_their_place():
    first = version(1, A, ask("old", "short_text", "Ancienne"), B)
    second = version(2, C, A, B)
    table = AnswersTable([(1, first), (2, second)])
    assert table.headings == ["C", "A", "Ancienne (jusqu’à la version 1)", "B"]


def test_what_only_an_old_version_began_with_comes_first():
    table = AnswersTable([(1, version(1, ask("old", "short_text", "Ancienne"), A)), (2, version(2, A, B))])
    assert table.headings == ["Ancienne (jusqu’à la version 1)", "A", "B"]


def test_a_question_renamed_or_moved_keeps_its_column():
    first, second = version(1, A, B), version(2, B, A)
    second["sections"][0]["questions"][0]["label"] = {"fr": "B mieux dit"}
    table = AnswersTable([(1, first), (2, second)])
    assert table.headings == ["B mieux dit", "A"]
    assert table.row(1, {"a": "x", "b": "y"}) == ["y", "x"]


def test_a_question_replaced_by_another_of_the_same_words_has_its_own_column():
    second = version(2, ask("a_2", "short_text", "A"))
    table = AnswersTable([(1, version(1, A)), (2, second)])
    assert table.headings == ["A (jusqu’à la version 1)", "A"] or table.headings[-1] == "A"
    assert len(set(table.headings)) == 2


def test_not_asked_is_not_without_answer_and_neither_is_no():
    agreed = ask("agreed", "yes_no", "D’accord ?")
    why = ask("why", "short_text", "Pourquoi ?", visible_if=shown_if("", {"eq": ["agreed", "no"]}))
    table = AnswersTable([(1, version(1, agreed)), (2, version(2, agreed, why))])
    assert table.row(1, {"agreed": "no"}) == [NO, NOT_ASKED]
    assert table.row(2, {"agreed": "yes"}) == [YES, NOT_ASKED]
    assert table.row(2, {"agreed": "no"}) == [NO, NO_ANSWER]
    assert table.row(2, {}) == [NO_ANSWER, NOT_ASKED]


def test_a_box_left_empty_is_no_only_when_another_was_ticked():
    table = AnswersTable([(1, version(1, NEEDS))])
    assert table.headings == ["Besoins · Logement", "Besoins · Santé"]
    assert table.row(1, {"needs": ["care"]}) == [NO, YES]
    assert table.row(1, {}) == [NO_ANSWER, NO_ANSWER]


def test_a_choice_that_did_not_exist_was_not_proposed():
    """kpi#2089: a removed choice shifted every column after it."""
    second = version(2, {**NEEDS, "choices": {"care": "Soins", "work": "Emploi"}})
    table = AnswersTable([(1, version(1, NEEDS)), (2, second)])
    assert table.headings == [
        "Besoins · Logement (jusqu’à la version 1)",
        "Besoins · Soins",
        "Besoins · Emploi",
    ]
    assert table.row(1, {"needs": ["house"]}) == [YES, NO, NOT_ASKED]
    assert table.row(2, {"needs": ["work"]}) == [NOT_ASKED, NO, YES]


def test_a_choice_is_written_in_its_newest_words():
    one = ask("one", "one_choice", "Un", choices={"street": "Rue", "squat": "Squat"})
    second = version(2, {**one, "choices": {"street": "À la rue", "home": "Logé"}})
    table = AnswersTable([(1, version(1, one)), (2, second)])
    assert table.row(1, {"one": "street"}) == ["À la rue"]
    assert table.row(1, {"one": "squat"}) == ["Squat"]


def test_lines_that_nobody_needed_are_empty():
    lines = question("lines", "group", "Dettes", rows=3, questions=(ask("sum", "amount", "Montant"),))
    table = AnswersTable([(1, version(1, lines))])
    assert table.headings == ["Dettes 1 · Montant", "Dettes 2 · Montant", "Dettes 3 · Montant"]
    assert table.row(1, {"lines": [{"sum": "120.50"}, {}]}) == [120.5, NO_ANSWER, None]
    assert table.row(1, {}) == [NO_ANSWER, None, None]


def test_cells_are_what_a_spreadsheet_counts_with():
    table = AnswersTable(
        [
            (
                1,
                version(
                    1,
                    ask("day", "date", "Jour"),
                    ask("count", "whole_number", "Nombre"),
                    ask("step", "scale", "Pas", ends=("Peu", "Beaucoup")),
                    ask("month", "year_month", "Mois"),
                    ask("town", "municipality", "Commune"),
                ),
            )
        ]
    )
    given = {"day": "2026-09-14", "count": 3, "step": 4, "month": "2026-09", "town": "7100"}
    assert table.row(1, given) == [datetime.date(2026, 9, 14), 3, 4, "09/2026", "7100 La Louvière"]


def test_only_what_may_leave_is_there():
    secret = ask("secret", "short_text", "Secret") | {"data_class": "C4"}
    table = AnswersTable([(1, version(1, A, secret))], wanted=lambda one: one["data_class"] != "C4")
    assert table.headings == ["A"]
    assert table.row(1, {"a": "x", "secret": "y"}) == ["x"]


def test_every_type_makes_a_row():
    document = every_type.document()
    clean, errors = validate(document, every_type.ANSWERS)
    assert errors == {}
    table = AnswersTable([(1, document)])
    row = table.row(1, clean)
    assert len(row) == len(table.headings) == len(set(table.headings))
    assert NOT_ASKED not in row[:9]


def test_no_version_makes_no_table():
    assert AnswersTable([]).headings == []


def test_the_versions_are_left_as_they_were():
    document = version(1, A, NEEDS)
    before = copy.deepcopy(document)
    AnswersTable([(1, document)]).row(1, {"a": "x"})
    assert document == before
