"""The colleague answers, or the giver takes the proposal back. An answer is given once."""

from dataclasses import dataclass

from django.db.models import Q

from casefiles.actions.agenda.hand_over import pass_agenda_on
from casefiles.actions.base import Action, Refused, hold, written
from casefiles.actions.file.places import check_place, give_back, take_place
from casefiles.actions.handover.notes import left_behind
from casefiles.actions.referral.admit import check_holder, record_assignment
from casefiles.actions.waiting.turns import hold_list
from casefiles.models import Assignment, Contact, Handover

NOT_FOR_YOU = "Ce relais ne vous est pas proposé."
ANSWERED = ("Ce relais a déjà sa réponse : relisez la page.", "answered")


class _Answer(Action):
    """The target is a Handover that waits for its answer."""

    state = ""

    def _hold(self):
        hold_list(self.target.case_file.programme_id)
        hold(self.target.case_file)
        hold(self.target)

    def _check(self):
        if self.actor.pk != self._who():
            raise Refused(NOT_FOR_YOU, "not_yours")
        if not self.target.is_open:
            raise Refused(*ANSWERED)
        self._check_answer()

    def _who(self):
        return self.target.receiver_id

    def _check_answer(self):
        """What this answer asks for, beside who gives it and when."""

    def _close(self, answer=""):
        self.target.state, self.target.answered_at = self.state, self.at
        self.target.answer = answer.strip() or None
        self.target.save()
        return self.target

    def _perform(self):
        return self._close()

    def _entry(self, result):
        case_file = self.target.case_file
        return {
            "subject": case_file.pk,
            "target": case_file.reference,
            "details": {"handover": str(self.target.pk)},
        }


@dataclass(kw_only=True, eq=False, repr=False)
class AcceptHandover(_Answer):
    """The file is the receiver’s from now on; notes that were not ticked stay with the giver."""

    journal_code = "handover.accepted"
    state = Handover.State.ACCEPTED

    def _check_answer(self):
        programme = self.target.case_file.programme
        check_holder(self.actor, programme)
        check_place(self.actor, self.actor, programme)

    def _perform(self):
        case_file, giver = self.target.case_file, self.target.giver
        ticked = self.target.notes.values("contact")
        left_behind(case_file, giver, ticked).update(kept_by=giver)
        # What she had kept another time, and ticks now, is everybody’s again.
        kept_before = Contact.objects.filter(case_file=case_file, kept_by=giver)
        kept_before.filter(Q(pk__in=ticked) | Q(completes__in=ticked)).update(kept_by=None)
        give_back(case_file.active_assignment(), on=self.day, end=Assignment.End.REASSIGNED)
        assignment = take_place(case_file, self.actor, by=self.actor, on=self.day, reason="Passage de relais")
        case_file.case_manager = self.actor
        case_file.save()
        pass_agenda_on(case_file)
        record_assignment(assignment, self.actor, case_file)
        return self._close()


@dataclass(kw_only=True, eq=False, repr=False)
class RefuseHandover(_Answer):
    why: str

    journal_code = "handover.refused"
    state = Handover.State.REFUSED

    def _check_answer(self):
        written(self.why, message="Dites pourquoi vous ne prenez pas ce dossier.", code="why")

    def _perform(self):
        return self._close(self.why)


@dataclass(kw_only=True, eq=False, repr=False)
class CancelHandover(_Answer):
    journal_code = "handover.cancelled"
    state = Handover.State.CANCELLED

    def _who(self):
        return self.target.giver_id
