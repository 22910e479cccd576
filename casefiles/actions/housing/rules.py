"""What every period must respect, whoever writes it."""

import datetime

from casefiles.actions.base import Refused
from casefiles.models import HousingPeriod

LONG_AGO = datetime.date(1920, 1, 1)


def check_days(started_on, ended_on, today):
    """Raise Refused for days that are still to come, of another age, or in the wrong order."""
    if started_on > today:
        raise Refused("Cette date est dans le futur : notez un endroit où la personne dort déjà.", "future")
    if started_on < LONG_AGO:
        raise Refused("Cette date est trop ancienne : vérifiez l’année.", "long_ago")
    if ended_on is None:
        return
    if ended_on <= started_on:
        raise Refused("La période se termine avant d’avoir commencé : vérifiez les deux dates.", "order")
    if ended_on > today:
        raise Refused("Cette fin est dans le futur : laissez-la vide, la période dure encore.", "end_future")


def others_of(case_file, but=None):
    """The periods of this file, the earliest first."""
    return list(HousingPeriod.objects.filter(case_file=case_file).exclude(pk=but).order_by("started_on"))


def settle_in(started_on, ended_on, others):
    """(its end, the period that ends because this one begins or None), of a new period among `others`.

    Without an end it lasts until the period that follows; what lasted still when it begins ends with it.
    """
    if ended_on is not None:
        return ended_on, None
    left = next((row for row in others if row.ended_on is None and row.started_on < started_on), None)
    return next((row.started_on for row in others if row.started_on > started_on), None), left


def check_overlap(started_on, ended_on, others):
    """Raise Refused when one of these nights is told of already."""
    last = datetime.date.max
    for other in others:
        if other.started_on < (ended_on or last) and started_on < (other.ended_on or last):
            raise Refused(
                f"Pour ces dates, la personne est déjà notée {other.get_situation_display()}, "
                f"{_from_to(other)} : changez les dates, ou corrigez d’abord cette période.",
                "overlap",
            )


def _from_to(period):
    if period.ended_on is None:
        return f"depuis le {period.started_on:%d/%m/%Y}"
    return f"du {period.started_on:%d/%m/%Y} au {period.ended_on:%d/%m/%Y}"
