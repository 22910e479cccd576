"""An assessment is finished: its answers are checked, stored as a submission, and never change again."""

from dataclasses import dataclass

from casefiles.actions.assessment.on_assessment import AssessmentAction, check_held_on
from casefiles.actions.base import Refused
from casefiles.grid.documents import without_files
from casefiles.models import Assessment
from forms.definition.answers import validate
from forms.models import Submission
from forms.receiving import NotStored, receive
from portal.crypto.blind_index import blind_index


class AnswersRefused(Refused):
    """Some answers must be seen again; `errors` says which, by key or flat name."""

    def __init__(self, errors):
        self.errors = errors
        many = len(errors) > 1
        super().__init__(
            f"{len(errors)} réponse{'s sont' if many else ' est'} à revoir avant de terminer. "
            "Tout est enregistré : le bilan peut aussi rester en cours.",
            "answers",
        )


@dataclass(kw_only=True, eq=False, repr=False)
class FinishAssessment(AssessmentAction):
    """Finishes what was saved last. Returns the Assessment."""

    journal_code = "assessment.finished"

    def _check(self):
        check_held_on(self.target.held_on, self.target.case_file, self.day)
        document = without_files(self.target.version.document)
        self._clean, errors = validate(document, self.target.answers or {}, today=self.target.held_on)
        if errors:
            raise AnswersRefused(errors)
        if not self._clean:
            raise Refused("Ce bilan est encore vide : répondez au moins à une question.", "empty")

    def _perform(self):
        try:
            submission = receive(
                self.target.version,
                self._clean,
                nonce_hash=blind_index("casefiles.assessment", str(self.target.pk)),
                channel=Submission.Channel.FILE,
                sent_by=self.actor,
            )
        except NotStored as error:
            raise Refused(
                "Le bilan n’a pas pu être terminé : réessayez dans un instant.", "unstored"
            ) from error
        self.target.submission, self.target.answers = submission, None
        self.target.state = Assessment.State.FINISHED
        self.target.saved_by, self.target.saved_at = self.actor, self.at
        self.target.save()
        return self.target
