"""Ten thousand fictional files with all that belongs to them, written by COPY in the order of their keys."""

import datetime
import random
import uuid
from dataclasses import dataclass

from django.utils import timezone

from casefiles import models as nouns
from casefiles.contract.content import FORMAT, HOUSE, fingerprint
from casefiles.models import (
    ContactKind,
    ContactMedium,
    DocumentKind,
    ExitReason,
    FollowUpRhythm,
    HousingOutcome,
    LifeAxis,
    UnmetNeedKind,
)
from forms.models import Submission
from portal.vault.models import StoredFile
from tests.bench.casefiles.people import PLACES, name_of

LONG, LONG_CONTACTS = 3, 2000
NOTE = "Démarche pour l’adresse de référence, faite ensemble ; la suite est notée dans le plan."
SECRET = "Mots confidentiels d’une personne qui n’existe pas, longs comme une note de tous les jours."


@dataclass
class Sizes:
    files: int = 10_000
    open_files: int = 1_000
    contacts: int = 200_000
    entries: int = 1_000_000
    undecided: int = 60


class Lists:
    """The lines of each list, read once."""

    def __init__(self):
        for model in (
            *(ContactKind, ContactMedium, DocumentKind, ExitReason, FollowUpRhythm, HousingOutcome),
            *(LifeAxis, UnmetNeedKind),
        ):
            setattr(self, model.__name__, list(model.objects.all()))


