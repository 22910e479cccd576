"""The spreadsheet to fill in: what stands in it, and that it survives the programs people use."""

import datetime
import io
import json
import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from forms.definition.columns import columns
from forms.definition.document import stamp_of
from forms.outputs.xlsx.layout import EXAMPLE, GUIDE, LISTS, MAX_COLUMNS, REFERENCE, SHEET, Layout, TooWide
from forms.outputs.xlsx.workbook import make_xlsx
from forms.readers.xlsx import child as xlsx_child
from forms.readers.xlsx.child import META, PROPERTY
from forms.readers.xlsx.columns import stamp_of_sheet
from forms.readers.xlsx.reading import LIMITS
from forms.shipped import orientation
from forms.shipped.builder import Builder, question, section
from portal.sheets.sheet import cells_of
from tests.factories import every_type
from tests.support.excel_writer import saved_by_excel
from tests.support.filled_sheets import FIRST_ROW, answers_of, column_of, filled, read_here, saved

DOCUMENT = every_type.document()
KNOWN = {"data_class": "C1", "purpose": "Essayer"}


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(make_xlsx(DOCUMENT)))


@pytest.fixture(scope="module")
def page(book):
    return book[SHEET]


def heading(page, name):
    return page.cell(2, column_of(page, name))


def rules(page):
    """{letter of a column: its check}."""
    return {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule
        for rule in page.data_validations.dataValidation
    }


def rule_of(page, name):
    return rules(page)[heading(page, name).column_letter]


def test_its_first_line_holds_the_flat_names_and_is_hidden(page):
    names = [cell.value for cell in page[1]]
    flat = [column.name for column in columns(DOCUMENT) if column.question["type"] != "file"]
    assert names == [stamp_of(DOCUMENT), *flat]
    assert page.row_dimensions[1].hidden
    assert page.freeze_panes == "B3"


def test_headings_say_what_is_needed_and_notes_explain(page):
    assert page["A2"].value == REFERENCE
    assert heading(page, "short").value == "Texte court *"
    assert heading(page, "debts__1__creditor").value == "Dettes 1 · Créancier (*)"
    assert heading(page, "several__house").value == "Plusieurs · Logement"
    assert heading(page, "short").alignment.wrap_text
    assert "Jour, mois, année." in heading(page, "day").comment.text
    assert "Une ligne par créancier." in heading(page, "debts__2__owed").comment.text
    assert heading(page, "several__house").comment.text.startswith("Si ")


def test_the_example_is_marked_and_fictional(page):
    assert page["A3"].value == EXAMPLE
    example = {
        page.cell(1, place).value: page.cell(3, place).value for place in range(2, page.max_column + 1)
    }
    assert example["mail"] == "prenom.nom@example.org"
    assert example["agree"] == "Oui"
    assert example["day"] == datetime.datetime(1990, 3, 14)
    assert example["amount"] == 1234
    assert example["debts__1__creditor"] == "Exemple"
    assert example["debts__2__creditor"] is None


@pytest.mark.parametrize(
    "name", ["phone", "national", "postcode", "account", "short", "month", "one", "town"]
)
def test_what_is_typed_keeps_its_zeros(page, name):
    letter = heading(page, name).column_letter
    assert _column_style(page, letter).number_format == "@"


@pytest.mark.parametrize(
    ("name", "number_format"), [("day", "dd/mm/yyyy"), ("count", "0"), ("amount", "#,##0.00 [$€-80C]")]
)
def test_dates_and_numbers_are_dates_and_numbers(page, name, number_format):
    assert _column_style(page, heading(page, name).column_letter).number_format == number_format


def _column_style(page, letter):
    """The style of a column; neighbours that look alike share one entry."""
    place = openpyxl.utils.column_index_from_string(letter)
    return next(one for one in page.column_dimensions.values() if one.min <= place <= one.max)


