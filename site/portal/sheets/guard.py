"""What an .xlsx archive may be, looked at before any spreadsheet library opens it.

One filled cell at the far corner of a sheet of 1.7 KB makes a reader ask for 549 GB, and a few hundred
kilobytes can unpack to as many megabytes: both are found here, by counting what really comes out.
"""

import io
import re
import zipfile
import zlib

from portal.sandbox.child import Refusal
from portal.sheets import limits

BROKEN = (
    "Ce classeur est abîmé. Ouvrez-le dans votre tableur, enregistrez-le à nouveau en .xlsx et renvoyez-le."
)
TRAP = (
    "Ce classeur se déplie en un contenu démesuré : il n’est pas lu. "
    "Copiez les lignes utiles dans un nouveau classeur et envoyez celui-là."
)
FAR = (
    "Une cellule remplie se trouve très loin du tableau (en {place}). "
    "Effacez-la, ou copiez les lignes utiles dans un nouveau classeur, puis renvoyez-le."
)
TOO_MANY_ROWS = "Ce fichier a plus de {rows} lignes. Coupez-le en plusieurs fichiers."

_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Za-z]{1,6})(\d{1,9})"([^>]*)>')
_CHUNK = 256 * 1024
# The longest tag that may be cut between two chunks.
_OVERLAP = 1024


def inspect(payload):
    """Raise Refusal when this archive is a trap, is broken, or holds cells too far away."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(payload))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise Refusal(BROKEN) from error
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > limits.MAX_MEMBERS:
        raise Refusal(TRAP)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/workbook") for name in names):
        raise Refusal(
            "Cette archive n’est pas un classeur Excel. "
            "Enregistrez votre tableau en .xlsx ou en .csv et renvoyez-le."
        )
    if sum(member.file_size for member in members) > limits.MAX_UNPACKED_BYTES:
        raise Refusal(TRAP)
    _unpack(archive, members)


def _unpack(archive, members):
    total = 0
    for member in members:
        if member.flag_bits & 0x1:
            raise Refusal("Ce classeur est protégé par un mot de passe. Enlevez-le et renvoyez le fichier.")
        try:
            size = _unpack_member(archive, member, total)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
            raise Refusal(BROKEN) from error
        if size != member.file_size:
            raise Refusal(TRAP)
        total += size


def _unpack_member(archive, member, total):
    # Any member may be a sheet: the workbook itself says which ones are.
    scan, size = _SheetScan(), 0
    with archive.open(member) as source:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            _refuse_bomb(size, total + size, member)
            scan.feed(chunk)
    return size


def _refuse_bomb(size, total, member):
    packed = max(member.compress_size, 1)
    if total > limits.MAX_UNPACKED_BYTES or size > member.file_size:
        raise Refusal(TRAP)
    if size > limits.RATIO_FREE_BYTES and size > packed * limits.MAX_RATIO:
        raise Refusal(TRAP)


class _SheetScan:
    """Looks for cells far away in a sheet that comes in pieces."""

    def __init__(self):
        self.tail = b""

    def feed(self, chunk):
        text = self.tail + chunk
        self.tail = text[-_OVERLAP:]
        last_row = limits.MAX_ROWS + limits.HEADER_SEARCH_ROWS
        for match in _CELL.finditer(text):
            if match.group(3).endswith(b"/"):
                continue  # formatted but empty: spreadsheets leave thousands of them, readers skip them
            column, row = _column_number(match.group(1)), int(match.group(2))
            if column > limits.FAR_COLUMN:
                raise Refusal(FAR.format(place=f"{match.group(1).decode()}{row}"))
            if row > last_row:
                self._refuse_row(row)
        for match in _ROW.finditer(text):
            # Cells may leave out their own address and take their row's: a filled row far away is seen here.
            if int(match.group(1)) > last_row and b"<c>" in text[match.end() : match.end() + _OVERLAP]:
                self._refuse_row(int(match.group(1)))

    @staticmethod
    def _refuse_row(row):
        if row > limits.MAX_ROWS * 5:
            raise Refusal(FAR.format(place=f"ligne {row}"))
        raise Refusal(TOO_MANY_ROWS.format(rows=f"{limits.MAX_ROWS:,}".replace(",", " ")))


def _column_number(letters):
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
