"""Sliding leases at several points of their life, and a home that is kept, made by the actions themselves."""

import datetime

from django.utils import timezone

from casefiles.actions import (
    AnswerHomeService,
    AnswerLeaseCheck,
    CallHomeService,
    CloseHomeAlert,
    HoldLeaseReview,
    NoteLeaseMeeting,
    OpenHomeAlert,
    SlideLease,
    StartLease,
    StopLease,
    VisitHome,
)
from casefiles.models import Objective
from content.directory.models import Service

OWNER = "Propriétaire Exemple"
OPERATOR = "Agence immobilière sociale (exemple)"
THREE = ("person", "social_worker", "landlord")


def live_in_lease(life):
    """What is known of the home of one file, by who lives there."""
    story = {
        "Annick": _in_her_name,
        "Bruno": _under_way,
        "Faustyne": _review_is_late,
        "Driss": _stopped,
    }.get(life.home.first_name)
    if story is not None:
        story(life)


def _under_way(life):
    """A first review held last month; some months are left."""
    lease = _start(life, begun=395, days=700, aims=True)
    _meet(life, lease, 200, "Première rencontre à trois. Bruno paie son loyer à l’agence, le 5 du mois.")
    _meet(life, lease, 62, "Le propriétaire est d’accord sur le principe. On prépare la garantie locative.")
    review = lease.reviews.first()
    _act(
        life,
        HoldLeaseReview,
        review,
        28,
        held_on=_day(28),
        decided="Douze loyers payés à temps. On vise le passage du bail à son nom cet hiver.",
    )
    _visit(life, 45, {"dwelling": "good", "energy": "watch", "rent": "good", "neighbours": "good"}, "Relevé.")


def _review_is_late(life):
    lease = _start(life, begun=380, days=1000)
    _meet(life, lease, 150, "Présentation de chacun. Un état des lieux sera fait ensemble.")


def _in_her_name(life):
    """The lease slid; six months later she was still there. The home is not yet quiet for all that."""
    lease = _start(life, begun=640, days=730)
    _meet(life, lease, 290, "Le service d’accueil passe le relais. On se revoit dans deux mois.")
    review = lease.reviews.first()
    decided = "Douze loyers payés. Annick est prête : le bail passera à son nom au printemps."
    _act(life, HoldLeaseReview, review, 270, held_on=_day(270), decided=decided)
    note = "Bail de neuf ans signé ensemble. L’agence reste joignable trois mois."
    _act(life, SlideLease, lease, 200, on=_day(200), note=note)
    _meet(life, lease, 120, "Annick gère seule son loyer. On passe à une visite par mois.")
    check = lease.checks.get(months=6)
    _act(life, AnswerLeaseCheck, check, 14, answer="housed", on=_day(14), note="Elle a repeint la cuisine.")
    _keep(life)


def _keep(life):
    _visit(life, 110, {"dwelling": "good", "rent": "good", "energy": "act", "safety": "good"}, "Décompte.")
    alert = life.file.home_alerts.get(topic="energy")
    how = "Plan de paiement accepté par le fournisseur, douze mensualités."
    _act(life, CloseHomeAlert, alert, 80, on=_day(80), how=how)
    found = {"dwelling": "good", "rent": "watch", "energy": "good", "neighbours": "act", "health": "watch"}
    _visit(life, 20, found, "Deux lettres du voisin du dessous. Annick dort mal depuis.")
    _act(
        life,
        OpenHomeAlert,
        life.file,
        6,
        topic="procedure",
        words="Lettre recommandée du propriétaire : conciliation proposée devant le juge de paix.",
        opened_on=_day(6),
        act_by=_day(-8),
    )
    service = Service.objects.order_by("pk").first()
    row = _act(life, CallHomeService, life.file, 19, service=service, topic="neighbours", called_on=_day(19))
    note = "Une médiation commence la semaine prochaine."
    _act(life, AnswerHomeService, row, 9, answer="started", on=_day(9), note=note)


def _stopped(life):
    lease = _start(life, begun=330, days=540)
    note = "Le propriétaire vend. L’agence cherche un autre logement avec Driss."
    _act(life, StopLease, lease, 35, on=_day(35), reason="owner", note=note)


def _start(life, *, begun, days, aims=False):
    # Written down when the file begins; the sub-lease itself may be older.
    return _act(
        life,
        StartLease,
        life.file,
        life.home.opened - 1,
        owner=OWNER,
        operator_name=OPERATOR,
        place="Rue de l’Exemple, La Louvière",
        started_on=_day(begun),
        ends_on=_day(begun - days),
        objectives=tuple(Objective.objects.filter(case_file=life.file)) if aims else (),
    )


def _meet(life, lease, days_ago, decided):
    given = {"date": _day(days_ago), "decided": decided, "parts_present": THREE}
    _act(life, NoteLeaseMeeting, lease, days_ago, **given)


def _visit(life, days_ago, findings, note):
    _act(life, VisitHome, life.file, days_ago, date=_day(days_ago), findings=findings, note=note, minutes=60)


def _act(life, action, target, days_ago, **data):
    return life.act(action, target, days_ago, **data)


def _day(days_ago):
    return timezone.localdate() - datetime.timedelta(days=days_ago)
