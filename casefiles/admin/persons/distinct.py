"""« Ce sont deux personnes »: what is said of a pair, and what was said."""

from django.core.paginator import Paginator

from casefiles.access import visible_to
from casefiles.actions.people.distinguish import RememberDistinctPersons
from casefiles.actions.people.pairs import pair_between
from casefiles.admin.forms.base import CaseForm, text_field
from casefiles.models import DistinctPersons

PAIRS_A_PAGE = 20


class DistinctForm(CaseForm):
    slot = "distinctes"
    fields_of = {"reason": "reason"}

    reason = text_field(
        "Comment vous le savez", required=False, rows=2, max_length=2000, help_text="Facultatif."
    )

    def __init__(self, *args, user, one, other, **kwargs):
        self.user, self.one, self.other = user, one, other
        super().__init__(*args, **kwargs)

    def build(self, data):
        return RememberDistinctPersons(self.user, self.one, other=self.other, reason=data["reason"])


def distinct_of(user):
    """The pairs in sight, the last said first."""
    return visible_to(user, DistinctPersons).select_related("first", "second", "by")


def page_of(request):
    return Paginator(distinct_of(request.user), PAIRS_A_PAGE).get_page(request.GET.get("d"))


def said_of(user, one, other):
    """What was said of these two, if this person may know it."""
    pair = pair_between(one.pk, other.pk)
    return pair if pair and visible_to(user, DistinctPersons).filter(pk=pair.pk).exists() else None
