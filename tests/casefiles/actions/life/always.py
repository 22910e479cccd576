"""What holds after every step, whoever did what: told from the rows alone, not from how they were made."""

import datetime
from collections import Counter, defaultdict
from itertools import pairwise

from hypothesis.stateful import invariant

from casefiles.access import visible_to
from casefiles.models import (
    Appointment,
    Assessment,
    Assignment,
    CalendarFeed,
    CaseDocument,
    CaseFile,
    Closure,
    Contact,
    ContactTemplate,
    ContractSignature,
    EngagementContract,
    Household,
    HouseholdMember,
    Objective,
    Person,
    PersonMerge,
    PlaceOffer,
    PlannedAction,
    Referral,
    ReferralEvent,
    Reminder,
    RhythmChange,
    StageMove,
    UnmetNeed,
    WaitingEntry,
    WaitingMove,
)
from casefiles.text import search_key
from tests.casefiles.actions.life.core import OTHERS, WORKERS
from tests.factories import casefiles as make

# Each noun, and the way from it to whose file it is of.
OF_FILES = {
    CaseFile: "",
    Appointment: "case_file__",
    Assessment: "case_file__",
    Assignment: "case_file__",
    CaseDocument: "case_file__",
    Closure: "case_file__",
    Contact: "case_file__",
    ContractSignature: "contract__case_file__",
    EngagementContract: "case_file__",
    Objective: "case_file__",
    PlannedAction: "objective__case_file__",
    Reminder: "case_file__",
    RhythmChange: "case_file__",
    StageMove: "case_file__",
    UnmetNeed: "case_file__",
}
OF_REQUESTS = (Referral, ReferralEvent, WaitingEntry, WaitingMove, PlaceOffer)
OF_PERSONS = (Person, Household, HouseholdMember, PersonMerge)
TOOLS = (CalendarFeed, ContactTemplate)


