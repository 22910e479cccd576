"""How many forms may be sent in an hour. Counted in the database, so that every process counts together."""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from forms.models import SendingCount
from portal.crypto.blind_index import blind_index

PER_ADDRESS = 10
PER_SITE = 200
# Joined files and prefilled PDFs cost us room and time: as many for one address, and for all.
PER_ADDRESS_EXTRAS = 40
PER_SITE_EXTRAS = 400
# Requests of one partner’s software, received or refused; they take no room from the public.
PER_PARTNER = 300
# Readings of one calendar address; and guesses at one, by whoever makes them.
PER_CALENDAR = 60
# Links of what is sent outside that lead nowhere, and codes, from one address.
PER_OUTSIDE = 30
_HOUR = datetime.timedelta(hours=1)


class TooManySendings(Exception):
    """This address, or everybody together, sent as many forms as an hour allows."""


def count_sending(address):
    """Count one sending, in the transaction that stores it; raises TooManySendings, which undoes both."""
    _count("", address, PER_ADDRESS, PER_SITE)


def count_extra(what, address):
    """Count one joined file (« file ») or one prefilled PDF (« pdf »); raises TooManySendings."""
    _count(f"{what}|", address, PER_ADDRESS_EXTRAS, PER_SITE_EXTRAS)


def count_partner(access):
    """Count one request made with a partner’s access; raises TooManySendings."""
    if _add(_this_hour(), f"partner|{access.pk}") > PER_PARTNER:
        raise TooManySendings


def count_calendar(name):
    """Count one reading of a calendar address, or one guess at one; raises TooManySendings."""
    if _add(_this_hour(), f"calendar|{name}") > PER_CALENDAR:
        raise TooManySendings


def count_outside(address):
    """Count one code, or one guess at a link of what is sent outside; raises TooManySendings."""
    if _add(_this_hour(), f"outside|{address}") > PER_OUTSIDE:
        raise TooManySendings


def seconds_left():
    """Until the next hour, when counting starts again."""
    return max(1, int((_this_hour() + _HOUR - timezone.now()).total_seconds()) + 1)


def _this_hour():
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def _count(prefix, address, most, most_of_all):
    hour = _this_hour()
    if _add(hour, f"{prefix}{address}") > most or _add(hour, prefix) > most_of_all:
        raise TooManySendings


def _add(hour, name):
    bucket = blind_index("forms.sending", f"{hour.isoformat()}|{name}")
    if not SendingCount.objects.filter(bucket=bucket).update(count=F("count") + 1):
        SendingCount.objects.filter(expires_at__lt=timezone.now()).delete()
        try:
            with transaction.atomic():
                SendingCount.objects.create(bucket=bucket, count=1, expires_at=hour + _HOUR)
        except IntegrityError:
            SendingCount.objects.filter(bucket=bucket).update(count=F("count") + 1)
    return SendingCount.objects.get(bucket=bucket).count
