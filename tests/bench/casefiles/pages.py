"""Which pages are measured, and by whom they are asked."""

import datetime
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from casefiles.models import CaseFile, Programme
from portal.accounts.models import User
from tests.bench.casefiles.people import case_manager_email, coordinator_email
from tests.bench.casefiles.rows import LONG

BASELINE = "/sante"


@dataclass(frozen=True)
class Page:
    name: str
    user: str
    path: str


def pages_alone():
    """Every page that is measured by itself."""
    manager, coordination = case_manager_email(0), coordinator_email(0)
    long_file, usual = _files_of(manager)[0], _files_of(manager)[LONG + 1]
    stage = Programme.objects.get(slug="heberge-toit").stages.order_by("order")[3]
    since = timezone.localdate() - datetime.timedelta(days=2000)
    files, line = reverse("casefiles:file_list"), _of(long_file, "timeline")
    found = [
        Page("dashboard, case manager", manager, reverse("wagtailadmin_home")),
        Page("dashboard, coordination", coordination, reverse("wagtailadmin_home")),
        Page("files, case manager", manager, files),
        Page("files, coordination", coordination, files),
        Page("files, all, last page", coordination, f"{files}?status=all&p=400"),
        Page(
            "files, four filters",
            coordination,
            f"{files}?status=all&stage={stage.pk}&opened_after={since:%Y-%m-%d}&programme={stage.programme_id}",
        ),
        Page("files, silent for 30 days", coordination, f"{files}?silent=30"),
        Page("search by name", coordination, f"{files}?status=all&q=exemple+12"),
        Page("search by reference", coordination, f"{files}?status=all&q={usual.reference}"),
        Page("search, nothing found", coordination, f"{files}?status=all&q=personne+de+ce+nom"),
        Page("file", manager, _of(usual)),
        Page("file, 2 000 contacts", manager, _of(long_file)),
        Page("file, 2 000 contacts, all", manager, f"{_of(long_file)}?contacts=tous"),
        Page("timeline", manager, _of(usual, "timeline")),
        Page("timeline, 2 000 moments", manager, line),
        Page("timeline, 2 000, page 20", manager, f"{line}?page=20"),
        Page("timeline, 2 000, filtered", manager, f"{line}?quoi=contact&axe=home"),
        Page("timeline, 2 000, printed", manager, _of(long_file, "timeline_print")),
        Page("requests", coordination, reverse("casefiles:referral_list")),
        Page("waiting list", coordination, reverse("casefiles:waiting_list")),
    ]
    return found + [
        Page(name, user, reverse(address))
        for name, user, address in (
            ("agenda, week", manager, "casefiles:agenda"),
            ("coordination", coordination, "casefiles:coordination"),
            ("unmet needs", coordination, "casefiles:needs"),
            ("duplicates", coordination, "casefiles:duplicates"),
        )
        if _is_there(address)
    ]


def round_of(number):
    """(e-mail, [pages]) of one of the people who work at once: one in five coordinates."""
    coordinates = number % 5 == 4
    email = coordinator_email(number // 5) if coordinates else case_manager_email(number)
    files, home = reverse("casefiles:file_list"), reverse("wagtailadmin_home")
    mine = _files_of(email)
    filtered = f"{files}?status=all&opened_after=2019-01-01&silent="
    visits = []
    for place, row in enumerate(mine):
        visits += [
            Page("dashboard", email, home),
            Page("list with filters", email, f"{filtered}{10 + place}"),
            Page("search", email, f"{files}?status=all&q={row.search_key.split()[-2]}"),
            Page("file", email, _of(row)),
            Page("timeline", email, _of(row, "timeline")),
        ]
    return email, visits


def _files_of(email):
    rows = CaseFile.objects.filter(closed_on__isnull=True).order_by("reference")
    if "coordination" in email:
        rows = rows.order_by("search_key")
    else:
        rows = rows.filter(case_manager=User.objects.get(email=email)).order_by("opened_on")
    return list(rows[:10])


def _of(case_file, name="file"):
    return reverse(f"casefiles:{name}", args=[case_file.pk])


def _is_there(address):
    try:
        reverse(address)
    except NoReverseMatch:
        return False
    return True
