"""The page where a home is kept: what threatens it, the visits, the services called in."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from casefiles.access import rows_of
from casefiles.admin.forms.keeping import KEEPING_FORMS, KEEPING_ITEM_FORMS
from casefiles.admin.room import RoomView
from casefiles.models import Finding, HomeAlert, HomeService, HomeVisit
from casefiles.models.keeping import VISITED

# The visits whose findings stand side by side; all of them are told under the table.
COMPARED = 4
TONES = {"good": "is-reached", "watch": "is-partly", "act": "is-warn"}


@dataclass(frozen=True)
class Found:
    """What one visit found about one topic, or nothing."""

    words: str
    tone: str


@dataclass(frozen=True)
class Row:
    topic: Any
    cells: list


class KeepingView(RoomView):
    address, title = "keeping", "Maintien dans le logement"
    template = "casefiles/admin/keeping/page.html"
    forms, item_forms = KEEPING_FORMS, KEEPING_ITEM_FORMS

    def context(self, user, case_file, forms):
        alerts, visits = alerts_of(user, case_file), visits_of(user, case_file)
        services = services_of(user, case_file)
        today = timezone.localdate()
        for alert in alerts:
            alert.is_late = alert.is_open and alert.act_by is not None and alert.act_by < today
            slots = ("corriger", "regler") if alert.is_open else ("rouvrir",)
            alert.forms = {slot: forms.of(slot, alert) for slot in slots}
        for row in services:
            row.form = forms.of("reponse", row) if row.answer in ("asked", "started") else None
        compared = visits[:COMPARED][::-1]
        return {
            "open_alerts": [alert for alert in alerts if alert.is_open],
            "closed_alerts": [alert for alert in alerts if not alert.is_open],
            "visits": visits,
            "compared": compared,
            "rows": table_of(compared),
            "services": services,
            "visit_form": forms.of("visite"),
            "alert_form": forms.of("alerte"),
            "service_form": forms.of("service"),
        }


def alerts_of(user, case_file):
    """The alerts of a file: the most pressing of those open first, then the last settled."""
    rows = rows_of(user, case_file, HomeAlert).select_related("author")
    found = sorted(rows, key=lambda row: row.opened_on)
    open_ones = sorted((row for row in found if row.is_open), key=lambda row: row.act_by or row.opened_on.max)
    closed = sorted((row for row in found if not row.is_open), key=lambda row: row.closed_on, reverse=True)
    return open_ones + closed


def visits_of(user, case_file):
    """The visits at home, the last one first, each with its contact and the alerts it opened."""
    rows = rows_of(user, case_file, HomeVisit)
    alerts = Prefetch("alerts", queryset=rows_of(user, case_file, HomeAlert))
    return list(
        rows.select_related("contact__author")
        .prefetch_related(alerts)
        .order_by("-contact__date", "-contact__created_at")
    )


def services_of(user, case_file):
    rows = rows_of(user, case_file, HomeService).select_related("service", "author")
    order = {"asked": 0, "started": 1, "refused": 2, "ended": 3}
    return sorted(rows, key=lambda row: (order[row.answer], row.called_on))


def table_of(visits):
    """[Row] topic by topic, the visits in the order of time."""
    return [Row(topic, [found_in(visit, topic) for visit in visits]) for topic in VISITED]


def found_in(visit, topic):
    found = visit.findings.get(topic.value, "")
    return Found(str(Finding(found).label), TONES[found]) if found in Finding.values else Found("", "")
