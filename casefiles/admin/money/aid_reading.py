"""The aid requests of a file as one reads them: what each asks for now."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from casefiles.access import rows_of
from casefiles.lateness import AID_ANSWER_DAYS, APPEAL_SOON_DAYS
from casefiles.models import AidRequest
from casefiles.templatetags.casework import on_day_short

_ASKS = Q(state="asked") | Q(appeal="", appeal_until__isnull=False) | Q(appeal="lodged")


@dataclass(frozen=True)
class Asks:
    """What a request asks for now; `day` is when the appeal ends, or when the answer should have come."""

    words: str
    day: datetime.date
    is_late: bool
    is_appeal: bool


def asks_of(aid, today=None):
    """What this request asks for now, in words; None when it asks for nothing yet."""
    today = today or timezone.localdate()
    name = aid.get_kind_display()
    if aid.may_appeal:
        if aid.appeal_until > today + datetime.timedelta(days=APPEAL_SOON_DAYS):
            return None
        past = aid.appeal_until < today
        words = "le délai est passé depuis le" if past else "possible jusqu’au"
        words = f"Recours ({name}) : {words} {on_day_short(aid.appeal_until)}"
        return Asks(words, aid.appeal_until, past, True)
    expected = aid.asked_on + datetime.timedelta(days=AID_ANSWER_DAYS)
    if not aid.is_waiting or expected >= today:
        return None
    words = f"Aide sans réponse ({name}) : demandée le {on_day_short(aid.asked_on)}"
    return Asks(words, expected, False, False)


def follow_of(user, case_file, today):
    """The requests of a file that are not settled, with what each asks for, in one query."""
    rows = list(rows_of(user, case_file, AidRequest).filter(_ASKS).order_by("asked_on"))
    for aid in rows:
        aid.asks = asks_of(aid, today)
    return rows


def aids_of(user, case_file, today):
    """Every request of the file: those that ask for something first, then the latest."""
    rows = rows_of(user, case_file, AidRequest).select_related("service", "author")
    found = sorted(rows, key=lambda aid: (aid.asked_on, aid.created_at), reverse=True)
    for aid in found:
        aid.asks = asks_of(aid, today)
    return sorted(found, key=lambda aid: (aid.asks is None, aid.asks.day if aid.asks else today))
