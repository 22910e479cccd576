"""A file that we make ourselves, sealed as it is made: never whole in memory, nor in clear on a disk."""

import hashlib

from portal.vault.models import StoredFile
from portal.vault.storage import clean_name, path_of, write_sealed


def store_made(parts, *, name, content_type, extension, stored_by=None):
    """Seal the bytes that `parts` yields; returns their StoredFile. Nothing is kept when that fails."""
    stored = StoredFile(name=clean_name(name, extension), content_type=content_type, stored_by=stored_by)
    path, source = path_of(stored.id), _Counted(parts)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        write_sealed(source, path, stored.id)
    except BaseException:
        path.with_name(path.name + ".part").unlink(missing_ok=True)
        raise
    stored.size, stored.sha256 = source.size, source.digest.hexdigest()
    stored.save()
    return stored


class _Counted:
    """Byte strings of any length, read as a file: `read(n)` gives n bytes except at the end."""

    def __init__(self, parts):
        self.parts, self.left = iter(parts), b""
        self.size, self.digest = 0, hashlib.sha256()

    def read(self, count):
        pieces, held = [self.left], len(self.left)
        while held < count and (part := next(self.parts, None)) is not None:
            pieces.append(part)
            held += len(part)
        whole = b"".join(pieces)
        chunk, self.left = whole[:count], whole[count:]
        self.size += len(chunk)
        self.digest.update(chunk)
        return chunk
