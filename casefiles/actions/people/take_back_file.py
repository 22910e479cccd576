"""A file that an import opened by mistake goes away, with its person, as long as nobody has worked in it."""

from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.places import give_back
from casefiles.actions.people.holding import hold_person_of
from casefiles.actions.waiting.turns import hold_list
from casefiles.models import Assignment, Person, ReferralEvent, RhythmChange, StageMove

_ITS_OWN = (Assignment, StageMove, RhythmChange)
_ARRIVAL = (ReferralEvent.Kind.RECEIVED, ReferralEvent.Kind.ADMITTED)


@dataclass(kw_only=True, eq=False, repr=False)
class TakeBackFile(FileAction):
    """`TakeBackFile(user, case_file, seen=revisions_of(…), with_person=True, reason="…").execute()`.

    `seen` is the revisions of the file and of its person just after the import; `with_person` when the import
    made the person too. Somebody who was known stays, with what the row added. The place is free again.
    """

    seen: tuple = ()
    with_person: bool = False
    reason: str = ""

    journal_code = "casefile.import_undone"

    def _hold(self):
        hold_list(self.target.programme_id)
        hold_person_of(lambda: Person.objects.get(case_files=self.target.pk))
        super()._hold()

    def _check(self):
        if why := why_kept(self.target, self.seen):
            raise Refused(why, "touched")

    def _perform(self):
        case_file, referral, person = self.target, self.target.referral, self.target.person
        self.subject = case_file.pk
        assignment = case_file.active_assignment()
        if assignment is not None:
            # Whoever stood beyond the capacity moves to the place that is freed.
            give_back(assignment, on=self.day, end=Assignment.End.REASSIGNED)
        case_file.delete()
        if referral is not None:
            referral.delete()
        if self.with_person and not _hangs_on(person):
            person.delete()

    def _entry(self, result):
        return {
            "subject": self.subject,
            "target": self.target.reference,
            "reason": self.reason,
            "details": {"referral": self.target.referral.reference if self.target.referral else ""},
        }


def revisions_of(case_file):
    """(file, person): another pair means that somebody has been there since."""
    return case_file.revision, case_file.person.revision


def why_kept(case_file, seen):
    """Why a file that was imported stays; None when nobody has worked in it."""
    if case_file.is_closed:
        return f"Le dossier {case_file.reference} est fermé : il est gardé."
    if revisions_of(case_file) != tuple(seen):
        return f"Le dossier {case_file.reference} a été modifié depuis : il est gardé tel qu’il est."
    if found := _hangs_on(case_file, but=_ITS_OWN):
        return f"Le dossier {case_file.reference} contient déjà quelque chose ({found}) : il est gardé."
    if ReferralEvent.objects.filter(referral=case_file.referral).exclude(kind__in=_ARRIVAL).exists():
        return f"L’orientation du dossier {case_file.reference} a été suivie depuis : il est gardé."
    return None


def _hangs_on(record, *, but=()):
    """What is linked to this record, in words: whatever room it belongs to, today or later."""
    for relation in record._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and relation.related_model not in but):
            continue
        rows = relation.related_model._default_manager.filter(**{relation.field.name: record.pk})
        if (relation.one_to_many or relation.one_to_one) and rows.exists():
            return str(relation.related_model._meta.verbose_name_plural)
    return ""
