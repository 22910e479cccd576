"""Requests: received, decided, waiting, offered a place; the sender told."""

import datetime

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from casefiles.actions import (
    AdmitReferral,
    AnswerOffer,
    AskForMore,
    EditReferral,
    InformSender,
    MoveInWaitingList,
    OfferPlace,
    PlanMeeting,
    PutOnWaitingList,
    ReceiveReferral,
    RefuseReferral,
    SetFeedback,
    TakeOffWaitingList,
)
from casefiles.models import PlaceOffer, Referral, RefusalReason, WaitingEntry
from tests.casefiles.actions.life.core import AGO, PICK, REASON, WHO, WORKERS
from tests.factories import casefiles as make

TO = st.sampled_from([None, "case_manager", "colleague"])
OPENED = ["referral.admitted", "casefile.opened", "assignment.made", "referral.criteria_overridden?"]


class Requests:
    @initialize()
    def some_requests(self):
        for _ in range(4):
            self.received("coordination", 8)
        # Work begins with two files: most of what can be done needs one.
        first = Referral.objects.order_by("created_at")[:2]
        for who, row in zip(("case_manager", "colleague"), first, strict=True):
            assert self.attempt(AdmitReferral, who, row, ago=5, writes=OPENED)

    def received(self, who, ago):
        data = dict(make.REFERRAL_DATA)
        data["person.last_name"] = f"Exemple-{Referral.objects.count()}"
        return self.attempt(
            ReceiveReferral, who, self.programme, ago=ago, data=data, writes=["referral.received"]
        )

    @rule(who=WHO, ago=st.sampled_from([0, 5, 8]))
    def receive(self, who, ago):
        self.received(who, ago)

    @precondition(lambda self: self.there_is(Referral, status__in=Referral.UNDECIDED))
    @rule(pick=PICK, who=st.sampled_from(WORKERS), ago=st.sampled_from([0, 3, 5]))
    def admit_somebody(self, pick, who, ago):
        target = self.one(Referral, pick, status__in=Referral.UNDECIDED)
        to = "colleague" if who == "coordination" else who
        self.attempt(AdmitReferral, who, target, ago=ago, case_manager=self.people[to], writes=OPENED)

    @precondition(lambda self: self.there_is(Referral))
    @rule(who=WHO, pick=PICK, over=REASON, to=TO, ago=AGO)
    def admit(self, who, pick, over, to, ago):
        holder = self.people[to] if to else None
        self.attempt(
            AdmitReferral,
            who,
            self.one(Referral, pick),
            ago=ago,
            case_manager=holder,
            over_capacity_reason=over,
            criteria_reason=over,
            writes=OPENED,
        )

    @precondition(lambda self: self.there_is(Referral))
    @rule(who=WHO, pick=PICK, reason=REASON, verb=st.sampled_from(["wait", "back", "ask", "refuse"]), ago=AGO)
    def decide_otherwise(self, who, pick, reason, verb, ago):
        refusal = RefusalReason.objects.first() if reason else None
        action, data, code = {
            "wait": (PutOnWaitingList, {"reason": reason}, "referral.waiting"),
            "back": (TakeOffWaitingList, {"reason": reason}, "referral.left_waiting"),
            "ask": (AskForMore, {"question": reason}, "referral.more_asked"),
            "refuse": (RefuseReferral, {"reason": refusal}, "referral.refused"),
        }[verb]
        self.attempt(action, who, self.one(Referral, pick), ago=ago, **data, writes=[code])

    @precondition(lambda self: self.there_is(Referral))
    @rule(who=WHO, pick=PICK, reason=REASON, town=st.sampled_from(["7100", "7110 Houdeng"]))
    def edit(self, who, pick, reason, town):
        target = self.one(Referral, pick)
        changes = {"municipality": town}
        self.attempt(EditReferral, who, target, changes=changes, reason=reason, writes=["referral.edited"])

    @precondition(lambda self: self.there_is(Referral))
    @rule(who=WHO, pick=PICK, level=st.sampled_from(Referral.Feedback.values), agreed=st.booleans())
    def tell_the_sender(self, who, pick, level, agreed):
        target = self.one(Referral, pick)
        self.attempt(SetFeedback, who, target, level=level, agreed=agreed, writes=["referral.feedback"])
        target.refresh_from_db()
        self.attempt(
            InformSender, who, target, level=level, to_whom="Le service", writes=["referral.informed"]
        )

    @precondition(lambda self: self.there_is(Referral))
    @rule(who=WHO, pick=PICK, days=st.integers(-40, 40))
    def plan_meeting(self, who, pick, days):
        codes = ["referral.meeting", "appointment.made"]
        self.attempt(PlanMeeting, who, self.one(Referral, pick), starts_at=make.moment(-days), writes=codes)

    # --- the waiting list ----------------------------------------------------------------------------------
    @precondition(lambda self: Referral.objects.filter(status__in=Referral.UNDECIDED).count() > 1)
    @rule(pick=PICK, leaves=st.sampled_from(["back", "refused", "offered"]))
    def some_wait_and_one_leaves(self, pick, leaves):
        who, reason = "coordination", "Une raison écrite en entier."
        for row in Referral.objects.filter(status__in=["received", "more_info"]).order_by("created_at"):
            self.attempt(PutOnWaitingList, who, row, reason=reason, writes=["referral.waiting"])
        entries = list(WaitingEntry.objects.filter(left_on=None).order_by("turn"))
        entry = entries[pick % len(entries)]
        if leaves == "back":
            codes = ["referral.left_waiting"]
            assert self.attempt(TakeOffWaitingList, who, entry.referral, reason=reason, writes=codes)
        elif leaves == "refused":
            motive = RefusalReason.objects.first()
            codes = ["referral.refused"]
            assert self.attempt(RefuseReferral, who, entry.referral, reason=motive, writes=codes)
        else:
            holder, answer_by = self.people["colleague"], make.day() + datetime.timedelta(days=3)
            codes = ["waiting.offered"]
            self.attempt(OfferPlace, who, entry, case_manager=holder, answer_by=answer_by, writes=codes)
            # The place is kept: others may take the places beside it, not this one.
            for other in entries:
                if other != entry:
                    self.attempt(AdmitReferral, who, other.referral, case_manager=holder, writes=OPENED)

    @precondition(lambda self: self.there_is(WaitingEntry))
    @rule(who=WHO, pick=PICK, turn=st.integers(0, 4), reason=REASON)
    def move_in_list(self, who, pick, turn, reason):
        entry = self.one(WaitingEntry, pick)
        self.attempt(MoveInWaitingList, who, entry, turn=turn, reason=reason, writes=["waiting.moved"])

    @precondition(lambda self: self.there_is(WaitingEntry))
    @rule(
        who=WHO, pick=PICK, to=st.sampled_from([None, "case_manager", "colleague"]), days=st.integers(-1, 70)
    )
    def offer(self, who, pick, to, days):
        self.attempt(
            OfferPlace,
            who,
            self.one(WaitingEntry, pick),
            answer_by=make.day() + datetime.timedelta(days=days),
            case_manager=self.people[to] if to else None,
            writes=["waiting.offered"],
        )

    @precondition(lambda self: self.there_is(PlaceOffer))
    @rule(who=WHO, pick=PICK, state=st.sampled_from(PlaceOffer.State.values), note=REASON)
    def answer(self, who, pick, state, note):
        target = self.one(PlaceOffer, pick)
        self.attempt(AnswerOffer, who, target, state=state, note=note, writes=["waiting.answered"])
