"""A filled spreadsheet comes back as it was filled in, whatever people do to it, or says why not."""

import datetime
import io
import json
import zipfile

import openpyxl
import pytest

from forms.outputs.xlsx import make_xlsx
from forms.outputs.xlsx_layout import EXAMPLE, SHEET, Layout
from forms.readers import xlsx_child
from forms.readers.xlsx import LIMITS, NO_STAMP, read_sheet, read_xlsx
from forms.readers.xlsx_child import META, PROPERTY
from forms.readers.xlsx_rows import DOUBTFUL, STILL_MARKED
from forms.setup import create_from_document
from forms.shipped import orientation
from forms.shipped.builder import Builder, question, section
from portal.sheets.sheet import Unreadable, cells_of
from tests.factories import every_type
from tests.factories.forms import VALID
from tests.support.filled_sheets import FIRST_ROW, column_of, filled, saved

TODAY = datetime.date(2026, 11, 22)
DOCUMENT = every_type.document()
ANSWERS = every_type.ANSWERS
LEAST = {"short": "Un mot", "agree": "no"}


def read_here(content, document=DOCUMENT, services=()):
    """The sheet of this document, read in our own process: the file is our own."""
    book = json.loads(xlsx_child.read(content, LIMITS.as_options()))
    rows = cells_of(next(sheet["rows"] for sheet in book["sheets"] if sheet["name"] == SHEET))
    return read_sheet(Layout(document, services=services), SHEET, rows, book["example"], today=TODAY)


def answers_of(sheet):
    assert [line.read.errors for line in sheet.lines] == [{}] * len(sheet.lines)
    return [line.read.answers for line in sheet.lines]


def one(change, answers=ANSWERS, **more):
    """The only line of the template filled with these answers, after somebody's `change`."""
    sheet = read_here(filled(DOCUMENT, [answers], change=lambda _book, page: change(page), **more))
    assert len(sheet.lines) == 1
    return sheet.lines[0].read


def put(page, name, value, line=FIRST_ROW):
    page.cell(line, column_of(page, name)).value = value


# --- round trips -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("codes", [False, True], ids=["labels", "codes"])
def test_every_type_of_question_comes_back(codes):
    assert answers_of(read_here(filled(DOCUMENT, [ANSWERS, LEAST], codes=codes))) == [ANSWERS, LEAST]


@pytest.mark.parametrize("codes", [False, True], ids=["labels", "codes"])
def test_the_orientation_form_comes_back(codes):
    document = orientation.document()
    answers = {**VALID, "street_since": "2026-09"}
    sheet = read_here(filled(document, [answers], codes=codes), document)
    assert answers_of(sheet) == [answers]
    assert sheet.told == []


def test_the_empty_template_has_no_line():
    assert read_here(make_xlsx(DOCUMENT)).lines == []


def test_columns_may_be_shuffled_hidden_and_added():
    def change(_book, page):
        page.move_range(f"B1:D{page.max_row}", cols=60)
        page.move_range(f"E1:F{page.max_row}", cols=-3)
        page.cell(2, 70).value = "À moi"
        page.cell(FIRST_ROW, 70).value = "une note pour moi"
        page.column_dimensions["G"].hidden = True

    sheet = read_here(filled(DOCUMENT, [ANSWERS], change=change))
    assert answers_of(sheet) == [ANSWERS]
    assert sheet.told == [
        "La colonne BR (« À moi ») n’est pas une question du formulaire : elle n’est pas reprise."
    ]
    assert sheet.extra == {69: "À moi"}


def test_rows_may_stand_anywhere_and_be_empty_in_between():
    def change(_book, page):
        page.move_range(f"A{FIRST_ROW}:BZ{FIRST_ROW}", rows=30)

    sheet = read_here(filled(DOCUMENT, [ANSWERS, LEAST], change=change))
    assert [line.number for line in sheet.lines] == [5, 34]
    assert answers_of(sheet) == [LEAST, ANSWERS]


def test_without_the_hidden_line_the_headings_do():
    def change(_book, page):
        page.delete_rows(1)

    sheet = read_here(filled(DOCUMENT, [ANSWERS], change=change))
    assert answers_of(sheet) == [ANSWERS]
    assert "reconnues à leurs titres" in sheet.told[0]


