"""A filled spreadsheet comes back as it was filled in, whatever people do to it, or says why not."""

import json

import pytest

from forms.outputs.xlsx.workbook import make_xlsx
from forms.readers.xlsx.child import META
from forms.readers.xlsx.rows import DOUBTFUL, STILL_MARKED
from forms.shipped import orientation
from forms.shipped.builder import Builder, question, section
from portal.sheets.sheet import Unreadable
from tests.factories import every_type
from tests.factories.forms import VALID
from tests.support.filled_sheets import FIRST_ROW, answers_of, column_of, filled, read_here

DOCUMENT = every_type.document()
ANSWERS = every_type.ANSWERS
LEAST = {"short": "Un mot", "agree": "no"}


def one(change, answers=ANSWERS, **more):
    """The only line of the template filled with these answers, after somebody's `change`."""
    sheet = read_here(filled(DOCUMENT, [answers], change=lambda _book, page: change(page), **more), DOCUMENT)
    assert len(sheet.lines) == 1
    return sheet.lines[0].read


def put(page, name, value, line=FIRST_ROW):
    page.cell(line, column_of(page, name)).value = value


# --- round trips -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("codes", [False, True], ids=["labels", "codes"])
def test_every_type_of_question_comes_back(codes):
    assert answers_of(read_here(filled(DOCUMENT, [ANSWERS, LEAST], codes=codes), DOCUMENT)) == [
        ANSWERS,
        LEAST,
    ]


@pytest.mark.parametrize("codes", [False, True], ids=["labels", "codes"])
def test_the_orientation_form_comes_back(codes):
    document = orientation.document()
    answers = {**VALID, "street_since": "2026-09"}
    sheet = read_here(filled(document, [answers], codes=codes), document)
    assert answers_of(sheet) == [answers]
    assert sheet.told == []


def test_the_empty_template_has_no_line():
    assert read_here(make_xlsx(DOCUMENT), DOCUMENT).lines == []


def test_columns_may_be_shuffled_hidden_and_added():
    def change(_book, page):
        page.move_range(f"B1:D{page.max_row}", cols=60)
        page.move_range(f"E1:F{page.max_row}", cols=-3)
        page.cell(2, 70).value = "À moi"
        page.cell(FIRST_ROW, 70).value = "une note pour moi"
        page.column_dimensions["G"].hidden = True

    sheet = read_here(filled(DOCUMENT, [ANSWERS], change=change), DOCUMENT)
    assert answers_of(sheet) == [ANSWERS]
    assert sheet.told == [
        "La colonne BR (« À moi ») n’est pas une question du formulaire : elle n’est pas reprise."
    ]
    assert sheet.extra == {69: "À moi"}


def test_rows_may_stand_anywhere_and_be_empty_in_between():
    def change(_book, page):
        page.move_range(f"A{FIRST_ROW}:BZ{FIRST_ROW}", rows=30)

    sheet = read_here(filled(DOCUMENT, [ANSWERS, LEAST], change=change), DOCUMENT)
    assert [line.number for line in sheet.lines] == [5, 34]
    assert answers_of(sheet) == [LEAST, ANSWERS]


def test_without_the_hidden_line_the_headings_do():
    def change(_book, page):
        page.delete_rows(1)

    sheet = read_here(filled(DOCUMENT, [ANSWERS], change=change), DOCUMENT)
    assert answers_of(sheet) == [ANSWERS]
    assert "reconnues à leurs titres" in sheet.told[0]


def test_headings_may_be_renamed_when_the_names_are_there():
    def change(_book, page):
        page.cell(2, column_of(page, "short")).value = "Mon titre"

    sheet = read_here(filled(DOCUMENT, [ANSWERS], change=change), DOCUMENT)
    assert answers_of(sheet) == [ANSWERS]
    assert sheet.told == ["Le titre « Mon titre » est lu comme « Texte court »."]


def test_the_persons_own_reference_is_told_and_not_kept():
    def change(_book, page):
        page["A4"].value, page["A5"].value = "C. F. 12", 7

    sheet = read_here(filled(DOCUMENT, [ANSWERS, LEAST], change=change), DOCUMENT)
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
        assert answers_of(read_here(content, DOCUMENT)) == [ANSWERS], change.__name__


def test_the_example_is_known_by_the_file_itself_when_ours_has_changed_since():
    def change(book, page):
        put(page, "short", "Un exemple d’autrefois", line=3)
        kept = json.loads(book[META]["B2"].value)
        book[META]["B2"].value = json.dumps({**kept, "short": "Un exemple d’autrefois"})

    assert answers_of(read_here(filled(DOCUMENT, [ANSWERS], change=change), DOCUMENT)) == [ANSWERS]


def test_a_line_written_over_the_example_is_not_lost():
    read = read_here(
        filled(DOCUMENT, [], change=lambda _book, page: put(page, "short", "Vrai", line=3)), DOCUMENT
    )
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


# --- lines -------------------------------------------------------------------------------------------------
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


def test_nothing_is_foretold_of_a_question_that_leans_on_a_wrong_answer():
    def change(page):
        put(page, "agree", "peut-être bien")
        put(page, "one", None)

    read = one(change)
    assert list(read.errors) == ["agree"]
    assert read.warnings == {}


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

    assert answers_of(read_here(filled(DOCUMENT, [ANSWERS], change=change), DOCUMENT)) == [ANSWERS]


def test_a_needed_column_that_is_missing():
    def change(_book, page):
        page.delete_cols(column_of(page, "short"))

    said = refused(filled(DOCUMENT, [ANSWERS], change=change))
    assert "Il manque la colonne « Texte court »" in said
    assert "Reprenez le modèle" in said


def test_another_column_that_is_missing_is_told():
    def change(_book, page):
        page.delete_cols(column_of(page, "long"))

    sheet = read_here(filled(DOCUMENT, [ANSWERS], change=change), DOCUMENT)
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

    sheet = read_here(filled(DOCUMENT, [ANSWERS], change=change), DOCUMENT)
    assert [line.read.errors.get("") for line in sheet.lines] == [DOUBTFUL, None]
    assert sheet.lines[1].read.answers == ANSWERS
