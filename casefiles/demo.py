"""Fictional files in every stage, made by the actions themselves, with dates that follow the calendar.

Runs once: it does nothing as soon as one file exists.
"""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from casefiles import demo_content as words
from casefiles.actions import (
    AddHouseholdMember,
    AddObjective,
    AddPlannedAction,
    AdmitReferral,
    AskForMore,
    Assign,
    CloseFile,
    LogContact,
    MoveStage,
    PutOnWaitingList,
    RefuseReferral,
    SetActionState,
    SetHousehold,
    SettleObjective,
)
from casefiles.demo_assessments import assess, begin_assessment, give_opinions
from casefiles.demo_following import come_back, fill_agenda, follow, keep_filters, while_waiting
from casefiles.demo_handover import hand_over
from casefiles.demo_housing import create_housing_demo
from casefiles.demo_money import owe_and_repay
from casefiles.demo_network import surround
from casefiles.demo_nights import sleep_somewhere
from casefiles.demo_papers import LETTERS, keep_papers, scans
from casefiles.demo_persons import compare_persons
from casefiles.demo_region import say_what_the_region_asks
from casefiles.demo_sharing import share_with_a_service
from casefiles.models import (
    CaseFile,
    ContactKind,
    ContactMedium,
    DocumentKind,
    ExitReason,
    HousingOutcome,
    LifeAxis,
    Programme,
    RefusalReason,
)
from casefiles.receiving import receive_submission
from casefiles.setup import HEBERGE_TOIT, create_reference_data
from content.directory.models import Service
from forms.definition.answers import validate
from forms.models import Submission
from forms.receiving import content_hash
from forms.setup import create_shipped_forms
from portal.accounts.models import User

CONTACT_EVERY_DAYS = 11


def create_demo():
    """Some forty files on three case managers, a year of work, requests to decide, who waits, who not."""
    if CaseFile.objects.exists():
        return
    create_shipped_forms()
    create_reference_data()
    with transaction.atomic():
        Demo().make()
        create_housing_demo()
        say_what_the_region_asks()
        compare_persons()
        share_with_a_service()
        hand_over()


class Demo:
    def __init__(self):
        self.programme = Programme.objects.get(slug=HEBERGE_TOIT)
        self.version = self.programme.form.current_version
        self.users = {user.email: user for user in User.objects.filter(email__endswith="@example.org")}
        self.coordination = self.users["coordination@example.org"]
        self.lists = {
            model: {line.code: line for line in model.objects.all()}
            for model in (
                ContactKind,
                ContactMedium,
                LifeAxis,
                DocumentKind,
                ExitReason,
                RefusalReason,
                HousingOutcome,
            )
        }
        self.stages = list(self.programme.stages.order_by("order"))
        self.partner = Service.objects.order_by("pk").first()
        self.sent = 0
        self.scans, self.letters_to_write = scans(), list(LETTERS)

    def make(self):
        holders = (words.REFERENTE, words.REFERENT2, words.REFERENT3)
        self.programme.case_managers.set([self.users[email] for email in holders])
        for number, story in enumerate(words.STORIES):
            Life(self, story, number).live()
        self._requests()
        fill_agenda(self)
        give_opinions()
        keep_filters(self)

    def _requests(self):
        requests = [self.request(days, **answers) for days, answers in words.TO_DECIDE]
        self.run(
            AskForMore, requests[-1], 4, question="Depuis quand exactement, et avec quelles ressources ?"
        )
        for days, answers in words.WAITING:
            referral = self.request(days, **answers)
            reason = "Toutes les places sont prises ; la personne souhaite attendre."
            self.run(PutOnWaitingList, referral, days - 2, reason=reason)
        while_waiting(self)
        for days, code, answers in words.REFUSED:
            referral = self.request(days, **answers)
            note = "Expliqué de vive voix, avec les coordonnées d’un autre service."
            reason = self.lists[RefusalReason][code]
            self.run(RefuseReferral, referral, days - 3, reason=reason, note=note, redirected_to=self.partner)

    def run(self, action, target, days_ago, *, actor=None, **data):
        """Execute an action dated so many days ago, at an hour of work."""
        actor = actor or self.users[words.REFERENTE]
        return action(actor, target, at=_moment(days_ago), **data).execute()

    def request(self, days_ago, **answers):
        """A request as it came through the public form, so many days ago."""
        at = _moment(days_ago)
        clean, errors = validate(self.version.document, self._answers(at, answers))
        if errors:
            raise ValueError(f"The demonstration no longer answers the form: {errors}")
        submission = Submission.objects.create(
            version=self.version,
            answers=clean,
            channel=Submission.Channel.WEB,
            nonce_hash=uuid.uuid4().hex,
            content_hash=content_hash(self.version, clean),
            received_at=at,
        )
        return receive_submission(submission)

    def _answers(self, at, changed):
        weeks = changed.pop("street_weeks", 10)
        service, sender = words.SENDERS[self.sent % len(words.SENDERS)]
        self.sent += 1
        since = timezone.localdate(at) - datetime.timedelta(weeks=weeks or 0)
        # One in three knows only the month.
        written = since.strftime("%m/%Y" if self.sent % 3 == 0 else "%d/%m/%Y") if weeks is not None else ""
        return {
            "sender_kind": "service",
            "sender_service": service,
            "sender_name": sender,
            "sender_phone": "064 00 00 00",
            "sender_email": "service@example.org",
            "current_situation": "moving_around",
            "municipality": "7100" if self.sent % 2 else "7110",
            "street_since": written,
            "residence_permit": "yes",
            "own_request": "yes",
            "household": "alone",
            "needs": ["housing", "administration"],
            "urgency": str(2 + self.sent % 4),
            "reference_address": "no" if self.sent % 3 else "yes",
            "permit_kind": "belgian" if self.sent % 2 else "unlimited",
            "involved_services": [{"involved_service": service, "involved_contact": sender}],
            "may_contact_services": "yes",
            "own_words": "Un endroit sûr pour dormir, et quelqu’un avec qui avancer.",
            "informed": "yes",
            "message": "La personne est prévenue de cette orientation et d’accord pour être rappelée.",
            **changed,
        }


