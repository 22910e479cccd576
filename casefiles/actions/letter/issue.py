"""A letter takes its number, becomes a PDF, and joins the documents of the file: all of it, or nothing."""

import io
from dataclasses import dataclass

import pikepdf

from casefiles.actions.base import Refused
from casefiles.actions.document.add import AddDocument
from casefiles.actions.letter.on_letter import LetterAction
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.letters.content import missing_from
from casefiles.letters.paper import letter_pdf
from casefiles.models import Letter, ReferenceCounter
from portal.vault.intake import Cleaned

PREFIX = "L"


@dataclass(kw_only=True, eq=False, repr=False)
class IssueLetter(LetterAction):
    """`IssueLetter(user, letter).execute()` → the Letter, with its number and its document."""

    seen: int | None = None

    journal_code = "letter.issued"

    def execute(self):
        """Printed before the transaction begins, with the number that it will most likely get.

        Numbers wait for each other until a transaction ends, and a page takes a moment to print.
        """
        self.check()
        self.printed = self._print(self._next_number())
        return super().execute()

    def _next_number(self):
        row = ReferenceCounter.objects.filter(prefix=PREFIX, year=self.day.year).first()
        return f"{PREFIX}-{self.day.year}-{(row.last if row else 0) + 1:04d}"

    def _print(self, number):
        content = self.target.content
        printed = letter_pdf(content, number=number, on=self.day)
        with pikepdf.open(io.BytesIO(printed)) as pdf:
            sheets = len(pdf.pages)
        return number, content, Cleaned(printed, name=f"{number}.pdf", sheets=sheets)

    def _check(self):
        super()._check()
        refuse_if_changed(self.target, self.seen)
        lacks = missing_from(self.target.content)
        if lacks:
            raise Refused(f"Il manque encore : {', '.join(lacks)}.", "missing")
        if self._asks_whom() and not self.target.content["to"].strip():
            raise Refused("Écrivez à qui la lettre est adressée.", "to")

    def _asks_whom(self):
        return self.target.template.to != self.target.template.To.NOBODY

    def _perform(self):
        letter: Letter = self.target
        number = ReferenceCounter.next_reference(PREFIX, self.day.year)
        if self.printed[:2] != (number, letter.content):
            # Somebody took that number meanwhile, or changed a word.
            self.printed = self._print(number)
        letter.state, letter.number, letter.issued_on = Letter.State.ISSUED, number, self.day
        letter.document = AddDocument(
            self.actor,
            self.case_file,
            upload=self.printed[2],
            kind=letter.template.kind,
            title=f"{letter.content['title']} ({number})",
            confidential=letter.confidential,
            at=self.at,
        ).execute()
        letter.save()
        return letter

    def _details(self, result):
        return {"letter": str(result.pk), "number": result.number, "document": str(result.document_id)}
