"""Text files with a value per delimiter: which encoding, which delimiter, which cells."""

import csv
import io

from portal.sandbox.child import Refusal
from portal.sheets import limits as bounds

DELIMITERS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NAMES = {"utf-8": "UTF-8", "cp1252": "Windows (cp1252)", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_SAMPLE_ROWS = 50
NOT_TEXT = (
    "Ce fichier n’est ni un tableau .csv ni un classeur .xlsx. "
    "Enregistrez votre tableau en .xlsx ou en .csv et renvoyez-le."
)


def read_rows(payload, limits):
    """(rows, what is worth saying) of a delimited text."""
    text, encoding = decode(payload)
    if any(ord(sign) < 32 and sign not in "\t\r\n" for sign in text[:20_000]) or "\x00" in text:
        raise Refusal(NOT_TEXT)
    declared, text = _declared_delimiter(text)
    delimiter = declared or find_delimiter(text)
    source = {"kind": "csv", "encoding": _NAMES[encoding], "delimiter": DELIMITERS[delimiter]}
    return _rows(text, delimiter), source


def _rows(text, delimiter):
    csv.field_size_limit(bounds.MAX_CELL_CHARACTERS * 4)
    line = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            line += 1
            yield row
    except csv.Error as error:
        raise Refusal(
            f"La ligne {line + 1} de ce fichier ne peut pas être lue : "
            "un guillemet y reste sans doute ouvert. Corrigez-la et renvoyez le fichier."
        ) from error


def decode(payload):
    """The text and its encoding: by its mark, else UTF-8 when it holds, else what Excel writes in French."""
    for mark, encoding in _MARKS:
        if payload.startswith(mark):
            try:
                return payload[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise Refusal(
                    "Ce fichier mélange plusieurs encodages. Ouvrez-le dans votre tableur, "
                    "enregistrez-le en « CSV UTF-8 » et renvoyez-le."
                ) from error
    try:
        return payload.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # Five values have no letter in cp1252; Windows itself reads them as the control signs they stand for.
        return payload.decode("cp1252", errors="replace"), "cp1252"


def _declared_delimiter(text):
    """Excel's own first line « sep=; », which is an order and no row."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"')
    if first.lower().startswith("sep=") and first[4:5] in DELIMITERS:
        return first[4], rest
    return "", text


def find_delimiter(text):
    """The delimiter that cuts the first rows into the most cells, evenly."""
    scores = {delimiter: _score(text, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=scores.get)
    return best if scores[best] else ";"


def _score(text, delimiter):
    widths = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                widths.append(len(row))
            if len(widths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return 0
    if not widths or widths[0] == 1:
        return 0
    usual = max(set(widths), key=widths.count)
    even = widths.count(usual) / len(widths)
    return even * (10 + min(usual, bounds.MAX_COLUMNS)) if usual > 1 else 0