@pytest.mark.parametrize(
    ("name", "listed", "strict"),
    [
        ("agree", ["Oui", "Non"], True),
        ("one", ["Premier", "Deuxième", "Rien"], True),
        ("feeling", ["1 · Très mal", "2", "3", "4", "5 · Très bien"], True),
        ("several__house", ["x"], False),
        ("debts__3__sued", ["Oui", "Non"], True),
    ],
)
def test_lists_to_choose_from_stand_on_a_hidden_sheet(book, page, name, listed, strict):
    rule = rule_of(page, name)
    assert rule.type == "list"
    assert str(rule.sqref).endswith("5003")
    where = book.defined_names[rule.formula1.lstrip("=")].attr_text
    assert where.startswith(f"{LISTS}!")
    cells = book[LISTS][where.split("!")[1].replace("$", "")]
    flat = [cells] if not isinstance(cells, tuple) else [row[0] for row in cells]
    assert [cell.value for cell in flat] == listed
    assert (rule.errorStyle or "stop") == ("stop" if strict else "warning")
    assert book[LISTS].sheet_state == "hidden"


def test_a_town_may_be_chosen_or_written(book, page):
    rule = rule_of(page, "town")
    assert rule.type == "list"
    assert not rule.showErrorMessage
    assert book[LISTS].max_row > 260


def test_the_same_list_is_written_once(page):
    assert rule_of(page, "agree").formula1 == rule_of(page, "debts__1__sued").formula1


def test_numbers_and_dates_have_their_bounds(page):
    count = rule_of(page, "count")
    assert (count.type, count.formula1, count.formula2) == ("whole", "0", "30")
    assert rule_of(page, "day").type == "date"
    assert rule_of(page, "short").formula1 == "120"


def test_services_are_suggested_when_they_are_given():
    made = openpyxl.load_workbook(io.BytesIO(make_xlsx(DOCUMENT, services=["Service Exemple", "Autre"])))
    assert rule_of(made[SHEET], "partner").type == "list"


def test_the_guide_is_french_and_says_each_question(book):
    said = " ".join(str(cell.value) for row in book[GUIDE].iter_rows() for cell in row if cell.value)
    assert "Comment faire" in said
    for asked in ("Texte court", "Dettes", "Créancier", "Comment ça va"):
        assert asked in said
    assert "Un document" in said  # a file, which a spreadsheet cannot carry
    assert book.sheetnames == [SHEET, GUIDE, LISTS, META]


def test_the_stamp_stands_in_three_places(book, page):
    assert page["A1"].value == book[META]["B1"].value == book.custom_doc_props[PROPERTY].value
    assert book[META].sheet_state == "veryHidden"
    assert "Version 1" in book[GUIDE]["A2"].value


def test_the_same_form_makes_the_same_bytes():
    assert make_xlsx(DOCUMENT) == make_xlsx(every_type.document())


def test_no_text_of_a_form_is_ever_a_formula():
    live = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://example.org","ici")',
        "\t=1",
        "_x0041_",
        "＝1",
    ]
    asked = [
        question(f"q{place}", "one_choice", said, choices={"a": said, "b": f"{said} b"}, help=said, **KNOWN)
        for place, said in enumerate(live)
    ]
    document = Builder("formules").document("=1+1", "=1+1", [section("s", "=1+1", *asked, help="=1+1")])
    content = make_xlsx(document)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any(re.search(r"<f[ >/]", sheet.split("<dataValidations")[0]) for sheet in sheets)
    page = openpyxl.load_workbook(io.BytesIO(content))[SHEET]
    assert [cell.value for cell in page[2]][1:3] == ["=1+1", "+1"]
    assert {cell.data_type for cell in page[2]} == {"s"}


def test_headings_that_read_the_same_are_told_apart():
    twice = [
        section(key, f"Partie {key}", question(f"q_{key}", "short_text", said, **KNOWN))
        for key, said in (("a", "Où ?"), ("b", "Ou ?"))
    ]
    document = Builder("double").document("Double", "", twice)
    assert list(Layout(document).headings.values()) == ["Où\u202f?", "Ou\u202f? (Partie b, 2)"]
    rows = [{"q_a": "un", "q_b": "deux"}]

    def change(_book, page):
        page.delete_rows(1)

    assert answers_of(read_here(filled(document, rows, change=change), document)) == rows


