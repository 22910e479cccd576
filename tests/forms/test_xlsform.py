"""Ours → XLSForm → ours is the same document to the last sign; the standard’s own compiler agrees."""

import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from forms.definition.document import canonical
from forms.outputs.xlsform.workbook import make_xlsform
from forms.readers.xlsform.archive import read_sheets
from forms.readers.xlsform.reading import document_from, read_xlsform
from forms.shipped import orientation
from tests.factories import every_type
from tests.support.form_strategies import documents

SHEETS = ("survey", "choices", "settings")
OURS = [every_type.document(), orientation.document()]


def back(payload):
    """(document, notes), without the child process."""
    return document_from(*read_sheets(payload, SHEETS))


def compiled(payload):
    found = convert(io.BytesIO(payload), warnings=[], validate=False, file_type=".xlsx")
    assert found.warnings == []
    return found.xform


@pytest.mark.parametrize("document", OURS, ids=["every_type", "orientation"])
def test_a_document_of_ours_comes_back_the_same(document):
    imported = read_xlsform(make_xlsform(document))
    assert imported.notes == []
    assert canonical(imported.document) == canonical(document)


@pytest.mark.parametrize("document", OURS, ids=["every_type", "orientation"])
def test_the_standard_compiler_takes_it_without_a_warning(document):
    xform = compiled(make_xlsform(document))
    assert document["title"]["fr"] in xform
    assert "x_uid" not in xform
    assert "x_data_class" not in xform


@given(documents())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_document_comes_back_the_same(document):
    found, notes = back(make_xlsform(document))
    assert notes == []
    assert canonical(found) == canonical(document)


@given(documents(most=4))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_document_is_taken_by_the_standard_compiler(document):
    compiled(make_xlsform(document))


def test_the_same_document_gives_the_same_file():
    assert make_xlsform(OURS[0]) == make_xlsform(OURS[0])


def test_texts_that_a_cell_cannot_hold_come_back_whole():
    document = every_type.document()
    odd = " ${short} \r\nœ \ufffe \ud83d’_x0041_ =1+1 \u200f"
    document["sections"][0]["questions"][0]["label"]["fr"] = odd
    document["sections"][0]["title"]["fr"] = odd
    document["title"]["fr"] = document["intro"]["fr"] = odd
    document["sections"][2]["questions"][1]["choices"][0]["label"]["fr"] = odd
    found, _notes = back(make_xlsform(document))
    assert canonical(found) == canonical(document)


# --- what somebody changes in the spreadsheet is heard ------------------------------------------------------
def changed(document, **cells):
    """The document read back after these cells of the survey, named « key__column », were changed."""
    book = openpyxl.load_workbook(io.BytesIO(make_xlsform(document)))
    sheet = book["survey"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(row, columns["name"]).value: row for row in range(sheet.max_row, 1, -1)}
    for place, value in cells.items():
        key, _, column = place.partition("__")
        sheet.cell(rows[key], columns[column]).value = value
    book.save(saved := io.BytesIO())
    return back(saved.getvalue())


def question_of(document, key):
    return next(
        question
        for section in document["sections"]
        for question in section["questions"]
        if question["key"] == key
    )


def test_a_changed_label_condition_and_limit_win_over_our_own_columns():
    document, notes = changed(
        every_type.document(),
        short__label="Autre intitulé",
        short__required=None,
        several__relevant="${agree} = 'no'",
        count__constraint=". >= 5",
    )
    assert notes == []
    assert question_of(document, "short")["label"] == {"fr": "Autre intitulé"}
    assert question_of(document, "short")["required"] is False
    assert question_of(document, "several")["visible_if"] == {"eq": ["agree", "no"]}
    assert question_of(document, "count")["bounds"] == {"min": 5}
    untouched = question_of(document, "several")
    assert untouched["uid"] == question_of(every_type.document(), "several")["uid"]


def test_a_changed_type_is_another_type():
    document, _notes = changed(every_type.document(), mail__type="integer")
    assert question_of(document, "mail")["type"] == "whole_number"


def without_our_columns(payload):
    book = openpyxl.load_workbook(io.BytesIO(payload))
    for name in ("survey", "settings"):
        sheet = book[name]
        for column in range(sheet.max_column, 0, -1):
            if str(sheet.cell(1, column).value).startswith("x_"):
                sheet.delete_cols(column)
    book.save(saved := io.BytesIO())
    return saved.getvalue()


def test_without_our_columns_the_types_conditions_and_limits_are_still_told():
    """KoboToolbox gives a form back without the columns that it does not know."""
    document, notes = back(without_our_columns(make_xlsform(every_type.document())))
    assert [note["said"] for note in notes] == [
        "un nombre décimal devient un montant en euros, à deux décimales",
        "un nombre décimal devient un montant en euros, à deux décimales",
    ]
    ours = every_type.document()
    assert [section["key"] for section in document["sections"]] == [one["key"] for one in ours["sections"]]
    for before, after in zip(ours["sections"], document["sections"], strict=True):
        assert after["visible_if"] == before["visible_if"]
        assert after["help"] == before["help"]
        for question in before["questions"]:
            found = question_of(document, question["key"])
            if question["type"] not in ("partner_service", "year_month"):
                assert found["type"] == question["type"]
                assert found.get("bounds") == question.get("bounds")
            assert found["visible_if"] == question["visible_if"]
            assert found["label"] == question["label"]
            assert found.get("rows") == question.get("rows")
            assert found.get("ends") == question.get("ends")
            assert found.get("data_class", "") == ""
