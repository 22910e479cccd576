"""A .csv that was read wrongly is read otherwise from the step of the columns; nothing chosen is lost."""

import pytest

from casefiles.models import ImportBatch
from portal.sheets.sheet import read_sheet
from tests.casefiles.exchange.sheets import csv_bytes, xlsx_bytes

pytestmark = pytest.mark.django_db
ODD = ("N", "Le moment", "Dossier n°", "Genre", "Remarques", "Humeur")


def at(batch, path=""):
    return f"/gestion/echanges/imports/{batch.pk}/{path}"


def reread(client, batch, **data):
    response = client.post(at(batch, "colonnes/"), {"do": "line", "line": batch.reading["line"], **data})
    batch.refresh_from_db()
    return response


@pytest.fixture
def misread(case_manager, case_file, preview):
    """A file whose only accent means nothing in the encoding that was found."""
    line = ("1", "04/03/2026", case_file.reference, "Entretien", "Vu à l’été", "bonne")
    return preview(case_manager, csv_bytes(line, headings=ODD, encoding="mac_roman"), "relevé.csv")


def test_the_encoding_is_shown_and_changed(misread):
    client, batch = misread
    page = client.get(at(batch, "colonnes/")).content.decode()
    assert "trouvé\xa0: " in page
    assert "trouvé\xa0: point-virgule" in page
    for encoding, seen, unread in (
        ("cp850", "l", False),
        ("utf-8", "\ufffd", True),
        ("mac_roman", "é", False),
    ):
        assert reread(client, batch, encoding=encoding, delimiter="").status_code == 302
        assert batch.state == ImportBatch.State.MATCHING
        page = client.get(at(batch, "colonnes/")).content.decode()
        assert ("ne se lisent pas" in page) is unread, encoding
        assert seen in page
    assert "Vu à l’été" in page


def test_the_delimiter_is_changed_and_what_was_chosen_stays(misread):
    client, batch = misread
    chosen = {"col1": "date", "col4": "note", "keep_as": "relevé du soir"}
    reread(client, batch, encoding="mac_roman", delimiter="", **chosen)
    form = client.get(at(batch, "colonnes/")).context["form"]
    assert (form["col1"].value(), form["col4"].value()) == ("date", "note")
    assert form["keep_as"].value() == "relevé du soir"
    # A comma makes one column of all of them: seen at once, and gone back on.
    reread(client, batch, encoding="mac_roman", delimiter=",")
    assert batch.reading["width"] < 6
    reread(client, batch, encoding="mac_roman", delimiter=";")
    assert batch.reading["width"] == 6
    form = client.get(at(batch, "colonnes/")).context["form"]
    assert (form["col1"].value(), form["col4"].value()) == ("date", "note")
    # Read again as often as one likes, with the page as it stands.
    shown = {name: form[name].value() for name in form.fields if name.startswith("col")}
    reread(client, batch, encoding="mac_roman", delimiter="", **{**shown, "col4": ""})
    assert (batch.columns[1], 4 in batch.columns) == ("date", False)


def test_who_asks_for_the_preview_after_a_change_reads_again_first(misread):
    client, batch = misread
    data = {"line": "1", "encoding": "mac_roman", "delimiter": "", "col1": "date", "col3": "kind"}
    response = client.post(at(batch, "colonnes/"), data)
    batch.refresh_from_db()
    assert (response.status_code, batch.state) == (302, ImportBatch.State.MATCHING)
    data = {f"col{p}": name for p, name in batch.columns.items()}
    data |= {"line": "1", "encoding": "mac_roman", "delimiter": "", "col2": "reference"}
    assert client.post(at(batch, "colonnes/"), data).status_code == 302
    batch.refresh_from_db()
    assert batch.counts == {"new": 1}
    (row,) = client.get(at(batch)).context["rows"]
    assert any("Vu à l’été" in cell["text"] for cell in row.cells)


@pytest.mark.parametrize("data", [{"encoding": "ebcdic"}, {"delimiter": "~"}, {"line": "0"}])
def test_a_refusal_keeps_what_was_chosen(misread, data):
    client, batch = misread
    response = reread(client, batch, **{"encoding": "", "delimiter": "", "col1": "date", **data})
    assert response.status_code == 422
    assert response.context["form"]["col1"].value() == "date"
    assert "Le fichier n’est pas relu" in response.content.decode()
    assert not batch.reading.get("text")


def test_a_reading_that_is_no_table_leaves_the_one_there_is(case_manager, preview):
    wide = csv_bytes(headings=[f"c{n}" for n in range(3)]).decode()
    content = (wide + "a;b;" + ",".join("x" for _n in range(80)) + "\r\n").encode()
    client, batch = preview(case_manager, content, "large.csv")
    response = reread(client, batch, encoding="", delimiter=",")
    assert response.status_code == 422
    assert "colonnes" in response.content.decode()
    assert batch.reading["width"] == 3


def test_a_workbook_asks_only_for_its_line(case_manager, case_file, preview):
    line = ("1", "04/03/2026", case_file.reference, "Entretien", "", "")
    client, batch = preview(case_manager, xlsx_bytes(line, headings=ODD), "relevé.xlsx")
    reading = client.get(at(batch, "colonnes/")).context["reading"]
    assert list(reading.fields) == ["line"]


def test_what_was_said_is_followed_by_the_child():
    payload = "Nom,Note;x\nÉlise,été;y\n".encode("cp850")
    sheet = read_sheet(payload, {"encoding": "cp850", "delimiter": ","})
    assert sheet.source == {"kind": "csv", "encoding": "MS-DOS (cp850)", "delimiter": "virgule"}
    assert sheet.head()[1] == ["Élise", "été;y"]
    assert read_sheet(payload, {"encoding": "utf-8"}).source["unread"] == 3
    marked = "Nom;Note\nÉlise;été\n".encode("utf-16-be")
    assert read_sheet(b"\xfe\xff" + marked, {"encoding": "utf-16-le"}).head()[1] == ["Élise", "été"]