class Service:
    """Draws every row; the same seed gives the same service."""

    def __init__(self, programme, managers, coordinators, sizes):
        self.programme, self.managers, self.coordinators = programme, managers, coordinators
        self.sizes = sizes
        self.draw = random.Random(20261122)  # noqa: S311 - measured, not secret
        self.today = timezone.localdate()
        self.lists = Lists()
        self.stages = list(programme.stages.order_by("order"))
        self.people = []
        self.referrals = []
        self.files = []
        self.answers = []

    # --- one noun after the other ---------------------------------------------------------------------------
    def persons(self):
        for number in range(self.sizes.files):
            first, last = name_of(number)
            person = nouns.Person(
                first_name=first,
                last_name=last,
                birth_date=self.today - datetime.timedelta(days=self.draw.randint(7000, 24000)),
                gender=self.draw.choice(("woman", "man", "x")),
                phone=f"0400 {number // 100:02d} {number % 100:02d} 00",
            )
            self.people.append(person)
            yield person

    def households(self):
        for person in self.people:
            yield nouns.Household(
                person=person, composition=self.draw.choice(nouns.Household.Composition.values)
            )

    def submissions(self, version, variants):
        """One set of answers per request, then one per assessment."""
        for number in range(self.sizes.files):
            sent = Submission(
                version=version,
                answers=variants[number % len(variants)],
                channel="web",
                nonce_hash=uuid.uuid4().hex,
                content_hash=uuid.uuid4().hex,
            )
            self.answers.append(sent)
            yield sent

    def requests(self):
        for number in range(self.sizes.files):
            opened, _closed = self.life_of(number)
            yield self._request(number, self.people[number], opened, status="admitted")
        for number in range(self.sizes.undecided):
            person = nouns.Person(first_name="Camille", last_name=f"Demande-{number}")
            on = self.today - datetime.timedelta(days=number)
            yield self._request(None, person, on, status=("received", "more_info", "waiting")[number % 3])

    def _request(self, number, person, on, *, status):
        decided = status == "admitted"
        referral = nouns.Referral(
            reference=f"OR-{on.year}-{len(self.referrals) + 1:05d}",
            programme=self.programme,
            submission=self.answers[number] if number is not None else None,
            status=status,
            received_at=_noon(on - datetime.timedelta(days=4)),
            first_name=person.first_name,
            last_name=person.last_name,
            birth_date=person.birth_date,
            municipality="7100",
            street_since=on - datetime.timedelta(days=90),
            own_request="yes",
            sender_service="Accueil de jour (exemple)",
            situation="En rue depuis peu.",
            message=NOTE,
            decided_at=_noon(on) if decided else None,
            decided_by=self.manager_of(number or 0) if decided else None,
        )
        self.referrals.append(referral)
        return referral

    def events(self):
        for referral in self.referrals:
            yield nouns.ReferralEvent(referral=referral, kind="received", happened_at=referral.received_at)
            if referral.decided_at:
                yield nouns.ReferralEvent(
                    referral=referral,
                    kind="admitted",
                    happened_at=referral.decided_at,
                    by=referral.decided_by,
                    note="Première rencontre convenue.",
                )

    def waiting(self):
        waiting = [referral for referral in self.referrals if referral.status == "waiting"]
        for turn, referral in enumerate(waiting, 1):
            entry = nouns.WaitingEntry(
                referral=referral,
                entered_on=timezone.localdate(referral.received_at),
                entered_by=self.coordinators[0],
                reason="Toutes les places sont prises.",
                turn=turn,
            )
            if hasattr(entry, "programme_id"):
                entry.programme = self.programme
            yield entry

    def case_files(self):
        for number, person in enumerate(self.people):
            opened, closed = self.life_of(number)
            stage = self.stages[-1] if closed else self.stages[number % (len(self.stages) - 1)]
            last = closed or self.today - datetime.timedelta(days=self.draw.randint(0, 40))
            rhythm = self.draw.choice(self.lists.FollowUpRhythm)
            every = rhythm.every_days
            row = nouns.CaseFile(
                reference=f"HT-{opened.year}-{number + 1:05d}",
                person=person,
                programme=self.programme,
                referral=self.referrals[number],
                stage=stage,
                stage_since=max(opened, (closed or self.today) - datetime.timedelta(days=20)),
                case_manager=self.manager_of(number),
                opened_on=opened,
                street_since=opened - datetime.timedelta(days=90),
                last_contact_on=max(last, opened),
                rhythm=rhythm,
                contact_due_on=last + datetime.timedelta(days=every) if every and not closed else None,
                closed_on=closed,
                exit_reason=self.draw.choice(self.lists.ExitReason) if closed else None,
                housing_outcome=self.draw.choice(self.lists.HousingOutcome) if closed else None,
                exit_note="Visites espacées, puis à la demande." if closed else None,
            )
            self.files.append(row)
            yield row

    def assignments(self):
        for number, row in enumerate(self.files):
            yield nouns.Assignment(
                case_file=row,
                case_manager=row.case_manager,
                programme=self.programme,
                place=number % PLACES + 1,
                capacity=PLACES,
                started_on=row.opened_on,
                ended_on=row.closed_on,
                end="closed" if row.closed_on else "",
                assigned_by=self.coordinators[0],
                reason="Une place se libère.",
            )

    def moves(self):
        for row in self.files:
            before, last = None, self.stages.index(row.stage)
            for place, stage in enumerate(self.stages[: last + 1]):
                days = (row.stage_since - row.opened_on).days * place // max(last, 1)
                yield nouns.StageMove(
                    case_file=row,
                    from_stage=before,
                    to_stage=stage,
                    moved_on=row.opened_on + datetime.timedelta(days=days),
                    by=row.case_manager,
                    reason="La situation avance." if place > 2 else None,
                )
                before = stage

    def closures(self):
        for row in self.files:
            if row.closed_on:
                yield nouns.Closure(
                    case_file=row,
                    closed_on=row.closed_on,
                    closed_by=row.case_manager,
                    exit_reason=row.exit_reason,
                    housing_outcome=row.housing_outcome,
                    note="Visites espacées, puis à la demande.",
                )

    def rhythms(self):
        for row in self.files:
            yield nouns.RhythmChange(
                case_file=row, rhythm=row.rhythm, since=row.opened_on, by=row.case_manager
            )

    def objectives(self):
        self.goals = []
        for row in self.files:
            for number in range(2):
                settled = row.closed_on if number == 0 or row.closed_on else None
                goal = nouns.Objective(
                    case_file=row,
                    axis=self.draw.choice(self.lists.LifeAxis),
                    statement="Entrer dans un logement, et le garder",
                    own_words="Une porte à moi.",
                    opened_on=row.opened_on,
                    due_on=row.opened_on + datetime.timedelta(days=90),
                    state="reached" if settled else "open",
                    closed_on=settled,
                    author=row.case_manager,
                )
                self.goals.append(goal)
                yield goal

    def planned_actions(self):
        for goal in self.goals:
            for number in range(2):
                done = goal.closed_on or (goal.opened_on if number else None)
                yield nouns.PlannedAction(
                    objective=goal,
                    statement="Visiter un logement",
                    who=self.draw.choice(("person", "case_manager")),
                    due_on=self.today + datetime.timedelta(days=self.draw.randint(-5, 30)),
                    state="done" if done else "planned",
                    done_on=done,
                    author=goal.author,
                )

    def contracts(self):
        self.signed = []
        for row in self.files:
            review_on = row.opened_on + datetime.timedelta(days=180)
            content = _contract_of(row, review_on)
            contract = nouns.EngagementContract(
                case_file=row,
                number=1,
                made_on=row.opened_on,
                made_by=row.case_manager,
                content=content,
                content_hash=fingerprint(content),
                review_on=review_on,
                state="signed",
            )
            self.signed.append(contract)
            yield contract

    def signatures(self):
        for contract in self.signed:
            for party in ("person", "case_manager"):
                yield nouns.ContractSignature(
                    contract=contract,
                    party=party,
                    signed_on=contract.made_on,
                    recorded_by=contract.made_by,
                )

    def assessments(self, form, version):
        for row, sent in zip(self.files, self.answers[self.sizes.files :], strict=True):
            yield nouns.Assessment(
                case_file=row,
                form=form,
                version=version,
                held_on=row.opened_on,
                author=row.case_manager,
                state="finished",
                submission=sent,
                saved_at=_noon(row.opened_on),
            )

    def stored_files(self):
        self.stored = []
        for _row in self.files:
            stored = StoredFile(
                name="attestation.pdf", content_type="application/pdf", size=1200, sha256=uuid.uuid4().hex * 2
            )
            self.stored.append(stored)
            yield stored

    def documents(self):
        for row, stored in zip(self.files, self.stored, strict=True):
            yield nouns.CaseDocument(
                case_file=row,
                stored_file=stored,
                kind=self.draw.choice(self.lists.DocumentKind),
                title="Attestation",
                added_on=row.opened_on,
                added_by=row.case_manager,
                valid_until=self.today + datetime.timedelta(days=self.draw.randint(-400, 400)),
            )

    def needs(self):
        for row in self.files[::3]:
            yield nouns.UnmetNeed(
                case_file=row,
                kind=self.draw.choice(self.lists.UnmetNeedKind),
                axis=self.draw.choice(self.lists.LifeAxis),
                noted_on=row.opened_on,
                note=NOTE,
                author=row.case_manager,
            )

    def appointments(self):
        for row in self.files[: self.sizes.open_files]:
            for days in (-20, 3):
                on = max(self.today + datetime.timedelta(days=days), row.opened_on)
                yield nouns.Appointment(
                    case_file=row,
                    owner=row.case_manager,
                    made_by=row.case_manager,
                    starts_at=_noon(on),
                    kind=self.draw.choice(self.lists.ContactKind),
                    state="planned" if days > 0 else "held",
                    place="Bureau du Relais",
                )

    def reminders(self):
        for row in self.files[: self.sizes.open_files : 2]:
            yield nouns.Reminder(
                case_file=row,
                owner=row.case_manager,
                made_by=row.case_manager,
                due_on=self.today + datetime.timedelta(days=self.draw.randint(-3, 12)),
                words="Rappeler le service.",
            )

    def contacts(self):
        """The first files are long ones; the rest share what is left."""
        each, rest = divmod(self.sizes.contacts - LONG * LONG_CONTACTS, self.sizes.files - LONG)
        for number, row in enumerate(self.files):
            count = LONG_CONTACTS if number < LONG else each + (number - LONG < rest)
            span = max((row.last_contact_on - row.opened_on).days, 1)
            for place in range(count):
                yield self._contact(row, row.last_contact_on - datetime.timedelta(days=place * 7 % span))

    def _contact(self, row, on):
        chance = self.draw.random()
        return nouns.Contact(
            case_file=row,
            date=on,
            kind=self.draw.choice(self.lists.ContactKind),
            medium=self.draw.choice(self.lists.ContactMedium),
            axis=self.draw.choice(self.lists.LifeAxis) if chance < 0.4 else None,
            outcome="not_shown" if chance > 0.93 else "held",
            minutes=15 + int(chance * 60),
            place="Bureau du Relais",
            parts_present=["person", "social_worker"] if chance < 0.3 else None,
            note=NOTE,
            confidential_note=SECRET if chance < 0.15 else None,
            author=row.case_manager,
            created_at=_noon(on),
        )

    # --- who and when ---------------------------------------------------------------------------------------
    def manager_of(self, number):
        """The open files come first: ten for each case manager."""
        if number < self.sizes.open_files:
            return self.managers[number // PLACES % len(self.managers)]
        return self.managers[number % len(self.managers)]

    def life_of(self, number):
        """(opened on, closed on): the long files are the oldest that are open."""
        draw = random.Random(number * 7 + 1)  # noqa: S311
        if number < self.sizes.open_files:
            days = 1500 if number < LONG else draw.randint(5, 700)
            return self.today - datetime.timedelta(days=days), None
        opened = draw.randint(800, 3600)
        closed = opened - draw.randint(60, 700)
        return self.today - datetime.timedelta(days=opened), self.today - datetime.timedelta(days=closed)


def _noon(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def _contract_of(row, review_on):
    """What DraftContract would have written, without asking the database for the plan of each file."""
    return {
        "format": FORMAT,
        "nonce": uuid.uuid4().hex,
        "house": HOUSE,
        "programme": str(row.programme),
        "reference": row.reference,
        "number": 1,
        "made_on": row.opened_on.isoformat(),
        "review_on": review_on.isoformat(),
        "person": row.person.get_full_name(),
        "gender": row.person.gender,
        "case_manager": str(row.case_manager),
        "path": [],
        "axes": [],
        "partners": [],
        "person_engages": [NOTE],
        "service_engages": [NOTE],
    }
