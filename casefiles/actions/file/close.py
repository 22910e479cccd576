"""The exit: with a reason from the list. The place is given back at once."""

from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused, written
from casefiles.actions.file.move_stage import refuse_if_missing
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.places import give_back
from casefiles.actions.file.stages import enter, next_stage
from casefiles.actions.unchanged import refuse_if_moved
from casefiles.models import Assignment, CaseFile, Closure


@dataclass(kw_only=True, eq=False, repr=False)
class CloseFile(FileAction):
    """From the last stage, what that stage asks for is needed; from an earlier one, an explanation is."""

    reason: Any = None
    housing_outcome: Any = None
    note: str = ""
    # The service that takes over, when there is one.
    oriented_to: Any = None
    seen_state: str | None = None

    journal_code = "casefile.closed"

    def _check(self):
        refuse_if_moved(self.target, self.seen_state)
        if self.reason is None or not self.reason.active:
            raise Refused("Choisissez un motif de sortie dans la liste.", "reason_needed")
        if self.day < self.target.stage_since:
            raise Refused("La sortie ne peut pas précéder l’entrée dans l’étape actuelle.", "before_stage")
        self._check_holder_until()
        following = next_stage(self.target)
        if following is not None and following.is_exit:
            refuse_if_missing(self.target)
        else:
            written(
                self.note,
                least=10,
                message="La sortie arrive avant la fin du parcours : expliquez-la en une phrase.",
                code="early_exit",
            )

    def _check_holder_until(self):
        held = self.target.active_assignment()
        if held is not None and self.day < held.started_on:
            raise Refused(
                f"{held.case_manager} accompagne cette personne depuis le {held.started_on:%d/%m/%Y} : la "
                "sortie ne peut pas être datée d’avant.",
                "before_assignment",
            )

    def _perform(self):
        case_file: CaseFile = self.target
        enter(case_file, case_file.programme.exit_stage(), on=self.day, by=self.actor, reason=self.note)
        case_file.closed_on = self.day
        case_file.exit_reason = self.reason
        case_file.housing_outcome = self.housing_outcome
        case_file.oriented_to = self.oriented_to
        case_file.exit_note = self.note.strip() or None
        case_file.contact_due_on = None
        assignment = case_file.active_assignment()
        if assignment is not None:
            give_back(assignment, on=self.day, end=Assignment.End.CLOSED)
        case_file.save()
        self._keep_exit()
        return case_file

    def _keep_exit(self):
        """Each exit is a row of its own: opening the file again does not lose it."""
        case_file = self.target
        Closure.objects.create(
            case_file=case_file,
            closed_on=self.day,
            closed_by=self.actor,
            exit_reason=case_file.exit_reason,
            housing_outcome=case_file.housing_outcome,
            oriented_to=case_file.oriented_to,
            note=case_file.exit_note,
        )

    def _details(self, result):
        return {"reason": self.reason.code}
