"""A form as staff edit it. What the public fills is always one of its published versions."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from forms.admin.editing import FormDefinitionForm
from forms.blocks.questions import SectionBlock
from forms.definition import vocabulary as words


class FormDefinition(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    slug = models.SlugField(
        _("nom court"),
        max_length=40,
        unique=True,
        help_text=_("Dans l’adresse et sur le PDF. Il ne change plus après la première publication."),
    )
    title = models.CharField(_("titre"), max_length=120)
    intro = models.TextField(_("introduction"), blank=True, max_length=1000)
    kind = models.CharField(
        _("sert à"), max_length=12, choices=list(words.FORM_KINDS.items()), default="other"
    )
    public = models.BooleanField(
        _("ouvert à tout le monde"),
        default=False,
        help_text=_("Sans compte, à son adresse publique. Sinon, seule l’équipe le remplit."),
    )
    paged = models.BooleanField(
        _("une partie à la fois"),
        default=False,
        help_text=_("En ligne, chaque partie a sa page. Sinon, tout est sur une page."),
    )
    body = StreamField([("section", SectionBlock())], verbose_name=_("sections"), blank=False)

    base_form_class = FormDefinitionForm
    panels = [
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("intro"),
        FieldRowPanel(
            [
                FieldPanel(
                    "kind",
                    heading=_("Ce formulaire sert à"),
                    help_text=_(
                        "Orientation : chaque envoi arrive dans les orientations à décider. "
                        "Bilan : il se remplit dans un dossier, de bilan en bilan."
                    ),
                ),
                FieldPanel(
                    "public",
                    heading=_("Ouvert à tout le monde"),
                    help_text=_("Sans compte, à son adresse publique. Sinon, seule l’équipe le remplit."),
                ),
                FieldPanel(
                    "paged",
                    heading=_("Une partie à la fois"),
                    help_text=_("En ligne, chaque section a sa page. Sinon, tout est sur une page."),
                ),
            ]
        ),
        FieldPanel("body", heading=_("Sections et questions")),
    ]

    class Meta:
        verbose_name = _("formulaire")
        verbose_name_plural = _("formulaires")
        ordering = ["title"]

    def __str__(self):
        return self.title

    @property
    def current_version(self):
        """The version that the public fills today, or None."""
        return self.versions.order_by("-number").first() if self.live else None

    @property
    def scheduled_revision(self):
        """Nothing is ever scheduled (see publish), so no list needs to ask for it row by row."""
        return None

    def publish(self, revision, user=None, note="", **kwargs):
        """Publish a revision: it becomes an immutable version in the same transaction, or nothing happens."""
        from forms.publishing import publish_version

        with transaction.atomic():
            super().publish(revision, user=user, **kwargs)
            draft = revision.as_object()
            if not (draft.go_live_at or draft.expire_at):
                return publish_version(draft, user=user, note=note)
            raise ValidationError(_("Un formulaire se publie tout de suite, pas à une date fixée."))

    @property
    def preview_modes(self):
        return [("web", _("En ligne")), ("pdf", _("PDF"))]

    def serve_preview(self, request, mode_name):
        from forms.admin.previewing import preview

        return preview(self, request, mode_name)
