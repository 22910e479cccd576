"""Which version a spreadsheet was made from; and files that are none, or are made to hurt."""

import io
import zipfile

import openpyxl
import pytest

from forms.outputs.xlsx.layout import EXAMPLE, SHEET, Layout
from forms.outputs.xlsx.workbook import make_xlsx
from forms.readers.xlsx.child import META, PROPERTY
from forms.readers.xlsx.reading import NO_STAMP, read_xlsx
from forms.setup import create_from_document
from forms.shipped.builder import Builder, question, section
from portal.sheets.sheet import Unreadable
from tests.factories import every_type
from tests.support.filled_sheets import FIRST_ROW, TODAY, answers_of, filled, saved

DOCUMENT = every_type.document()
ANSWERS = every_type.ANSWERS


def _opinions():
    known = {"data_class": "C1", "purpose": "Essayer"}
    asked = [question(key, "yes_no", f"Question {key} ?", **known) for key in "ab"]
    return Builder("avis").document("Avis", "", [section("s", "S", *asked)])


@pytest.fixture
def version(db):
    return create_from_document(DOCUMENT, public=True).current_version


def read_by_version(content):
    return read_xlsx(content, today=TODAY)


def test_a_workbook_is_read_in_a_child_process_by_its_own_version(version):
    sheets = read_by_version(filled(version.document, [ANSWERS], stamp=version.stamp))
    assert [sheet.version for sheet in sheets] == [version]
    assert answers_of(sheets[0]) == [ANSWERS]


def _without_hidden_line(book, page):
    page.delete_rows(1)


def _without_meta(book, page):
    del book[META]


def _sheet_alone(book, page):
    _without_meta(book, page)
    book.custom_doc_props.props.clear()


def _property_alone(book, page):
    _without_meta(book, page)
    _without_hidden_line(book, page)


@pytest.mark.parametrize("change", [_without_hidden_line, _without_meta, _sheet_alone, _property_alone])
def test_any_of_the_three_stamps_is_enough(version, change):
    content = filled(version.document, [ANSWERS], stamp=version.stamp, change=change)
    sheets = read_by_version(content)
    assert [sheet.version for sheet in sheets] == [version]
    assert answers_of(sheets[0]) == [ANSWERS]


def _no_stamp(book, page):
    _sheet_alone(book, page)
    page["A1"].value = None


def test_without_any_stamp_nothing_is_guessed(version):
    content = filled(version.document, [ANSWERS], stamp=version.stamp, change=_no_stamp)
    with pytest.raises(Unreadable) as caught:
        read_by_version(content)
    assert caught.value.message == NO_STAMP


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        ("tout;9;{digest}", "version 9 du formulaire « tout », qui n’existe pas ici"),
        ("tout;1;ffffffffffff", "ne lui correspond pas"),
        ("autre;1;{digest}", "que nous ne connaissons pas (« autre »)"),
        ("tout;un;deux", "n’est pas un de nos modèles"),
    ],
)
def test_a_stamp_that_leads_nowhere_says_why(version, stamp, words):
    stamp = stamp.format(digest=version.sha256[:12])
    with pytest.raises(Unreadable) as caught:
        read_by_version(filled(version.document, [ANSWERS], stamp=stamp))
    assert words in caught.value.message
    assert "Téléchargez le modèle" in caught.value.message


def test_sheets_of_two_forms_in_one_workbook_are_each_read_by_their_own(version):
    other = create_from_document(_opinions()).current_version

    def change(book, page):
        opinions = openpyxl.load_workbook(
            io.BytesIO(filled(other.document, [{"a": "no"}], stamp=other.stamp))
        )[SHEET]
        added = book.create_sheet("Avis")
        for row in opinions.iter_rows():
            for cell in row:
                added[cell.coordinate].value = cell.value

    sheets = read_by_version(filled(version.document, [ANSWERS], stamp=version.stamp, change=change))
    assert [(sheet.name, sheet.version) for sheet in sheets] == [(SHEET, version), ("Avis", other)]
    assert [answers_of(sheet) for sheet in sheets] == [[ANSWERS], [{"a": "no"}]]


# --- strangers' files --------------------------------------------------------------------------------------
def rewritten(content, member, new):
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for one_member in source.infolist():
            old = source.read(one_member)
            target.writestr(one_member.filename, new if one_member.filename == member else old)
    return output.getvalue()


def bomb():
    return rewritten(make_xlsx(DOCUMENT), "xl/sharedStrings.xml", b"<sst>" + b" " * 30_000_000 + b"</sst>")


def test_more_lines_than_are_taken_at_once(version):
    def change(_book, page):
        for line in range(FIRST_ROW, FIRST_ROW + 5_001):
            page.cell(line, 2).value = "Un mot"

    content = filled(version.document, [], stamp=version.stamp, change=change)
    with pytest.raises(Unreadable, match="5\u00a0001 lignes remplies ; 5\u00a0000 au plus"):
        read_by_version(content)


def test_more_cells_than_are_read_at_once(version, monkeypatch):
    monkeypatch.setattr("forms.readers.xlsx.reading.MAX_CELLS", 50)
    with pytest.raises(Unreadable, match="cellules remplies : c’est trop à la fois"):
        read_by_version(filled(version.document, [ANSWERS], stamp=version.stamp))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "vide"),
        (lambda: b"%PDF-1.7 x", "PDF"),
        (lambda: b"nom;prenom\na;b\n", "n’est pas un classeur .xlsx"),
        (lambda: b"PK\x03\x04 not an archive", "abîmé"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "vieux format Excel"),
        (lambda: saved(openpyxl.Workbook()), "vide|n’est pas un de nos modèles"),
        (bomb, "démesuré"),
    ],
)
def test_what_cannot_be_taken_is_said_in_french(db, make, words):
    with pytest.raises(Unreadable) as caught:
        read_by_version(make())
    assert any(word in caught.value.message for word in words.split("|")), caught.value.message


def test_a_template_sent_back_empty_says_so(version):
    with pytest.raises(Unreadable, match="aucune ligne remplie"):
        read_by_version(make_xlsx(version.document, version.stamp))


def test_the_mark_of_the_example_and_the_property_are_what_the_template_writes():
    book = openpyxl.load_workbook(io.BytesIO(make_xlsx(DOCUMENT)))
    assert book[SHEET]["A3"].value == EXAMPLE
    assert book.custom_doc_props[PROPERTY].value == Layout(DOCUMENT).stamp