def test_headings_may_be_renamed_when_the_names_are_there():
    def change(_book, page):
        page.cell(2, column_of(page, "short")).value = "Mon titre"

    sheet = read_here(filled(DOCUMENT, [ANSWERS], change=change))
    assert answers_of(sheet) == [ANSWERS]
    assert sheet.told == ["Le titre « Mon titre » est lu comme « Texte court »."]


def test_the_persons_own_reference_is_told_and_not_kept():
    def change(_book, page):
        page["A4"].value, page["A5"].value = "C. F. 12", 7

    sheet = read_here(filled(DOCUMENT, [ANSWERS, LEAST], change=change))
    assert [line.reference for line in sheet.lines] == ["C. F. 12", "7"]
    assert answers_of(sheet) == [ANSWERS, LEAST]


# --- the example -------------------------------------------------------------------------------------------
def test_the_example_is_never_an_answer():
    def erased(_book, page):
        page.delete_rows(3)

    def moved(_book, page):
        page.move_range("A3:BZ3", rows=5)

    def without_its_column(_book, page):
        page.delete_cols(1)

    for change in (erased, moved, without_its_column):
        content = filled(DOCUMENT, [ANSWERS], change=change)
        assert answers_of(read_here(content)) == [ANSWERS], change.__name__


def test_the_example_is_known_by_the_file_itself_when_ours_has_changed_since():
    def change(book, page):
        put(page, "short", "Un exemple d’autrefois", line=3)
        kept = json.loads(book[META]["B2"].value)
        book[META]["B2"].value = json.dumps({**kept, "short": "Un exemple d’autrefois"})

    assert answers_of(read_here(filled(DOCUMENT, [ANSWERS], change=change))) == [ANSWERS]


def test_a_line_written_over_the_example_is_not_lost():
    read = read_here(filled(DOCUMENT, [], change=lambda _book, page: put(page, "short", "Vrai", line=3)))
    assert [line.read.errors[""] for line in read.lines] == [STILL_MARKED]


def test_ticks_alone_are_no_example():
    """A real line may say exactly what the example says, when all one can do is choose."""
    document = _opinions()
    content = filled(document, [{"a": "yes", "b": "yes"}] * 2)
    assert answers_of(read_here(content, document)) == [{"a": "yes", "b": "yes"}] * 2


def _opinions():
    known = {"data_class": "C1", "purpose": "Essayer"}
    asked = [question(key, "yes_no", f"Question {key} ?", **known) for key in "ab"]
    return Builder("avis").document("Avis", "", [section("s", "S", *asked)])


