"""A file goes from one case manager to another, prepared by who leaves it and accepted by who takes it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord
from casefiles.models.contact import Contact
from portal.crypto.fields import EncryptedTextField


def covers_left(day, path=""):
    """The covers that were accepted and not ended before their time, whose last day has not passed."""
    kept = {f"{path}state": Handover.State.ACCEPTED, f"{path}cover_ended_on__isnull": True}
    return Q(**kept, **{f"{path}covers_until__gte": day})


def covers_on(day, path=""):
    """Those of them that have begun."""
    return covers_left(day, path) & Q(**{f"{path}covers_from__lte": day})


class Handover(ConfidentialRecord):
    """Proposed, then answered once. What is not among its notes stays with the giver."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposé")
        ACCEPTED = "accepted", _("accepté")
        REFUSED = "refused", _("refusé")
        CANCELLED = "cancelled", _("repris avant réponse")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("passé par")
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("à qui")
    )
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.PROPOSED)
    proposed_on = models.DateField(_("proposé le"))
    meeting_on = models.DateField(_("rencontre à trois le"))
    why = EncryptedTextField(_("pourquoi"))
    message = EncryptedTextField(_("ce qu’il faut savoir"), null=True, blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    answer = EncryptedTextField(_("réponse"), null=True, blank=True)
    # Of a cover only, both days included: the file comes back by itself, and was never the receiver's.
    covers_from = models.DateField(_("remplacement du"), null=True, blank=True)
    covers_until = models.DateField(_("jusqu’au"), null=True, blank=True)
    cover_ended_on = models.DateField(_("remplacement arrêté le"), null=True, blank=True)

    class Meta:
        verbose_name = _("passage de relais")
        verbose_name_plural = _("passages de relais")
        ordering = ["-proposed_on", "-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="handover_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(state="proposed", answered_at__isnull=True)
                | Q(state__in=["accepted", "refused", "cancelled"], answered_at__isnull=False),
                name="handover_answered_with_date",
            ),
            models.UniqueConstraint(
                fields=["case_file"], condition=Q(state="proposed"), name="handover_proposed_once"
            ),
            models.CheckConstraint(
                condition=Q(covers_from__isnull=True, covers_until__isnull=True, cover_ended_on__isnull=True)
                | Q(covers_from__isnull=False, covers_until__gte=F("covers_from")),
                name="handover_covers_from_until",
            ),
            models.CheckConstraint(
                condition=Q(cover_ended_on__isnull=True) | Q(state="accepted"),
                name="handover_cover_ended_once_begun",
            ),
        ]

    def __str__(self):
        return f"Relais {str(self.pk)[:8]}"

    @property
    def is_open(self):
        return self.state == self.State.PROPOSED

    @property
    def is_cover(self):
        return self.covers_until is not None

    def is_running_or_to_come(self, day):
        """Whether this cover was accepted, and its last day has not passed."""
        accepted = self.state == self.State.ACCEPTED and self.cover_ended_on is None
        return accepted and self.is_cover and self.covers_until >= day


class HandoverNote(ConfidentialRecord):
    """A contact whose notes go along. One that is not here, and has a note, stays with the giver."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="notes")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("note qui passe")
        verbose_name_plural = _("notes qui passent")
        constraints = [models.UniqueConstraint(fields=["handover", "contact"], name="handover_note_once")]

    def __str__(self):
        return f"Note {str(self.pk)[:8]}"
