"""A document that should not be there is taken away, its bytes too; the journal keeps why."""

from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.document.add import check_confidential
from casefiles.actions.file.rows import RowAction
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import EngagementContract, Letter
from portal.vault.storage import delete_stored

# A closed list: a reason in one's own words could say what the document said.
REASONS = {
    "wrong_file": "ajouté dans le mauvais dossier",
    "twice": "ajouté deux fois",
    "unreadable": "illisible, ou page manquante",
    "outdated": "remplacé par une version plus récente",
    "asked": "la personne le demande",
    "not_needed": "n’est pas nécessaire à l’accompagnement",
}


@dataclass(kw_only=True, eq=False, repr=False)
class RemoveDocument(RowAction):
    """`RemoveDocument(user, document, reason="twice").execute()`. A letter’s number is not given again."""

    reason: str
    seen: int | None = None

    journal_code = "document.removed"

    def _check(self):
        check_confidential(self.actor, self.case_file, self.target.confidential)
        refuse_if_changed(self.target, self.seen)
        if self.reason not in REASONS:
            raise Refused("Dites pourquoi le document est enlevé.", "reason")
        if EngagementContract.objects.filter(signed_copy=self.target.pk).exists():
            raise Refused(
                "C’est l’exemplaire signé du contrat d’engagement : rangez d’abord un meilleur exemplaire "
                "depuis la page du contrat.",
                "signed_copy",
            )

    def _perform(self):
        key, stored = self.target.pk, self.target.stored_file
        for letter in Letter.objects.select_for_update().filter(document=key):
            # Its number stays; its words go with it.
            letter.content, letter.document = None, None
            letter.save()
        self.target.delete()
        delete_stored(stored)
        return key

    def _details(self, result):
        return {"document": str(result), "why": self.reason}
