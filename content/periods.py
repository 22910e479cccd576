"""Periods said as people say them: « 2021 », « mars – juin 2022 », « octobre 2020 – janvier 2021 »."""

import calendar

from django.utils.dates import MONTHS


def period_label(start, end):
    """The shortest true name of a period."""
    if start.year == end.year and (start.month, end.month) == (1, 12):
        return str(start.year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{MONTHS[start.month]} {start.year}"
    if start.year == end.year:
        return f"{MONTHS[start.month]} – {MONTHS[end.month]} {start.year}"
    return f"{MONTHS[start.month]} {start.year} – {MONTHS[end.month]} {end.year}"


def proposed_title(start, end):
    """The title we write when staff leave it empty."""
    label = period_label(start, end)
    return f"Rapport d’activité {label}" if label.isdigit() else f"Rapport d’activité, {label}"


def last_day(year, month):
    """The last day of a month."""
    return calendar.monthrange(year, month)[1]
