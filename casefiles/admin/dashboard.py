"""« Aujourd’hui »: what one must do first. The same number of queries whatever the number of files."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from wagtail.admin.ui.components import Component

from casefiles.access import visible_to
from casefiles.admin import contract_reviews, papers_today, street_warnings, waiting_today
from casefiles.admin.agenda import today as agenda
from casefiles.admin.drawing import House
from casefiles.admin.handover.today import given_to
from casefiles.admin.lease import summary as home
from casefiles.admin.lists.referrals import dress_referrals
from casefiles.admin.money import today as money
from casefiles.admin.network import reading as network
from casefiles.admin.sharing.partner import PartnerPanel
from casefiles.admin.short import short
from casefiles.caseload import loads
from casefiles.models import CaseFile, FollowUpRhythm, Objective, PlannedAction, Programme, Referral
from casefiles.silence import dormant, next_contact, overdue, with_heard_on
from portal.accounts.roles import CASE_WORK, Role
from portal.audit.journal import record

SOON_DAYS = 7
# Houses of neighbours on the page of the day; a larger team is read whole on its own page.
NEIGHBOURS = 12


class TodayPanel(Component):
    """For case managers and coordination."""

    name = "casefiles_today"
    order = 10
    template_name = "casefiles/admin/today.html"

    def __init__(self, user):
        self.user = user
        self.today = timezone.localdate()
        self.programmes = list(Programme.objects.filter(active=True))
        self.to_decide = short(self._to_decide())
        dress_referrals(self.to_decide.rows)
        self.actions = short(self._actions())
        self.due = short(self._due())
        for row in self.due.rows:
            row.next_contact = next_contact(row, self.today)
        self.silent = short(self._silent())
        for row in self.silent.rows:
            row.silent_days = (self.today - row.heard_on).days
        self.agenda = agenda.today_of(user, self.today)
        self.contracts = contract_reviews.today_of(user, self.today)
        self.roles = network.today_of(user, self.today)
        self.papers = papers_today.today_of(user, self.today)
        self.money = money.today_of(user, self.today)
        self.places = waiting_today.today_of(user, self.today)
        self.home = home.today_of(user, self.today)
        self.warnings = street_warnings.today_of(user, self.today)
        self.handovers = given_to(user)
        # Names are about to be shown: written first.
        record(
            "casefile.list",
            actor=user,
            details={"screen": "today", "count": self._shown()},
        )

    def _shown(self):
        blocks = (
            self.to_decide,
            self.actions,
            self.due,
            self.silent,
            self.contracts,
            self.places,
            self.roles,
            self.papers,
            *self.money.blocks,
        )
        blocks += (self.warnings, self.agenda.appointments, self.agenda.reminders, self.agenda.to_report)
        blocks += (self.home.leases, self.home.alerts)
        return sum(len(block.rows) for block in blocks) + len(self.handovers)

    def get_context_data(self, parent_context=None):
        distributes = self.user.has_role(Role.COORDINATION)
        every_load = [(programme, loads(programme)) for programme in self.programmes]
        return {
            "user": self.user,
            "today": self.today,
            "distributes": distributes,
            "to_decide": self.to_decide,
            "waiting": visible_to(self.user, Referral).filter(status=Referral.Status.WAITING).count(),
            "actions": self.actions,
            "late": sum(1 for action in self.actions.rows if action.is_late(self.today)),
            "due": self.due,
            "late_contacts": overdue(visible_to(self.user, CaseFile), self.today).count(),
            "silent": self.silent,
            "agenda": self.agenda,
            "contracts": self.contracts,
            "home": self.home,
            "roles_ending": self.roles,
            "papers": self.papers,
            "money": self.money,
            "places_to_offer": self.places,
            "street_warnings": self.warnings,
            "handovers": self.handovers,
            "several_programmes": len(self.programmes) > 1,
            "houses": self._houses(every_load),
            **(self._team(every_load) if distributes else {}),
            "unheld": short(self._unheld()) if distributes else None,
        }

    def _houses(self, every_load):
        """The person's own places; coordination without places of her own sees those of everyone together."""
        own = [
            (programme, House(load.taken, load.capacity))
            for programme, its_loads in every_load
            for load in its_loads
            if load.case_manager.pk == self.user.pk
        ]
        return own

    def _team(self, every_load):
        """The neighbours; of a large team, those beyond their places, then those with the most left."""
        held = [(programme, load) for programme, its_loads in every_load for load in its_loads]
        shown = held
        if len(held) > NEIGHBOURS:
            shown = sorted(held, key=lambda pair: (pair[1].taken <= pair[1].capacity, -pair[1].left))
        return {
            "team": [
                {
                    "programme": programme,
                    "manager": load.case_manager,
                    "house": House(load.taken, load.capacity),
                }
                for programme, load in shown[:NEIGHBOURS]
            ],
            "team_hidden": max(0, len(held) - NEIGHBOURS),
            "places_left": sum(load.left for _programme, load in held),
        }

    def _to_decide(self):
        undecided = (Referral.Status.RECEIVED, Referral.Status.MORE_INFO)
        rows = visible_to(self.user, Referral).filter(status__in=undecided)
        return rows.select_related("programme", "orienting_service").order_by("received_at")

    def _actions(self):
        rows = visible_to(self.user, PlannedAction).filter(
            state__in=PlannedAction.OPEN,
            due_on__lte=self.today + datetime.timedelta(days=SOON_DAYS),
            objective__state=Objective.State.OPEN,
            objective__case_file__closed_on__isnull=True,
        )
        return rows.select_related("objective__case_file__person", "objective__axis", "partner").order_by(
            "due_on"
        )

    def _due(self):
        """Whom one should hear from: late first, then this week."""
        rows = visible_to(self.user, CaseFile).filter(
            closed_on__isnull=True, contact_due_on__lte=self.today + datetime.timedelta(days=SOON_DAYS)
        )
        related = ("person", "stage", "case_manager", "rhythm")
        return rows.select_related(*related).order_by("contact_due_on", "reference")

    def _silent(self):
        rows = with_heard_on(visible_to(self.user, CaseFile))
        rows = dormant(rows, self.programmes, FollowUpRhythm.objects.all(), self.today)
        related = ("person", "stage", "case_manager", "programme")
        return rows.select_related(*related).order_by("heard_on", "reference")

    def _unheld(self):
        rows = visible_to(self.user, CaseFile).filter(closed_on__isnull=True, case_manager__isnull=True)
        return rows.select_related("person", "stage").order_by("opened_on")


