"""A request arrives: from the public form, from a file, or told to a member of staff."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from casefiles.actions.base import Action, Refused
from casefiles.eligibility import assess_referral
from casefiles.models import (
    DatePrecision,
    Gender,
    ReferenceCounter,
    Referral,
    ReferralEvent,
    YesNo,
)
from content.directory.models import Service
from portal.accounts.roles import Role

REFERENCE_PREFIX = "OR"


@dataclass(kw_only=True, eq=False, repr=False)
class ReceiveReferral(Action):
    """`ReceiveReferral(None, programme, data=submission.mapped(), submission=submission).execute()`.

    `data` has the targets of a form definition as keys (« person.last_name », « referral.street_since »…).
    What cannot be understood is left empty here: the submission keeps what was written.
    """

    data: dict = field(default_factory=dict)
    submission: Any = None
    channel: str = Referral.Channel.WEB
    # From a spreadsheet: what finds its row again, the service that was recognised, what was settled of it.
    origin_key: str = ""
    orienting_service: Any = None
    note: str = ""

    journal_code = "referral.received"

    def _hold(self):
        """A programme receives many requests at once."""

    def _check(self):
        if self.actor is not None and not self.actor.has_role(Role.CASE_MANAGER, Role.COORDINATION):
            raise Refused("Votre rôle ne permet pas d’encoder une orientation.", "not_yours")

    def _perform(self):
        referral = Referral(
            programme=self.target,
            submission=self.submission,
            channel=self.submission.channel if self.submission else self.channel,
            received_at=self.at,
            origin_key=self.origin_key,
            reference=ReferenceCounter.next_reference(REFERENCE_PREFIX, self.day.year),
            **self._sender(),
            **self._person(),
            **self._situation(),
        )
        referral.criteria = [finding.as_dict() for finding in assess_referral(referral, self.day)]
        referral.save(force_insert=True)
        ReferralEvent.objects.create(
            referral=referral,
            kind=ReferralEvent.Kind.RECEIVED,
            happened_at=self.at,
            by=self._typed_by(),
            note=self.note.strip() or None,
        )
        return referral

    def _entry(self, result):
        return {"target": result.reference, "details": {"channel": result.channel}}

    def _typed_by(self):
        """Who typed what was told by telephone or on paper; nobody, when it arrives by itself."""
        return self.actor or (self.submission and self.submission.sent_by)

    def _sender(self):
        service = self._text("referral.sender_service", 200)
        return {
            "sender_kind": self._choice(
                "referral.sender_kind", Referral.SenderKind, Referral.SenderKind.OTHER
            ),
            "sender_name": self._text("referral.sender_name", 200),
            "sender_service": service,
            "sender_phone": self._text("referral.sender_phone") or None,
            "sender_email": self._text("referral.sender_email") or None,
            "orienting_service": self.orienting_service or self._service_named(service),
        }

    @staticmethod
    def _service_named(name):
        return Service.objects.filter(name__iexact=name).first() if name else None

    def _person(self):
        birth, precision = parse_day(self.data.get("person.birth_date"))
        return {
            "first_name": self._text("person.first_name", 200),
            "last_name": self._text("person.last_name", 200),
            "birth_date": birth if precision == DatePrecision.DAY else None,
            "gender": self._choice("person.gender", Gender, Gender.UNKNOWN),
            "phone": self._text("person.phone") or None,
            "national_number": self._text("person.national_number") or None,
        }

    def _situation(self):
        since, precision = parse_day(self.data.get("referral.street_since"))
        return {
            "street_since": since,
            "street_since_precision": self.data.get("referral.street_since_precision", precision),
            "situation": self._text("referral.situation") or None,
            "municipality": self._text("referral.municipality", 120),
            "own_request": self._choice("referral.own_request", YesNo, YesNo.UNKNOWN),
            "residence_permit": self._choice("referral.residence_permit", YesNo, YesNo.UNKNOWN),
            "message": self._text("referral.message") or None,
        }

    def _text(self, key, length=None):
        value = self.data.get(key) or ""
        value = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        return value.replace("\x00", "").strip()[:length]

    def _choice(self, key, choices, otherwise):
        value = self.data.get(key)
        return value if value in choices.values else otherwise


def parse_day(text):
    """(day, precision) of « 2026-09-14 » or « 2026-09 »; (None, day) for anything else."""
    if isinstance(text, datetime.date):
        return text, DatePrecision.DAY
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", str(text or ""))
    if not found:
        return None, DatePrecision.DAY
    year, month, day = found.groups()
    try:
        parsed = datetime.date(int(year), int(month), int(day or 1))
    except ValueError:
        return None, DatePrecision.DAY
    believable = parsed.year >= 1900 and parsed <= timezone.localdate() + datetime.timedelta(days=1)
    return (parsed if believable else None), (DatePrecision.DAY if day else DatePrecision.MONTH)
