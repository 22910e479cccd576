"""What lacked is given, and the words of this one letter are changed."""

from dataclasses import dataclass, field

from casefiles.actions.base import Refused
from casefiles.actions.document.add import check_confidential
from casefiles.actions.letter.on_letter import MOST_WORDS, LetterAction
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.letters.content import filled, missing_from, reworded, texts_of
from casefiles.letters.typed import READ


@dataclass(kw_only=True, eq=False, repr=False)
class SaveLetter(LetterAction):
    """`given` is {what lacked: as typed}, `texts` {rank of a block: its words}; None changes nothing."""

    given: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    to: str | None = None
    subject: str | None = None
    confidential: bool | None = None
    seen: int | None = None

    journal_code = "letter.saved"

    def _check(self):
        super()._check()
        refuse_if_changed(self.target, self.seen)
        check_confidential(self.actor, self.case_file, bool(self.confidential))
        self.content = self._written(self.target.content)
        if sum(len(text) for text in texts_of(self.content)) > MOST_WORDS:
            raise Refused("Cette lettre est trop longue : raccourcissez son texte.", "long")

    def _written(self, content):
        content = reworded(content, self.texts)
        for name in ("to", "subject"):
            if getattr(self, name) is not None:
                content = {**content, name: getattr(self, name).strip()}
        return filled(content, self._read(content))

    def _read(self, content):
        """{label: words} of what was typed; Refused names what is not what it should be."""
        found = {}
        for label in missing_from(content):
            typed = (self.given.get(label) or "").strip()
            if not typed:
                continue
            try:
                found[label] = READ.get(content["asked"].get(label, "text"), READ["text"])(typed)
            except ValueError as error:
                raise Refused(str(error), f"given:{label}") from error
        return found

    def _perform(self):
        self.target.content = self.content
        if self.confidential is not None:
            self.target.confidential = self.confidential
        self.target.save()
        return self.target
