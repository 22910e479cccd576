"""Text with delimiters: « ; », a mark, dd/mm/yyyy, decimal comma for French Excel, or the plain standard."""

import csv
import datetime
import io

from portal.sheets.formulas import guarded

CHUNK_CHARACTERS = 32 * 1024
_REMEMBERED, _MEMORABLE = 5_000, (str, datetime.date)


def stream(headings, rows, *, french=True):
    """Yield the bytes of a .csv. Text that a spreadsheet could run is made harmless."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if french else ",", lineterminator="\r\n")
    if french:
        buffer.write("\ufeff")
    writer.writerow([guarded(heading) for heading in headings])
    known = {}
    for row in rows:
        writer.writerow([_remembered(cell, french, known) for cell in row])
        if buffer.tell() > CHUNK_CHARACTERS:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _remembered(cell, french, known):
    """Lists and days come back in every row: they are written once."""
    if cell.__class__ not in _MEMORABLE:
        return _text(cell, french)
    text = known.get(cell)
    if text is None:
        text = _text(cell, french)
        if len(known) < _REMEMBERED:
            known[cell] = text
    return text


def _text(cell, french):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, datetime.date):
        return cell.strftime("%d/%m/%Y") if french else cell.isoformat()
    if isinstance(cell, (int, float)):
        return str(cell).replace(".", ",") if french else str(cell)
    text = str(cell)
    # A letter or a digit begins no formula: most cells need no closer look.
    return text if text[:1].isalnum() else guarded(text)
