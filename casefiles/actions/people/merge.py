"""Two records turn out to be one person: the files come together, and what the way back needs is kept."""

from dataclasses import dataclass, field
from typing import Any

from casefiles.access import may_distribute, may_see
from casefiles.actions.base import Action, Refused, written
from casefiles.actions.people.holding import hold_persons
from casefiles.actions.people.identity import FIELDS, as_written, put, written_down
from casefiles.actions.people.pairs import carry_pairs
from casefiles.models import CaseFile, Household, HouseholdMember, Person, PersonMerge
from casefiles.models.person import national_number_index
from portal.audit.journal import record

KEPT, MERGED, BOTH = "kept", "merged", "both"


@dataclass(kw_only=True, eq=False, repr=False)
class MergePersons(Action):
    """`MergePersons(coordination, kept, merged=other, values={"phone": "merged"}, reason="…").execute()`.

    `values` says for each field whose value stays; what is not said stays as it is on `kept`, completed
    by the other where it is empty. `seen` is the two revisions that were read. Returns the PersonMerge.
    """

    merged: Any
    reason: str = ""
    values: dict = field(default_factory=dict)
    seen: Any = None

    journal_code = "person.merged"

    def _hold(self):
        hold_persons(self.target, self.merged)

    def _check(self):
        check_may_merge(self.actor)
        if self.target.pk == self.merged.pk:
            raise Refused("Choisissez deux personnes différentes.", "same")
        for person in (self.target, self.merged):
            if person.merged_into_id is not None:
                raise Refused(
                    "L’une de ces personnes est déjà fusionnée : défaites d’abord cette fusion.", "merged"
                )
            if not may_see(self.actor, person):
                raise Refused("L’une de ces personnes n’est pas à votre portée.", "not_yours")
        if self.seen is not None and tuple(self.seen) != (self.target.revision, self.merged.revision):
            raise Refused(
                "L’une des deux personnes vient d’être corrigée : l’aperçu est refait, relisez-le.", "changed"
            )
        self._check_values()
        self._check_open_files()
        written(self.reason, message="Écrivez comment vous savez que c’est la même personne.", least=5)

    def _check_values(self):
        known = {*FIELDS, "composition"}
        for name, choice in self.values.items():
            if name not in known or choice not in (KEPT, MERGED, BOTH) or (choice == BOTH and name != "note"):
                raise Refused("Choisissez, pour chaque champ, la valeur à garder.", "values")

    def _check_open_files(self):
        programmes = open_in_both(self.target, self.merged)
        if programmes:
            names = ", ".join(f"« {name} »" for name in programmes)
            raise Refused(
                f"Les deux personnes ont un dossier ouvert dans {names} : fermez d’abord l’un des deux.",
                "two_open_files",
            )

    def _perform(self):
        before = {KEPT: written_down(self.target), MERGED: written_down(self.merged)}
        before["set"] = chosen = chosen_values(before[KEPT], before[MERGED], self.values)
        # A number of the national register belongs to one row at a time.
        self.merged.national_number = None
        self.merged.save()
        for name, value in chosen.items():
            put(self.target, name, value)
        self.target.save()
        before["files"] = self._move_files()
        before["household"] = self._join_households()
        before["distinct"] = carry_pairs(self.target, self.merged)
        # The number that is not kept stays on the merged row: from there it leads to who stays.
        put(self.merged, "national_number", number_left_aside(before[KEPT], before[MERGED], chosen))
        self.merged.merged_into = self.target
        self.merged.save()
        return PersonMerge.objects.create(
            kept=self.target,
            merged=self.merged,
            merged_at=self.at,
            by=self.actor,
            reason=self.reason.strip(),
            before=before,
        )

    def _move_files(self):
        """Every file of the kept person says her names again; those of the other come to her."""
        moved = list(CaseFile.objects.filter(person=self.merged))
        for case_file in [*moved, *CaseFile.objects.filter(person=self.target)]:
            case_file.person = self.target
            case_file.save()
        return [str(case_file.pk) for case_file in moved]

    def _join_households(self):
        own = Household.objects.filter(person=self.target).first()
        other = Household.objects.filter(person=self.merged).first()
        if other is None:
            return {}
        members = [
            str(pk) for pk in HouseholdMember.objects.filter(household=other).values_list("pk", flat=True)
        ]
        if own is None:
            other.person = self.target
            other.save()
            return {"moved": str(other.pk), "members": members, "set": other.composition}
        HouseholdMember.objects.filter(household=other).update(household=own)
        before = own.composition
        kept = self.values.get("composition", MERGED if before == Household.Composition.UNKNOWN else KEPT)
        own.composition = other.composition if kept == MERGED else before
        own.save()
        return {"members": members, "before": before, "set": own.composition}

    def _record(self, result):
        """In the journal of every file of the person: whoever reads one of them finds why it is there."""
        details = {"merge": str(result.pk), "moved": len(result.before["files"])}
        for pk, reference in files_of(self.target):
            record(self.journal_code, actor=self.actor, subject=pk, target=reference, details=details)


def check_may_merge(actor):
    if not may_distribute(actor):
        raise Refused("Seule la coordination fusionne deux personnes, ou défait une fusion.", "not_yours")


def files_of(person):
    return list(CaseFile.objects.filter(person=person).order_by("opened_on").values_list("pk", "reference"))


def open_in_both(one, other):
    """The names of the programmes in which both have an open file: their files cannot come together."""
    rows = CaseFile.objects.filter(closed_on__isnull=True)
    shared = rows.filter(person=one, programme__in=rows.filter(person=other).values("programme"))
    return list(shared.order_by("programme__name").values_list("programme__name", flat=True))


def default_choice(name, kept, merged):
    """Whose value stays unless somebody says otherwise: the kept person's, or the only one there is."""
    if name in ("gender", "income", "housing_before"):
        return MERGED if kept[name] == "unknown" else KEPT
    return MERGED if not kept[name] and merged[name] else KEPT


def chosen_values(kept, merged, values):
    """{field: value} of the person after the merge."""
    chosen = {}
    for name in FIELDS:
        choice = values.get(name) or default_choice(name, kept, merged)
        if choice == BOTH:
            chosen[name] = "\n".join(dict.fromkeys(filter(None, (kept[name], merged[name]))))
        else:
            chosen[name] = (merged if choice == MERGED else kept)[name]
    return chosen


def number_left_aside(kept, merged, chosen):
    """The national number of either that is not the one chosen; empty when there is none."""
    stays = national_number_index(chosen["national_number"])
    numbers = (merged["national_number"], kept["national_number"])
    return next((number for number in numbers if number and national_number_index(number) != stays), "")


def value_of(person, name):
    return as_written(getattr(person, name))


def person_exists_with(index, *, but):
    rows = Person.objects.filter(national_number_index=index)
    return bool(index) and rows.exclude(pk__in=[person.pk for person in but]).exists()
