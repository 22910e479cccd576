"""Instalments that are late, for the page of the day."""

from casefiles.admin.short import short
from casefiles.lateness import late_instalments


def today_of(user, today):
    """The late instalments of one's files, the oldest first: two queries."""
    rows = late_instalments(user, today).select_related("plan__debt__case_file__person")
    return short(rows.order_by("due_on", "pk"))
