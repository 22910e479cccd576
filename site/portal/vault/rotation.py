"""Bringing stored files under the newest key: else they die with the old one, when it leaves the ring."""

from portal.crypto.cipher import newest_key_id
from portal.crypto.errors import CryptoError
from portal.vault.chunks import key_id_of_file, read_chunks
from portal.vault.models import StoredFile
from portal.vault.storage import path_of, write_sealed


class _Clear:
    """The clear chunks of a sealed stream, as something to read from."""

    def __init__(self, chunks):
        self.chunks = chunks

    def read(self, size):
        return next(self.chunks, b"")


def reseal(file_id):
    """Seal a file again if an older key did; says whether it was needed. Who reads it meanwhile reads on."""
    path = path_of(file_id)
    with path.open("rb") as source:
        if key_id_of_file(source) == newest_key_id():
            return False
        source.seek(0)
        # Were its row deleted meanwhile, what is written here is an orphan, and swept as one.
        write_sealed(_Clear(read_chunks(source, file_id)), path, file_id)
    return True


def reseal_all():
    """(how many were sealed again, [ids that could not be opened]). May be stopped and run again."""
    changed, failed = 0, []
    for file_id in StoredFile.objects.values_list("pk", flat=True).iterator(chunk_size=500):
        try:
            changed += reseal(file_id)
        except (CryptoError, FileNotFoundError):
            # A file deleted while we went by is no trouble; one that is named and does not open is.
            if StoredFile.objects.filter(pk=file_id).exists():
                failed.append(file_id)
    return changed, failed