def test_a_form_too_wide_for_a_spreadsheet_says_so():
    lines = [question(f"q{place}", "short_text", f"Question {place}", **KNOWN) for place in range(20)]
    groups = [
        question(f"g{place}", "group", f"Lignes {place}", rows=12, questions=lines, **KNOWN)
        for place in range(MAX_COLUMNS // 240 + 1)
    ]
    with pytest.raises(TooWide):
        make_xlsx(Builder("large").document("Large", "", [section("s", "S", *groups)]))


def test_openpyxl_loads_it_and_saves_it_without_losing_anything():
    answers = every_type.ANSWERS
    again = filled(DOCUMENT, [answers], change=lambda book, page: None)
    twice = saved(openpyxl.load_workbook(io.BytesIO(again)))
    assert answers_of(read_here(twice, DOCUMENT)) == [answers]
    kept = openpyxl.load_workbook(io.BytesIO(twice))
    assert len(rules(kept[SHEET])) == len(
        rules(openpyxl.load_workbook(io.BytesIO(make_xlsx(DOCUMENT)))[SHEET])
    )
    assert kept[META].sheet_state == "veryHidden"
    assert kept.custom_doc_props[PROPERTY].value == stamp_of(DOCUMENT)


@pytest.mark.parametrize("strict", [False, True], ids=["usual", "strict"])
def test_a_workbook_saved_by_excel_keeps_its_answers_and_its_stamps(strict):
    """Strings and styles numbered anew, runs, a chain of calculation: nothing of it is leant upon."""
    content = saved_by_excel(filled(DOCUMENT, [every_type.ANSWERS]), strict=strict)
    assert answers_of(read_here(content, DOCUMENT)) == [every_type.ANSWERS]
    assert json.loads(xlsx_child.read(content, LIMITS.as_options()))["version"] == stamp_of(DOCUMENT)
    # The sheet alone, moved to another workbook: its own stamp in its hidden line.
    assert stamp_of_sheet(_rows_of(content)) == stamp_of(DOCUMENT)
    # Without the sheet that no menu shows: the property of the workbook.
    alone = _rewritten(content, "xl/worksheets/sheet4.xml", b"<c ", b"<x ")
    assert json.loads(xlsx_child.read(alone, LIMITS.as_options()))["version"] == stamp_of(DOCUMENT)


def _rows_of(content):
    book = json.loads(xlsx_child.read(content, LIMITS.as_options()))
    return next(cells_of(sheet["rows"]) for sheet in book["sheets"] if sheet["name"] == SHEET)


def _rewritten(content, member, old, new):
    """The same archive with `old` written `new` in one of its members."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            target.writestr(name, body.replace(old, new) if name == member else body)
    return output.getvalue()


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: the trip through it is not tried")
@pytest.mark.parametrize("module", [every_type, orientation])
def test_libreoffice_opens_it_and_saves_it_without_losing_anything(tmp_path, module):
    document = module.document()
    answers = getattr(module, "ANSWERS", None) or {
        "first_name": "Personne",
        "last_name": "Exemple",
        "sender_kind": "self",
        "current_situation": "street",
        "municipality": "7100",
        "residence_permit": "yes",
        "own_request": "yes",
        "informed": "yes",
    }
    content = filled(document, [answers])
    for extension in ("ods", "xlsx"):
        content = _converted(content, tmp_path, extension)
    assert answers_of(read_here(content, document)) == [answers]
    again = openpyxl.load_workbook(io.BytesIO(content))
    assert again[SHEET].row_dimensions[1].hidden
    assert again[LISTS].sheet_state != "visible"
    assert again[SHEET].cell(FIRST_ROW, 1).value is None


def _converted(content, folder, extension):
    source = folder / ("source.ods" if extension == "xlsx" else "source.xlsx")
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(  # noqa: S603
        [
            OFFICE,
            profile,
            "--headless",
            "--convert-to",
            extension,
            "--outdir",
            str(folder / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "out" / f"source.{extension}").read_bytes()
