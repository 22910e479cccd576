"""Files: the path, exits and reopenings, who holds them, how often one meets; persons that are one."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casefiles.actions import (
    AddObjective,
    AddPlannedAction,
    Assign,
    AssignMany,
    ChangeRhythm,
    CloseFile,
    LogContact,
    MergePersons,
    MoveStage,
    OpenFile,
    ReopenFile,
    SettleObjective,
    UndoMerge,
)
from casefiles.models import (
    CaseFile,
    ContactKind,
    ExitReason,
    FollowUpRhythm,
    LifeAxis,
    Person,
    PersonMerge,
)
from tests.casefiles.actions.life.core import AGO, PICK, REASON, WHO, WORKERS
from tests.factories import casefiles as make


class Files:
    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, order=st.integers(0, 5), reason=REASON, ago=AGO)
    def move(self, who, pick, order, reason, ago):
        target, stages = self.one(CaseFile, pick), self.stages
        stage = stages[order % len(stages)]
        self.attempt(
            MoveStage,
            who,
            target,
            ago=ago,
            to_stage=stage,
            reason=reason,
            writes=["casefile.stage_moved"],
        )

    @precondition(lambda self: self.open_files().exists())
    @rule(pick=PICK)
    def walk_on(self, pick):
        """The usual life: do what the stage asks for, then go on."""
        case_file = self.one(CaseFile, pick, closed_on=None)
        who, axis = self.holder_of(case_file), LifeAxis.objects.first()
        kind = ContactKind.objects.first()
        self.attempt(LogContact, who, case_file, date=make.day(), kind=kind, writes=["contact.logged"])
        goal = self.attempt(
            AddObjective, who, case_file, axis=axis, statement="Un logement", writes=["objective.added"]
        )
        self.attempt(
            AddPlannedAction,
            who,
            goal,
            statement="Une visite",
            who="person",
            writes=["planned_action.added"],
        )
        if case_file.stage.asks_results:
            for open_goal in case_file.objectives.filter(state="open"):
                self.attempt(SettleObjective, who, open_goal, state="reached", writes=["objective.settled"])
        following = self.stages[case_file.stage.order]  # orders start at 1
        if not following.is_exit:
            moved = self.attempt(
                MoveStage, who, case_file, to_stage=following, writes=["casefile.stage_moved"]
            )
            assert moved is not None
            self._no_way_back_unsaid(who, case_file)
        else:
            reason = ExitReason.objects.first()
            assert self.attempt(CloseFile, who, case_file, reason=reason, writes=["casefile.closed"])

    def _no_way_back_unsaid(self, who, case_file):
        """Going back is for who holds the file, with a reason: blanks are none."""
        case_file.refresh_from_db()
        first = self.stages[0]
        moved = self.attempt(
            MoveStage, who, case_file, to_stage=first, reason=" ", writes=["casefile.stage_moved"]
        )
        assert moved is None, "a file went back and nobody said why"

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, note=REASON, ago=AGO)
    def close(self, who, pick, note, ago):
        reason = ExitReason.objects.first()
        target = self.one(CaseFile, pick)
        self.attempt(CloseFile, who, target, ago=ago, reason=reason, note=note, writes=["casefile.closed"])

    @precondition(lambda self: self.open_files().exists())
    @rule(pick=PICK)
    def leave_early(self, pick):
        """Before the end of the path an explanation is enough; at its end, what the stage asks for is not."""
        case_file = self.one(CaseFile, pick, closed_on=None)
        last = self.stages[case_file.stage.order].is_exit
        left = self.attempt(
            CloseFile,
            self.holder_of(case_file),
            case_file,
            reason=ExitReason.objects.first(),
            note="Une raison écrite en entier.",
            writes=["casefile.closed"],
        )
        assert left or last

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, reason=REASON, over=REASON, ago=AGO, to=st.sampled_from([None, "colleague"]))
    def reopen(self, who, pick, reason, over, ago, to):
        closed = self.one(CaseFile, pick, closed_on__isnull=False) if pick % 4 else None
        self.attempt(
            ReopenFile,
            who,
            closed or self.one(CaseFile, pick),
            ago=ago,
            reason=reason,
            case_manager=self.people[to] if to else None,
            over_capacity_reason=over,
            writes=["casefile.reopened", "assignment.made"],
        )

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, to=WHO, pick=PICK, reason=REASON, over=REASON, ago=AGO)
    def hand_over(self, who, to, pick, reason, over, ago):
        self.attempt(
            Assign,
            who,
            self.one(CaseFile, pick),
            ago=ago,
            case_manager=self.people[to],
            reason=reason,
            over_capacity_reason=over,
            writes=["assignment.made"],
        )

    @precondition(lambda self: self.open_files().exists())
    @rule(pick=PICK)
    def give_to_the_other(self, pick):
        case_file = self.one(CaseFile, pick, closed_on=None)
        to = "colleague" if self.holder_of(case_file) == "case_manager" else "case_manager"
        reason = "Une raison écrite en entier."
        done = self.attempt(
            Assign,
            "coordination",
            case_file,
            case_manager=self.people[to],
            reason=reason,
            over_capacity_reason=reason,
            writes=["assignment.made"],
        )
        assert bool(done) == (self.people[to].pk in self.team)

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(
        who=st.sampled_from(["coordination", "coordination", *WORKERS]),
        to=st.sampled_from(WORKERS),
        picks=st.sets(PICK, min_size=1, max_size=3),
        over=REASON,
        whole=st.booleans(),
    )
    def hand_over_many(self, who, to, picks, over, whole):
        """What was shown before is what happens: the same files go, the same stay, for the same reason."""
        files = list({self.one(CaseFile, pick): None for pick in sorted(picks)})
        act = AssignMany(
            actor=self.people[who],
            case_files=files,
            case_manager=self.people[to],
            reason="Une raison écrite en entier.",
            over_capacity_reason=over,
            whole=whole,
        )
        shown, unseen = self.judge(act.preview, AssignMany, who, [])
        told, refusal = self.judge(act.execute, AssignMany, who, self._codes_of_many)
        if unseen:
            assert refusal.code == unseen.code
        elif whole and any(row.refusal for row in shown):
            assert refusal
            assert any(row.refusal and row.refusal in refusal.message for row in shown)
        else:
            assert [(row.case_file, row.refusal) for row in shown] == [
                (row.case_file, row.refusal) for row in told
            ]

    @staticmethod
    def _codes_of_many(told):
        return ["assignment.many", *["assignment.made" for row in told if row.is_done]]

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, line=PICK, reason=REASON, ago=AGO)
    def change_rhythm(self, who, pick, line, reason, ago):
        rhythms = list(FollowUpRhythm.objects.all())
        self.attempt(
            ChangeRhythm,
            who,
            self.one(CaseFile, pick),
            ago=ago,
            rhythm=rhythms[line % len(rhythms)],
            reason=reason,
            writes=["casefile.rhythm_changed"],
        )

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK)
    def read(self, who, pick):
        self.attempt(OpenFile, who, self.one(CaseFile, pick), writes=["casefile.read"])

    # --- persons -------------------------------------------------------------------------------------------
    @precondition(lambda self: Person.objects.count() > 1)
    @rule(who=WHO, one=PICK, other=PICK, reason=REASON)
    def merge(self, who, one, other, reason):
        kept, merged = self.one(Person, one), self.one(Person, other)
        self.bring_together(who, kept, merged, reason)

    def bring_together(self, who, kept, merged, reason):
        """Merge, and remember whose each file was: taken back, it is that again."""
        whose = dict(CaseFile.objects.filter(person__in=[kept, merged]).values_list("pk", "person"))
        codes = ["person.merged"] * len(whose)
        merge = self.attempt(MergePersons, who, kept, merged=merged, reason=reason, writes=codes)
        if merge:
            self.whose[merge.pk] = whose
        return merge

    def undo(self, who, merge, reason):
        """What was opened since stays with who was kept; every other file goes back to whose it was."""
        files = CaseFile.objects.filter(person__in=[merge.kept_id, merge.merged_id])
        codes, before = ["person.merge_undone"] * files.count(), self.whose[merge.pk]
        undone = self.attempt(UndoMerge, who, merge, reason=reason, writes=codes)
        if undone:
            now = dict(CaseFile.objects.filter(pk__in=before).values_list("pk", "person"))
            for pk, person in before.items():
                hers = person == merge.merged_id
                assert (now[pk] == merge.merged_id) == hers, "a file is not whose it was"
        return undone

    @precondition(lambda self: PersonMerge.objects.exists())
    @rule(who=WHO, pick=PICK, reason=REASON)
    def take_merge_back(self, who, pick, reason):
        merge = self.one(PersonMerge, pick)
        self.undo(who, merge, reason)
