"""What an .xlsx archive may be, looked at before any spreadsheet library opens it.

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
_CHUNK = 1024 * 1024


def inspect(payload, limits):
    """Raise Refusal when this archive is a trap, is broken, or holds cells too far away.

    Returns {member: SheetScan}: any member may be a sheet, the workbook itself says which ones are.
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
    total, seen = 0, {}
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
        seen[member.filename] = found
    return seen


def _unpack_member(archive, member, total, limits):
    scan, size = SheetScan(limits), 0
    with archive.open(member) as source:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            _refuse_bomb(size, total + size, member)
            scan.feed(chunk)
    return size, scan


def _refuse_bomb(size, total, member):
    packed = max(member.compress_size, 1)
    if total > bounds.MAX_UNPACKED_BYTES or size > member.file_size:
        raise Refusal(TRAP)
    if size > bounds.RATIO_FREE_BYTES and size > packed * bounds.MAX_RATIO:
        raise Refusal(TRAP)
