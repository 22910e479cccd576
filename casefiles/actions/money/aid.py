"""An aid is asked for; what was noted of it is corrected, or taken away when it never was asked."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.rows import CorrectRow, RemoveRow
from casefiles.actions.money.aid_rules import (
    check_answered,
    check_appeal_ended,
    check_appealed,
    check_asked,
    check_because,
)
from casefiles.models import AidKind, AidRequest

ASKED = ("kind", "service", "to_name", "amount", "asked_on", "note")
ANSWERED = ("decided_on", "granted_amount", "granted_from", "because", "appeal_until")
APPEALED = ("appealed_on", "appeal_decided_on")


@dataclass(kw_only=True, eq=False, repr=False)
class AskAid(FileAction):
    """`AskAid(user, case_file, kind="integration", service=cpas).execute()`; today unless said otherwise."""

    kind: str
    service: Any = None
    to_name: str = ""
    amount: Decimal | None = None
    asked_on: datetime.date | None = None
    note: str = ""

    journal_code = "aid.asked"

    def _check(self):
        self.asked_on = self.asked_on or self.day
        if self.kind not in AidKind.values:
            raise Refused("Choisissez l’aide demandée.", "kind")
        check_asked(self.__dict__, self.day)

    def _perform(self):
        return AidRequest.objects.create(
            case_file=self.target,
            kind=self.kind,
            service=self.service,
            to_name=self.to_name.strip() or None,
            amount=self.amount,
            asked_on=self.asked_on,
            note=self.note.strip() or None,
            author=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"aid": str(result.pk)}


def fields_of(aid):
    """What may be corrected of it now: its answer once there is one, its appeal once it is lodged."""
    fields = ASKED
    if not aid.is_waiting:
        given = set(ANSWERED)
        if aid.state != AidRequest.State.GRANTED:
            given -= {"granted_amount", "granted_from"}
        if aid.state == AidRequest.State.WITHDRAWN:
            given -= {"appeal_until"}
        fields += tuple(name for name in ANSWERED if name in given)
    return fields + tuple(name for name in APPEALED if getattr(aid, name) is not None)


class CorrectAid(CorrectRow):
    """`CorrectAid(user, aid, changes={"amount": Decimal("320")}).execute()`."""

    journal_code, noun = "aid.corrected", "aid"

    @property
    def fields(self):
        return fields_of(self.target)

    def _check_changes(self, after):
        all_of_it = {name: getattr(self.target, name) for name in (*ASKED, *ANSWERED, *APPEALED)} | after
        check_asked(all_of_it, self.day)
        if self.target.is_waiting:
            return
        check_answered(all_of_it, self.day)
        if self.target.state == AidRequest.State.REFUSED:
            check_because(all_of_it["because"])
        if all_of_it["appealed_on"] is None and self.target.appealed_on is None:
            return
        self._check_appeal(all_of_it)

    def _check_appeal(self, after):
        for name in APPEALED:
            if getattr(self.target, name) is not None and after[name] is None:
                raise Refused("Cette date reste nécessaire : le recours a été introduit.", name)
        if after["appeal_until"] is None:
            raise Refused("Un recours a été introduit : gardez la date limite.", "appeal_before")
        check_appealed(after["appealed_on"], after["decided_on"], self.day)
        if after["appeal_decided_on"] is not None:
            check_appeal_ended(after["appeal_decided_on"], after["appealed_on"], self.day)


class RemoveAid(RemoveRow):
    """`RemoveAid(user, aid).execute()`: noted by mistake. What has an answer stays in the file."""

    journal_code, noun = "aid.removed", "aid"

    def _check(self):
        super()._check()
        if not self.target.is_waiting:
            raise Refused(
                "Cette demande a reçu une réponse : elle reste au dossier. Si la réponse a été notée par "
                "erreur, reprenez-la d’abord.",
                "answered",
            )
