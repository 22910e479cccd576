"""A document of a file: its bytes are in the vault; here stands what it is and until when it holds."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised
from casefiles.models.registers import DocumentKind
from portal.crypto.fields import EncryptedTextField


class CaseDocument(Revised, ConfidentialRecord):
    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="documents")
    stored_file = models.OneToOneField("vault.StoredFile", on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(
        DocumentKind, on_delete=models.PROTECT, related_name="documents", verbose_name=_("nature")
    )
    title = EncryptedTextField(_("intitulé"))
    added_on = models.DateField(_("ajouté le"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("ajouté par")
    )
    valid_until = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    # Of a PDF that came since pages are counted.
    sheets = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True, editable=False)
    # A paper that was renewed, or is of no more use, stays without asking for anything.
    remind = models.BooleanField(_("prévenir avant la fin"), default=True)
    confidential = models.BooleanField(_("confidentiel"), default=False)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-added_on", "-created_at"]
        indexes = [models.Index(fields=["valid_until"], name="document_expiring")]

    def __str__(self):
        return f"Document {str(self.pk)[:8]}"

    def asks_for_renewal(self, limit):
        """Whether it ends by this day and somebody wants to be told."""
        return self.remind and self.valid_until is not None and self.valid_until <= limit
