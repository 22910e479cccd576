"""What of an address may be kept: the filters and the order of a list, never the words that were searched."""

from django.http import QueryDict
from django.urls import reverse

from casefiles.access import visible_to
from casefiles.models import SavedFilter

ADDRESSES = {
    SavedFilter.List.FILES: "casefiles:file_list",
    SavedFilter.List.REFERRALS: "casefiles:referral_list",
}


def keepable(given, filterset):
    """The filters of this address as they are kept, in the order of the screen."""
    kept = QueryDict(mutable=True)
    for name in (*filterset.base_filters, "ordering"):
        values = [value for value in given.getlist(name) if value]
        if values:
            kept.setlist(name, values)
    return kept.urlencode()


def kept_filters(user, which):
    """One's own filters of this list, each with its address."""
    rows = list(visible_to(user, SavedFilter).filter(list=which).order_by("name"))
    for row in rows:
        row.address = f"{reverse(ADDRESSES[which])}?{row.query}"
    return rows
