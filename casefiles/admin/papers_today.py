"""Documents that end soon, or ended, for the page of the day."""

import datetime

from casefiles.access import visible_to
from casefiles.admin.sections import EXPIRY_DAYS
from casefiles.admin.short import SHOWN, Short
from casefiles.models import CaseDocument, CaseFile


def today_of(user, today):
    """The papers of open files that end within a month, the most pressing first; see contract_reviews."""
    open_files = visible_to(user, CaseFile).filter(closed_on__isnull=True)
    papers = visible_to(user, CaseDocument)
    due = papers.filter(
        case_file__in=open_files,
        remind=True,
        valid_until__lte=today + datetime.timedelta(days=EXPIRY_DAYS),
    )
    keys = list(due.order_by("valid_until", "pk").values_list("pk", flat=True))
    rows = papers.select_related("kind", "case_file__person", "case_file__case_manager")
    found = rows.in_bulk(keys[:SHOWN]) if keys else {}
    return Short([found[key] for key in keys[:SHOWN] if key in found], len(keys))
