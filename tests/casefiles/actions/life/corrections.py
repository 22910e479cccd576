"""What was wrong is written right: who the person is and lives with, needs, the plan; two who are one."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casefiles.actions import (
    AddHouseholdMember,
    CloseFile,
    CorrectHouseholdMember,
    CorrectNeed,
    CorrectObjective,
    CorrectPerson,
    CorrectPlannedAction,
    RemoveHouseholdMember,
    SetHousehold,
)
from casefiles.models import (
    CaseFile,
    ExitReason,
    Household,
    HouseholdMember,
    Objective,
    PlannedAction,
    UnmetNeed,
    UnmetNeedKind,
)
from tests.casefiles.actions.life.core import AGO, PICK, WHO
from tests.factories import casefiles as make

DAYS = st.sampled_from([-40, -1, 0, 1, 6, 900])
WORDS = st.sampled_from(["", "Autrement dit", "Écrit mieux"])
PERSON = st.sampled_from(
    [
        {"last_name": "Corrigée"},
        {"last_name": " "},
        {"first_name": "Sacha", "phone": "0470 99 99 99"},
        {"national_number": "90.04.02-001.23"},
        {"gender": "aucun"},
        {"note": "Appeler le matin"},
    ]
)


class Corrections:
    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, changes=PERSON, old=st.booleans())
    def correct_person(self, who, pick, changes, old):
        """From a page read now, or from one that somebody has changed since."""
        case_file = self.one(CaseFile, pick)
        seen = case_file.person.revision - old
        done = self.attempt(
            CorrectPerson, who, case_file, changes=dict(changes), seen=seen, writes=["person.corrected"]
        )
        assert done is None or not old

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, composition=st.sampled_from([*Household.Composition.values, "?"]))
    def set_household(self, who, pick, composition):
        target = self.one(CaseFile, pick)
        self.attempt(SetHousehold, who, target, composition=composition, writes=["household.changed"])

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, member=PICK, year=st.sampled_from([None, 1, 2019, 9999]), leaves=st.booleans())
    def change_member(self, who, pick, member, year, leaves):
        target, codes = self.one(CaseFile, pick), ["household.changed"]
        if leaves and self.there_is(HouseholdMember):
            row = self.one(HouseholdMember, member)
            self.attempt(RemoveHouseholdMember, who, target, member=row, writes=codes)
        else:
            self.attempt(AddHouseholdMember, who, target, relation="child", birth_year=year, writes=codes)

    @precondition(lambda self: self.there_is(HouseholdMember) and self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, member=PICK, year=st.sampled_from([None, 1, 2019]), old=st.booleans())
    def correct_member(self, who, pick, member, year, old):
        """From any file at all: only one of that very person will do."""
        row, case_file = self.one(HouseholdMember, member), self.one(CaseFile, pick)
        done = self.attempt(
            CorrectHouseholdMember,
            who,
            row,
            file=case_file,
            changes={"birth_year": year},
            seen=row.revision + old,
            writes=["household.corrected"],
        )
        assert done is None or (not old and row.household.person_id == case_file.person_id)

    @precondition(lambda self: self.there_is(UnmetNeed))
    @rule(who=WHO, pick=PICK, line=st.integers(0, 2), days=DAYS, ago=AGO)
    def correct_need(self, who, pick, line, days, ago):
        kind = UnmetNeedKind.objects.order_by("order", "pk")[line]
        changes = {"kind": kind, "noted_on": make.day(days)} if line else {"note": "Écrit mieux"}
        target = self.one(UnmetNeed, pick)
        self.attempt(CorrectNeed, who, target, ago=ago, changes=changes, writes=["need.corrected"])

    @precondition(lambda self: self.there_is(Objective))
    @rule(who=WHO, pick=PICK, words=WORDS, days=DAYS, ago=AGO)
    def correct_objective(self, who, pick, words, days, ago):
        changes = {"statement": words, "due_on": make.day(days)}
        target = self.one(Objective, pick)
        codes = ["objective.corrected"]
        self.attempt(CorrectObjective, who, target, ago=ago, changes=changes, writes=codes)

    @precondition(lambda self: self.there_is(PlannedAction))
    @rule(who=WHO, pick=PICK, words=WORDS, days=DAYS, by=st.sampled_from([*PlannedAction.Who.values, "?"]))
    def correct_planned_action(self, who, pick, words, days, by):
        changes = {"statement": words, "due_on": make.day(days), "who": by}
        target = self.one(PlannedAction, pick)
        codes = ["planned_action.corrected"]
        self.attempt(CorrectPlannedAction, who, target, changes=changes, writes=codes)

    @precondition(lambda self: self.open_files().exists())
    @rule(pick=PICK)
    def a_day_of_corrections(self, pick):
        case_file = self.one(CaseFile, pick, closed_on=None)
        who = self.holder_of(case_file)

        def done(action, target, code, **data):
            result = self.attempt(action, who, target, writes=[code], **data)
            assert result is not None, f"{action.__name__} was refused to who holds the file"
            return result

        done(CorrectPerson, case_file, "person.corrected", changes={"last_name": f"Nom-{pick}"})
        done(SetHousehold, case_file, "household.changed", composition="couple")
        child = done(AddHouseholdMember, case_file, "household.changed", relation="child")
        name = {"name": f"Prénom-{pick}"}
        done(CorrectHouseholdMember, child, "household.corrected", file=case_file, changes=name)
        done(RemoveHouseholdMember, case_file, "household.changed", member=child)
        words = f"Autrement dit, {pick}"
        goal = self.one(Objective, pick, case_file=case_file)
        if goal and goal.statement != words:
            done(CorrectObjective, goal, "objective.corrected", changes={"statement": words})
        step = self.one(PlannedAction, pick, objective__case_file=case_file)
        if step and step.statement != words:
            done(CorrectPlannedAction, step, "planned_action.corrected", changes={"statement": words})
        need = self.one(UnmetNeed, pick, case_file=case_file)
        if need and need.note != words:
            done(CorrectNeed, need, "need.corrected", changes={"note": words})

    @precondition(lambda self: CaseFile.objects.values("person").distinct().count() > 1)
    @rule(pick=PICK, both=st.booleans())
    def one_person_after_all(self, pick, both):
        """Her former file is closed, the two records come together and, perhaps, apart again."""
        kept, gone = self._two_persons(pick)
        for case_file in CaseFile.objects.filter(person=gone, closed_on=None):
            self._out(case_file)
        reason = "Une raison écrite en entier."
        merge = self.bring_together("coordination", kept, gone, reason)
        assert merge is not None or self.there_is(CaseFile, person=gone, closed_on=None)
        if merge and both:
            assert self.undo("coordination", merge, reason)

    def _two_persons(self, pick):
        persons = list({row.person: None for row in CaseFile.objects.order_by("created_at", "pk")})
        return persons[pick % len(persons)], persons[(pick + 1) % len(persons)]

    def _out(self, case_file):
        note, reason = "Une raison écrite en entier.", ExitReason.objects.first()
        codes = ["casefile.closed"]
        self.attempt(CloseFile, "coordination", case_file, reason=reason, note=note, writes=codes)