class Life:
    """One file, lived day by day from its request to where it stands now."""

    def __init__(self, demo, story, number):
        self.demo, self.story, self.number = demo, story, number
        self.holder = demo.users[story.holder]
        self.spoken = number
        self.objectives = {}

    def live(self):
        story = self.story
        referral = self.demo.request(
            story.opened + 4,
            first_name=story.first_name,
            last_name=story.last_name,
            gender=story.gender,
            birth_date=datetime.date.fromisoformat(story.birth).strftime("%d/%m/%Y"),
            current_situation=story.situation,
            street_weeks=4 + self.number % 5 * 3,
        )
        first_holder = self.demo.users[words.REFERENTE] if story.twist == "moved_over" else self.holder
        self.file = self.demo.run(AdmitReferral, referral, story.opened, actor=first_holder)
        if story.twist == "moved_over":
            reason = "Une place se libère, et la confiance est déjà là."
            self.act(
                Assign,
                self.file,
                story.opened - 1,
                actor=self.demo.coordination,
                case_manager=self.holder,
                reason=reason,
            )
        self._household()
        if story.twist == "lost":
            self.talk(story.opened - 2, story.silent)
            self.leave(
                ("lost_contact", None),
                "Plus de nouvelles malgré les messages et les passages aux accueils de jour.",
            )
            return
        self._walk()
        if story.twist == "again":
            come_back(self)
        surround(self)
        keep_papers(self)

    def act(self, action, target, days_ago, *, actor=None, **data):
        return self.demo.run(action, target, days_ago, actor=actor or self.holder, **data)

    # --- the path ------------------------------------------------------------------------------------------
    def _walk(self):
        """Through the stages, at dates spread between the opening and today."""
        begin, end = self.story.opened, max(self.story.silent, 1)
        steps = min(self.story.stage + 1, len(self.demo.stages) - 1)
        days = [begin - (begin - end) * step // steps for step in range(steps + 1)]
        for step in range(steps):
            self.talk(days[step] - (step == 0), days[step + 1])
            self._assess(step, days[step + 1])
            sleep_somewhere(self, step, days[step + 1])
            owe_and_repay(self, step, days[step + 1])
            if step == 2 or (step == 1 and self.story.twist == "back"):
                self._plan(days[step] - 1)
            if step >= 3:
                follow(self, step, days[step] - 1)
            if step < self.story.stage:
                self._step_on(step, days[step + 1])

    def _step_on(self, step, day):
        following = self.demo.stages[step + 1]
        if step == 3:
            self._results(day)
        if following.is_exit:
            self.leave(self.story.left_for, "Visites espacées pendant trois mois, puis à la demande.")
            return
        self.act(MoveStage, self.file, day, to_stage=following)
        if step == 1 and self.story.twist == "back":
            self.act(
                MoveStage,
                self.file,
                day,
                to_stage=self.demo.stages[1],
                reason="La situation familiale a changé.",
            )
            self.talk(day, day)
            self.act(MoveStage, self.file, day, to_stage=following)

    def leave(self, left_for, note, *, days_ago=None):
        lists, (reason, outcome) = self.demo.lists, left_for
        self.act(
            CloseFile,
            self.file,
            max(self.story.silent - 15, 0) if days_ago is None else days_ago,
            reason=lists[ExitReason][reason],
            housing_outcome=lists[HousingOutcome].get(outcome),
            oriented_to=self.demo.partner if reason in ("relay", "stable_home") else None,
            note=note,
        )

    def _assess(self, step, day):
        """A first assessment at the end of its stage, a second before the evaluation, sometimes one begun."""
        if step == 1:
            assess(self, day)
        elif step == 3:
            assess(self, day, later=True)
        if step == self.story.stage and step in (1, 2) and self.number % 3 == 0:
            begin_assessment(self, day)

    # --- what happens on the way ---------------------------------------------------------------------------
    def talk(self, from_days_ago, to_days_ago):
        """Contacts between two days, both included."""
        day = from_days_ago
        while day > to_days_ago:
            self._contact(day)
            day -= CONTACT_EVERY_DAYS
        self._contact(to_days_ago)

    def _contact(self, days_ago):
        kind, medium, minutes, place, note = words.CONTACTS[self.spoken % len(words.CONTACTS)]
        self.spoken += 1
        lists = self.demo.lists
        self.act(
            LogContact,
            self.file,
            days_ago,
            date=timezone.localdate(_moment(days_ago)),
            kind=lists[ContactKind][kind],
            medium=lists[ContactMedium][medium],
            minutes=minutes,
            place=place,
            outcome="not_shown" if self.spoken % 11 == 0 and days_ago > self.story.silent + 20 else "held",
            parts_present=("person", "social_worker", "landlord") if kind == "tripartite" else (),
            note=note,
            confidential_note=words.CONFIDENTIAL if self.spoken % 7 == 0 else "",
        )

    def _plan(self, days_ago):
        if self.objectives:
            return
        plan_day = timezone.localdate(_moment(days_ago))
        for axis, statement, own_words, actions in words.OBJECTIVES[: 2 + self.number % 3]:
            objective = self.act(
                AddObjective,
                self.file,
                days_ago,
                axis=self.demo.lists[LifeAxis][axis],
                statement=statement,
                own_words=own_words,
                due_on=plan_day + datetime.timedelta(days=90),
            )
            self.objectives[axis] = objective
            for action_words, who, due, outcome in actions:
                self._plan_action(objective, days_ago, plan_day, action_words, who, due, outcome)

    def _plan_action(self, objective, days_ago, plan_day, statement, who, due, outcome):
        action = self.act(
            AddPlannedAction,
            objective,
            days_ago,
            statement=statement,
            who=who,
            partner=self.demo.partner if who == "partner" else None,
            due_on=plan_day + datetime.timedelta(days=due),
        )
        done_ago = days_ago - due + 2
        # What was due long ago has been done since: only recent lateness is left to see.
        if done_ago > 20 or (outcome == "done" and done_ago >= 0):
            self.act(SetActionState, action, done_ago, state="done", result="Fait ensemble.")
        elif outcome == "in_progress":
            self.act(SetActionState, action, max(days_ago - 5, 0), state="in_progress")

    def _results(self, days_ago):
        for axis, objective in self.objectives.items():
            state, result = words.RESULTS[axis]
            for action in objective.actions.filter(state__in=["planned", "in_progress"]):
                self.act(SetActionState, action, days_ago, state="done", result="Fait.")
            if self.story.stage >= 5 or axis != "home":
                self.act(SettleObjective, objective, days_ago, state=state, result=result)

    def _household(self):
        if self.story.household == "single":
            return
        self.act(SetHousehold, self.file, self.story.opened, composition=self.story.household)
        if "couple" in self.story.household:
            self.act(
                AddHouseholdMember,
                self.file,
                self.story.opened,
                relation="partner",
                name="Partenaire Exemple",
            )
        year = timezone.localdate().year - 4
        self.act(
            AddHouseholdMember,
            self.file,
            self.story.opened,
            relation="child",
            name="Enfant Exemple",
            birth_year=year,
        )


def _moment(days_ago):
    """Ten in the morning so many days ago; today, now."""
    if days_ago <= 0:
        return timezone.now()
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(10)))
