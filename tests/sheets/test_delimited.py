"""Text files as people really send them: saved by Excel on Windows, on a Mac, in DOS; glued together; cut."""

import pytest

from portal.sheets.sheet import Unreadable, read_sheet
from tests.sheets.all_rows import rows_of

FRENCH = "Nom;Note\nÉcole;à côté, l'été où ça gèle\n"
ROWS = [["Nom", "Note"], ["École", "à côté, l'été où ça gèle"]]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp1252", "Windows (cp1252)"),
        ("cp850", "MS-DOS (cp850)"),
        ("mac_roman", "Macintosh"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_each_encoding_that_spreadsheets_write(encoding, said):
    sheet = read_sheet(FRENCH.encode(encoding))
    assert sheet.head() == ROWS
    assert sheet.source == {"kind": "csv", "encoding": said, "delimiter": "point-virgule"}


def test_what_only_cp1252_has():
    assert rows_of("Nom\n« l’œuvre – 5 € … »\n".encode("cp1252"))[1] == ["« l’œuvre – 5 € … »"]


def test_a_file_that_mixes_encodings_is_read_line_by_line_and_says_so():
    lines = [b"Nom;Note\n", "Élise;l’été\n".encode(), "Chloé;l’été\n".encode("cp1252")]
    both = "Zoé;".encode() + "l’été\n".encode("cp1252")
    sheet = read_sheet(b"".join([*lines, both]))
    assert sheet.head()[1:] == [["Élise", "l’été"], ["Chloé", "l’été"], ["Zoé", "l’été"]]
    assert sheet.source["encoding"] == "UTF-8 et Windows (cp1252), selon les lignes"
    assert sheet.source["mixed_lines"] == 2


def test_a_mark_of_utf8_does_not_hide_lines_of_windows():
    sheet = read_sheet(b"\xef\xbb\xbfNom\n" + "Chloé\n".encode("cp1252"))
    assert sheet.head() == [["Nom"], ["Chloé"]]
    assert sheet.source["mixed_lines"] == 1


def test_capitals_before_a_hard_space_are_no_utf8():
    """« É » and the space before « ! » are by accident two bytes of UTF-8; the next line is not."""
    content = "Nom\nCAFÉ\u00a0!\nChloé\n".encode("cp1252")
    assert rows_of(content) == [["Nom"], ["CAFÉ\u00a0!"], ["Chloé"]]


def test_what_was_already_garbled_elsewhere_is_said():
    assert read_sheet("Nom\nÃ‰lise, l’Ã©té\n".encode()).source["twice_encoded"] is True
    assert "twice_encoded" not in read_sheet("Nom\nÉlise\n".encode()).source


def test_files_put_end_to_end_keep_no_mark_inside():
    sheet = read_sheet("\ufeffNom;Note\na;b\n\ufeffNom;Note\nc;d\n".encode())
    assert sheet.head() == [["Nom", "Note"], ["a", "b"], ["Nom", "Note"], ["c", "d"]]


def test_the_sign_that_dos_writes_at_the_end():
    assert rows_of(b"Nom;Note\r\na;b\r\n\x1a") == [["Nom", "Note"], ["a", "b"]]


def test_a_stray_sign_within_a_text_is_kept():
    long = "une note " * 50
    assert rows_of(f"Nom;Note\na;{long}\x0bsuite\n".encode())[1] == ["a", f"{long}\x0bsuite"]


def test_thin_spaces_are_kept_for_whoever_reads_the_number():
    assert rows_of("Montant;Date\n1\u202f234,50;4\u00a0mars\n".encode())[1] == [
        "1\u202f234,50",
        "4\u00a0mars",
    ]


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n", "sep=;\r", "\ufeffsep=;\r\n"])
def test_the_line_that_names_the_delimiter_is_no_row(first):
    assert rows_of(f"{first}A;B\r\n1,5;2\r\n".encode()) == [["A", "B"], ["1,5", "2"]]


def test_delimiters_inside_quotes():
    assert rows_of(b'Nom;Note\r\n"a;b";"c ""d"" ; e"\r\n')[1] == ["a;b", 'c "d" ; e']
    assert rows_of(b'Nom,Note\r\n"a,b","c; d; e"\r\n')[1] == ["a,b", "c; d; e"]


def test_one_column_of_prose_is_one_column():
    assert rows_of(b"Adresse\nRue Neuve, 12, 7100\nRue Haute, 3, 7110\n")[1] == ["Rue Neuve, 12, 7100"]


def test_a_title_above_the_table_hides_no_delimiter():
    assert rows_of(b"Contacts de mars\n\nA\tB\n1\t2\n") == [
        ["Contacts de mars", None],
        [None, None],
        ["A", "B"],
        ["1", "2"],
    ]


def test_empty_lines_keep_their_number():
    sheet = read_sheet(b"A;B\n\n;;\n \n1;2\n\n\n")
    assert list(sheet.chunks()) == [[(1, ["A", "B"]), (5, ["1", "2"])]]
    assert sheet.height == 5


def test_two_rows_of_headings_are_both_there():
    head = read_sheet("Personne;;Contact\nNom;Prénom;Date\na;b;c\n".encode()).head()
    assert head == [["Personne", None, "Contact"], ["Nom", "Prénom", "Date"], ["a", "b", "c"]]


def test_short_and_long_rows_have_the_same_width():
    assert rows_of(b"A;B;C\n1\n1;2;3;4\n") == [
        ["A", "B", "C", None],
        ["1", None, None, None],
        ["1", "2", "3", "4"],
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'Nom;Note\na;"b\nc;d\n', "La ligne 2 de ce fichier ne peut pas être lue : un guillemet"),
        (b'Nom;Note\na;b\n"c;d', "La ligne 3"),
        (b"Nom;Note\na;b\0c\n", "octets nuls"),
        (b"Nom;Note\na;b\n" + b"\0" * 20, "octets nuls"),
        (b"\x1f\x8b\x08\0\0\0\0\0abc", "ni un tableau"),
        (b"\xff\xfe\0\0N\0\0\0", "octets nuls"),
        (b"\xff\xfeA\0;\0\n\0\0\xd8", "plusieurs encodages"),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "ni un tableau"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "ni un tableau"),
        (b"{\\rtf1\\ansi Nom}", "ni un tableau"),
        (("A;B\n" + "é" * 40_000 + ";1\n").encode(), "40000 caractères"),
        (("A;B\n" + '"' + 'x""' * 20_000 + '";1\n').encode(), "40000 caractères"),
        (";".join(f"c{n}" for n in range(300)).encode(), "300 colonnes"),
    ],
)
def test_what_cannot_be_read_is_said_in_french(content, words):
    with pytest.raises(Unreadable) as caught:
        read_sheet(content)
    assert words in caught.value.message
