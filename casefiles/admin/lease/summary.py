"""The lease and the alerts of a file in a few lines, for its page and for the page of the day."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from casefiles.access import rows_of
from casefiles.admin.sections import Alert
from casefiles.admin.short import short
from casefiles.home_watch import leases_asking, open_alerts, with_what_comes
from casefiles.models import HomeAlert, SlidingLease
from casefiles.templatetags.casework import on_day_short

SOON_DAYS = 14


@dataclass(frozen=True)
class HomeSummary:
    """The last lease of a file, or None, and its open alerts, the most pressing first."""

    lease: Any
    alerts: list
    today: datetime.date

    @property
    def asks(self):
        """(day, words) of what the lease asks for next, or None."""
        return asked_of(self.lease, self.today) if self.lease is not None else None


@dataclass(frozen=True)
class Asked:
    """What a lease asks for next."""

    day: datetime.date
    words: str
    is_late: bool


def home_of(user, case_file, today):
    """What the page of the file says of the home, in two queries."""
    leases = rows_of(user, case_file, SlidingLease).select_related("operator")
    alerts = rows_of(user, case_file, HomeAlert).filter(closed_on__isnull=True)
    lease = with_what_comes(user, leases).order_by("-started_on", "-created_at").first()
    return HomeSummary(lease, list(alerts.order_by(F("act_by").asc(nulls_last=True), "opened_on")), today)


def asked_of(lease, today):
    """What this lease asks for next, in words; None when it asks for nothing more."""
    if lease.has_slid and lease.next_check:
        day, words = lease.next_check, "Toujours dans son logement ?"
    elif lease.is_running and lease.next_review:
        day, words = lease.next_review, "Point annuel du bail"
    elif lease.is_running:
        day, words = lease.ends_on, "Fin prévue de la sous-location"
    else:
        return None
    return Asked(day, words, day < today)


def alerts_of(home, case_file):
    """What the home asks for on this file today."""
    if case_file.is_closed:
        return []
    found, asked = [], home.asks
    if asked is not None and asked.day <= home.today + datetime.timedelta(days=SOON_DAYS):
        words = f"{asked.words.removesuffix(' ?')} : pour le {on_day_short(asked.day)}"
        found.append(Alert("key", words, "bail", asked.is_late))
    for alert in home.alerts:
        late = alert.act_by is not None and alert.act_by < home.today
        when = f" : agir avant le {on_day_short(alert.act_by)}" if alert.act_by else ""
        found.append(Alert("home", f"Alerte, {alert.get_topic_display()}{when}", "bail", late))
    return found


@dataclass(frozen=True)
class HomeToday:
    """For the page of the day: leases that ask for something within two weeks, and homes under threat."""

    leases: Any
    alerts: Any


def today_of(user, today):
    leases = leases_asking(user, today + datetime.timedelta(days=SOON_DAYS))
    related = ("case_file__person", "case_file__case_manager")
    leases = short(leases.select_related(*related).order_by("asked_on", "pk"))
    for lease in leases.rows:
        lease.asks = asked_of(lease, today)
    alerts = open_alerts(user).select_related(*related)
    return HomeToday(leases, short(alerts.order_by(F("act_by").asc(nulls_last=True), "opened_on", "pk")))
