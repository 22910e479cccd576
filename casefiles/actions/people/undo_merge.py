"""A merge is taken back: each person has again what was hers; what changed meanwhile stays, and is told."""

from dataclasses import dataclass

from casefiles.actions.base import Action, Refused, written
from casefiles.actions.people.holding import hold_persons
from casefiles.actions.people.identity import put
from casefiles.actions.people.merge import (
    KEPT,
    MERGED,
    check_may_merge,
    files_of,
    person_exists_with,
    value_of,
)
from casefiles.actions.people.pairs import give_back_pairs
from casefiles.models import CaseFile, Household, HouseholdMember, Person
from casefiles.models.person import national_number_index
from portal.audit.journal import record


@dataclass(kw_only=True, eq=False, repr=False)
class UndoMerge(Action):
    """`UndoMerge(coordination, merge, reason="…").execute()`; its `before["told"]` says what stayed."""

    reason: str = ""

    journal_code = "person.merge_undone"

    def _hold(self):
        super()._hold()
        hold_persons(self.target.kept, self.target.merged)

    def _check(self):
        check_may_merge(self.actor)
        if self.target.undone_at is not None:
            raise Refused("Cette fusion est déjà défaite.", "undone")
        if self.target.kept.merged_into_id is not None:
            raise Refused(
                "La personne gardée a été fusionnée à son tour : défaites d’abord cette fusion-là.", "merged"
            )
        if self.at < self.target.merged_at:
            raise Refused("Une fusion ne peut pas être défaite avant d’avoir été faite.", "before")
        written(self.reason, message="Écrivez pourquoi ce sont deux personnes.", least=5)

    def _perform(self):
        merge, self.told = self.target, []
        kept, merged = merge.kept, merge.merged
        merged.merged_into = None
        # What was left aside here may be the other's: each number goes back to whom it was of.
        merged.national_number = None
        merged.save()
        self._give_back_fields(kept, merged)
        self._give_back_files(kept, merged)
        self._give_back_household(kept, merged)
        give_back_pairs(merge.before.get("distinct", {}), kept, merged)
        merge.undone_at, merge.undone_by, merge.undo_reason = self.at, self.actor, self.reason.strip()
        merge.before = {**merge.before, "told": self.told}
        merge.save()
        return merge

    def _give_back_fields(self, kept, merged):
        before = self.target.before
        for name, value in before["set"].items():
            if value == before[KEPT][name]:
                continue
            if value_of(kept, name) == value:
                put(kept, name, before[KEPT][name])
            else:
                self.told.append(f"{_label(name)} : changé depuis la fusion, il reste tel qu’aujourd’hui.")
        kept.save()
        number = before[MERGED]["national_number"]
        if number and person_exists_with(national_number_index(number), but=(merged,)):
            self.told.append(
                "Numéro national : il est maintenant celui de l’autre personne, il n’a pas été rendu."
            )
        elif number:
            put(merged, "national_number", number)
            merged.save()

    def _give_back_files(self, kept, merged):
        moved = set(self.target.before["files"])
        since = self.target.merged_at
        for case_file in CaseFile.objects.filter(person=kept).select_related("person"):
            if str(case_file.pk) in moved:
                case_file.person = merged
            else:
                case_file.person = kept
                if case_file.created_at > since:
                    self.told.append(
                        f"Dossier {case_file.reference} : ouvert depuis, il reste à la personne gardée."
                    )
            case_file.save()

    def _give_back_household(self, kept, merged):
        before = self.target.before["household"]
        if not before:
            return
        own = Household.objects.filter(person=kept).first()
        if own is None:
            return
        if before.get("moved") == str(own.pk):
            self._give_back_whole(own, kept, merged, before)
            return
        other, _created = Household.objects.get_or_create(person=merged)
        HouseholdMember.objects.filter(household=own, pk__in=before["members"]).update(household=other)
        if own.composition == before["set"]:
            own.composition = before["before"]
            own.save()
        else:
            self.told.append("Ménage : la composition a changé depuis la fusion, elle reste comme elle est.")

    def _give_back_whole(self, own, kept, merged, before):
        """The household came with the merged person and goes back; what was added since stays."""
        since = HouseholdMember.objects.filter(household=own).exclude(pk__in=before["members"])
        added, composition = list(since.values_list("pk", flat=True)), own.composition
        own.person = merged
        own.composition = before["set"]
        own.save()
        if added or composition != before["set"]:
            stays = Household.objects.create(person=kept, composition=composition)
            HouseholdMember.objects.filter(pk__in=added).update(household=stays)
            self.told.append("Ménage : ce qui a été ajouté depuis la fusion reste à la personne gardée.")

    def _record(self, result):
        details = {"merge": str(result.pk), "stayed": len(self.told)}
        for pk, reference in [*files_of(result.kept), *files_of(result.merged)]:
            record(self.journal_code, actor=self.actor, subject=pk, target=reference, details=details)


def _label(name):
    return str(Person._meta.get_field(name).verbose_name).capitalize()