class Always:
    @invariant()
    def an_open_file_has_one_case_manager_and_a_closed_one_none(self):
        active = defaultdict(list)
        for row in Assignment.objects.filter(ended_on__isnull=True):
            active[row.case_file_id].append(row.case_manager_id)
        for case_file in CaseFile.objects.select_related("stage"):
            held_by = active[case_file.pk]
            assert held_by == ([] if case_file.is_closed else [case_file.case_manager_id])
            assert case_file.stage.is_exit == case_file.is_closed
            assert (case_file.exit_reason_id is not None) == case_file.is_closed

    @invariant()
    def nobody_holds_a_file_twice_on_one_day(self):
        spans = defaultdict(list)
        for row in Assignment.objects.order_by("started_on", "created_at"):
            spans[row.case_file_id].append((row.started_on, row.ended_on or datetime.date.max))
        for of_file in spans.values():
            assert all(before[1] <= after[0] for before, after in pairwise(sorted(of_file)))

    @invariant()
    def nobody_passes_the_capacity_without_a_signature(self):
        active = list(Assignment.objects.filter(ended_on__isnull=True))
        kept = list(PlaceOffer.objects.filter(state__in=PlaceOffer.HELD, entry__left_on__isnull=True))
        for user in self.people.values():
            own = [item for item in active if item.case_manager_id == user.pk]
            beyond = any(item.over_capacity_by_id for item in own)
            offered = sum(offer.case_manager_id == user.pk for offer in kept)
            assert len(own) + offered <= self.most or beyond
            assert len({item.place for item in own}) == len(own)

    @invariant()
    def who_holds_or_is_to_hold_is_of_the_team(self):
        team = self.team
        assert set(Assignment.objects.filter(ended_on=None).values_list("case_manager", flat=True)) <= team
        kept = PlaceOffer.objects.filter(state__in=PlaceOffer.HELD, entry__left_on__isnull=True)
        assert set(kept.values_list("case_manager", flat=True)) <= team

    @invariant()
    def the_path_has_no_gap(self):
        """A step is judged when it is made, by the path as it was that day: it may be set otherwise since."""
        files = {row.pk: row for row in CaseFile.objects.all()}
        paths = defaultdict(list)
        for row in StageMove.objects.select_related("from_stage", "to_stage").order_by("created_at"):
            paths[row.case_file_id].append(row)
        assert set(paths) == set(files)
        for pk, moves in paths.items():
            assert moves[0].from_stage_id is None
            assert moves[-1].to_stage_id == files[pk].stage_id
            for before, after in pairwise(moves):
                assert after.from_stage_id == before.to_stage_id
                assert after.moved_on >= before.moved_on
                assert self._judge(after), f"{after.from_stage} → {after.to_stage}"
        stages = self.stages
        assert [stage.order for stage in stages] == list(range(1, len(stages) + 1))
        assert [stage.is_exit for stage in stages] == [False] * (len(stages) - 1) + [True]

    def _judge(self, move):
        said = (move.from_stage_id, move.to_stage_id, move.moved_on)
        if move.pk not in self.judged:
            forward = move.to_stage.order - move.from_stage.order
            assert forward == 1 or move.to_stage.is_exit or (forward < 0 and move.reason)
            self.judged[move.pk] = said
        return self.judged[move.pk] == said

    @invariant()
    def every_exit_is_kept(self):
        exits = defaultdict(list)
        for row in Closure.objects.order_by("created_at"):
            exits[row.case_file_id].append(row)
        left = Counter(StageMove.objects.filter(to_stage__kind="exit").values_list("case_file", flat=True))
        for case_file in CaseFile.objects.all():
            rows = exits[case_file.pk]
            still = [row for row in rows if row.reopened_on is None]
            assert [row.closed_on for row in still] == ([case_file.closed_on] if case_file.is_closed else [])
            assert len(rows) == left[case_file.pk]

    @invariant()
    def the_rhythm_says_when_the_next_contact_is_due(self):
        changes_of = defaultdict(list)
        for row in RhythmChange.objects.order_by("since", "created_at"):
            changes_of[row.case_file_id].append(row)
        for case_file in CaseFile.objects.select_related("rhythm"):
            changes = changes_of[case_file.pk]
            assert case_file.rhythm_id == (changes[-1].rhythm_id if changes else None)
            every = case_file.rhythm and case_file.rhythm.every_days
            assert (case_file.contact_due_on is None) == (case_file.is_closed or not every)
            if case_file.contact_due_on:
                began = max(case_file.opened_on, changes[-1].since - datetime.timedelta(days=every))
                assert case_file.contact_due_on >= min(began, changes[-1].since)

    @invariant()
    def the_last_contact_is_the_last_that_took_place(self):
        last = {}
        for row in Contact.objects.filter(outcome="held"):
            last[row.case_file_id] = max(row.date, last.get(row.case_file_id, row.date))
        for case_file in CaseFile.objects.all():
            assert case_file.last_contact_on == last.get(case_file.pk)

    @invariant()
    def turns_are_one_to_n_and_each_waits_on_the_list(self):
        waiting = set(Referral.objects.filter(status="waiting").values_list("pk", flat=True))
        rows = list(WaitingEntry.objects.filter(left_on=None).order_by("turn"))
        assert waiting == {row.referral_id for row in rows}
        assert [row.turn for row in rows] == list(range(1, len(rows) + 1))

    @invariant()
    def a_place_is_kept_only_for_who_waits(self):
        for offer in PlaceOffer.objects.select_related("entry__referral"):
            if offer.entry.left_on is None:
                assert offer.entry.referral.status == "waiting"
            else:
                assert offer.state != "open"
                assert offer.state != "accepted" or offer.entry.outcome == "admitted"

    @invariant()
    def an_admitted_request_has_its_file(self):
        admitted = set(Referral.objects.filter(status="admitted").values_list("pk", flat=True))
        assert admitted == set(CaseFile.objects.values_list("referral", flat=True))

    @invariant()
    def one_version_of_the_contract_holds(self):
        versions = defaultdict(list)
        for row in EngagementContract.objects.prefetch_related("signatures").order_by("number"):
            versions[row.case_file_id].append(row)
        for rows in versions.values():
            assert [row.number for row in rows] == list(range(1, len(rows) + 1))
            states = [row.state for row in rows]
            assert states.count("signed") <= 1
            assert states.count("to_sign") <= 1
            for row in rows:
                parties = {signature.party for signature in row.signatures.all()}
                both = {"person", "case_manager"} <= parties
                assert row.state != "signed" or both
                assert row.state != "to_sign" or not both
                assert (row.ended_on is None) == (row.state in ("signed", "to_sign"))

    @invariant()
    def what_is_settled_has_its_day(self):
        assert all((row.state == "open") == (row.closed_on is None) for row in Objective.objects.all())
        assert all(row.is_open == (row.done_on is None) for row in PlannedAction.objects.all())

    @invariant()
    def a_plan_goes_forward(self):
        for row in Objective.objects.exclude(due_on=None):
            assert row.due_on >= row.opened_on
        for row in PlannedAction.objects.select_related("objective"):
            assert row.due_on is None or row.due_on >= row.objective.opened_on
            assert row.partner_id is None or row.who == "partner"

    @invariant()
    def an_assessment_is_a_draft_or_has_its_answers_for_good(self):
        drafts = []
        for row in Assessment.objects.select_related("case_file"):
            assert (row.state == "finished") == (row.submission_id is not None) == (row.answers is None)
            assert row.case_file.opened_on <= row.held_on <= make.day()
            drafts += [(row.case_file_id, row.form_id)] if row.is_draft else []
        assert len(drafts) == len(set(drafts))

    @invariant()
    def a_copy_is_a_document_of_the_same_file(self):
        for row in EngagementContract.objects.exclude(signed_copy=None).select_related("signed_copy"):
            assert row.signed_copy.case_file_id == row.case_file_id

    @invariant()
    def tools_are_ones_own(self):
        assert not ContactTemplate.objects.filter(owner__in=[self.people[name].pk for name in OTHERS])
        opened = list(CalendarFeed.objects.filter(ended_at=None).values_list("owner", flat=True))
        assert len(opened) == len(set(opened))
        assert set(opened) <= {self.people[name].pk for name in WORKERS}

    @invariant()
    def a_file_is_found_by_the_name_its_person_has(self):
        for row in CaseFile.objects.select_related("person"):
            assert row.search_key == search_key(row.reference, row.person.first_name, row.person.last_name)

    @invariant()
    def a_need_waits_once_in_a_file(self):
        waiting = list(UnmetNeed.objects.filter(met_on=None).values_list("case_file", "kind"))
        assert len(waiting) == len(set(waiting))

    @invariant()
    def a_merged_person_holds_no_file(self):
        away = set(Person.objects.filter(merged_into__isnull=False).values_list("pk", flat=True))
        merges = PersonMerge.objects.filter(undone_at__isnull=True).values_list("merged", flat=True)
        assert away == set(merges)
        assert not CaseFile.objects.filter(person__in=away).exists()
        assert not HouseholdMember.objects.filter(household__person__in=away).exists()
        held = CaseFile.objects.filter(closed_on=None).values_list("person", "programme")
        assert len(held) == len(set(held))

    @invariant()
    def what_was_planned_stands_with_somebody_who_sees_it(self):
        planned = Appointment.objects.filter(state="planned", case_file__closed_on__isnull=True)
        for row in planned.exclude(case_file=None).select_related("case_file"):
            assert row.owner_id in (row.case_file.case_manager_id, self.people["coordination"].pk)

    @invariant()
    def each_sees_only_what_is_theirs(self):
        """One person a step, each in turn: asking for everybody each time takes longer than all the rest."""
        names = (*OTHERS, "case_manager", "colleague", "coordination")
        self.looked = getattr(self, "looked", -1) + 1
        name = names[self.looked % len(names)]
        if name in OTHERS:
            self._sees_nothing(name)
        elif name == "coordination":
            every = set(CaseFile.objects.values_list("pk", flat=True))
            assert set(visible_to(self.people[name], CaseFile).values_list("pk", flat=True)) == every
        else:
            self._sees_her_own(name)

    def _sees_nothing(self, name):
        for model in (*OF_FILES, *OF_REQUESTS, *OF_PERSONS, *TOOLS):
            assert not visible_to(self.people[name], model).exists(), f"{name} sees {model.__name__}"

    def _sees_her_own(self, name):
        user = self.people[name]
        for model, path in OF_FILES.items():
            seen = visible_to(user, model).exclude(**{f"{path}case_manager": user})
            if model in (Appointment, Reminder):
                seen = seen.filter(case_file__isnull=False)
            assert not seen.exists(), f"{name} sees {model.__name__} of somebody else"
        for model in TOOLS:
            seen = visible_to(user, model).exclude(owner=user).exclude(owner=None)
            assert not seen.exists(), f"{name} sees {model.__name__} of somebody else"
