"""The waiting list: each entry, move, offer and exit with its date and its reason; never a score."""

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import ConfidentialRecord
from casefiles.models.programme import Programme
from casefiles.models.referral import Referral
from portal.crypto.fields import EncryptedTextField


class WaitingEntry(ConfidentialRecord):
    """A stay on the waiting list: entered and left with a date and a reason, never with a score."""

    class Outcome(models.TextChoices):
        ADMITTED = "admitted", _("admission")
        REFUSED = "refused", _("refus")
        BACK = "back", _("retour à la décision")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="waiting_entries")
    # The one of the request, kept here so that the database itself gives each turn once.
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, related_name="waiting_entries", editable=False
    )
    # 1 is next. Moving somebody renumbers the others; the reason is kept in WaitingMove. Once left: the last.
    turn = models.PositiveIntegerField(_("tour"), default=0)
    entered_on = models.DateField(_("entrée le"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("mise en attente par"),
    )
    reason = EncryptedTextField(_("pourquoi attendre"))
    left_on = models.DateField(_("sortie le"), null=True, blank=True)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sortie par"),
    )
    outcome = models.CharField(_("issue"), max_length=8, choices=Outcome.choices, blank=True)
    left_reason = EncryptedTextField(_("pourquoi en sortir"), null=True, blank=True)

    class Meta:
        verbose_name = _("attente")
        verbose_name_plural = _("liste d’attente")
        ordering = ["turn", "entered_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(left_on__isnull=True), name="waiting_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["programme", "turn"], condition=Q(left_on__isnull=True), name="waiting_turn_once"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("entered_on")),
                name="waiting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, outcome="", left_by__isnull=True)
                | (Q(left_on__isnull=False, left_by__isnull=False) & ~Q(outcome="")),
                name="waiting_left_with_outcome",
            ),
        ]

    def __str__(self):
        return f"Attente {str(self.pk)[:8]}"

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.programme_id = self.referral.programme_id
            self.turn = self.turn or self.last_turn(self.programme_id) + 1
        super().save(*args, **kwargs)

    @classmethod
    def last_turn(cls, programme):
        """How many wait in this programme: the turns follow each other from 1."""
        waiting = cls.objects.filter(programme=programme, left_on__isnull=True)
        return waiting.aggregate(last=Max("turn"))["last"] or 0


class WaitingMove(ConfidentialRecord):
    """Somebody was put before or after others, and why."""

    entry = models.ForeignKey(WaitingEntry, on_delete=models.CASCADE, related_name="moves")
    moved_on = models.DateField(_("le"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("par")
    )
    from_turn = models.PositiveIntegerField(_("du tour"))
    to_turn = models.PositiveIntegerField(_("au tour"))
    reason = EncryptedTextField(_("pourquoi"))

    class Meta:
        verbose_name = _("déplacement dans la liste d’attente")
        verbose_name_plural = _("déplacements dans la liste d’attente")
        ordering = ["moved_on", "created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_turn=F("to_turn")), name="waiting_move_goes_somewhere"),
            models.CheckConstraint(
                condition=Q(from_turn__gte=1, to_turn__gte=1), name="waiting_move_between_turns"
            ),
        ]

    def __str__(self):
        return f"Déplacement {str(self.pk)[:8]}"


class PlaceOffer(ConfidentialRecord):
    """A place that freed is offered to somebody who waits."""

    class State(models.TextChoices):
        OPEN = "open", _("proposée")
        ACCEPTED = "accepted", _("acceptée")
        DECLINED = "declined", _("déclinée")
        WITHDRAWN = "withdrawn", _("retirée")

    # A place stays kept for somebody until they say no, or their file is opened.
    HELD = (State.OPEN, State.ACCEPTED)

    entry = models.ForeignKey(WaitingEntry, on_delete=models.CASCADE, related_name="offers")
    case_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("place chez")
    )
    offered_at = models.DateTimeField(_("proposée le"), default=timezone.now)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposée par")
    )
    answer_by = models.DateField(_("réponse attendue pour le"))
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.OPEN)
    answered_at = models.DateTimeField(_("réponse le"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("réponse notée par"),
    )
    note = EncryptedTextField(_("explication"), null=True, blank=True)

    class Meta:
        verbose_name = _("place proposée")
        verbose_name_plural = _("places proposées")
        ordering = ["offered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state="open"), name="one_open_offer_per_entry"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="offer_answered_with_date",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("offered_at")),
                name="offer_answered_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "accepted", "declined", "withdrawn"]),
                name="offer_state_known",
            ),
        ]

    def __str__(self):
        return f"Place proposée {str(self.pk)[:8]}"
