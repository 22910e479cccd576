"""The request is accepted: a person, a file in its first stage, and somebody who holds it."""

from dataclasses import dataclass
from typing import Any

from casefiles.access import case_managers_of, may_distribute
from casefiles.actions.base import Refused
from casefiles.actions.file.places import check_place, take_place
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.models import (
    CaseFile,
    Person,
    ReferenceCounter,
    Referral,
    ReferralEvent,
    StageMove,
    WaitingEntry,
)
from portal.audit.journal import record


@dataclass(kw_only=True, eq=False, repr=False)
class AdmitReferral(ReferralAction):
    """Returns the CaseFile. `case_manager` is who will hold it: oneself, unless one distributes the work."""

    case_manager: Any = None
    note: str = ""
    over_capacity_reason: str = ""

    journal_code = "referral.admitted"

    @property
    def holder(self):
        return self.case_manager or self.actor

    def _check(self):
        if self.holder != self.actor and not may_distribute(self.actor):
            raise Refused("Seule la coordination confie un dossier à quelqu’un d’autre.", "not_yours")
        check_holder(self.holder, self.target.programme)
        if self.target.programme.first_stage() is None or self.target.programme.exit_stage() is None:
            raise Refused("Ce dispositif n’a pas encore son parcours : complétez ses étapes.", "no_stages")
        if not self.target.last_name.strip():
            raise Refused("Il manque le nom de la personne : demandez un complément.", "name_needed")
        if self._known_person() and self._has_open_file(self._known_person()):
            raise Refused("Cette personne a déjà un dossier ouvert dans ce dispositif.", "already_open")
        check_place(self.actor, self.holder, self.target.programme, self.over_capacity_reason)

    def _perform(self):
        case_file = self._open_file(self._known_person() or self._new_person())
        assignment = take_place(
            case_file,
            self.holder,
            by=self.actor,
            on=self.day,
            reason="Admission",
            over_capacity_reason=self.over_capacity_reason,
        )
        self.leave_waiting_list(WaitingEntry.Outcome.ADMITTED)
        self.decide(Referral.Status.ADMITTED, decision_note=self.note.strip() or None)
        self.log(ReferralEvent.Kind.ADMITTED, self.note.strip())
        self._record_file(case_file, assignment)
        return case_file

    def _open_file(self, person):
        programme, stage = self.target.programme, self.target.programme.first_stage()
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
        )
        StageMove.objects.create(case_file=case_file, to_stage=stage, moved_on=self.day, by=self.actor)
        return case_file

    def _known_person(self):
        """The same national number is the same person; a resemblance of names is for people to judge."""
        index = self.target.national_number_index
        return Person.objects.filter(national_number_index=index).first() if index else None

    def _has_open_file(self, person):
        return CaseFile.objects.filter(
            person=person, programme=self.target.programme, closed_on__isnull=True
        ).exists()

    def _new_person(self):
        fields = ("first_name", "last_name", "birth_date", "gender", "phone", "national_number")
        return Person.objects.create(**{name: getattr(self.target, name) for name in fields})

    def _record_file(self, case_file, assignment):
        entry = {"actor": self.actor, "subject": case_file.pk, "target": case_file.reference}
        record("casefile.opened", details={"referral": self.target.reference}, **entry)
        record_assignment(assignment, self.actor, case_file)

    def _details(self, result):
        return {"file": result.reference}


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
