"""By when one should hear from somebody, and which files have gone silent.

The rhythm says when the next contact is due. Beside it a programme has a ceiling, `contact_alert_days`: past
it a file is dormant, whatever was agreed, unless its rhythm is expressly lighter than the ceiling.
"""

import datetime
from dataclasses import dataclass

from django.db.models import DateField, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from casefiles.models import Closure

SOON_DAYS = 3


@dataclass(frozen=True)
class NextContact:
    """What a screen says of the next contact of a file. `tone` is late, soon, calm or none."""

    rhythm: object = None
    due_on: datetime.date | None = None
    today: datetime.date | None = None

    @property
    def late_days(self):
        return (self.today - self.due_on).days if self.due_on else 0

    @property
    def tone(self):
        if self.due_on is None:
            return "none"
        if self.late_days > 0:
            return "late"
        return "soon" if self.late_days >= -SOON_DAYS else "calm"

    @property
    def is_late(self):
        return self.tone == "late"


def next_contact(case_file, today=None):
    """The next contact of this file, from its rhythm."""
    return NextContact(case_file.rhythm, case_file.contact_due_on, today or timezone.localdate())


def last_heard(case_file, closures=()):
    """The day one last heard from the person or, when it is later, the file was opened or opened again."""
    again = [row.reopened_on for row in closures if row.reopened_on]
    return max([case_file.last_contact_on or case_file.opened_on, case_file.opened_on, *again])


def silent_from(case_file):
    """After how many days of silence this file is dormant."""
    lighter = case_file.rhythm.every_days if case_file.rhythm and case_file.rhythm.every_days else 0
    return max(case_file.programme.contact_alert_days, lighter)


def with_heard_on(files):
    """The files with `heard_on`: the last contact or, when it is later, the opening or the reopening."""
    again = (
        Closure._default_manager.filter(case_file=OuterRef("pk"), reopened_on__isnull=False)
        .order_by()
        .values("case_file")
        .annotate(last=Max("reopened_on"))
        .values("last")
    )
    began = Coalesce(Subquery(again, output_field=DateField()), F("opened_on"))
    return files.annotate(heard_on=Greatest(Coalesce(F("last_contact_on"), F("opened_on")), began))


def overdue(files, today=None):
    """The open files whose next contact is late."""
    return files.filter(closed_on__isnull=True, contact_due_on__lt=today or timezone.localdate())


def dormant(files, programmes, rhythms, today=None):
    """The open files silent for longer than their programme allows; `files` comes from `with_heard_on`."""
    today, silent = today or timezone.localdate(), Q(pk__in=[])
    for programme in programmes:
        ceiling = programme.contact_alert_days
        lighter = [rhythm for rhythm in rhythms if (rhythm.every_days or 0) > ceiling]
        of_it = Q(programme=programme)
        # Without a rhythm « not in » is neither true nor false for a database: it is said apart.
        usual = Q(rhythm__isnull=True) | ~Q(rhythm__in=lighter)
        silent |= of_it & usual & _heard_before(today, ceiling)
        for rhythm in lighter:
            silent |= of_it & Q(rhythm=rhythm) & _heard_before(today, rhythm.every_days)
    return files.filter(closed_on__isnull=True).filter(silent)


def _heard_before(today, days):
    return Q(heard_on__lte=today - datetime.timedelta(days=days))
