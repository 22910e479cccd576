"""The colleague answers, or the giver takes the proposal back. An answer is given once."""

from dataclasses import dataclass

from django.db.models import Q

from casefiles.access import may_distribute
from casefiles.actions.agenda.hand_over import pass_agenda_on
from casefiles.actions.base import Action, Refused, hold, written
from casefiles.actions.file.cover import cover, uncover
from casefiles.actions.file.places import check_place, give_back, take_place
from casefiles.actions.handover.notes import left_behind
from casefiles.actions.handover.propose import check_not_covered
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
        return _entry_of(self.target)


@dataclass(kw_only=True, eq=False, repr=False)
class AcceptHandover(_Answer):
    """The file is the receiver’s from now on, or for the days of a cover; other notes stay with the giver."""

    journal_code = "handover.accepted"
    state = Handover.State.ACCEPTED

    def _check_answer(self):
        case_file = self.target.case_file
        check_holder(self.actor, case_file.programme)
        if not self.target.is_cover:
            return check_place(self.actor, self.actor, case_file.programme)
        # A cover takes no place: the file stays its giver's.
        if self.target.covers_until < self.day:
            raise Refused("Ce remplacement est déjà passé : il n’y a plus rien à prendre.", "over")
        check_not_covered(case_file, self.day)

    def _perform(self):
        if self.target.is_cover:
            handover = self.target
            cover(handover.case_file, self.actor, handover.covers_from, handover.covers_until)
        else:
            self._take_over()
        return self._close()

    def _take_over(self):
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


class EndCover(Action):
    """The cover is over before its last day: said by who gave it, who stands in, or coordination."""

    journal_code = "handover.cover_ended"

    def _hold(self):
        hold(self.target.case_file)
        hold(self.target)

    def _check(self):
        if self.actor.pk not in (self.target.giver_id, self.target.receiver_id) and not may_distribute(
            self.actor
        ):
            raise Refused("Ce remplacement n’est pas le vôtre.", "not_yours")
        if not self.target.is_running_or_to_come(self.day):
            raise Refused("Ce remplacement est déjà terminé.", "ended")

    def _perform(self):
        uncover(self.target.case_file, self.day)
        self.target.refresh_from_db()
        return self.target

    def _entry(self, result):
        return _entry_of(self.target)


def _entry_of(handover):
    return {
        "subject": handover.case_file_id,
        "target": handover.case_file.reference,
        "details": {"handover": str(handover.pk)},
    }
