"""A file joined to an answer: sealed as soon as it is chosen, so that an error elsewhere does not lose it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stored_file = models.OneToOneField("vault.StoredFile", on_delete=models.PROTECT, related_name="+")
    # The sending it belongs to (Submission.nonce_hash): nobody else can name it in an answer.
    nonce_hash = models.CharField(max_length=64, db_index=True, editable=False)
    # None until the form is sent; what is never sent is forgotten after a day.
    submission = models.ForeignKey(
        "forms.Submission", on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("fichier joint")
        verbose_name_plural = _("fichiers joints")

    def __str__(self):
        return f"Fichier joint {str(self.pk)[:8]}"

    def as_answer(self):
        """The clean answer that names this file."""
        return {"file": str(self.pk), "name": self.stored_file.name, "size": self.stored_file.size}
