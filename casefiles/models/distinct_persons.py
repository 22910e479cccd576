"""Two persons who look like one and were found to be two: nobody is asked again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import ConfidentialRecord
from casefiles.models.person import Person
from portal.crypto.fields import EncryptedTextField


class DistinctPersons(ConfidentialRecord):
    """The pair stands in one order, so that it stands once. It follows a person who is merged."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField(_("comparées le"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("par")
    )
    reason = EncryptedTextField(_("pourquoi ce sont deux personnes"), null=True, blank=True)

    class Meta:
        verbose_name = _("deux personnes distinctes")
        verbose_name_plural = _("paires de personnes distinctes")
        ordering = ["-said_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_persons_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="distinct_persons_once"),
        ]

    def __str__(self):
        return f"Deux personnes {str(self.pk)[:8]}"


def in_order(one, other):
    """The two keys as a pair stands in the table."""
    return tuple(sorted((one, other), key=lambda key: key.hex))
