"""What became of an aid request: its answer, then the appeal against it."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from casefiles.actions.base import Refused
from casefiles.actions.file.rows import RowAction
from casefiles.actions.money.aid import ANSWERED
from casefiles.actions.money.aid_rules import (
    check_answered,
    check_appeal_ended,
    check_appealed,
    check_because,
    proposed_appeal,
)
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import AidRequest

State, Appeal = AidRequest.State, AidRequest.Appeal


@dataclass(kw_only=True, eq=False, repr=False)
class AidAction(RowAction):
    """An action whose target is an aid request."""

    seen: int | None = None

    def _check(self):
        refuse_if_changed(self.target, self.seen)

    def _details(self, result):
        return {"aid": str(self.target.pk), "state": self.target.state}


@dataclass(kw_only=True, eq=False, repr=False)
class AnswerAid(AidAction):
    """`AnswerAid(user, aid, state="refused", decided_on=day, because="…").execute()`.

    A refusal may be appealed for three months unless the letter says another day; so may a grant of less
    than was asked, when somebody writes until when.
    """

    state: str
    decided_on: datetime.date | None = None
    granted_amount: Decimal | None = None
    granted_from: datetime.date | None = None
    because: str = ""
    appeal_until: datetime.date | None = None

    journal_code = "aid.answered"

    def _check(self):
        super()._check()
        if not self.target.is_waiting:
            raise Refused("Cette demande a déjà une réponse : corrigez-la ou reprenez-la.", "answered")
        if self.state not in (State.GRANTED, State.REFUSED, State.WITHDRAWN):
            raise Refused("Dites si l’aide est accordée, refusée ou si la demande est retirée.", "state")
        self.decided_on = self.decided_on or self.day
        self._check_of_state()
        if self.state == State.REFUSED and self.appeal_until is None:
            self.appeal_until = proposed_appeal(self.decided_on)
        check_answered(self.__dict__ | {"asked_on": self.target.asked_on}, self.day)

    def _check_of_state(self):
        if self.state == State.REFUSED:
            self.because = check_because(self.because)
        if self.state != State.GRANTED and (self.granted_amount or self.granted_from):
            raise Refused("Un montant accordé va avec « accordée » : vérifiez la réponse.", "granted_amount")
        if self.state == State.WITHDRAWN and self.appeal_until:
            raise Refused("Une demande retirée n’a pas de recours : videz cette date.", "appeal_before")

    def _perform(self):
        self.target.state = self.state
        for name in ANSWERED:
            value = getattr(self, name)
            setattr(self.target, name, (value.strip() or None) if name == "because" else value)
        self.target.save()
        return self.target


@dataclass(kw_only=True, eq=False, repr=False)
class TakeBackAidAnswer(AidAction):
    """`TakeBackAidAnswer(user, aid).execute()`: the answer was noted by mistake, the request waits again."""

    journal_code = "aid.answer_taken_back"

    def _check(self):
        super()._check()
        if self.target.is_waiting:
            raise Refused("Cette demande attend encore sa réponse.", "waiting")
        if self.target.appealed_on:
            raise Refused("Un recours a été introduit : cette réponse reste au dossier.", "appealed")

    def _perform(self):
        self.target.state, self.target.appeal = State.ASKED, ""
        for name in ANSWERED:
            setattr(self.target, name, None)
        self.target.save()
        return self.target


@dataclass(kw_only=True, eq=False, repr=False)
class AppealAid(AidAction):
    """`AppealAid(user, aid, on=day).execute()`: lodged that day. `waive`: the person does not want to."""

    on: datetime.date | None = None
    waive: bool = False

    journal_code = "aid.appeal"

    def _check(self):
        super()._check()
        if self.target.appeal_until is None:
            raise Refused("Il n’y a pas de recours possible contre cette réponse.", "no_appeal")
        if self.target.appeal and (self.waive or self.target.appeal != Appeal.WAIVED):
            raise Refused("La suite du recours est déjà notée.", "appealed")
        if self.waive:
            return
        self.on = self.on or self.day
        check_appealed(self.on, self.target.decided_on, self.day)

    def _perform(self):
        self.target.appeal = Appeal.WAIVED if self.waive else Appeal.LODGED
        self.target.appealed_on = None if self.waive else self.on
        self.target.save()
        return self.target

    def _details(self, result):
        return super()._details(result) | {"appeal": result.appeal}


@dataclass(kw_only=True, eq=False, repr=False)
class EndAidAppeal(AidAction):
    """`EndAidAppeal(user, aid, outcome="won", on=day).execute()`."""

    outcome: str
    on: datetime.date | None = None

    journal_code = "aid.appeal"

    def _check(self):
        super()._check()
        if self.target.appeal != Appeal.LODGED:
            raise Refused("Aucun recours n’est en cours pour cette demande.", "no_appeal")
        if self.outcome not in (Appeal.WON, Appeal.LOST, Appeal.DROPPED):
            raise Refused("Dites comment le recours s’est terminé.", "outcome")
        self.on = self.on or self.day
        check_appeal_ended(self.on, self.target.appealed_on, self.day)

    def _perform(self):
        self.target.appeal, self.target.appeal_decided_on = self.outcome, self.on
        self.target.save()
        return self.target

    def _details(self, result):
        return super()._details(result) | {"appeal": result.appeal}
