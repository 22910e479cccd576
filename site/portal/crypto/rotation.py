"""Bringing old values under the newest key, row by row, while people go on working."""

from django.apps import apps
from django.db import transaction

from portal.crypto.cipher import key_id_of, newest_key_id
from portal.crypto.fields import EncryptedField


def models_with_encryption():
    """[(model, its encrypted fields)] over the whole portal."""
    found = []
    for model in apps.get_models():
        fields = [field for field in model._meta.local_fields if isinstance(field, EncryptedField)]
        if fields:
            found.append((model, fields))
    return found


def reencrypt(model, fields):
    """Seal again what an older key sealed; returns how many rows changed. May be stopped and run again."""
    changed = 0
    names = [field.attname for field in fields]
    for pk, *sealed in model._base_manager.values_list("pk", *names).iterator(chunk_size=500):
        if any(value is not None and key_id_of(value.data) != newest_key_id() for value in sealed):
            changed += _reencrypt_row(model, pk, names)
    return changed


@transaction.atomic
def _reencrypt_row(model, pk, names):
    row = model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        return 0
    for name in names:
        getattr(row, name)  # opened here, sealed anew by save()
    # save_base: nothing else of the row, nor any rule of its save(), has a part in this.
    row.save_base(update_fields=frozenset(names), force_update=True)
    return 1
