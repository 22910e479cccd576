"""Fictional files of the second programme, made by the actions themselves: a home entered, and kept.

Runs once: it does nothing as soon as the programme has a file.
"""

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from casefiles.actions import (
    AddObjective,
    AddPlannedAction,
    AdmitReferral,
    LogContact,
    MoveStage,
    PutOnWaitingList,
)
from casefiles.demo_assessments import assess
from casefiles.demo_lease import live_in_lease
from casefiles.demo_nights import keep_a_home
from casefiles.models import CaseFile, ContactKind, ContactMedium, LifeAxis, Programme
from casefiles.receiving import receive_submission
from casefiles.setup import LOGEMENT_ACCOMPAGNE
from forms.definition.answers import validate
from forms.models import Submission
from forms.receiving import content_hash
from portal.accounts.models import User

HOLDERS = ("referente@example.org", "referent2@example.org")


@dataclass(frozen=True)
class Home:
    """One fictional file: where the home stood, opened so many days ago, now at that stage."""

    first_name: str
    last_name: str
    gender: str
    birth_date: str
    home_state: str
    opened: int
    stage: int


HOMES = (
    Home("Annick", "Seuil", "woman", "03/05/1972", "threatened", 310, 4),
    Home("Bruno", "Palier", "man", "21/09/1985", "sliding", 240, 3),
    Home("Célia", "Volet", "woman", "14/02/1994", "leaving_shelter", 170, 3),
    Home("Driss", "Perron", "man", "30/11/1979", "agreement", 90, 2),
    Home("Emma", "Lucarne", "woman", "08/07/2001", "leaving_shelter", 45, 1),
    Home("Fabrice", "Marquise", "man", "17/12/1966", "threatened", 12, 0),
    # She was known of the other programme under another spelling: the two are merged (demo_persons).
    Home("Faustyne", "Brouillon", "woman", "09/09/1981", "sliding", 200, 3),
    # He has the name of somebody else: the two were compared, and are two.
    Home("Célestin", "Modèle", "man", "19/01/1958", "threatened", 130, 2),
    Home("Isaure", "Auvent", "woman", "25/06/1997", "leaving_shelter", 70, 1),
    Home("Joël", "Verrière", "man", "05/05/1983", "agreement", 25, 0),
)
# Days ago, and what differs: to decide, not to be admitted by a case manager alone, to wait.
REQUESTS = (
    (1, {"first_name": "Gisèle", "last_name": "Persienne", "gender": "woman", "home_state": "sliding"}),
    (3, {"first_name": "Henri", "last_name": "Corniche", "gender": "man", "home_state": "none"}),
    (9, {"first_name": "Iris", "last_name": "Balcon", "gender": "x", "home_state": "threatened"}),
)
CONTACTS = (
    ("tripartite", "home", "Rencontre à trois au logement : présentation, attentes de chacun."),
    ("home_visit", "home", "Tour du logement, relevé des compteurs, premières questions sur les charges."),
    ("procedure", "appointment", "Demande de garantie locative complétée ensemble."),
    ("follow_up", "telephone", "Nouvelles par téléphone : le voisinage se passe bien."),
)
OBJECTIVES = (
    (
        "home",
        "Tenir le logement et le sentir comme chez soi",
        "Avoir enfin ma clé à moi.",
        "Faire le tour des petites réparations",
    ),
    (
        "budget",
        "Payer le loyer chaque mois, sans courir après",
        "Ne plus avoir peur de la boîte aux lettres.",
        "Mettre le loyer en ordre permanent",
    ),
)


@transaction.atomic
def create_housing_demo():
    """Ten files on two case managers, two requests to decide, one that waits."""
    programme = Programme.objects.filter(slug=LOGEMENT_ACCOMPAGNE).select_related("form").first()
    if programme is None or programme.form is None or CaseFile.objects.filter(programme=programme).exists():
        return
    users = [User.objects.get(email=email) for email in HOLDERS]
    programme.case_managers.set(users)
    for number, home in enumerate(HOMES):
        HomeLife(programme, users[number % 2], home, number).live()
    referrals = [request(programme, days, **answers) for days, answers in REQUESTS]
    reason = "La première rencontre se fera quand le service d’accueil sera disponible."
    PutOnWaitingList(users[0], referrals[-1], reason=reason, at=_moment(8)).execute()


