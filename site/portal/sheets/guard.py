"""What the archive of a workbook may be, looked at before any spreadsheet library opens it.

One filled cell at the far corner of a sheet of 1.7 KB makes a reader ask for 549 GB, and a few hundred
kilobytes can unpack to as many megabytes: both are found here, by counting what really comes out.
"""

import io
import zipfile
import zlib

from portal.sandbox.child import Refusal
from portal.sheets import limits as bounds
from portal.sheets.scan import SheetScan

BROKEN = (
    "Ce classeur est abîmé. Ouvrez-le dans votre tableur, enregistrez-le à nouveau en .xlsx et renvoyez-le."
)
TRAP = (
    "Ce classeur se déplie en un contenu démesuré : il n’est pas lu. "
    "Copiez les lignes utiles dans un nouveau classeur et envoyez celui-là."
)
NOT_A_WORKBOOK = (
    "Cette archive n’est pas un classeur Excel, ni un classeur OpenDocument. "
    "Enregistrez votre tableau en « Classeur Excel (.xlsx) » et renvoyez-le."
)
BINARY = (
    "Ce classeur est au format Excel binaire (.xlsb). Dans votre tableur, choisissez « Enregistrer sous » "
    "puis « Classeur Excel (.xlsx) » et renvoyez-le."
)
PROTECTED = "Ce classeur est protégé par un mot de passe. Enlevez-le et renvoyez le fichier."
_PIECE = 1024 * 1024


def inspect_workbook(payload, limits):
    """Raise Refusal when this .xlsx is a trap, is broken, or holds cells too far away.

    Returns {member: SheetScan}: any member may be a sheet, the workbook itself says which ones are.
    """
    archive = opened(payload, limits)
    names = archive.namelist()
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/workbook") for name in names):
        raise Refusal(NOT_A_WORKBOOK)
    if "xl/workbook.bin" in names:
        raise Refusal(BINARY)
    return unpack(archive, lambda _member: SheetScan(limits))


def opened(payload, limits):
    """The archive of these bytes, when its own directory promises nothing outrageous."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(payload))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise Refusal(BROKEN) from error
    members = archive.infolist()
    if len(members) > bounds.MAX_MEMBERS:
        raise Refusal(TRAP)
    promised = sum(member.file_size for member in members)
    if promised > limits.max_unpacked or _is_bomb(promised, len(payload)):
        raise Refusal(TRAP)
    return archive


def unpack(archive, scan_for):
    """{member: what `scan_for(member)` made, fed with all that comes out}. Raises Refusal for a bomb."""
    scans = {}
    for member in archive.infolist():
        if member.flag_bits & 0x1:
            raise Refusal(PROTECTED)
        scans[member.filename] = scan = scan_for(member.filename)
        _unpack_member(archive, member, scan)
    return scans


def _unpack_member(archive, member, scan):
    size = 0
    for piece in _pieces(archive, member):
        # Entities that grow are declared before anything else; no spreadsheet has any.
        if not size and b"<!ENTITY" in piece:
            raise Refusal(TRAP)
        size += len(piece)
        # The directory promised a size that we took; what comes out is what counts.
        if size > member.file_size or _is_bomb(size, member.compress_size):
            raise Refusal(TRAP)
        scan.feed(piece)
    if size != member.file_size:
        raise Refusal(TRAP)
    scan.close()


def _pieces(archive, member):
    try:
        with archive.open(member) as source:
            while piece := source.read(_PIECE):
                yield piece
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
        raise Refusal(BROKEN) from error


def _is_bomb(size, packed):
    return size > bounds.RATIO_FREE_BYTES and size > packed * bounds.MAX_RATIO
