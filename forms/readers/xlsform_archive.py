"""The sheets of a stranger's workbook as text. Runs in the limited child process only."""

import datetime
import io
import re
import zipfile
import zlib

from portal.sandbox.child import Refusal

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_MEMBERS = 400
MAX_ROWS, MAX_COLUMNS = 20_000, 200
MAX_TEXT = 4_000_000
NOT_A_WORKBOOK = (
    "Ce fichier n’est pas un classeur .xlsx. Ouvrez-le dans votre tableur, enregistrez-le en "
    "« Classeur Excel (.xlsx) » et renvoyez-le."
)
_TRAP = (
    "Ce classeur se déplie en un contenu démesuré : il n’est pas lu. Copiez ses feuilles « survey », "
    "« choices » et « settings » dans un nouveau classeur et envoyez celui-là."
)
_LOCKED = "Ce classeur est protégé par un mot de passe. Enlevez-le et renvoyez le fichier."
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Za-z]{1,6})(\d{1,9})"[^>]*[^/]>')


def read_sheets(payload, wanted):
    """{name: [[text of a cell]]} of the sheets `wanted`, whatever their case, and the names of the rest."""
    _inspect(payload)
    # Looked up here, so that the archive was inspected before the library is even loaded.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(payload))
        names = {name.strip().casefold(): name for name in reversed(book.sheet_names)}
        sheets = {
            name: _texts(book.get_sheet_by_name(names[name]).to_python(skip_empty_area=False))
            for name in wanted
            if name in names
        }
    except PasswordError as error:
        raise Refusal(_LOCKED) from error
    except CalamineError as error:
        raise Refusal(NOT_A_WORKBOOK) from error
    return sheets, [name for name in names if name not in wanted]


def _inspect(payload):
    if payload.startswith(_OLD_EXCEL):
        raise Refusal(_LOCKED if "EncryptedPackage".encode("utf-16-le") in payload else NOT_A_WORKBOOK)
    try:
        archive = zipfile.ZipFile(io.BytesIO(payload))
        members = archive.infolist()
        if not any(member.filename.startswith("xl/workbook") for member in members):
            raise Refusal(NOT_A_WORKBOOK)
        if len(members) > MAX_MEMBERS or sum(one.file_size for one in members) > MAX_UNPACKED_BYTES:
            raise Refusal(_TRAP)
        for member in members:
            if member.flag_bits & 0x1:
                raise Refusal(_LOCKED)
            _inspect_member(archive, member)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
        raise Refusal(NOT_A_WORKBOOK) from error


def _inspect_member(archive, member):
    """Count what really comes out, and look for a cell so far away that reading it would fill the memory."""
    tail, size = b"", 0
    with archive.open(member) as source:
        while chunk := source.read(256 * 1024):
            size += len(chunk)
            if size > member.file_size:
                raise Refusal(_TRAP)
            window = tail + chunk
            for match in _CELL.finditer(window):
                _refuse_far(match[1].upper(), int(match[2]))
            tail = window[-1024:]


def _refuse_far(letters, row):
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    if column > MAX_COLUMNS or row > MAX_ROWS:
        raise Refusal(
            f"Une cellule remplie se trouve très loin du tableau (en {letters.decode()}{row}). "
            "Effacez-la et renvoyez le fichier."
        )


def _texts(rows):
    texts = [[_text(cell) for cell in row] for row in rows]
    if sum(len(cell) for row in texts for cell in row) > MAX_TEXT:
        raise Refusal("Ce classeur contient trop de texte pour un formulaire.")
    return texts


def _text(cell):
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)
