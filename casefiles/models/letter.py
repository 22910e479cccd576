"""Letters and certificates: what the service writes for a person, from templates made without code."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from casefiles.letters.blocks import LetterBody
from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised, between
from casefiles.models.registers import DocumentKind
from portal.crypto.fields import EncryptedJSONField


class LetterTemplate(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """What is published is what one writes from; a letter keeps the words with which it was begun."""

    class To(models.TextChoices):
        NOBODY = "nobody", _("à personne en particulier (attestation)")
        PERSON = "person", _("à la personne accompagnée")
        OTHER = "other", _("à quelqu’un d’autre, dit dans la lettre")

    title = models.CharField(_("titre"), max_length=120, unique=True)
    purpose = models.CharField(
        _("à quoi il sert"), max_length=200, blank=True, help_text=_("Dit à qui choisit un modèle.")
    )
    to = models.CharField(_("adressée"), max_length=8, choices=To, default=To.NOBODY)
    subject = models.CharField(
        _("objet"), max_length=160, blank=True, help_text=_("Vide pour une attestation : le titre suffit.")
    )
    letterhead = models.TextField(
        _("coordonnées du service"),
        blank=True,
        max_length=400,
        help_text=_("Sous le nom du service, en haut : rue, code postal, téléphone."),
    )
    place = models.CharField(_("fait à"), max_length=80, default="La Louvière")
    body = StreamField(LetterBody(), verbose_name=_("contenu"))
    kind = models.ForeignKey(
        DocumentKind,
        on_delete=models.PROTECT,
        related_name="letter_templates",
        verbose_name=_("rangée comme"),
        help_text=_("La nature du document dans le dossier."),
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0, validators=between(0, 999))

    class Meta:
        verbose_name = _("modèle de lettre")
        verbose_name_plural = _("modèles de lettres")
        ordering = ["order", "title"]

    def __str__(self):
        return self.title

    @property
    def scheduled_revision(self):
        """Nothing is ever scheduled here, so no list needs to ask for it row by row."""
        return None

    def get_preview_template(self, request, mode_name):
        return "casefiles/letters/preview.html"

    def get_preview_context(self, request, mode_name):
        from casefiles.letters.preview import fictional_paper

        return {**super().get_preview_context(request, mode_name), "paper": fictional_paper(self)}


class Letter(Revised, ConfidentialRecord):
    """One letter of one file: a draft, then a number and a document that never change."""

    class State(models.TextChoices):
        DRAFT = "draft", _("brouillon")
        ISSUED = "issued", _("établie")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="letters")
    template = models.ForeignKey(
        LetterTemplate, on_delete=models.PROTECT, related_name="letters", verbose_name=_("modèle")
    )
    template_revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.DRAFT)
    # As it stands, word for word. Emptied when its document is removed.
    content = EncryptedJSONField(_("contenu"), default=dict, null=True)
    confidential = models.BooleanField(_("confidentielle"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("écrite par")
    )
    number = models.CharField(_("numéro"), max_length=20, blank=True, editable=False)
    issued_on = models.DateField(_("établie le"), null=True)
    document = models.OneToOneField(
        "casefiles.CaseDocument", on_delete=models.SET_NULL, null=True, related_name="letter"
    )

    class Meta:
        verbose_name = _("lettre")
        verbose_name_plural = _("lettres")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="letter_number_once"),
            models.CheckConstraint(condition=Q(state__in=["draft", "issued"]), name="letter_state_known"),
            models.CheckConstraint(
                condition=Q(state="draft", number="", issued_on__isnull=True, document__isnull=True)
                | (Q(state="issued", issued_on__isnull=False) & ~Q(number="")),
                name="letter_issued_has_a_number",
            ),
        ]

    def __str__(self):
        return self.number or f"Lettre {str(self.pk)[:8]}"

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT
