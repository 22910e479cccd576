"""Model fields whose value is encrypted and bound to its row.

The model needs a primary key made by us (a UUID default), because the key of the row is part of what is
authenticated. A value read from the database stays sealed until the attribute is read; reading, or saving,
with a wrong or missing key raises. There is no state on the field itself: it is shared by every thread.
"""

import json
import zlib

from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from portal.crypto.cipher import seal, sealer, unseal
from portal.crypto.errors import CryptoError

_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Sealed:
    """A value still encrypted. It shows nothing of itself."""

    __slots__ = ("data",)

    def __init__(self, data):
        self.data = data

    def __repr__(self):
        return "<sealed>"

    def __eq__(self, other):
        return isinstance(other, Sealed) and other.data == self.data

    def __hash__(self):
        return hash(self.data)


class SealedAttribute(DeferredAttribute):
    """Opens the value at its first reading."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = self.field.open(value, instance)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.Field):
    """Base: any JSON value, with None stored as NULL. '', 0 and False are values like others."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = False

    def get_internal_type(self):
        return "BinaryField"

    def check(self, **kwargs):
        return [*super().check(**kwargs), *self._check_bound()]

    def _check_bound(self):
        if self.db_index or self.unique or self.primary_key:
            return [checks.Error("An encrypted field cannot be indexed.", obj=self, id="crypto.E001")]
        if not self.model._meta.pk.has_default():
            return [checks.Error("An encrypted field needs a key made by us.", obj=self, id="crypto.E002")]
        return []

    # --- sealing -------------------------------------------------------------------------------------------
    def context(self, instance):
        if instance.pk is None:
            raise CryptoError("A row without a key cannot hold an encrypted value.")
        return self.context_of(instance.pk)

    def context_of(self, pk):
        return f"{self.model._meta.label_lower}|{pk}|{self.name}"

    def open(self, sealed, instance):
        return self.unpack(unseal(sealed.data, self.context(instance)))

    def open_for(self, sealed, pk):
        """The value of the row of this key, which was read without its instance."""
        return self.unpack(unseal(sealed.data, self.context_of(pk)))

    def close(self, value, instance):
        return Sealed(seal(self.pack(value), self.context(instance)))

    def close_for(self, value, pk):
        """The value sealed for the row of this key, which is written in bulk; None stays None."""
        return None if value is None else Sealed(seal(self.pack(value), self.context_of(pk)))

    def closer(self):
        """`close_for`, for many rows in a row."""
        pack, seal_one = self.pack, sealer()
        model, name = self.model._meta.label_lower, self.name

        def close_one(value, pk):
            return None if value is None else Sealed(seal_one(pack(value), f"{model}|{pk}|{name}"))

        return close_one

    def pack(self, value):
        return _as_json(value).encode()

    def unpack(self, plaintext):
        return json.loads(plaintext)

    def pre_save(self, instance, add):
        value = instance.__dict__.get(self.attname)
        if value is None:
            return None
        if isinstance(value, Sealed):
            self.open(value, instance)  # with a wrong key the save stops here
            return value
        return self.close(value, instance)

    # --- database ------------------------------------------------------------------------------------------
    def from_db_value(self, value, expression, connection):
        return None if value is None else Sealed(bytes(value))

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None:
            return None
        if not isinstance(value, Sealed):
            # queryset.update() and bulk_update() come here: they know no row to bind the value to.
            raise CryptoError("An encrypted value is written by saving its row.")
        return connection.Database.Binary(value.data)

    def get_lookup(self, name):
        if name != "isnull":
            raise FieldError("An encrypted field cannot be searched; use a blind index.")
        return super().get_lookup(name)

    def get_transform(self, name):
        raise FieldError("An encrypted field cannot be searched; use a blind index.")

    def value_to_string(self, obj):
        raise CryptoError("An encrypted value does not leave in clear; use the backup command.")


class EncryptedTextField(EncryptedField):
    """Text of any length; `max_length` is checked in forms and by full_clean()."""

    empty_strings_allowed = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.max_length:
            from django.core.validators import MaxLengthValidator

            self.validators = [*self.validators, MaxLengthValidator(self.max_length)]

    def to_python(self, value):
        return value if value is None or isinstance(value, (str, Sealed)) else str(value)

    def formfield(self, **kwargs):
        defaults = {"max_length": self.max_length, "widget": forms.Textarea(attrs={"rows": 4})}
        return super().formfield(**{"form_class": forms.CharField, **defaults, **kwargs})


class EncryptedJSONField(EncryptedField):
    """Any JSON value: the answers of a form, for instance."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": forms.JSONField, **kwargs})


class EncryptedPackedField(EncryptedField):
    """A large JSON value, a thousand rows of a spreadsheet for instance: compressed, then sealed."""

    def pack(self, value):
        return zlib.compress(super().pack(value), level=1)

    def unpack(self, plaintext):
        return super().unpack(zlib.decompress(plaintext))
