"""Parts of a file leave for a service that has no account here, with the agreement of the person."""

import datetime
import uuid
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.outside.keys import fingerprint_of, new_code, new_token, seal_of
from casefiles.actions.sending import key_for, written_before
from casefiles.models import OutsideHandover, SharedPart
from casefiles.sharing.paper import outside_pdf
from portal.vault.making import store_made

USUAL_DAYS, MOST_DAYS = 7, 30
ALREADY = (
    "Cet envoi est déjà fait, et ses deux clés ne se montrent qu’une fois. "
    "Perdues ? Retirez-le dans la liste, puis refaites-en un."
)


class Sent(NamedTuple):
    """Both keys are told here, once."""

    row: OutsideHandover
    token: str
    code: str


@dataclass(kw_only=True, eq=False, repr=False)
class SendOutside(FileAction):
    """`SendOutside(user, case_file, service=… or recipient="…", parts=["plan"], why="…", …).execute()`.

    `key` is given by a form: the same one sent again, or its answer loaded again, makes no second sending.
    """

    service: Any = None
    recipient: str = ""
    parts: list
    why: str
    informed_on: datetime.date
    agreed_on: datetime.date
    days: int = USUAL_DAYS
    key: uuid.UUID | None = None
    _pdf: bytes = field(default=b"", init=False)

    journal_code = "outside.sent"

    def execute(self):
        # Drawn before the file is held: it takes a moment, during which others may write.
        self.check()
        self._pdf = outside_pdf(self)
        return super().execute()

    def _check(self):
        self._check_days()
        self.recipient = (self.recipient or "").strip()
        if bool(self.service) == bool(self.recipient):
            raise Refused("Choisissez un service de l’annuaire, ou écrivez qui reçoit : l’un des deux.", "to")
        written(self.why, message="Dites pourquoi ce service en a besoin.", code="why")
        if not self.parts:
            raise Refused("Cochez au moins une partie du dossier : sans cela, rien ne part.", "parts")
        if not set(self.parts) <= set(SharedPart.values):
            raise Refused("Cette partie du dossier ne s’envoie pas.", "parts")
        self.parts = [part for part in SharedPart.values if part in self.parts]
        before = written_before(OutsideHandover, self.key, self._values())
        if before is not None and before.stored_file_id is not None:
            raise Refused(ALREADY, "already")

    def _values(self):
        return {
            "case_file": self.target,
            "service": self.service,
            "recipient": self.recipient or None,
            "why": self.why.strip(),
            "parts": self.parts,
            "informed_on": self.informed_on,
            "agreed_on": self.agreed_on,
            "author": self.actor,
        }

    def _check_days(self):
        if self.agreed_on > self.day or self.informed_on > self.day:
            raise Refused("L’accord se note quand il est donné : pas de date à venir.", "agreed_future")
        if self.informed_on > self.agreed_on:
            raise Refused(
                "La personne est d’abord informée, puis elle donne son accord : vérifiez les deux dates.",
                "informed_after",
            )
        if not 1 <= self.days <= MOST_DAYS:
            raise Refused("Le lien reste ouvert de 1 à 30 jours.", "days")

    def _perform(self):
        token, code = new_token(), new_code()
        token_hash = fingerprint_of(token)
        # The name says nothing of anyone: it stays in the downloads of another machine.
        stored = store_made(
            [self._pdf],
            name="relais.pdf",
            content_type="application/pdf",
            extension="pdf",
            stored_by=self.actor,
        )
        row = OutsideHandover.objects.create(
            pk=key_for(OutsideHandover, self.key),
            **self._values(),
            made_at=self.at,
            expires_at=self.at + datetime.timedelta(days=self.days),
            token_hash=token_hash,
            code_hash=seal_of(code, token_hash),
            stored_file=stored,
        )
        return Sent(row, token, code)

    def _details(self, result):
        return {"outside": str(result.row.pk), "parts": self.parts, "days": self.days}
