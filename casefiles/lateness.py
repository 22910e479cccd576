"""What is late, and in whose hands: each kind is a condition on rows that one may see."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from casefiles.access import visible_to
from casefiles.home_watch import leases_asking, open_alerts
from casefiles.models import (
    AidRequest,
    CaseDocument,
    CaseFile,
    DebtLetter,
    DebtSettlement,
    EngagementContract,
    Instalment,
    Involvement,
    Objective,
    PlannedAction,
    Stage,
)
from casefiles.silence import overdue

# How long before its end a role around the person is spoken of.
ROLE_SOON_DAYS = 30
# How long before its last day an appeal is spoken of, and a letter that asks for an answer.
APPEAL_SOON_DAYS = 30
ANSWER_SOON_DAYS = 14
# How long before its end the plan of a collective settlement is spoken of.
SETTLEMENT_SOON_DAYS = 60
# The law gives a public welfare centre thirty days to decide.
AID_ANSWER_DAYS = 30


@dataclass(frozen=True)
class Kind:
    """One way of being late: how to find the rows, and the way from a row to its file."""

    code: str
    title: str
    calm: str
    rows: Any
    to_file: str
    order: str

    def of(self, user, today):
        return self.rows(user, today)

    def per_worker(self, user, today):
        """{case manager or None: how many}, in one query."""
        manager = f"{self.to_file}case_manager"
        counted = self.of(user, today).order_by().values(manager).annotate(many=Count("pk"))
        return {row[manager]: row["many"] for row in counted}


def late_actions(user, today):
    return visible_to(user, PlannedAction).filter(
        state__in=PlannedAction.OPEN,
        due_on__lt=today,
        objective__state=Objective.State.OPEN,
        objective__case_file__closed_on__isnull=True,
    )


def overdue_contacts(user, today):
    return overdue(visible_to(user, CaseFile), today)


def slow_stages(user, today):
    """The open files that have been in their stage for longer than is usual."""
    slow = Q(pk__in=[])
    for stage, usual in Stage.objects.filter(usual_days__gt=0).values_list("pk", "usual_days"):
        slow |= Q(stage=stage, stage_since__lt=today - datetime.timedelta(days=usual))
    return visible_to(user, CaseFile).filter(slow, closed_on__isnull=True)


def contracts_to_review(user, today):
    rows = visible_to(user, EngagementContract).filter(
        state=EngagementContract.State.SIGNED, review_on__lte=today, case_file__closed_on__isnull=True
    )
    return rows.defer("content", "ended_reason")


def leases_to_follow(user, today):
    return leases_asking(user, today - datetime.timedelta(days=1))


def homes_to_protect(user, today):
    return open_alerts(user).filter(act_by__lt=today)


def roles_past_their_end(user, today):
    """Roles around the person that should have ended, and of which nobody said what became."""
    return visible_to(user, Involvement).filter(
        ended_on__isnull=True, until__lte=today, case_file__closed_on__isnull=True
    )


def documents_ended(user, today):
    """The papers that are no longer valid, where somebody wants to be told."""
    return visible_to(user, CaseDocument).filter(
        remind=True, valid_until__lt=today, case_file__closed_on__isnull=True
    )


def late_instalments(user, today):
    return visible_to(user, Instalment).filter(
        plan__state="running",
        due_on__lt=today,
        paid__lt=F("amount"),
        plan__debt__case_file__closed_on__isnull=True,
    )


def aids_asking(user, today):
    """Aid requests whose appeal ends soon, or that nobody answered in thirty days; `since` orders them."""
    appeal = Q(appeal="", appeal_until__lte=today + datetime.timedelta(days=APPEAL_SOON_DAYS))
    silent = Q(state="asked", asked_on__lt=today - datetime.timedelta(days=AID_ANSWER_DAYS))
    rows = visible_to(user, AidRequest).filter(appeal | silent, case_file__closed_on__isnull=True)
    return rows.annotate(since=Coalesce("appeal_until", "asked_on"))


def letters_to_answer(user, until):
    """Letters received that ask for an answer by this day, after which none was sent."""
    sent = DebtLetter.objects.filter(debt=OuterRef("debt"), way="sent", dated_on__gte=OuterRef("dated_on"))
    return (
        visible_to(user, DebtLetter)
        .filter(way="received", answer_by__lte=until, debt__case_file__closed_on__isnull=True)
        .filter(~Exists(sent))
        .exclude(debt__plans__state="paid")
    )


def letters_unanswered(user, today):
    return letters_to_answer(user, today - datetime.timedelta(days=1))


def settlements_ending(user, until):
    """Collective settlements whose plan ends by this day, and of which nobody said how they ended."""
    return visible_to(user, DebtSettlement).filter(
        ended_on__isnull=True, plan_until__lte=until, case_file__closed_on__isnull=True
    )


def settlements_past_their_end(user, today):
    return settlements_ending(user, today - datetime.timedelta(days=1))


KINDS = (
    Kind(
        "actions",
        "Actions en retard",
        "Aucune action n’est en retard.",
        late_actions,
        "objective__case_file__",
        "due_on",
    ),
    Kind(
        "contacts",
        "Contacts attendus",
        "Aucun contact n’est en retard.",
        overdue_contacts,
        "",
        "contact_due_on",
    ),
    Kind(
        "etapes",
        "Étapes trop longues",
        "Aucune étape ne dure plus que d’habitude.",
        slow_stages,
        "",
        "stage_since",
    ),
    Kind(
        "contrats",
        "Contrats à revoir",
        "Aucun contrat n’attend d’être revu.",
        contracts_to_review,
        "case_file__",
        "review_on",
    ),
    Kind(
        "baux",
        "Baux à suivre",
        "Aucun bail n’attend un point ou des nouvelles.",
        leases_to_follow,
        "case_file__",
        "asked_on",
    ),
    Kind(
        "logements",
        "Alertes dépassées",
        "Aucune alerte sur un logement n’a passé sa date.",
        homes_to_protect,
        "case_file__",
        "act_by",
    ),
    Kind(
        "roles",
        "Rôles qui prennent fin",
        "Aucun rôle du réseau n’a passé sa fin prévue.",
        roles_past_their_end,
        "case_file__",
        "until",
    ),
    Kind(
        "documents",
        "Documents périmés",
        "Aucun document n’a passé sa date.",
        documents_ended,
        "case_file__",
        "valid_until",
    ),
    Kind(
        "echeances",
        "Échéances en retard",
        "Aucune échéance de remboursement n’est en retard.",
        late_instalments,
        "plan__debt__case_file__",
        "due_on",
    ),
    Kind(
        "courriers",
        "Courriers sans réponse",
        "Aucun courrier de dette n’attend de réponse.",
        letters_unanswered,
        "debt__case_file__",
        "answer_by",
    ),
    Kind(
        "aides",
        "Demandes d’aide à suivre",
        "Aucune demande d’aide n’attend de recours ni de réponse.",
        aids_asking,
        "case_file__",
        "since",
    ),
    Kind(
        "reglements",
        "Règlements collectifs à terme",
        "Aucun règlement collectif de dettes n’a passé la fin de son plan.",
        settlements_past_their_end,
        "case_file__",
        "plan_until",
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
