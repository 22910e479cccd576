"""Whose six months are about to be reached: 30 and 7 days before, while something can still be done."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from casefiles.access import visible_to
from casefiles.admin.short import Short
from casefiles.admin.street import SOON, street_of
from casefiles.eligibility import add_months
from casefiles.models import CaseFile, Programme, Referral

SHOWN = 6
# What one looks through at most; the dates are narrowed by the database, the precision only here.
LOOKED_THROUGH = 200
# A month or an estimate moves the limit by so many days at most, on either side.
_SPREAD = datetime.timedelta(days=35)


@dataclass(frozen=True)
class Warned:
    """A line of the block: who, where it leads, and the clock."""

    record: Any
    name: str
    url: str
    street: Any
    about: str

    @property
    def pressing(self):
        return self.street.warning == "urgent"


def today_of(user, today):
    """Short of Warned, the most pressing first: requests still to decide, and files. Three queries."""
    window = _window(Programme.objects.filter(street_limit_months__isnull=False), today)
    referrals = visible_to(user, Referral).filter(window, status__in=Referral.UNDECIDED)
    files = visible_to(user, CaseFile).filter(window, closed_on__isnull=True)
    rows = [
        *(_of_referral(row, today) for row in _first(referrals.select_related("programme"))),
        *(_of_file(row, today) for row in _first(files.select_related("programme", "person"))),
    ]
    warned = sorted((row for row in rows if row.street.warning), key=_soonest_first)
    return Short(warned[:SHOWN], len(warned))


def _window(programmes, today):
    """The beginnings whose limit may fall within the next 30 days, programme by programme."""
    found = Q(pk__in=[])
    for programme in programmes:
        months = -programme.street_limit_months
        first = add_months(today, months) - _SPREAD
        last = add_months(today + datetime.timedelta(days=SOON), months) + _SPREAD
        found |= Q(programme=programme, street_since__range=(first, last))
    return found


def _first(rows):
    return rows.order_by("street_since")[:LOOKED_THROUGH]


def _of_referral(row, today):
    about = "en liste d’attente" if row.status == Referral.Status.WAITING else "à décider"
    url = reverse("casefiles:referral", args=[row.pk])
    return Warned(row, row.get_full_name(), url, street_of(row, row.programme, today), about)


def _of_file(row, today):
    url = reverse("casefiles:file", args=[row.pk])
    return Warned(
        row, row.person.get_full_name(), url, street_of(row, row.programme, today), "dossier ouvert"
    )


def _soonest_first(row):
    return row.street.clock.days_left, row.record.reference
