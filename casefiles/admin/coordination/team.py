"""The team: the places of each one, and what is late in whose hands."""

from dataclasses import dataclass, field

from django.shortcuts import render
from django.utils import timezone
from django.views import View

from casefiles.access import visible_to
from casefiles.admin.drawing import House
from casefiles.caseload import loads
from casefiles.lateness import KINDS
from casefiles.models import CaseFile, Programme
from portal.audit.journal import record


@dataclass
class Worker:
    """One line of the team: her places programme by programme, and how many things are late."""

    person: object
    places: list = field(default_factory=list)
    late: list = field(default_factory=list)

    @property
    def taken(self):
        return sum(house.taken for _programme, house in self.places)

    @property
    def total_late(self):
        return sum(count for _kind, count in self.late)


class TeamView(View):
    """Only numbers and the names of the team: the files themselves are one link away."""

    def get(self, request):
        today = timezone.localdate()
        workers = team(Programme.objects.filter(active=True).order_by("name"))
        late = {kind: kind.per_worker(request.user, today) for kind in KINDS}
        for worker in workers:
            worker.late = [(kind, late[kind].get(worker.person.pk, 0)) for kind in KINDS]
        record("casefile.team_read", actor=request.user, details={"count": len(workers)})
        unheld = visible_to(request.user, CaseFile).filter(closed_on__isnull=True, case_manager__isnull=True)
        context = {
            "workers": workers,
            "kinds": [(kind, sum(late[kind].values())) for kind in KINDS],
            "kinds_tabs": KINDS,
            "unheld": unheld.count(),
            "today": today,
        }
        return render(request, "casefiles/admin/coordination/team.html", context)


def team(programmes):
    """Everyone who may hold a file, in the order of the names; one query for each programme."""
    workers = {}
    for programme in programmes:
        for load in loads(programme):
            worker = workers.setdefault(load.case_manager.pk, Worker(load.case_manager))
            worker.places.append((programme, House(load.taken, load.capacity)))
    return sorted(workers.values(), key=lambda worker: (worker.person.last_name, worker.person.first_name))
