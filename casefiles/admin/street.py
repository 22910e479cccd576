"""How long the street has lasted and what is left, in words and as a bar of months."""

from dataclasses import dataclass

from django.utils import timezone

from casefiles.admin.drawing import MONTH_PITCH, MONTH_WIDTH, months_bar
from casefiles.eligibility import street_clock
from casefiles.models import DatePrecision

SOON, VERY_SOON = 30, 7


@dataclass(frozen=True)
class Street:
    """What a screen says about the street. `tone` is good, soon, over or unknown: always beside its words."""

    since: object = None
    precision: str = DatePrecision.DAY
    limit_months: int | None = 6
    clock: object = None
    days: int = 0
    bar: tuple = ()

    @property
    def bar_width(self):
        return (len(self.bar) - 1) * MONTH_PITCH + MONTH_WIDTH if self.bar else 0

    @property
    def tone(self):
        if self.limit_months is None:
            return "free"
        if self.clock is None:
            return "unknown"
        if self.clock.is_over:
            return "over"
        return "soon" if self.clock.days_left <= SOON else "good"

    @property
    def warning(self):
        """« soon » from 30 days before the limit, « urgent » from 7, nothing otherwise."""
        if self.clock is None or self.clock.is_over or self.clock.days_left > SOON:
            return ""
        return "urgent" if self.clock.days_left <= VERY_SOON else "soon"

    @property
    def how_long(self):
        if self.limit_months is None and self.since is not None and self.days >= 0:
            return f"Sans logement depuis le {self.since:%d/%m/%Y}"
        if self.clock is None:
            return "Date de début inconnue" if self.since is None else "Date de début à venir"
        if self.clock.months == 0:
            return f"{_count(self.days, 'jour')} en rue"
        return f"{_count(self.clock.months, 'mois')} en rue"

    @property
    def since_words(self):
        """For somebody who is accompanied, and may no longer be in the street."""
        if self.clock is None:
            return self.how_long
        return f"{_count(self.days, 'jour')} depuis l’entrée en rue"

    @property
    def what_is_left(self):
        if self.limit_months is None:
            return "ce dispositif n’a pas de limite de temps"
        if self.clock is None:
            return "à demander à la personne"
        if self.clock.is_over:
            return f"{_count(self.limit_months, 'mois')} atteints le {self.clock.limit_from:%d/%m/%Y}"
        return f"encore {_count(self.clock.days_left, 'jour')} avant {_count(self.limit_months, 'mois')}"

    @property
    def about(self):
        """« environ » when the date is not known to the day."""
        return "" if self.precision == DatePrecision.DAY else DatePrecision(self.precision).label


def street_of(record, programme, on=None):
    """The street of a file or of a request, today or on a given day."""
    on = on or timezone.localdate()
    since, limit = record.street_since, programme.street_limit_months
    clock = street_clock(since, record.street_since_precision, limit, on)
    if clock is None:
        return Street(since, record.street_since_precision, limit)
    return Street(
        since,
        record.street_since_precision,
        limit,
        clock,
        max(0, (on - since).days),
        tuple(months_bar(since, limit, on)),
    )


def _count(number, word):
    return f"{number}\N{NO-BREAK SPACE}{word}{'s' if number > 1 and not word.endswith('s') else ''}"
