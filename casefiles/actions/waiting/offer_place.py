"""A place is free: it is offered to somebody who waits, and kept until they answer."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.access import case_managers_of, may_distribute
from casefiles.actions.base import Refused
from casefiles.actions.waiting.on_waiting import WaitingAction
from casefiles.free_places import free_places_of, held_offers
from casefiles.models import PlaceOffer, ReferralEvent

LONGEST_DAYS = 60


@dataclass(kw_only=True, eq=False, repr=False)
class OfferPlace(WaitingAction):
    """`OfferPlace(user, entry, answer_by=date, case_manager=…).execute()` → PlaceOffer."""

    answer_by: datetime.date
    case_manager: Any = None
    note: str = ""

    journal_code = "waiting.offered"

    @property
    def holder(self):
        return self.case_manager or self.actor

    def _check(self):
        self._check_holder()
        self._check_answer_by()
        kept = held_offers().filter(entry=self.entry).first()
        if kept is not None:
            raise Refused(
                f"Une place est déjà proposée à cette personne, chez {kept.case_manager} : "
                "notez d’abord sa réponse, ou retirez la proposition.",
                "already_offered",
            )
        if free_places_of(self.holder, self.entry.programme) < 1:
            raise Refused(
                f"Il n’y a pas de place libre chez {self.holder} : toutes sont prises, ou déjà proposées à "
                "quelqu’un.",
                "no_place",
            )

    def _check_holder(self):
        if self.holder.pk != self.actor.pk and not may_distribute(self.actor):
            raise Refused("Seule la coordination propose la place de quelqu’un d’autre.", "not_yours")
        if not case_managers_of(self.entry.programme).filter(pk=self.holder.pk).exists():
            raise Refused(
                f"{self.holder} n’accompagne pas de situation dans « {self.entry.programme} ».",
                "not_case_manager",
            )

    def _check_answer_by(self):
        if self.answer_by is None or self.answer_by < self.day:
            raise Refused("La réponse ne peut pas être attendue pour une date passée.", "answer_by")
        if self.answer_by > self.day + datetime.timedelta(days=LONGEST_DAYS):
            raise Refused(
                f"Attendez la réponse {LONGEST_DAYS} jours au plus : la place est gardée pendant ce temps.",
                "answer_by",
            )

    def _perform(self):
        note = self.note.strip()
        words = f"Chez {self.holder}, réponse attendue pour le {self.answer_by:%d/%m/%Y}."
        self.log(ReferralEvent.Kind.OFFERED, f"{words} {note}".strip())
        return PlaceOffer.objects.create(
            entry=self.entry,
            case_manager=self.holder,
            offered_at=self.at,
            offered_by=self.actor,
            answer_by=self.answer_by,
            note=note or None,
        )

    def _details(self, result):
        return {"to": str(result.case_manager_id), "turn": self.entry.turn}
