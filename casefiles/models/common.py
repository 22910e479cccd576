"""What every confidential record has, and what every reference list is made of."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast, Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def between(least, most):
    """Validators of a whole number; without a maximum, one database takes what the other cannot store."""
    return [MinValueValidator(least), MaxValueValidator(most)]


def as_number(day):
    """A day as the number 20261123, on either database: three years later is 30000 more, leap years too."""
    text = Replace(Cast(day, models.TextField()), Value("-"), Value(""))
    return Cast(text, models.IntegerField())


class ConfidentialRecord(models.Model):
    """A record about a person: its key tells nothing, and encrypted fields are bound to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(_("enregistré le"), default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Revised(models.Model):
    """A record that two people may edit at once: each save counts, so the second one is told."""

    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            self.revision += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "revision"}
        super().save(*args, **kwargs)


class Register(models.Model):
    """One line of a list that staff edit. A line in use is never deleted: it is put to rest."""

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Stable : il sert aux imports et aux exports.")
    )
    label = models.CharField(_("libellé"), max_length=120)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0, validators=between(0, 999))
    active = models.BooleanField(
        _("proposé"),
        default=True,
        help_text=_("Décoché, il reste sur les anciens dossiers et n’est plus proposé."),
    )

    class Meta:
        abstract = True
        ordering = ["order", "label"]

    def __str__(self):
        return self.label


class YesNo(models.TextChoices):
    """An answer that was given, or was not: unknown is not no."""

    YES = "yes", _("oui")
    NO = "no", _("non")
    UNKNOWN = "unknown", _("pas précisé")


class DatePrecision(models.TextChoices):
    DAY = "day", _("au jour près")
    MONTH = "month", _("au mois près")
    ESTIMATE = "estimate", _("estimation")


class Gender(models.TextChoices):
    WOMAN = "woman", _("femme")
    MAN = "man", _("homme")
    X = "x", _("X, autre ou non binaire")
    # Not wanting to say is an answer; not having been asked is none.
    UNDISCLOSED = "undisclosed", _("préfère ne pas répondre")
    UNKNOWN = "unknown", _("pas précisé")