@dataclass(frozen=True)
class Task:
    """One thing a role comes to do; `address` may be of a room that is not there yet."""

    icon: str
    title: str
    words: str
    address: str
    role: Role


TASKS = (
    Task(
        "doc-full",
        "Publier un rapport",
        "Un PDF suffit : la couverture et le flux se font tout seuls.",
        "new_report",
        Role.COMMUNICATION,
    ),
    Task(
        "edit",
        "Modifier les pages",
        "Brouillon, aperçu, puis publication.",
        "wagtailadmin_explore_root",
        Role.COMMUNICATION,
    ),
    Task(
        "upload",
        "Importer",
        "Un tableur, un aperçu ligne par ligne, rien n’est écrit avant votre accord.",
        "exchange:imports",
        Role.DATA_OFFICER,
    ),
    Task(
        "download", "Exporter", "La liste des dossiers, sans les noms.", "exchange:export", Role.DATA_OFFICER
    ),
    Task("history", "Journal", "Qui a lu quoi, quand et pourquoi.", "audit:journal", Role.DATA_PROTECTION),
    Task(
        "check",
        "Vérifier le journal",
        "Rien n’a été retiré, déplacé ni réécrit.",
        "audit:verification",
        Role.DATA_PROTECTION,
    ),
    Task(
        "group",
        "L’équipe",
        "Inviter quelqu’un, fermer un accès, changer un rôle.",
        "wagtailusers_users:index",
        Role.ADMINISTRATOR,
    ),
)


class WelcomePanel(Component):
    """For the other roles: a short welcome and their own tasks."""

    name = "casefiles_welcome"
    order = 20
    template_name = "casefiles/admin/welcome.html"

    def __init__(self, user, *, greets):
        self.user, self.greets = user, greets

    def get_context_data(self, parent_context=None):
        return {
            "user": self.user,
            "greets": self.greets,
            "today": timezone.localdate(),
            "tasks": [task for task in map(_addressed, TASKS) if task and self.user.has_role(task["role"])],
        }


def _addressed(task):
    from django.urls import NoReverseMatch, reverse

    try:
        url = reverse(task.address)
    except NoReverseMatch:
        return None
    return {"icon": task.icon, "title": task.title, "words": task.words, "url": url, "role": task.role}


def panels_for(user):
    """The panels of the home page of this person."""
    panels = [TodayPanel(user)] if user.has_role(*CASE_WORK) else []
    if user.has_role(Role.PARTNER):
        panels.append(PartnerPanel(user))
    if user.has_role(*(set(Role) - CASE_WORK - {Role.PARTNER})) or not panels:
        panels.append(WelcomePanel(user, greets=not panels))
    return panels
