"""A key leaves the ring only when nothing needs it any more, files included."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from portal.crypto.errors import UnknownKey
from portal.vault.chunks import CHUNK_BYTES
from portal.vault.storage import open_stored, path_of, store

pytestmark = pytest.mark.django_db
NEW = {7: b"n" * 32}


def keep(size):
    content = b"%PDF-1.7\n" + os.urandom(size)
    name = "lettre.pdf"
    return store(SimpleUploadedFile(name, content), name=name, kinds={"pdf"}), content


@pytest.fixture
def rotated(settings):
    """`rotated()`: a new key comes first in the ring, the old ones stay."""

    def turn():
        settings.PORTAL_FIELD_KEYS = {**NEW, **settings.PORTAL_FIELD_KEYS}

    return turn


@pytest.mark.parametrize("size", [0, CHUNK_BYTES - 9, 3 * CHUNK_BYTES + 7])
def test_after_rotation_a_file_opens_without_the_old_key(settings, rotated, size):
    stored, content = keep(size)
    rotated()
    call_command("reencrypt", verbosity=0)
    settings.PORTAL_FIELD_KEYS = NEW
    assert b"".join(open_stored(stored)) == content
    assert path_of(stored.id).stat().st_mode & 0o077 == 0


def test_without_rotation_it_does_not(settings):
    stored, _content = keep(10)
    settings.PORTAL_FIELD_KEYS = NEW
    with pytest.raises(UnknownKey):
        b"".join(open_stored(stored))


def test_a_second_run_touches_nothing(rotated):
    stored, _content = keep(10)
    rotated()
    call_command("reencrypt", verbosity=0)
    before = path_of(stored.id).stat()
    call_command("reencrypt", verbosity=0)
    after = path_of(stored.id).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"?")])
def test_a_file_that_does_not_open_is_left_as_it_is_and_told(rotated, damage):
    broken, _content = keep(10)
    whole, content = keep(10)
    damage(path_of(broken.id))
    rotated()
    with pytest.raises(CommandError, match=str(broken.id)):
        call_command("reencrypt", verbosity=0)
    assert b"".join(open_stored(whole)) == content
    assert not path_of(broken.id).exists() or path_of(broken.id).read_bytes() == b"?"
