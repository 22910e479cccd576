"""A model of case work: anybody tries anything, in any order, and what must hold holds after each step."""

from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from casefiles.access import visible_to
from casefiles.actions import (
    AddObjective,
    AddPlannedAction,
    AdmitReferral,
    AskForMore,
    Assign,
    CloseFile,
    LogContact,
    MoveStage,
    OpenFile,
    PutOnWaitingList,
    ReceiveReferral,
    Refused,
    RefuseReferral,
    ReopenFile,
    SettleObjective,
    TakeOffWaitingList,
)
from casefiles.models import (
    Assignment,
    CaseFile,
    ContactKind,
    ExitReason,
    LifeAxis,
    Objective,
    Referral,
    RefusalReason,
    WaitingEntry,
)
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make

CAPACITY = 2
WHO = st.sampled_from(["case_manager", "colleague", "coordination", "data_officer", "administrator"])
WORKERS = ("case_manager", "colleague", "coordination")
PICK = st.integers(0, 1000)
REASON = st.sampled_from(["", "Une raison écrite en entier."])


class CaseWork(RuleBasedStateMachine):
    people = programme = None

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.stages = list(self.programme.stages.order_by("order"))

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def attempt(self, action, who, target, /, **data):
        """Do it, or be refused in French; either way the journal tells the truth."""
        before = JournalEntry.objects.count()
        result = refusal = None
        try:
            result = action(self.people[who], target, **data).execute()
        except Refused as error:
            refusal = error
        if refusal:
            assert refusal.message.endswith(".")
            assert refusal.code != "conflict", "a check is missing: the database had to refuse"
            assert JournalEntry.objects.count() == before
            return None
        assert who in WORKERS, f"{action.__name__} was done by {who}"
        assert JournalEntry.objects.count() > before
        return result

    def one(self, model, pick, **filters):
        rows = list(model.objects.filter(**filters).order_by("created_at", "pk"))
        return rows[pick % len(rows)] if rows else None

    # --- requests ------------------------------------------------------------------------------------------
    @rule(who=WHO)
    def receive(self, who):
        self.attempt(ReceiveReferral, who, self.programme, data=dict(make.REFERRAL_DATA))

    @precondition(lambda self: Referral.objects.exists())
    @rule(who=WHO, pick=PICK, over=REASON, to=st.sampled_from([None, "case_manager", "colleague"]))
    def admit(self, who, pick, over, to):
        holder = self.people[to] if to else None
        self.attempt(
            AdmitReferral, who, self.one(Referral, pick), case_manager=holder, over_capacity_reason=over
        )

    @precondition(lambda self: Referral.objects.exists())
    @rule(who=WHO, pick=PICK, reason=REASON, verb=st.sampled_from(["wait", "back", "ask", "refuse"]))
    def decide_otherwise(self, who, pick, reason, verb):
        target = self.one(Referral, pick)
        action, data = {
            "wait": (PutOnWaitingList, {"reason": reason}),
            "back": (TakeOffWaitingList, {"reason": reason}),
            "ask": (AskForMore, {"question": reason}),
            "refuse": (RefuseReferral, {"reason": RefusalReason.objects.first() if reason else None}),
        }[verb]
        self.attempt(action, who, target, **data)

    # --- files ---------------------------------------------------------------------------------------------
    @precondition(lambda self: CaseFile.objects.exists())
    @rule(who=WHO, pick=PICK, order=st.integers(0, 5), reason=REASON)
    def move(self, who, pick, order, reason):
        self.attempt(MoveStage, who, self.one(CaseFile, pick), to_stage=self.stages[order], reason=reason)

    @precondition(lambda self: CaseFile.objects.filter(closed_on=None).exists())
    @rule(pick=PICK)
    def walk_on(self, pick):
        """The usual life: do what the stage asks for, then go on."""
        case_file = self.one(CaseFile, pick, closed_on=None)
        who = next(name for name, user in self.people.items() if user == case_file.case_manager)
        self.attempt(LogContact, who, case_file, date=make.day(), kind=ContactKind.objects.first())
        goal = self.attempt(
            AddObjective, who, case_file, axis=LifeAxis.objects.first(), statement="Un logement"
        )
        self.attempt(AddPlannedAction, who, goal, statement="Une visite", who="person")
        if case_file.stage.asks_results:
            for open_goal in case_file.objectives.filter(state="open"):
                self.attempt(SettleObjective, who, open_goal, state="reached")
        following = self.stages[case_file.stage.order]  # orders start at 1
        if not following.is_exit:
            assert self.attempt(MoveStage, who, case_file, to_stage=following) is not None
        else:
            assert self.attempt(CloseFile, who, case_file, reason=ExitReason.objects.first()) is not None

    @precondition(lambda self: CaseFile.objects.exists())
    @rule(who=WHO, pick=PICK, note=REASON)
    def close(self, who, pick, note):
        self.attempt(CloseFile, who, self.one(CaseFile, pick), reason=ExitReason.objects.first(), note=note)

    @precondition(lambda self: CaseFile.objects.exists())
    @rule(who=WHO, pick=PICK, reason=REASON, over=REASON)
    def reopen(self, who, pick, reason, over):
        self.attempt(ReopenFile, who, self.one(CaseFile, pick), reason=reason, over_capacity_reason=over)

    @precondition(lambda self: CaseFile.objects.exists())
    @rule(who=WHO, to=WHO, pick=PICK, reason=REASON, over=REASON)
    def hand_over(self, who, to, pick, reason, over):
        self.attempt(
            Assign,
            who,
            self.one(CaseFile, pick),
            case_manager=self.people[to],
            reason=reason,
            over_capacity_reason=over,
        )

    @precondition(lambda self: CaseFile.objects.exists())
    @rule(who=WHO, pick=PICK)
    def read(self, who, pick):
        self.attempt(OpenFile, who, self.one(CaseFile, pick))

    @precondition(lambda self: Objective.objects.exists())
    @rule(who=WHO, pick=PICK, state=st.sampled_from(Objective.State.values))
    def settle(self, who, pick, state):
        self.attempt(SettleObjective, who, self.one(Objective, pick), state=state)

    # --- what always holds ---------------------------------------------------------------------------------
    @invariant()
    def an_open_file_has_one_case_manager_and_a_closed_one_none(self):
        for case_file in CaseFile.objects.select_related("stage"):
            active = list(case_file.assignments.filter(ended_on__isnull=True))
            assert len(active) == (0 if case_file.is_closed else 1)
            assert all(item.case_manager_id == case_file.case_manager_id for item in active)
            assert case_file.stage.is_exit == case_file.is_closed
            assert (case_file.exit_reason_id is not None) == case_file.is_closed

    @invariant()
    def nobody_passes_the_capacity_without_a_signature(self):
        for user in self.people.values():
            active = list(Assignment.objects.filter(case_manager=user, ended_on__isnull=True))
            assert len(active) <= CAPACITY or any(item.over_capacity_by_id for item in active)
            assert sum(item.place <= CAPACITY for item in active) == min(len(active), CAPACITY)

    @invariant()
    def the_path_has_no_gap(self):
        for case_file in CaseFile.objects.all():
            moves = list(
                case_file.stage_moves.select_related("from_stage", "to_stage").order_by("created_at")
            )
            assert moves[0].from_stage_id is None
            assert moves[-1].to_stage_id == case_file.stage_id
            for before, after in pairwise(moves):
                assert after.from_stage_id == before.to_stage_id
                forward = after.to_stage.order - after.from_stage.order
                assert forward == 1 or after.to_stage.is_exit or (forward < 0 and after.reason)

    @invariant()
    def who_waits_is_on_the_list(self):
        waiting = set(Referral.objects.filter(status="waiting").values_list("pk", flat=True))
        listed = set(WaitingEntry.objects.filter(left_on=None).values_list("referral", flat=True))
        assert waiting == listed

    @invariant()
    def an_admitted_request_has_its_file(self):
        admitted = set(Referral.objects.filter(status="admitted").values_list("pk", flat=True))
        assert admitted == set(CaseFile.objects.values_list("referral", flat=True))

    @invariant()
    def each_sees_only_what_is_theirs(self):
        for name, user in self.people.items():
            seen = set(visible_to(user, CaseFile).values_list("pk", flat=True))
            own = set(CaseFile.objects.filter(case_manager=user).values_list("pk", flat=True))
            every = set(CaseFile.objects.values_list("pk", flat=True))
            assert seen == {"coordination": every}.get(name, own if name in WORKERS else set())


@pytest.mark.django_db
def test_whatever_people_try_case_work_stays_whole(
    case_manager, colleague, coordination, data_officer, administrator
):
    CaseWork.programme = make.heberge_toit(case_manager, colleague, capacity_per_case_manager=CAPACITY)
    CaseWork.people = {
        "case_manager": case_manager,
        "colleague": colleague,
        "coordination": coordination,
        "data_officer": data_officer,
        "administrator": administrator,
    }
    run_state_machine_as_test(
        CaseWork,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a failure shorter takes minutes
        ),
    )
