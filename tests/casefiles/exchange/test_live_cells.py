"""No export holds a live formula: every list, every format, with words that would be one."""

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest

from casefiles.exchange.exports import EXPORTS
from casefiles.exchange.exports.base import ALL_FORMATS, Choices
from forms.models import FormDefinition
from portal.sheets.formulas import looks_live
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory
from tests.factories.timeline import housing_period

pytestmark = pytest.mark.django_db
LIVE = '=HYPERLINK("http://example.org","ici")'


@pytest.fixture
def everything(case_manager, programme):
    case_file = make.opened_file(case_manager, programme, last_name=LIVE, message=LIVE, sender_name=LIVE)
    make.contact(case_manager, case_file, place=LIVE, note=f"+{LIVE}", people_present=f"@{LIVE}")
    make.received_referral(programme, last_name=LIVE, first_name="-1+1", message=f"\t{LIVE}")
    housing_period(case_file, case_manager, make.day(9), place=LIVE)
    make.assessment(case_manager, case_file, finished=True, step="2")
    ServiceFactory(name=LIVE, summary=LIVE, perimeter=f"\n{LIVE}")


@pytest.mark.parametrize("file_format", ALL_FORMATS)
@pytest.mark.parametrize("code", EXPORTS)
def test_no_cell_runs(code, file_format, everything, coordination):
    query = "status=all"
    if code == "answers":
        query = f"form={FormDefinition.objects.get(kind='assessment', versions__isnull=False).pk}"
    plain = EXPORTS[code](coordination, Choices(query), level="full")
    columns = [column.code for column in plain.all_columns()]
    export = EXPORTS[code](coordination, Choices(query, columns), level="full")
    content = b"".join(export.parts(file_format))
    assert export.count >= 1
    check = {"xlsx": check_workbook, "json": check_objects}.get(file_format, check_text)
    check(content, file_format)
    if code not in ("answers",):
        assert "HYPERLINK" in said(content, file_format)


def said(content, file_format):
    if file_format != "xlsx":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def check_workbook(content, file_format):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert not re.search(rb"<f[ >/]", archive.read(name)), name
            assert b"externalLink" not in archive.read(name)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def check_text(content, file_format):
    delimiter = ";" if file_format == "csv" else ","
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    for row in csv.reader(text, delimiter=delimiter):
        # What would run has an apostrophe before it.
        assert not [cell for cell in row if looks_live(cell) and not cell.startswith("'")]


def check_objects(content, file_format):
    """Text stays text in JSON, whatever it begins with; one object on each line."""
    rows = json.loads(content)
    assert len(content.decode().strip().splitlines()) == len(rows) + 2


def test_what_comes_back_has_lists_to_choose_from(everything, coordination):
    content = b"".join(EXPORTS["contacts"](coordination, level="pseudonymised").parts("xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "hidden"]
    rules = {
        str(rule.sqref)[:1]: rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation
    }
    assert len(rules) == 4
    heading = {cell.value: cell.column_letter for cell in book.worksheets[0][1]}
    assert rules[heading["Nature"]].startswith("Listes!$")
    words = [cell.value for cell in book.worksheets[1][heading["Nature"]]]
    assert book.worksheets[0][f"{heading['Nature']}2"].value in words
