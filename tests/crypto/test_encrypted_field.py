"""The promises of an encrypted field: bound to its row, failing closed, no state on the field."""

import threading
import uuid

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from portal.crypto.cipher import key_id_of, newest_key_id
from portal.crypto.errors import CryptoError, Tampered, UnknownKey
from portal.crypto.fields import Sealed
from portal.crypto.keys import parse_keyring
from portal.crypto.rotation import reencrypt
from portal.vault.models import StoredFile

NAME = StoredFile._meta.get_field("name")


def make(name="bulletin de santé.pdf", **fields):
    return StoredFile.objects.create(
        name=name, content_type="application/pdf", size=1, sha256="0" * 64, **fields
    )


def stored_bytes(row):
    return StoredFile.objects.filter(pk=row.pk).values_list("name", flat=True).get().data


@pytest.mark.django_db
def test_reading_gives_back_what_was_written():
    row = make("œuvre « été » 🙂")
    assert StoredFile.objects.get(pk=row.pk).name == "œuvre « été » 🙂"


@pytest.mark.django_db
def test_the_database_holds_no_clear_text():
    row = make("secret-canari.pdf")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vault_storedfile")
        (line,) = cursor.fetchall()
    assert all(
        b"canari" not in bytes(str(cell), "utf8") + bytes(cell if isinstance(cell, bytes) else b"")
        for cell in line
    )
    assert b"canari" not in stored_bytes(row)


@pytest.mark.django_db
def test_a_value_copied_to_another_row_does_not_open():
    first, second = make("un.pdf"), make("deux.pdf")
    StoredFile.objects.filter(pk=second.pk).update(name=Sealed(stored_bytes(first)))
    with pytest.raises(Tampered):
        _ = StoredFile.objects.get(pk=second.pk).name


@pytest.mark.django_db
def test_one_changed_bit_is_found():
    row = make()
    data = bytearray(stored_bytes(row))
    data[-1] ^= 1
    StoredFile.objects.filter(pk=row.pk).update(name=Sealed(bytes(data)))
    with pytest.raises(Tampered):
        _ = StoredFile.objects.get(pk=row.pk).name


@pytest.mark.django_db
def test_another_tenant_cannot_open(settings):
    row = make()
    settings.PORTAL_TENANT = "autre-relais"
    with pytest.raises(Tampered):
        _ = StoredFile.objects.get(pk=row.pk).name


@pytest.mark.django_db
def test_a_missing_key_raises_on_reading_and_blocks_saving(settings):
    row = make()
    before = stored_bytes(row)
    settings.PORTAL_FIELD_KEYS = {9: b"x" * 32}
    fresh = StoredFile.objects.get(pk=row.pk)
    with pytest.raises(UnknownKey):
        _ = fresh.name
    with pytest.raises(UnknownKey), transaction.atomic():
        fresh.save()
    assert stored_bytes(row) == before


@pytest.mark.django_db
def test_a_wrong_key_under_the_same_id_blocks_saving(settings):
    row = make()
    settings.PORTAL_FIELD_KEYS = {newest_key_id(): b"x" * 32}
    fresh = StoredFile.objects.get(pk=row.pk)
    with pytest.raises(Tampered), transaction.atomic():
        fresh.save()


@pytest.mark.django_db
def test_old_keys_read_and_rotation_brings_rows_under_the_newest(settings):
    row = make("vieux.pdf")
    old = newest_key_id()
    settings.PORTAL_FIELD_KEYS = {7: b"n" * 32, **settings.PORTAL_FIELD_KEYS}
    assert StoredFile.objects.get(pk=row.pk).name == "vieux.pdf"
    assert key_id_of(stored_bytes(row)) == old
    assert reencrypt(StoredFile, [NAME]) == 1
    assert key_id_of(stored_bytes(row)) == 7
    assert StoredFile.objects.get(pk=row.pk).name == "vieux.pdf"
    assert reencrypt(StoredFile, [NAME]) == 0


def test_bulk_writes_without_a_row_are_refused():
    with pytest.raises(CryptoError):
        NAME.get_db_prep_value("en clair", connection)


@pytest.mark.django_db
def test_queryset_update_in_clear_is_refused():
    row = make()
    with pytest.raises(CryptoError):
        StoredFile.objects.filter(pk=row.pk).update(name="en clair")


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["name", "name__contains", "name__gt", "name__in"])
def test_searching_is_refused(lookup):
    with pytest.raises(FieldError):
        StoredFile.objects.filter(**{lookup: "x"}).exists()


@pytest.mark.django_db
def test_values_show_nothing():
    make("secret-canari.pdf")
    assert "canari" not in repr(list(StoredFile.objects.values()))


def test_serialising_is_refused():
    row = StoredFile(name="x")
    with pytest.raises(CryptoError):
        NAME.value_to_string(row)


def test_too_long_is_a_form_error():
    with pytest.raises(ValidationError):
        NAME.clean("x" * 201, StoredFile())


@given(value=st.one_of(st.text(), st.integers(), st.booleans(), st.lists(st.text()), st.none()))
def test_any_value_round_trips_distinctly(value):
    row = StoredFile(id=uuid.uuid4(), name=value)
    if value is None:
        assert NAME.pre_save(row, add=True) is None
        return
    opened = NAME.open(NAME.close(value, row), row)
    assert opened == value
    assert type(opened) is type(value)


def test_threads_cleaning_and_reading_never_see_ciphertext():
    row = StoredFile(id=uuid.uuid4())
    sealed = NAME.close("clair", row)
    wrong = []

    def read():
        for _turn in range(2000):
            mine = StoredFile(id=row.id)
            mine.__dict__["name"] = sealed
            NAME.clean("autre", mine)
            if mine.name != "clair":
                wrong.append(mine.name)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("text", ["", "1", "x:AAAA", "1:AAAA", "1:" + "A" * 43 + "=,1:" + "B" * 43 + "="])
def test_a_wrong_key_ring_stops_the_start(text):
    from django.core.exceptions import ImproperlyConfigured

    with pytest.raises(ImproperlyConfigured):
        parse_keyring(text)


def test_sealing_many_rows_binds_each_to_its_own():
    close, first, second = NAME.closer(), uuid.uuid4(), uuid.uuid4()
    sealed = close("été", first)
    assert NAME.open_for(sealed, first) == "été"
    assert close("été", first) != sealed
    assert close(None, first) is None
    with pytest.raises(Tampered):
        NAME.open_for(sealed, second)
