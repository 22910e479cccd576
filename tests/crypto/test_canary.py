"""The portal does not start with other keys than those of its database, and says in a sentence what to do."""

import base64

import pytest
from django.core import checks
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from django.db import connection

from portal.crypto.apps import check_keys
from portal.crypto.canary import ForeignKeys, forget_older_keys, remember_keys, require_own_keys
from portal.crypto.keys import new_key, parse_key, parse_keyring
from portal.crypto.models import KeyProof
from portal.vault.models import StoredFile

OLD, NEW = f"1:{new_key()}", f"2:{new_key()}"


@pytest.fixture
def written(db, settings):
    """A database written with one key."""
    settings.PORTAL_FIELD_KEYS = parse_keyring(OLD)
    remember_keys()
    return settings


def refusal():
    with pytest.raises(ForeignKeys) as caught:
        require_own_keys()
    return str(caught.value)


def test_the_keys_that_wrote_it_are_its_own(written):
    require_own_keys()
    remember_keys()
    assert KeyProof.objects.count() == 3


def test_another_key_under_the_same_number_is_refused(written):
    written.PORTAL_FIELD_KEYS = parse_keyring(f"1:{new_key()}")
    assert refusal().startswith("La clé 1 de PORTAL_FIELD_KEYS n’est pas celle qui a écrit cette base")


def test_a_ring_without_the_key_is_refused(written):
    written.PORTAL_FIELD_KEYS = parse_keyring(NEW)
    assert "La clé 1 manque dans PORTAL_FIELD_KEYS" in refusal()


def test_another_index_key_is_refused(written):
    written.PORTAL_INDEX_KEY = parse_key(new_key())
    assert refusal().startswith("PORTAL_INDEX_KEY n’est pas")


def test_another_tenant_is_refused(written):
    written.PORTAL_TENANT = "ailleurs"
    assert refusal().startswith("PORTAL_TENANT n’est pas")


def test_a_rotation_from_the_first_step_to_the_last(written):
    written.PORTAL_FIELD_KEYS = parse_keyring(f"{NEW},{OLD}")
    require_own_keys()
    remember_keys()
    # Values may have been written with either key: neither may leave yet.
    for ring in (OLD, NEW):
        written.PORTAL_FIELD_KEYS = parse_keyring(ring)
        assert "manque" in refusal()
    written.PORTAL_FIELD_KEYS = parse_keyring(f"{NEW},{OLD}")
    call_command("reencrypt", verbosity=0)
    written.PORTAL_FIELD_KEYS = parse_keyring(NEW)
    require_own_keys()


def test_reencrypting_with_foreign_keys_forgets_nothing(written):
    written.PORTAL_FIELD_KEYS = parse_keyring(NEW)
    with pytest.raises(CommandError, match="La clé 1 manque"):
        call_command("reencrypt", verbosity=0)
    assert KeyProof.objects.filter(name="field:1").exists()
    assert not KeyProof.objects.filter(name="field:2").exists()


def test_a_database_older_than_its_proofs_takes_no_foreign_keys(db, settings):
    StoredFile.objects.create(name="a.pdf", content_type="application/pdf", size=1, sha256="0" * 64)
    own = settings.PORTAL_FIELD_KEYS
    settings.PORTAL_FIELD_KEYS = parse_keyring(f"2:{new_key()},1:{new_key()}")
    with pytest.raises(ForeignKeys, match="rien de cette base ne s’ouvre"):
        remember_keys()
    assert not KeyProof.objects.exists()
    settings.PORTAL_FIELD_KEYS = own
    remember_keys()
    assert KeyProof.objects.exists()


def test_forgetting_keeps_the_newest(written):
    forget_older_keys()
    assert KeyProof.objects.filter(name="field:1").exists()


def test_a_database_that_is_not_set_up_is_no_quarrel(written, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])
    written.PORTAL_FIELD_KEYS = parse_keyring(NEW)
    require_own_keys()
    remember_keys()


def test_the_check_of_the_database_says_it(written, capsys):
    call_command("check", databases=["default"])
    written.PORTAL_FIELD_KEYS = parse_keyring(NEW)
    (message,) = check_keys(databases=["default"])
    assert message.level == checks.CRITICAL
    with pytest.raises(SystemCheckError):
        call_command("check", databases=["default"])
    assert check_keys(databases=None) == []


def test_setting_up_with_foreign_keys_is_refused(written):
    written.PORTAL_FIELD_KEYS = parse_keyring(NEW)
    with pytest.raises(CommandError, match="La clé 1 manque"):
        call_command("setup_portal")


def test_the_proof_tells_nothing_of_the_key(written):
    ring = parse_keyring(OLD)
    proofs = " ".join(KeyProof.objects.values_list("proof", flat=True))
    assert ring[1].hex() not in proofs
    assert base64.b64encode(ring[1]).decode() not in proofs