# --- cells -------------------------------------------------------------------------------------------------
GOOD = [
    ("postcode", 7110.0, "7110"),
    ("town", 7100.0, "7100"),
    ("town", "la louviere", "7100"),
    ("town", "Un hameau", "Un hameau"),
    ("count", 7.0, 7),
    ("count", " 7 ", 7),
    ("amount", 1234.5, "1234.50"),
    ("amount", 0.1 + 0.2, "0.30"),
    ("amount", 1234567, "1234567.00"),
    ("amount", "1 234,50 €", "1234.50"),
    ("day", datetime.date(2024, 2, 29), "2024-02-29"),
    ("day", datetime.datetime(2024, 2, 29, 14, 30), "2024-02-29"),
    ("day", "29/02/2024", "2024-02-29"),
    ("day", "29 février 2024", "2024-02-29"),
    ("day", "2024-02-29 00:00:00", "2024-02-29"),
    ("month", "09/2025", "2025-09"),
    ("month", "septembre 2025", "2025-09"),
    ("month", datetime.date(2025, 9, 14), "2025-09-14"),
    ("agree", True, "yes"),
    ("agree", "OUI", "yes"),
    ("one", "deuxieme", "second"),
    ("feeling", 4, 4),
    ("feeling", "4", 4),
    ("feeling", "5 · Très bien", 5),
    ("national", "85.07.30-033.28", "85073003328"),
    ("national", 85073003328, "85073003328"),
    ("short", 12.0, "12"),
    ("short", 12.5, "12,5"),
    ("short", "=1+1", "=1+1"),
    ("short", datetime.date(2024, 2, 29), "29/02/2024"),
    ("phone", "0470/00.00.00", "0470/00.00.00"),
    ("long", "un\r\ndeux", "un\ndeux"),
]
GIVEN_BACK = [
    ("phone", 470000000, "0470000000"),
    ("phone", 32470000000, "+32470000000"),
    ("national", 12556777, "00012556777"),
    ("day", 45351, "2024-02-29"),
]
WRONG = [
    ("day", "31/02/2024", "n’existe pas"),
    ("day", "demain", "ne lisons pas cette date"),
    ("count", 2.5, "nombre entier"),
    ("count", 99, "plus grand nombre possible est 30"),
    # A formula that nothing has worked out: openpyxl does not.
    ("count", "=1+1", "formule"),
    ("amount", 1.234, "montant en euros"),
    ("one", "Quatrième", "une des réponses proposées"),
    ("agree", "peut-être", "une des réponses proposées"),
    ("several__house", "un peu", "Mettez un x"),
    ("feeling", 9, "une des réponses proposées"),
    ("national", "85073003329", "numéro national"),
    ("mail", "camille", "adresse e-mail"),
    ("short", None, "nécessaire"),
    ("short", "x" * 121, "trop longue"),
    ("short", "#REF!", "formule"),
    ("debts__1__creditor", None, "nécessaire"),
    ("debts__2__owed", "beaucoup", "montant en euros"),
    ("debts__1__kinds__rent", "hum", "Mettez un x"),
    ("account", 12345678901234567890, "trop long pour un tableur"),
]
TICKS = ["x", "X", "oui", "1", 1, True, "✓", "Logement"]
BLANKS = [None, "", "non", "0", 0, False, "-"]
CELLS = [(name, cell) for name, cell, _expected in GOOD + GIVEN_BACK + WRONG]
CELLS += [("several__house", mark) for mark in TICKS + BLANKS]


@pytest.fixture(scope="module")
def reading():
    """`reading(name, cell)`: what was read in the line where this alone was changed. One file for all."""

    def change(_book, page):
        for line, (name, value) in enumerate(CELLS, start=FIRST_ROW):
            cell = page.cell(line, column_of(page, name))
            cell.number_format = "General"
            cell.value = value
            if isinstance(value, str) and (name, value) != ("count", "=1+1"):
                cell.data_type = "s"

    lines = read_here(filled(DOCUMENT, [ANSWERS] * len(CELLS), change=change)).lines
    return lambda name, cell: lines[_place(name, cell)].read


def _place(name, cell):
    """1, True and 1.0 are equal, but not the same cell."""
    return next(
        place
        for place, (other, value) in enumerate(CELLS)
        if other == name and value == cell and type(value) is type(cell)
    )


@pytest.mark.parametrize(("name", "cell", "answer"), GOOD)
def test_what_a_cell_may_hold(reading, name, cell, answer):
    read = reading(name, cell)
    assert read.errors == {}
    assert read.answers[name] == answer


@pytest.mark.parametrize(("name", "cell", "answer"), GIVEN_BACK)
def test_what_the_spreadsheet_took_away_is_given_back_and_told(reading, name, cell, answer):
    read = reading(name, cell)
    assert read.answers[name] == answer
    assert "érifiez" in read.warnings[name]


@pytest.mark.parametrize(("name", "cell", "words"), WRONG)
def test_a_wrong_cell_says_what_to_write(reading, name, cell, words):
    read = reading(name, cell)
    assert list(read.errors) == [name]
    assert words in read.errors[name]


@pytest.mark.parametrize("mark", TICKS)
def test_a_box_is_ticked_in_many_ways(reading, mark):
    assert reading("several__house", mark).answers["several"] == ["house", "work"]


@pytest.mark.parametrize("mark", BLANKS)
def test_a_box_is_left_unticked_in_many_ways(reading, mark):
    assert reading("several__house", mark).answers["several"] == ["work"]


def test_several_choices_may_stand_in_one_cell():
    def change(page):
        for code in ("house", "health", "work"):
            put(page, f"several__{code}", None)
        page.cell(2, 75).value = "Plusieurs"
        page.cell(FIRST_ROW, 75).value = "santé ; Logement"

    assert one(change).answers["several"] == ["house", "health"]


