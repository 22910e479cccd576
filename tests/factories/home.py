"""Leases, visits and alerts straight to the database, however they were made."""

import datetime

from casefiles.eligibility import add_months
from casefiles.models import (
    Contact,
    ContactKind,
    HomeAlert,
    HomeService,
    HomeVisit,
    LeaseMeeting,
    Reminder,
    SlidingLease,
)
from content.directory.models import PartnerCategory, Service


def sliding_lease(case_file, user, on, **changes):
    """A lease of two years, under way unless said otherwise."""
    given = {
        "owner": "Propriétaire Fictif",
        "operator_name": "Service fictif",
        "ends_on": add_months(on, 24),
        "author": user,
    }
    return SlidingLease.objects.create(case_file=case_file, started_on=on, **given | changes)


def home_alert(case_file, user, on, **changes):
    given = {"topic": "rent", "words": "Deux loyers de retard", "opened_on": on, "author": user}
    return HomeAlert.objects.create(case_file=case_file, **given | changes)


def partner(name="Service fictif d’aide à domicile"):
    category, _new = PartnerCategory.objects.get_or_create(name="Catégorie fictive", slug="fictive")
    return Service.objects.get_or_create(name=name, defaults={"category": category})[0]


def home_service(case_file, user, on):
    return HomeService.objects.create(
        case_file=case_file, service=partner(), topic="health", called_on=on, author=user
    )


def home_contact(case_file, user, on):
    return Contact.objects.create(
        case_file=case_file, author=user, date=on, kind=ContactKind.objects.first(), note="Une note"
    )


def whole_home(case_file, user, on):
    """A lease that slid and all that is of it; a visit, an alert that was settled and one open, a service."""
    lease = sliding_lease(case_file, user, on, state="slid", ended_on=on)
    lease.reviews.create(due_on=add_months(on, 12), held_on=on, decided="On continue", author=user)
    reminder = Reminder.objects.create(
        case_file=case_file,
        owner=user,
        made_by=user,
        due_on=on,
        words="Des nouvelles",
        done_on=on,
        done_by=user,
    )
    lease.checks.create(months=6, due_on=on, answer="housed", answered_on=on, author=user, reminder=reminder)
    LeaseMeeting.objects.create(lease=lease, contact=home_contact(case_file, user, on))
    visit = HomeVisit.objects.create(contact=home_contact(case_file, user, on), findings={"rent": "act"})
    home_alert(case_file, user, on, visit=visit, closed_on=on, closed_how="Payé")
    home_alert(case_file, user, on, act_by=on + datetime.timedelta(days=1))
    home_service(case_file, user, on)
    return lease
