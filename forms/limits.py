"""How many forms may be sent in an hour. Counted in the database, so that every process counts together."""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from forms.models import SendingCount
from portal.crypto.blind_index import blind_index

PER_ADDRESS = 10
PER_SITE = 200
_HOUR = datetime.timedelta(hours=1)


class TooManySendings(Exception):
    """This address, or everybody together, sent as many forms as an hour allows."""


def count_sending(address):
    """Count one sending, in the transaction that stores it; raises TooManySendings, which undoes both."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    if _add(hour, address) > PER_ADDRESS or _add(hour, "") > PER_SITE:
        raise TooManySendings


def _add(hour, address):
    bucket = blind_index("forms.sending", f"{hour.isoformat()}|{address}")
    if not SendingCount.objects.filter(bucket=bucket).update(count=F("count") + 1):
        SendingCount.objects.filter(expires_at__lt=timezone.now()).delete()
        try:
            with transaction.atomic():
                SendingCount.objects.create(bucket=bucket, count=1, expires_at=hour + _HOUR)
        except IntegrityError:
            SendingCount.objects.filter(bucket=bucket).update(count=F("count") + 1)
    return SendingCount.objects.get(bucket=bucket).count
