"""LibreOffice's own format: what its tags repeat, hide and merge, and what they must not do to us."""

import datetime

import pytest

from portal.sheets.sheet import Broken, Minutes, Unreadable, read_sheet
from tests.sheets.all_rows import rows_of
from tests.sheets.open_documents import (
    EMPTY,
    END,
    ods,
    repeated,
    repeated_row,
    row,
    table,
    text,
    typed,
)

HEADINGS = row(text("Date"), text("Note"), repeated(16_382))
ERROR = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#DIV/0 !</text:p></table:table-cell>'
)


def test_cells_keep_their_type():
    cells = [
        typed("float", "12.5", "12,5"),
        typed("date", "2026-03-04", "04/03/26"),
        typed("date", "2026-03-04T14:30:00"),
        typed("time", "PT01H30M00S", "01:30"),
        typed("boolean", "true", "VRAI"),
        typed("percentage", "0.5", "50 %"),
        text("0012"),
        text("=1+1 & « été » 🙂"),
    ]
    sheet = read_sheet(ods(table(row(*cells), END)))
    assert sheet.head() == [
        [
            12.5,
            datetime.date(2026, 3, 4),
            datetime.datetime(2026, 3, 4, 14, 30),
            Minutes(90),
            True,
            0.5,
            "0012",
            "=1+1 & « été » 🙂",
        ]
    ]
    assert sheet.source["kind"] == "ods"
    assert not sheet.from_text


def test_repeated_cells_and_rows_keep_their_place():
    """The traps of other libraries: columns that move left, equal rows that fall into one."""
    rows = rows_of(
        ods(
            table(
                HEADINGS,
                row(text("a"), repeated(3), text("e"), text("f")),
                repeated_row(2, text("deux fois"), repeated(2, typed("float", "7"))),
                repeated_row(3, repeated(16_384)),
                row(EMPTY, text("plus bas")),
                END,
            )
        )
    )
    assert rows[1] == ["a", None, None, None, "e", "f"]
    assert rows[2] == rows[3] == ["deux fois", 7, 7, None, None, None]
    assert rows[4:7] == [[None] * 6] * 3
    assert rows[7] == [None, "plus bas", None, None, None, None]
    assert len(rows) == 8


def test_the_first_filled_visible_sheet_is_read_and_the_others_are_said():
    style = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    book = ods(
        table(row(EMPTY), END, name="Vide"),
        table(row(text("non")), name="Cachée", attributes='table:style-name="ta1"'),
        table(row(text("oui")), name="É &amp; suite"),
        table(row(text("autre")), name="Autre"),
        styles=style,
    )
    sheet = read_sheet(book)
    assert sheet.head() == [["oui"]]
    assert sheet.source["sheet"] == "É & suite"
    assert sheet.source["sheets_aside"] == ["Autre"]
    assert sheet.source["sheets_hidden"] == ["Cachée"]


def test_what_is_hidden_merged_or_broken_is_said():
    hidden = row(text("masquée"), attributes='table:visibility="filter"')
    merged = row(text("m", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>", text("z"))
    unread = row(ERROR, '<table:table-cell table:formula="of:=[.A1]"/>', text("z"))
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="2"/><table:table-column table:number-columns-repeated="16381"/>'
    )
    sheet = read_sheet(ods(table(columns, HEADINGS, hidden, merged, unread, END)))
    assert sheet.head()[1:] == [
        ["masquée", None, None],
        ["m", None, "z"],
        [Broken("#DIV/0!"), Broken("#VALEUR!"), "z"],
    ]
    said = {word: sheet.source[word] for word in ("hidden_rows", "hidden_columns", "merged", "broken")}
    assert said == {"hidden_rows": 1, "hidden_columns": 2, "merged": 1, "broken": 2}


LONG = table(HEADINGS, repeated_row(200_001, text("x")))
ENTITIES = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ENCRYPTED = (
    '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ods(table(HEADINGS, repeated_row(1_000_000), row(text("x")))), "très loin du tableau (en ligne 10"),
        (ods(table(HEADINGS, repeated_row(1_000_000, text("x")))), "très loin du tableau (en ligne 10"),
        (ods(table(HEADINGS, row(repeated(16_383), text("x")))), "très loin du tableau (en XFD2)"),
        (ods(table(HEADINGS, row(repeated(10**8, typed("float", "1"))))), "très loin du tableau"),
        (ods(table(HEADINGS, row(repeated(10**8, typed("float", "1")), text("x")))), "très loin du tableau"),
        (ods(LONG), "200\u00a0000 lignes"),
        (ods(table(row(*[text(f"c{n}") for n in range(300)]))), "300 colonnes"),
        (ods(table(row(EMPTY), END)), "vide"),
        (ods(table(row(text("x" * 40_000)))), "40000 caractères"),
        (ods(*[table(name=f"f{n}") for n in range(201)]), "200 feuilles"),
        (ods(table(HEADINGS), prologue=ENTITIES), "démesuré"),
        (ods(table(HEADINGS), members=[("styles.xml", f'<?xml version="1.0"?>{ENTITIES}<a/>')]), "démesuré"),
        (ods(table(HEADINGS), members=[("Pictures/a.svg", b" " * 30_000_000)]), "démesuré"),
        (ods(table(HEADINGS, row(text("x"), repeated(2) * 400_000))), "démesuré"),
        (ods(table(HEADINGS), manifest=ENCRYPTED), "mot de passe"),
        (ods(members=[("encrypted-package", b"x")]), "mot de passe"),
        (ods(table(HEADINGS), mimetype="application/vnd.oasis.opendocument.text"), "pas un classeur"),
        (ods(table(HEADINGS))[:-30], "abîmé"),
        (ods("<table:table"), "vide"),
    ],
)
def test_traps_and_mistakes_are_said_in_french(content, words):
    assert len(content) < 100_000
    with pytest.raises(Unreadable) as caught:
        read_sheet(content)
    assert words in caught.value.message


def test_tabulations_and_new_lines_within_a_cell_are_read():
    cell = (
        '<table:table-cell office:value-type="string"><text:p>avant<text:tab/>après<text:line-break/>'
        "dessous</text:p><text:p>plus<text:s/> bas</text:p></table:table-cell>"
    )
    assert read_sheet(ods(table(row(cell), END))).head() == [["avant\taprès\ndessous\nplus  bas"]]
