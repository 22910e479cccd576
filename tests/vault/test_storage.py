"""Encrypted files: what goes in comes out, nothing else does."""

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.crypto.errors import Tampered
from portal.vault.chunks import CHUNK_BYTES
from portal.vault.serving import attachment_response
from portal.vault.storage import (
    RefusedFile,
    clean_name,
    delete_stored,
    open_stored,
    path_of,
    store,
    sweep_orphans,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n"


def upload(content=PDF + b"canari", name="lettre.pdf"):
    return SimpleUploadedFile(name, content)


def keep(content=PDF + b"canari", name="lettre.pdf"):
    return store(upload(content, name), name=name, kinds={"pdf", "image"})


@pytest.mark.parametrize("extra", [0, 1, CHUNK_BYTES - len(PDF), CHUNK_BYTES, 3 * CHUNK_BYTES + 7])
def test_round_trip_at_the_edges_of_a_chunk(extra):
    content = PDF + os.urandom(extra)
    assert b"".join(open_stored(keep(content))) == content


def test_the_disk_holds_no_clear_text():
    stored = keep()
    assert b"canari" not in path_of(stored.id).read_bytes()
    assert path_of(stored.id).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["cut", "flip", "swap", "drop"])
def test_damage_is_found(damage):
    stored = keep(PDF + os.urandom(2 * CHUNK_BYTES))
    path = path_of(stored.id)
    data = path.read_bytes()
    length = int.from_bytes(data[:4], "big") + 4
    damaged = {
        "cut": data[:-5],
        "flip": data[:100] + bytes([data[100] ^ 1]) + data[101:],
        "swap": data[length : 2 * length] + data[:length] + data[2 * length :],
        "drop": data[: 2 * length],
    }[damage]
    path.write_bytes(damaged)
    with pytest.raises(Tampered):
        b"".join(open_stored(stored))


def test_a_damaged_file_fails_before_anything_is_sent():
    stored = keep()
    path = path_of(stored.id)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(Tampered):
        attachment_response(stored)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        attachment_response(stored)


def test_a_file_put_in_the_place_of_another_does_not_open():
    first, second = keep(), keep()
    path_of(second.id).write_bytes(path_of(first.id).read_bytes())
    with pytest.raises(Tampered):
        b"".join(open_stored(second))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"MZ\x90\x00", "type attendu"),
        (b"<svg onload=x>", "type attendu"),
        (b"\xff", "type attendu"),
    ],
)
def test_what_we_do_not_take_is_refused_in_french(content, words):
    with pytest.raises(RefusedFile, match=words):
        keep(content)


def test_too_heavy_is_refused():
    with pytest.raises(RefusedFile, match="trop lourd"):
        store(upload(), name="x.pdf", kinds={"pdf"}, max_bytes=5)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\bilan.exe", "bilan.pdf"),
        ("nul\x00\u202efdp.pdf", "nulfdp.pdf"),
        ("", "document.pdf"),
        ("attestation médicale.PDF", "attestation médicale.pdf"),
    ],
)
def test_names_are_made_harmless(name, expected):
    assert clean_name(name, "pdf") == expected


@given(name=st.text())
@hypothesis_settings(max_examples=200)
def test_any_name_stays_a_plain_file_name(name):
    cleaned = clean_name(name, "pdf")
    assert "/" not in cleaned
    assert "\\" not in cleaned
    assert cleaned.endswith(".pdf")


def test_it_is_served_as_a_download_that_nothing_runs_or_keeps():
    response = attachment_response(keep(name="été.pdf"))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == PDF + b"canari"


def test_forgetting_removes_the_bytes_once_the_transaction_holds(django_capture_on_commit_callbacks):
    stored = keep()
    path = path_of(stored.id)
    with django_capture_on_commit_callbacks(execute=True):
        delete_stored(stored)
        assert path.exists()
    assert not path.exists()


def test_only_old_files_without_a_row_are_swept():
    named, orphan, young = keep(), keep(), keep()
    day_ago = time.time() - 25 * 3600
    for stored in (named, orphan):
        os.utime(path_of(stored.id), (day_ago, day_ago))
    partial = path_of(orphan.id).with_name("cut.part")
    partial.write_bytes(b"x")
    os.utime(partial, (day_ago, day_ago))
    paths = [path_of(stored.id) for stored in (named, orphan, young)]
    orphan.delete()
    young.delete()
    assert sweep_orphans() == 2
    assert [path.exists() for path in paths] == [True, False, True]
    assert not partial.exists()
