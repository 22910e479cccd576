"""Text with delimiters: « ; », a mark, dd/mm/yyyy, decimal comma for French Excel, or the plain standard."""

import csv
import datetime
import io

from portal.sheets.formulas import guarded

CHUNK_CHARACTERS = 32 * 1024


def stream(headings, rows, *, french=True):
    """Yield the bytes of a .csv. Text that a spreadsheet could run is made harmless."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if french else ",", lineterminator="\r\n")
    if french:
        buffer.write("\ufeff")
    writer.writerow([guarded(heading) for heading in headings])
    for row in rows:
        writer.writerow([_text(cell, french) for cell in row])
        if buffer.tell() > CHUNK_CHARACTERS:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _text(cell, french):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, datetime.date):
        return cell.strftime("%d/%m/%Y") if french else cell.isoformat()
    if isinstance(cell, (int, float)):
        return str(cell).replace(".", ",") if french else str(cell)
    return guarded(str(cell))
