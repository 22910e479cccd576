"""What one does in a file: plan, contract, contacts, agenda, needs."""

import datetime

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casefiles.actions import (
    AddObjective,
    AddPlannedAction,
    AddReminder,
    CancelAppointment,
    ChangeRhythm,
    CorrectContact,
    DiscardContract,
    DraftContract,
    EndAppointment,
    FinishReminder,
    LogContact,
    MeetUnmetNeed,
    MoveAppointment,
    NoteUnmetNeed,
    PostponeAction,
    PostponeReminder,
    ScheduleAppointment,
    SetActionState,
    SettleObjective,
    SignContract,
)
from casefiles.models import (
    Appointment,
    CaseFile,
    Contact,
    ContactKind,
    ContractSignature,
    EngagementContract,
    FollowUpRhythm,
    LifeAxis,
    Objective,
    PlannedAction,
    Reminder,
    UnmetNeed,
    UnmetNeedKind,
)
from tests.casefiles.actions.life.core import AGO, PICK, REASON, WHO
from tests.factories import casefiles as make

DAYS = st.sampled_from([-40, -1, 0, 1, 6, 900])


class Within:
    # --- the plan and its contract -------------------------------------------------------------------------
    @precondition(lambda self: self.there_is(Objective))
    @rule(who=WHO, pick=PICK, state=st.sampled_from(Objective.State.values), ago=AGO)
    def settle(self, who, pick, state, ago):
        target = self.one(Objective, pick)
        self.attempt(SettleObjective, who, target, ago=ago, state=state, writes=["objective.settled"])

    @precondition(lambda self: self.there_is(PlannedAction))
    @rule(who=WHO, pick=PICK, state=st.sampled_from(PlannedAction.State.values))
    def act(self, who, pick, state):
        target = self.one(PlannedAction, pick)
        self.attempt(PostponeAction, who, target, writes=["planned_action.postponed"])
        self.attempt(SetActionState, who, target, state=state, writes=["planned_action.changed"])

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, days=DAYS, ago=AGO)
    def draft_contract(self, who, pick, days, ago):
        case_file, review = self.one(CaseFile, pick), make.day() + datetime.timedelta(days=days)
        if days > 0:
            self.attempt(
                AddObjective,
                who,
                case_file,
                axis=LifeAxis.objects.first(),
                statement="Un toit",
                writes=["objective.added"],
            )
        self.attempt(DraftContract, who, case_file, ago=ago, review_on=review, writes=["contract.drafted"])

    @precondition(lambda self: self.there_is(EngagementContract))
    @rule(who=WHO, pick=PICK, parties=st.permutations(ContractSignature.Party.values), ago=AGO)
    def sign(self, who, pick, parties, ago):
        for party in parties[:2]:
            target = self.one(EngagementContract, pick)
            name = "Un partenaire" if party == "partner" else ""
            self.attempt(
                SignContract, who, target, ago=ago, party=party, name=name, writes=["contract.signed"]
            )

    @precondition(lambda self: self.there_is(EngagementContract))
    @rule(who=WHO, pick=PICK, reason=REASON)
    def discard(self, who, pick, reason):
        target = self.one(EngagementContract, pick)
        self.attempt(DiscardContract, who, target, reason=reason, writes=["contract.discarded"])

    # --- contacts and agenda -------------------------------------------------------------------------------
    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, days=DAYS, secret=REASON, outcome=st.sampled_from(Contact.Outcome.values))
    def talk(self, who, pick, days, secret, outcome):
        case_file = self.one(CaseFile, pick)
        appointment = case_file.appointments.order_by("created_at").first() if pick % 2 else None
        self.attempt(
            LogContact,
            who,
            case_file,
            date=make.day(days),
            kind=ContactKind.objects.first(),
            outcome=outcome,
            confidential_note=secret,
            appointment=appointment,
            writes=["contact.logged"],
        )

    @precondition(lambda self: self.there_is(Contact))
    @rule(who=WHO, pick=PICK, days=DAYS, reason=REASON, outcome=st.sampled_from(Contact.Outcome.values))
    def correct(self, who, pick, days, reason, outcome):
        changes = {"date": make.day(days), "outcome": outcome}
        target = self.one(Contact, pick)
        self.attempt(
            CorrectContact, who, target, changes=changes, reason=reason, writes=["contact.corrected"]
        )

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, days=DAYS, to=st.sampled_from([None, "case_manager", "colleague"]))
    def schedule(self, who, pick, days, to):
        self.attempt(
            ScheduleAppointment,
            who,
            self.one(CaseFile, pick),
            starts_at=make.moment(-days),
            owner=self.people[to] if to else None,
            writes=["appointment.made"],
        )

    @precondition(lambda self: self.there_is(Appointment))
    @rule(who=WHO, pick=PICK, days=DAYS, reason=REASON, verb=st.sampled_from(["move", "cancel", "end"]))
    def change_appointment(self, who, pick, days, reason, verb):
        action, data, code = {
            "move": (MoveAppointment, {"changes": {"starts_at": make.moment(-days)}}, "appointment.moved"),
            "cancel": (CancelAppointment, {"reason": reason}, "appointment.cancelled"),
            "end": (EndAppointment, {"state": "held"}, "appointment.ended"),
        }[verb]
        self.attempt(action, who, self.one(Appointment, pick), **data, writes=[code])

    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, days=DAYS, words=REASON)
    def remind(self, who, pick, days, words):
        due_on = make.day(-days)
        self.attempt(
            AddReminder,
            who,
            self.one(CaseFile, pick),
            due_on=due_on,
            words=words,
            writes=["reminder.added"],
        )

    @precondition(lambda self: self.there_is(Reminder))
    @rule(who=WHO, pick=PICK, days=DAYS)
    def do_what_was_asked(self, who, pick, days):
        target, due_on = self.one(Reminder, pick), make.day(-days)
        self.attempt(PostponeReminder, who, target, due_on=due_on, writes=["reminder.postponed"])
        # Said twice, it is done once, and written once.
        self.attempt(FinishReminder, who, target, writes=["reminder.finished?"])

    # --- needs ---------------------------------------------------------------------------------------------
    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, line=st.integers(0, 1), ago=AGO)
    def need(self, who, pick, line, ago):
        kind = UnmetNeedKind.objects.order_by("order", "pk")[line]
        target = self.one(CaseFile, pick)
        self.attempt(NoteUnmetNeed, who, target, ago=ago, kind=kind, writes=["need.noted"])

    @precondition(lambda self: self.there_is(UnmetNeed))
    @rule(who=WHO, pick=PICK, met=st.booleans(), ago=AGO)
    def meet(self, who, pick, met, ago):
        target = self.one(UnmetNeed, pick)
        self.attempt(MeetUnmetNeed, who, target, ago=ago, met=met, writes=["need.met"])

    # --- each act done, and not only tried ------------------------------------------------------------------
    @precondition(lambda self: self.open_files().exists())
    @rule(pick=PICK)
    def a_day_of_work(self, pick):
        case_file = self.one(CaseFile, pick, closed_on=None)
        who = self.holder_of(case_file)

        def done(action, target, code, **data):
            result = self.attempt(action, who, target, writes=[code], **data)
            assert result is not None, f"{action.__name__} was refused to who holds the file"
            return result

        axis = LifeAxis.objects.first()
        # A need that was met once may wait again, or have become another one.
        waiting = UnmetNeed.objects.filter(case_file=case_file, met_on__isnull=True).values("kind")
        kind = UnmetNeedKind.objects.exclude(pk__in=waiting).last()
        goal = done(AddObjective, case_file, "objective.added", axis=axis, statement="Un toit")
        step = done(AddPlannedAction, goal, "planned_action.added", statement="Écrire", who="person")
        done(PostponeAction, step, "planned_action.postponed")
        done(SetActionState, step, "planned_action.changed", state="done")
        for _version in range(2):
            contract = done(DraftContract, case_file, "contract.drafted")
            for party in ("person", "case_manager"):
                done(SignContract, contract, "contract.signed", party=party)
        done(SettleObjective, goal, "objective.settled", state="reached")
        need = done(NoteUnmetNeed, case_file, "need.noted", kind=kind)
        done(MeetUnmetNeed, need, "need.met")
        starts_at = make.moment(1)
        meeting = done(ScheduleAppointment, case_file, "appointment.made", starts_at=starts_at)
        done(EndAppointment, meeting, "appointment.ended", state="held")
        done(ScheduleAppointment, case_file, "appointment.made", starts_at=make.moment(-2))
        done(LogContact, case_file, "contact.logged", date=make.day(), kind=ContactKind.objects.first())
        reminder = done(AddReminder, case_file, "reminder.added", due_on=make.day(), words="Appeler")
        done(FinishReminder, reminder, "reminder.finished")
        rhythm = FollowUpRhythm.objects.exclude(pk=case_file.rhythm_id).order_by("order")[pick % 3]
        case_file.refresh_from_db()
        done(ChangeRhythm, case_file, "casefile.rhythm_changed", rhythm=rhythm)
