"""An assessment: a form filled with the person at a date. A draft while under way, a submission after."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord
from portal.crypto.fields import EncryptedJSONField


class Assessment(ConfidentialRecord):
    class State(models.TextChoices):
        DRAFT = "draft", _("en cours")
        FINISHED = "finished", _("terminé")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="assessments")
    form = models.ForeignKey(
        "forms.FormDefinition", on_delete=models.PROTECT, related_name="+", verbose_name=_("formulaire")
    )
    version = models.ForeignKey(
        "forms.FormVersion", on_delete=models.PROTECT, related_name="assessments", verbose_name=_("version")
    )
    held_on = models.DateField(_("fait le"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("commencé par")
    )
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.DRAFT)
    # What was typed so far, right or wrong; nothing once finished: the submission has the answers.
    answers = EncryptedJSONField(_("réponses en cours"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("enregistré par"),
    )
    saved_at = models.DateTimeField(_("enregistré le"), null=True, blank=True)
    submission = models.OneToOneField(
        "forms.Submission",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessment",
        verbose_name=_("réponses"),
    )

    class Meta:
        verbose_name = _("bilan")
        verbose_name_plural = _("bilans")
        ordering = ["-held_on", "-created_at"]
        indexes = [models.Index(fields=["version", "state"], name="assessment_of_version")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", submission__isnull=True)
                | Q(state="finished", submission__isnull=False, answers__isnull=True),
                name="assessment_finished_with_answers",
            ),
            models.UniqueConstraint(
                fields=["case_file", "form"], condition=Q(state="draft"), name="one_draft_per_file_and_form"
            ),
        ]

    def __str__(self):
        return f"Bilan {str(self.pk)[:8]}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            was = Assessment.objects.filter(pk=self.pk).values_list("state", flat=True).first()
            if was == self.State.FINISHED:
                raise ValidationError(_("Un bilan terminé ne change plus : faites-en un nouveau."))
        super().save(*args, **kwargs)

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def given(self):
        """The answers by key: as typed in a draft, clean once finished."""
        return (self.answers or {}) if self.is_draft else self.submission.answers
