"""The PDF of a sending that ended opens for nobody any more: it is forgotten, the sending stays told."""

import contextlib
import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from casefiles.actions.base import Refused
from casefiles.actions.outside.open import OutsideAction
from casefiles.models import OutsideHandover
from portal.vault.storage import delete_stored

# A download that began in time is over by then.
GRACE = datetime.timedelta(hours=1)


@dataclass(kw_only=True, eq=False, repr=False)
class ForgetOutside(OutsideAction):
    """`ForgetOutside(None, row).execute()`: once it closed by itself, or its days are past."""

    journal_code = "outside.forgotten"

    def _check(self):
        ends = (end for end in (self.target.closed_at, self.target.expires_at) if end)
        if self.target.stored_file_id is None or min(ends) > self.at - GRACE:
            raise Refused("Cet envoi a encore son PDF à donner, ou n’en a plus.", "not_ended")

    def _perform(self):
        stored = self.target.stored_file
        self.target.stored_file = None
        self.target.save(update_fields=["stored_file"])
        delete_stored(stored)


def forget_ended():
    """Each sending that closed or whose days are past; returns how many."""
    before = timezone.now() - GRACE
    ended = OutsideHandover.objects.filter(
        Q(closed_at__lte=before) | Q(expires_at__lte=before), stored_file__isnull=False
    )
    count = 0
    for row in ended.select_related("case_file", "stored_file"):
        # Withdrawn at this very moment, it has nothing left to forget.
        with contextlib.suppress(Refused):
            ForgetOutside(None, row).execute()
            count += 1
    return count
