"""What an .xlsx archive may be, looked at before any spreadsheet library opens it.

One filled cell at the far corner of a sheet of 1.7 KB makes a reader ask for 549 GB, and a few hundred
kilobytes can unpack to as many megabytes: both are found here, by counting what really comes out.
"""

import io
import re
import zipfile
import zlib

from portal.sandbox.child import Refusal
from portal.sheets import limits as bounds

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
FORMULAS = (
    "Ce classeur contient trop de formules. Copiez ses cellules, collez-les « valeurs seules » "
    "dans un nouveau classeur et renvoyez celui-là."
)
TOO_MANY_ROWS = "Ce fichier a plus de {rows} lignes. Coupez-le en plusieurs fichiers."

_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Za-z]{1,6})(\d{1,9})"([^>]*)>')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ERROR_TEXT = re.compile(rb"<(?:\w+:)?v>(#[A-Z0-9/!?]{2,12})</")
_CHUNK = 256 * 1024
# The longest tag that may be cut between two chunks.
_OVERLAP = 1024


def inspect(payload, limits):
    """Raise Refusal when this archive is a trap, is broken, or holds cells too far away.

    Returns {member: {(row, column): text}}: the cells that hold an error or a formula.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(payload))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise Refusal(BROKEN) from error
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > bounds.MAX_MEMBERS:
        raise Refusal(TRAP)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/workbook") for name in names):
        raise Refusal(
            "Cette archive n’est pas un classeur Excel. "
            "Enregistrez votre tableau en « Classeur Excel (.xlsx) » et renvoyez-le."
        )
    if sum(member.file_size for member in members) > bounds.MAX_UNPACKED_BYTES:
        raise Refusal(TRAP)
    return _unpack(archive, members, limits)


def _unpack(archive, members, limits):
    total, suspects = 0, {}
    for member in members:
        if member.flag_bits & 0x1:
            raise Refusal("Ce classeur est protégé par un mot de passe. Enlevez-le et renvoyez le fichier.")
        try:
            size, found = _unpack_member(archive, member, total, limits)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
            raise Refusal(BROKEN) from error
        if size != member.file_size:
            raise Refusal(TRAP)
        total += size
        suspects[member.filename] = found
    return suspects


def _unpack_member(archive, member, total, limits):
    # Any member may be a sheet: the workbook itself says which ones are.
    scan, size = _SheetScan(limits), 0
    with archive.open(member) as source:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            _refuse_bomb(size, total + size, member)
            scan.feed(chunk)
    return size, scan.suspects


def _refuse_bomb(size, total, member):
    packed = max(member.compress_size, 1)
    if total > bounds.MAX_UNPACKED_BYTES or size > member.file_size:
        raise Refusal(TRAP)
    if size > bounds.RATIO_FREE_BYTES and size > packed * bounds.MAX_RATIO:
        raise Refusal(TRAP)


class _SheetScan:
    """Looks, in a sheet that comes in pieces, for cells far away, and for those that hold no plain value."""

    def __init__(self, limits):
        self.limits = limits
        self.tail = b""
        self.last_row = limits.rows + bounds.HEADER_SEARCH_ROWS
        self.height = self.width = 0
        self.suspects = {}

    def feed(self, chunk):
        text = self.tail + chunk
        self.tail = text[-_OVERLAP:]
        for match in _CELL.finditer(text):
            if match.group(3).endswith(b"/"):
                continue  # formatted but empty: spreadsheets leave thousands of them, readers skip them
            self._see(match, text)
        for match in _ROW.finditer(text):
            # Cells may leave out their own address and take their row's: a filled row far away is seen here.
            if int(match.group(1)) > self.last_row and b"<c>" in text[match.end() : match.end() + _OVERLAP]:
                self._refuse_row(int(match.group(1)))

    def _see(self, match, text):
        column, row = _column_number(match.group(1)), int(match.group(2))
        if column > self.limits.far_column:
            raise Refusal(FAR.format(place=f"{match.group(1).decode()}{row}"))
        if row > self.last_row:
            self._refuse_row(row)
        self.height, self.width = max(self.height, row), max(self.width, column)
        if self.height * self.width > self.limits.area:
            raise Refusal(FAR.format(place=f"{match.group(1).decode()}{row}"))
        self._suspect(row, column, match, text)

    def _suspect(self, row, column, match, text):
        is_error = b't="e"' in match.group(3)
        if not is_error and (b't="str"' in match.group(3) or not _FORMULA.match(text, match.end())):
            return
        said = _ERROR_TEXT.search(text, match.end(), match.end() + _OVERLAP) if is_error else None
        self.suspects[row, column] = said.group(1).decode() if said else "#VALEUR!"
        if len(self.suspects) > bounds.MAX_SUSPECTS:
            raise Refusal(FORMULAS)

    def _refuse_row(self, row):
        if row > self.limits.rows * 5:
            raise Refusal(FAR.format(place=f"ligne {row}"))
        raise Refusal(TOO_MANY_ROWS.format(rows=self.limits.rows_in_words))


def _column_number(letters):
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
