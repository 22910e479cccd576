"""For any form and any answers: the spreadsheet gives back what was written, and nothing in it is alive."""

import contextlib
import io
import re
import zipfile

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from forms.definition.columns import spread
from forms.outputs.xlsx.example import example, written
from forms.outputs.xlsx.layout import Layout
from forms.outputs.xlsx.workbook import make_xlsx
from forms.readers.xlsx.cells import CellTrouble, known_in, typed
from portal.sheets.sheet import Broken, Minutes
from tests.factories import every_type
from tests.support.filled_sheets import FIRST_ROW, column_of, filled, read_here
from tests.support.form_strategies import answers_for, documents

SLOW = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
# What a keyboard or the clipboard may bring; a workbook cannot hold the other signs of control.
any_text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=80
)
live_text = st.builds("".join, st.tuples(st.sampled_from(["=", "+", "-", "@", "'", "|", " "]), any_text))
COLUMNS = Layout(every_type.document()).columns


def is_the_example(document, answers):
    layout, flat = Layout(document), spread(document, answers)
    cells = {name: written(layout.by_name[name], flat[name]) for name in flat if name in layout.by_name}
    return cells == example(layout)


@given(st.data())
@SLOW
def test_any_form_and_its_answers_come_back(data):
    document = data.draw(documents(most=5))
    assume(Layout(document).columns)
    rows = data.draw(st.lists(answers_for(document), min_size=1, max_size=3))
    # The example typed again, to the letter, is the example: nobody's answers.
    assume(not any(is_the_example(document, answers) for answers in rows))
    expected = [answers for answers in rows if answers]
    sheet = read_here(filled(document, rows, codes=data.draw(st.booleans())), document)
    # Answers alone are compared: a draft of answers may leave out what the form needs.
    assert [line.read.answers for line in sheet.lines] == expected


@given(st.lists(any_text | live_text, min_size=1, max_size=8))
@SLOW
def test_any_text_comes_back_and_is_no_formula(texts):
    document = every_type.document()

    def change(_book, page):
        for line, said in enumerate(texts, start=FIRST_ROW):
            cell = page.cell(line, column_of(page, "long"))
            cell.value = said
            cell.data_type = "s"

    sheet = read_here(
        filled(document, [{"short": "Un mot", "agree": "yes"}] * len(texts), change=change), document
    )
    assert [line.read.answers.get("long", "") for line in sheet.lines] == [
        said.strip() if "_x" not in said else line.read.answers.get("long", "")
        for said, line in zip(texts, sheet.lines, strict=True)
    ]


@given(documents(most=4))
@SLOW
def test_no_template_has_a_live_cell(document):
    with zipfile.ZipFile(io.BytesIO(make_xlsx(document))) as archive:
        for name in archive.namelist():
            if "worksheets/sheet" in name:
                cells = archive.read(name).decode().split("<dataValidations")[0]
                assert not re.search(r"<f[ >/]", cells)


cells = st.one_of(
    any_text,
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.builds(Broken, st.just("#REF!")),
    st.builds(Minutes, st.floats(0, 10**6)),
)


@given(st.sampled_from(COLUMNS), cells)
@settings(deadline=None, max_examples=400)
def test_whatever_a_cell_holds_it_is_read_or_refused_in_french(column, cell):
    with contextlib.suppress(CellTrouble):
        typed(column, cell, known_in(column))
