"""A new assessment after the exit: the same file goes on, its history is kept, a place is needed again."""

from dataclasses import dataclass
from typing import Any

from casefiles.access import may_distribute
from casefiles.actions.agenda.hand_over import pass_agenda_on
from casefiles.actions.base import Refused, written
from casefiles.actions.file.change_rhythm import begin_rhythm
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.places import check_dates, check_place, take_place
from casefiles.actions.file.stages import enter
from casefiles.actions.referral.admit import check_holder, record_assignment
from casefiles.models import CaseFile, Stage


@dataclass(kw_only=True, eq=False, repr=False)
class ReopenFile(FileAction):
    reason: str = ""
    case_manager: Any = None
    over_capacity_reason: str = ""
    # The request that brings the person back, when there is one: a place kept for it is its own.
    referral: Any = None

    journal_code = "casefile.reopened"
    works_on_closed = True
    takes_place = True

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
        check_dates(self.target, self.day)
        self._check_alone()
        check_place(
            self.actor,
            self.holder,
            self.target.programme,
            self.over_capacity_reason,
            referral=self.referral,
        )

    def _check_alone(self):
        others = CaseFile.objects.filter(
            person=self.target.person_id, programme=self.target.programme_id, closed_on__isnull=True
        )
        if others.exists():
            raise Refused("Cette personne a déjà un autre dossier ouvert dans ce dispositif.", "already_open")

    def _perform(self):
        case_file = self.target
        enter(case_file, self._assessment(), on=self.day, by=self.actor, reason=self.reason)
        self._end_closure()
        case_file.closed_on = case_file.exit_reason = case_file.housing_outcome = None
        case_file.oriented_to = case_file.exit_note = None
        case_file.case_manager = self.holder
        self._resume_rhythm()
        case_file.save()
        pass_agenda_on(case_file)
        assignment = take_place(
            case_file,
            self.holder,
            by=self.actor,
            on=self.day,
            reason=self.reason,
            over_capacity_reason=self.over_capacity_reason,
            referral=self.referral,
        )
        record_assignment(assignment, self.actor, case_file)
        return case_file

    def _end_closure(self):
        """The exit stays readable, with the day it ended."""
        closure = self.target.closures.filter(reopened_on__isnull=True).first()
        if closure is not None:
            closure.reopened_on, closure.reopened_by = self.day, self.actor
            closure.save()

    def _resume_rhythm(self):
        """A new assessment is a new beginning: one meets as often as at first, or as before."""
        rhythm = self.target.programme.first_rhythm or self.target.rhythm
        if rhythm is not None:
            begin_rhythm(self.target, rhythm, on=self.day, by=self.actor)

    def _assessment(self):
        stages = self.target.programme.stages.order_by("order")
        return stages.filter(kind=Stage.Kind.ASSESSMENT).first() or stages.first()
