"""A file sealed in chunks, so that it is written and read without being held in memory.

Layout: for each chunk, its sealed length (4 bytes) then the sealed bytes. The context of a chunk names the
file, its rank and whether it is the last: chunks moved, removed, repeated or cut off are found.
"""

import struct

from portal.crypto.cipher import key_id_of, seal, unseal
from portal.crypto.errors import Tampered

CHUNK_BYTES = 64 * 1024
LENGTH = struct.Struct(">I")


def write_chunks(source, target, file_id):
    """Seal a binary stream into another. `source.read(n)` must give n bytes except at the end."""
    rank, chunk = 0, source.read(CHUNK_BYTES)
    while True:
        following = source.read(CHUNK_BYTES)
        sealed = seal(chunk, _context(file_id, rank, last=not following))
        target.write(LENGTH.pack(len(sealed)) + sealed)
        if not following:
            return
        rank, chunk = rank + 1, following


def read_chunks(source, file_id):
    """Yield the clear chunks of a sealed stream; raises Tampered when any of it is not as written."""
    rank, header = 0, source.read(LENGTH.size)
    while True:
        if len(header) != LENGTH.size:
            raise Tampered("A stored file is cut off.")
        (length,) = LENGTH.unpack(header)
        sealed = source.read(length)
        header = source.read(LENGTH.size)
        yield unseal(sealed, _context(file_id, rank, last=not header))
        if not header:
            return
        rank += 1


def key_id_of_file(source):
    """The id of the key that sealed this stream: it is written in one go, with one key."""
    (length,) = LENGTH.unpack(source.read(LENGTH.size).rjust(LENGTH.size, b"\0"))
    return key_id_of(source.read(length))


def _context(file_id, rank, *, last):
    return f"vault|{file_id}|{rank}|{'last' if last else 'more'}"
