"""The request is accepted: a person, a file in its first stage, and somebody who holds it."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.access import case_managers_of, may_distribute, may_exceed_capacity, visible_to
from casefiles.actions.agenda.hand_over import pass_agenda_on
from casefiles.actions.agenda.remind_of_lease import remind_of_lease
from casefiles.actions.base import Refused, written
from casefiles.actions.file.places import check_place, take_place
from casefiles.actions.people.holding import hold_person_of, hold_persons
from casefiles.actions.referral import persons
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.eligibility import barring_findings
from casefiles.models import (
    Appointment,
    CaseFile,
    Person,
    ReferenceCounter,
    Referral,
    ReferralEvent,
    RhythmChange,
    StageMove,
    WaitingEntry,
)
from casefiles.recognised import person_of_number
from portal.audit.journal import record


@dataclass(kw_only=True, eq=False, repr=False)
class AdmitReferral(ReferralAction):
    """Returns the CaseFile. `case_manager` is who will hold it: oneself, unless one distributes the work.

    `person` is somebody already known whom the request is about: her closed file of this programme, named by
    `reopen`, goes on; without it she gets a new file. Without a person, the request is about somebody new,
    unless her national number says otherwise.
    """

    case_manager: Any = None
    note: str = ""
    over_capacity_reason: str = ""
    person: Any = None
    reopen: Any = None
    criteria_reason: str = ""
    # Where a file kept elsewhere until now stands already; what this stage asks for is asked before the next.
    stage: Any = None

    journal_code = "referral.admitted"
    # A place kept for somebody is not given to somebody else meanwhile.
    changes_list = True

    @property
    def holder(self):
        return self.case_manager or self.actor

    def _hold(self):
        super()._hold()
        if self.person is not None:
            hold_persons(self.person)
        else:
            hold_person_of(self._known_person)

    def _check(self):
        if self.holder != self.actor and not may_distribute(self.actor):
            raise Refused("Seule la coordination confie un dossier à quelqu’un d’autre.", "not_yours")
        check_holder(self.holder, self.target.programme)
        self._check_stage()
        if self.target.programme.first_stage() is None or self.target.programme.exit_stage() is None:
            raise Refused("Ce dispositif n’a pas encore son parcours : complétez ses étapes.", "no_stages")
        if not self.target.last_name.strip():
            raise Refused("Il manque le nom de la personne : demandez un complément.", "name_needed")
        self._check_person()
        self._check_criteria()
        check_place(
            self.actor,
            self.holder,
            self.target.programme,
            self.over_capacity_reason,
            referral=self.target,
        )

    def check_beforehand(self):
        """What would be refused, asked of a request that is not received yet."""
        self._check()

    def _check_stage(self):
        if self.stage is None:
            return
        if self.stage.programme_id != self.target.programme_id or self.stage.is_exit:
            raise Refused("Un dossier s’ouvre à une étape de son dispositif, avant la sortie.", "stage")

    def _check_person(self):
        if self.person is not None:
            self._check_chosen_person()
        known = self._known_person()
        if known and persons.open_file_of(known, self.target.programme):
            raise Refused("Cette personne a déjà un dossier ouvert dans ce dispositif.", "already_open")

    def _check_chosen_person(self):
        if not visible_to(self.actor, Person).filter(pk=self.person.pk, merged_into__isnull=True).exists():
            raise Refused("Cette personne n’est pas à votre portée : demandez à la coordination.", "person")
        by_number = person_of_number(self.target.national_number)
        if by_number is not None and by_number.pk != self.person.pk:
            raise Refused(
                "Le numéro national de cette orientation est celui d’une autre personne déjà connue : "
                "vérifiez-le avant d’accueillir.",
                "person",
            )
        if self.reopen is not None:
            last = persons.closed_file_of(self.person, self.target.programme)
            if last is None or last.pk != self.reopen.pk:
                raise Refused("Ce dossier ne peut pas être rouvert : relisez la page.", "person")

    def _check_criteria(self):
        barring = barring_findings(self.target)
        if not barring:
            return
        names = ", ".join(f"« {finding.label} »" for finding in barring)
        if not may_exceed_capacity(self.actor):
            raise Refused(
                f"Un critère bloquant n’est pas rempli ({names}). Seule la coordination peut accueillir "
                "malgré lui, avec un motif écrit.",
                "criteria",
            )
        written(
            self.criteria_reason,
            least=10,
            message=f"Un critère bloquant n’est pas rempli ({names}) : écrivez pourquoi passer outre.",
            code="criteria_reason",
        )

    def _perform(self):
        known = self._known_person()
        case_file = self._reopened() if self.reopen is not None else self._opened(known)
        if known is not None:
            persons.complete(known, self.target)
        self._carry_appointments(case_file)
        remind_of_lease(self.actor, case_file, self.target, at=self.at)
        self.leave_waiting_list(WaitingEntry.Outcome.ADMITTED, holder=self.holder)
        self.decide(
            Referral.Status.ADMITTED,
            decision_note=self.note.strip() or None,
            reopened_file=case_file if self.reopen is not None else None,
        )
        self.log(ReferralEvent.Kind.ADMITTED, self._words())
        self._record_despite(case_file)
        return case_file

    def _opened(self, person):
        case_file = self._open_file(person or persons.new_person(self.target))
        assignment = take_place(
            case_file,
            self.holder,
            by=self.actor,
            on=self.day,
            reason="Admission",
            over_capacity_reason=self.over_capacity_reason,
            referral=self.target,
        )
        self._record_file(case_file, assignment)
        return case_file

    def _reopened(self):
        from casefiles.actions.file.reopen import ReopenFile

        return ReopenFile(
            self.actor,
            self.reopen,
            at=self.at,
            reason=f"Nouvelle orientation {self.target.reference}",
            case_manager=self.holder,
            over_capacity_reason=self.over_capacity_reason,
            referral=self.target,
        ).execute()

    def _open_file(self, person):
        programme = self.target.programme
        stage = self.stage or programme.first_stage()
        rhythm = programme.first_rhythm
        case_file = CaseFile.objects.create(
            reference=ReferenceCounter.next_reference(programme.file_prefix, self.day.year),
            person=person,
            programme=programme,
            referral=self.target,
            stage=stage,
            stage_since=self.day,
            case_manager=self.holder,
            opened_on=self.day,
            street_since=self.target.street_since,
            street_since_precision=self.target.street_since_precision,
            rhythm=rhythm,
            contact_due_on=self._first_contact_due(rhythm),
        )
        StageMove.objects.create(case_file=case_file, to_stage=stage, moved_on=self.day, by=self.actor)
        if rhythm is not None:
            RhythmChange.objects.create(case_file=case_file, rhythm=rhythm, since=self.day, by=self.actor)
        return case_file

    def _first_contact_due(self, rhythm):
        if rhythm is None or not rhythm.every_days:
            return None
        return self.day + datetime.timedelta(days=rhythm.every_days)

    def _carry_appointments(self, case_file):
        """The first joint meeting, and what else was planned, goes on in the file."""
        planned = Appointment.objects.filter(
            referral=self.target, case_file__isnull=True, state=Appointment.State.PLANNED
        )
        planned.update(case_file=case_file)
        pass_agenda_on(case_file)

    def _known_person(self):
        return self.person or person_of_number(self.target.national_number)

    def _words(self):
        beyond = self.criteria_reason.strip() if barring_findings(self.target) else ""
        despite = f"Malgré un critère bloquant : {beyond}" if beyond else ""
        return "\n".join(filter(None, (self.note.strip(), despite)))

    def _record_despite(self, case_file):
        """Going past a blocking criterion is an act of its own, with its reason."""
        barring = barring_findings(self.target)
        if barring:
            record(
                "referral.criteria_overridden",
                actor=self.actor,
                subject=case_file.pk,
                target=self.target.reference,
                reason=self.criteria_reason.strip(),
                details={"criteria": [finding.key for finding in barring]},
            )

    def _record_file(self, case_file, assignment):
        entry = {"actor": self.actor, "subject": case_file.pk, "target": case_file.reference}
        record("casefile.opened", details={"referral": self.target.reference}, **entry)
        record_assignment(assignment, self.actor, case_file)

    def _details(self, result):
        details = {"file": result.reference}
        if self.person is not None:
            details["known_person"] = True
        if self.reopen is not None:
            details["reopened"] = True
        return details


def check_holder(case_manager, programme):
    """Raise Refused when this person cannot hold files of this programme."""
    if not case_managers_of(programme).filter(pk=case_manager.pk).exists():
        raise Refused(
            f"{case_manager} n’accompagne pas de situation dans « {programme} ».", "not_case_manager"
        )


def record_assignment(assignment, actor, case_file):
    """The journal entry of an assignment; one beyond the capacity is an act of its own, with its reason."""
    beyond = assignment.over_capacity_by_id is not None
    record(
        "assignment.over_capacity" if beyond else "assignment.made",
        actor=actor,
        subject=case_file.pk,
        target=case_file.reference,
        reason=assignment.over_capacity_reason or "",
        details={
            "place": assignment.place,
            "capacity": assignment.capacity,
            "to": str(assignment.case_manager_id),
        },
    )
