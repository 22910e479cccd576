"""A draft that is of no use goes away; it never had a number."""

from dataclasses import dataclass

from casefiles.actions.letter.on_letter import LetterAction


@dataclass(kw_only=True, eq=False, repr=False)
class DiscardLetter(LetterAction):
    """`DiscardLetter(user, letter).execute()`."""

    journal_code = "letter.discarded"

    def _perform(self):
        self.key = self.target.pk
        self.target.delete()

    def _details(self, result):
        return {"letter": str(self.key)}