def test_answers_to_questions_that_are_not_asked_are_told():
    answers = {key: value for key, value in ANSWERS.items() if key not in ("several",)}

    def change(page):
        put(page, "agree", "Non")
        put(page, "one", None)
        put(page, "several__house", "x")

    read = one(change, answers)
    assert "several" not in read.answers
    assert read.errors == {}
    assert "ne sera pas gardée" in read.warnings["several__house"]


def test_a_needed_file_does_not_keep_a_line_out():
    known = {"data_class": "C1", "purpose": "Essayer"}
    asked = (
        question("name", "short_text", "Nom", **known),
        question("proof", "file", "La preuve", required=True, **known),
    )
    document = Builder("preuve").document("Preuve", "", [section("s", "S", *asked)])
    sheet = read_here(filled(document, [{"name": "Personne Exemple"}]), document)
    assert answers_of(sheet) == [{"name": "Personne Exemple"}]
    assert "La preuve" in sheet.lines[0].read.warnings[""]


def test_labels_that_look_alike_are_told_apart_in_the_list():
    known = {"data_class": "C1", "purpose": "Essayer"}
    asked = question("a", "one_choice", "Un", choices={"y": "Marié", "z": "Marie"}, **known)
    document = Builder("noms").document("Noms", "", [section("s", "S", asked)])
    rows = [{"a": "y"}, {"a": "z"}]
    assert answers_of(read_here(filled(document, rows), document)) == rows


def test_a_label_wins_over_the_code_of_another_choice():
    known = {"data_class": "C1", "purpose": "Essayer"}
    asked = question("a", "one_choice", "Un", choices={"un": "deux", "deux": "un"}, **known)
    document = Builder("codes").document("Codes", "", [section("s", "S", asked)])
    rows = [{"a": "un"}, {"a": "deux"}]
    assert answers_of(read_here(filled(document, rows), document)) == rows


# --- sheets that cannot be read ----------------------------------------------------------------------------
def refused(content, document=DOCUMENT):
    with pytest.raises(Unreadable) as caught:
        read_here(content, document)
    return caught.value.message


def test_two_columns_for_one_question():
    def change(_book, page):
        page.cell(1, 75).value, page.cell(2, 75).value = "short", "Texte court"
        page.cell(FIRST_ROW, 75).value = "un autre mot"

    said = refused(filled(DOCUMENT, [ANSWERS], change=change))
    assert said.startswith("Deux colonnes répondent à « Texte court » : B et BW.")


def test_an_empty_copy_of_a_column_is_no_matter():
    def change(_book, page):
        page.cell(1, 75).value = "short"

    assert answers_of(read_here(filled(DOCUMENT, [ANSWERS], change=change))) == [ANSWERS]


def test_a_needed_column_that_is_missing():
    def change(_book, page):
        page.delete_cols(column_of(page, "short"))

    said = refused(filled(DOCUMENT, [ANSWERS], change=change))
    assert "Il manque la colonne « Texte court »" in said
    assert "Reprenez le modèle" in said


def test_another_column_that_is_missing_is_told():
    def change(_book, page):
        page.delete_cols(column_of(page, "long"))

    sheet = read_here(filled(DOCUMENT, [ANSWERS], change=change))
    assert answers_of(sheet) == [{key: value for key, value in ANSWERS.items() if key != "long"}]
    assert sheet.told == ["Des colonnes de « Texte long » manquent : ces réponses resteront vides."]


def test_a_sheet_of_something_else():
    def change(_book, page):
        page.delete_rows(1, 3)

    assert "Aucune colonne" in refused(filled(DOCUMENT, [LEAST], change=change))


def test_headings_in_another_language_are_not_taken_for_a_first_line():
    def change(_book, page):
        for place in range(2, page.max_column + 1):
            page.cell(2, place).value = f"Heading {place}"

    sheet = read_here(filled(DOCUMENT, [ANSWERS], change=change))
    assert [line.read.errors.get("") for line in sheet.lines] == [DOUBTFUL, None]
    assert sheet.lines[1].read.answers == ANSWERS


# --- which version -----------------------------------------------------------------------------------------
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
    monkeypatch.setattr("forms.readers.xlsx.MAX_CELLS", 50)
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
