"""Backup and restore, as an operator types them, on both databases."""

import json
import random
import shutil
import tarfile
from pathlib import Path

import pytest

from portal.crypto.keys import new_key, parse_keyring
from portal.shell.backup.archive import verified_manifest
from portal.shell.backup.errors import BackupError

FILL = """
from django.core.files.base import ContentFile
from django.conf import settings
from portal.accounts.models import User
from portal.vault.storage import store
User.objects.create_user("camille@example.org", "une longue phrase de passe", first_name="Camille")
store(ContentFile(b"%PDF-1.4 personne exemple"), name="piece.pdf", kinds={"pdf"})
image = settings.MEDIA_ROOT / "images" / "toit.png"
image.parent.mkdir(parents=True)
image.write_bytes(b"une image")
"""
LOOK = """
from django.conf import settings
from portal.accounts.models import User
from portal.vault.models import StoredFile
from portal.vault.storage import open_stored
print(",".join(user.email for user in User.objects.all()))
print(b"".join(open_stored(StoredFile.objects.get())).decode())
print((settings.MEDIA_ROOT / "images" / "toit.png").read_text())
"""
SEEN = "camille@example.org\n%PDF-1.4 personne exemple\nune image"
RENAME = "UPDATE accounts_user SET email = 'depuis@example.org' RETURNING email"
NAMES = "SELECT email FROM accounts_user"
SIGN_IN = "INSERT INTO django_session VALUES ('key', 'data', '2100-01-01 00:00:00') RETURNING session_key"
SESSIONS = "SELECT session_key FROM django_session"
LAST_ACT = "SELECT action FROM audit_journalentry ORDER BY recorded_at DESC LIMIT 1"
RESTORE_WHILE_CONNECTED = """
import subprocess, sys
from django.db import connection
connection.ensure_connection()
command = [sys.executable, "manage.py", "restore", "--force", {path!r}]
print(subprocess.run(command, capture_output=True, text=True).stderr)
"""
sqlite_only = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


@pytest.fixture(scope="session")
def fill():
    return FILL


@pytest.fixture
def archive(house, houses, tmp_path):
    """A backup of the portal, in a folder of the test; it was alone in the one it was written to."""
    (made,) = houses(house.kind)[2].iterdir()
    folder = tmp_path / "backups"
    folder.mkdir()
    return Path(shutil.copy2(made, folder))


def test_what_was_saved_comes_back_on_an_empty_machine(source, archive, portal_at, house):
    target = portal_at("target", house.empty(), **source.keys())
    assert archive.stat().st_mode & 0o777 == 0o600

    assert "Restauré" in target.manage("restore", str(archive))

    assert target.python(LOOK) == SEEN
    assert "No planned migration operations" in target.manage("migrate", "--plan")


def test_a_machine_with_people_on_it_is_not_overwritten_by_mistake(source, archive):
    changed = source.ask(RENAME)

    refused = source.run("restore", str(archive))
    assert refused.returncode
    assert "--force" in refused.stderr
    assert source.ask(NAMES) == changed

    source.manage("restore", str(archive), "--force")
    assert source.python(LOOK) == SEEN
    assert source.ask(LAST_ACT) == [("backup.restored",)]


def test_a_restore_waits_for_the_portal_to_be_stopped(source, archive):
    said = source.python(RESTORE_WHILE_CONNECTED.format(path=str(archive)))
    assert "arrêtez le portail" in said
    assert source.python(LOOK) == SEEN


def test_nobody_stays_signed_in_from_the_past(source, portal_at, house, tmp_path):
    signed_in = source.ask(SIGN_IN)
    archive = source.manage("backup", str(tmp_path)).strip()
    assert source.ask(LAST_ACT) == [("backup.made",)]
    target = portal_at("target", house.empty(), **source.keys())
    target.manage("restore", archive)
    assert source.ask(SESSIONS) == signed_in
    assert target.ask(SESSIONS) == []


@sqlite_only
def test_one_flipped_bit_is_found(source, archive, settings):
    """Anywhere: in a file, in a header, in padding, in the last line."""
    settings.PORTAL_FIELD_KEYS = parse_keyring(source.environment["PORTAL_FIELD_KEYS"])
    whole = archive.read_bytes()
    assert verified_manifest(archive)["format"] == 1
    chosen = random.Random(20261122)  # noqa: S311 - the same places at every run
    places = [0, 300, len(whole) - 1, len(whole) - 40, *(chosen.randrange(len(whole)) for _ in range(96))]
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chosen.randrange(8)
        archive.write_bytes(damaged)
        with pytest.raises(BackupError):
            verified_manifest(archive)
    archive.write_bytes(whole[:-1])
    with pytest.raises(BackupError):
        verified_manifest(archive)


@sqlite_only
def test_a_damaged_archive_changes_nothing(source, archive):
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    archive.write_bytes(data)
    assert "abîmée" in source.run("restore", str(archive), "--force").stderr
    assert source.python(LOOK) == SEEN


@sqlite_only
@pytest.mark.parametrize("name", ["PORTAL_FIELD_KEYS", "PORTAL_INDEX_KEY", "PORTAL_TENANT"])
def test_without_the_right_keys_nothing_is_restored(source, archive, portal_at, name):
    others = {"PORTAL_FIELD_KEYS": f"1:{new_key()}", "PORTAL_TENANT": "ailleurs"}
    target = portal_at("target", **(source.keys() | {name: others.get(name, new_key())}))
    refused = target.run("restore", str(archive))
    assert refused.returncode
    assert "Traceback" not in refused.stderr
    assert not (target.data / "vault").exists()


@sqlite_only
def test_a_key_taken_out_of_the_ring_is_named(source, portal_at, tmp_path):
    """Two keys when the archive was made; the older one is gone when it is needed."""
    newer = f"2:{new_key()}"
    both = {"PORTAL_FIELD_KEYS": f"{newer},{source.environment['PORTAL_FIELD_KEYS']}"}
    archive = source.manage("backup", str(tmp_path), **both).strip()
    target = portal_at("target", **(source.keys() | {"PORTAL_FIELD_KEYS": newer}))
    assert "clé 1" in target.run("restore", archive).stderr
    assert "Archive bonne" in target.manage("restore", "--check", archive, **both)


@sqlite_only
def test_no_key_and_no_content_is_readable_in_the_archive(source, archive):
    data = archive.read_bytes()
    for value in source.keys().values():
        assert value.rsplit(":", 1)[-1].encode() not in data
    assert b"personne exemple" not in data


@sqlite_only
def test_the_archive_is_an_ordinary_tar(archive):
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile("manifest.json"))
    assert "media/images/toit.png" in names
    assert set(manifest["files"]) == set(names) - {"manifest.json"}
    assert list(manifest["keys"]["field_keys"]) == ["1"]


@sqlite_only
def test_old_archives_are_forgotten_but_never_the_last(source, archive):
    old, foreign = archive.with_name("portail-20200101T000000Z.tar"), archive.with_name("autre-chose.tar")
    shutil.copy(archive, old)
    foreign.write_text("not ours")
    assert old.name in source.manage("backup", str(archive.parent), "--keep-days", "35")
    assert not old.exists()
    assert foreign.exists()
    assert archive.exists()