def request(programme, days_ago, **answers):
    """A request as it came through the public form of the programme."""
    at, version = _moment(days_ago), programme.form.current_version
    given = {
        "sender_kind": "service",
        "sender_service": "Maison d’accueil (exemple)",
        "sender_name": "Dominique Fictive",
        "sender_phone": "064 00 00 00",
        "municipality": "7100",
        "own_request": "yes",
        "needs": ["home", "budget"],
        "co_intervention": "yes",
        "informed": "yes",
        **answers,
    }
    clean, errors = validate(version.document, given)
    if errors:
        raise ValueError(f"The demonstration no longer answers the form: {errors}")
    submission = Submission.objects.create(
        version=version,
        answers=clean,
        channel=Submission.Channel.WEB,
        nonce_hash=uuid.uuid4().hex,
        content_hash=content_hash(version, clean),
        received_at=at,
    )
    return receive_submission(submission)


class HomeLife:
    """One file, from its request to where it stands now."""

    def __init__(self, programme, holder, home, number):
        self.programme, self.holder, self.home, self.number = programme, holder, home, number
        self.stages = list(programme.stages.order_by("order"))
        self.spoken = 0

    def live(self):
        home = self.home
        referral = request(
            self.programme,
            home.opened + 5,
            first_name=home.first_name,
            last_name=home.last_name,
            gender=home.gender,
            birth_date=home.birth_date,
            home_state=home.home_state,
            **self._lease(),
        )
        self.file = self.act(AdmitReferral, referral, home.opened)
        days = [home.opened - home.opened * step // (home.stage + 1) for step in range(home.stage + 1)]
        for step, day in enumerate(days):
            if step:
                self.act(MoveStage, self.file, day, to_stage=self.stages[step])
            self._work(step, day)
            keep_a_home(self, step, day)
        live_in_lease(self)

    def _lease(self):
        """When the lease slides, some months from now: who accompanies is reminded before."""
        if self.home.home_state != "sliding":
            return {}
        slides_on = timezone.localdate() + datetime.timedelta(days=80 + 30 * self.number)
        return {"slides_on": f"{slides_on:%m/%Y}"}

    def _work(self, step, day):
        self._contact(day)
        self._contact(max(day - 10, 2))
        if step == 1 and self.home.stage > 1:
            assess(self, max(day - 12, 1))
        if step == 2:
            self._plan(max(day - 3, 1))

    def _contact(self, days_ago):
        kind, medium, note = CONTACTS[self.spoken % len(CONTACTS)]
        self.spoken += 1
        self.act(
            LogContact,
            self.file,
            days_ago,
            date=timezone.localdate(_moment(days_ago)),
            kind=ContactKind.objects.get(code=kind),
            medium=ContactMedium.objects.get(code=medium),
            minutes=60 if medium == "home" else 20,
            people_present="La personne, l’intervenante sociale, le bailleur" if kind == "tripartite" else "",
            note=note,
        )

    def _plan(self, days_ago):
        due = timezone.localdate(_moment(days_ago)) + datetime.timedelta(days=120)
        for axis, statement, own_words, step in OBJECTIVES:
            objective = self.act(
                AddObjective,
                self.file,
                days_ago,
                axis=LifeAxis.objects.get(code=axis),
                statement=statement,
                own_words=own_words,
                due_on=due,
            )
            self.act(AddPlannedAction, objective, days_ago, statement=step, who="person", due_on=due)

    def act(self, action, target, days_ago, **data):
        return action(self.holder, target, at=_moment(days_ago), **data).execute()


def _moment(days_ago):
    """Eleven in the morning so many days ago; today, now."""
    if days_ago <= 0:
        return timezone.now()
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(11)))
