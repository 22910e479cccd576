"""A new assessment after the exit: the same file goes on, its history is kept, a place is needed again."""

from dataclasses import dataclass
from typing import Any

from casefiles.access import may_distribute
from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.places import check_place, take_place
from casefiles.actions.file.stages import enter
from casefiles.actions.referral.admit import check_holder, record_assignment
from casefiles.models import CaseFile, Stage


@dataclass(kw_only=True, eq=False, repr=False)
class ReopenFile(FileAction):
    reason: str = ""
    case_manager: Any = None
    over_capacity_reason: str = ""

    journal_code = "casefile.reopened"
    works_on_closed = True

    @property
    def holder(self):
        return self.case_manager or self.target.case_manager or self.actor

    def _check(self):
        if not self.target.is_closed:
            raise Refused("Ce dossier n’est pas fermé.", "not_closed")
        if self.day < self.target.closed_on:
            raise Refused("La réouverture ne peut pas précéder la fermeture.", "before_closing")
        written(self.reason, message="Écrivez pourquoi l’accompagnement reprend.")
        if self.holder != self.actor and not may_distribute(self.actor):
            raise Refused("Seule la coordination confie un dossier à quelqu’un d’autre.", "not_yours")
        check_holder(self.holder, self.target.programme)
        self._check_alone()
        check_place(self.actor, self.holder, self.target.programme, self.over_capacity_reason)

    def _check_alone(self):
        others = CaseFile.objects.filter(
            person=self.target.person_id, programme=self.target.programme_id, closed_on__isnull=True
        )
        if others.exists():
            raise Refused("Cette personne a déjà un autre dossier ouvert dans ce dispositif.", "already_open")

    def _perform(self):
        case_file = self.target
        enter(case_file, self._assessment(), on=self.day, by=self.actor, reason=self.reason)
        case_file.closed_on = case_file.exit_reason = case_file.housing_outcome = case_file.exit_note = None
        case_file.case_manager = self.holder
        case_file.save()
        assignment = take_place(
            case_file,
            self.holder,
            by=self.actor,
            on=self.day,
            reason=self.reason,
            over_capacity_reason=self.over_capacity_reason,
        )
        record_assignment(assignment, self.actor, case_file)
        return case_file

    def _assessment(self):
        stages = self.target.programme.stages.order_by("order")
        return stages.filter(kind=Stage.Kind.ASSESSMENT).first() or stages.first()
