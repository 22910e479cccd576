"""What is known of a request is corrected: who orients, whom, the situation. What was sent stays."""

import datetime
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from casefiles.actions.base import Refused, written
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.models import DatePrecision, Gender, Referral, ReferralEvent, YesNo

SENDER = ("sender_kind", "orienting_service", "sender_name", "sender_phone", "sender_email")
PERSON = ("first_name", "last_name", "birth_date", "gender", "phone", "national_number")
SITUATION = (
    "street_since",
    "street_since_precision",
    "municipality",
    "own_request",
    "residence_permit",
    "situation",
)
FIELDS = (*SENDER, *PERSON, *SITUATION)
_NULL_WHEN_EMPTY = (
    "sender_phone",
    "sender_email",
    "phone",
    "national_number",
    "situation",
    "birth_date",
    "street_since",
    "orienting_service",
)
_CHOICES = {
    "sender_kind": Referral.SenderKind,
    "gender": Gender,
    "street_since_precision": DatePrecision,
    "own_request": YesNo,
    "residence_permit": YesNo,
}
OLDEST = datetime.date(1900, 1, 1)


@dataclass(kw_only=True, eq=False, repr=False)
class EditReferral(ReferralAction):
    """`EditReferral(user, referral, changes={"street_since": date}, reason="…").execute()` → Referral.

    `seen` is the mark of what was read (`mark_of`): somebody else may have corrected it since. The criteria
    of the day of the request are never rewritten.
    """

    changes: dict = field(default_factory=dict)
    reason: str = ""
    seen: Any = None

    journal_code = "referral.edited"

    def _check(self):
        unknown = set(self.changes) - set(FIELDS)
        if unknown:
            raise ValueError(f"Not a field of a request: {sorted(unknown)}")
        if self.seen is not None and self.seen != mark_of(self.target):
            raise Refused(
                "Quelqu’un a corrigé cette orientation pendant que vous écriviez. Ce qui est enregistré "
                "maintenant est rappelé sous chaque champ qui diffère : vérifiez, puis enregistrez.",
                "changed",
            )
        for name, choices in _CHOICES.items():
            if name in self.changes and self.changes[name] not in choices.values:
                raise Refused("Choisissez une valeur dans la liste.", name)
        self._check_dates()
        if not self._changed():
            raise Refused("Rien n’a changé : corrigez au moins un champ, ou refermez.", "nothing")
        written(self.reason, message="Écrivez d’où vient la correction : un appel, une rencontre…")

    def _check_dates(self):
        today = timezone.localdate()
        for name, words in (
            ("birth_date", "Vérifiez la date de naissance."),
            ("street_since", "Vérifiez la date : la situation a déjà commencé, et pas avant 1900."),
        ):
            value = self.changes.get(name)
            if value is not None and not OLDEST <= value <= today:
                raise Refused(words, name)

    def _changed(self):
        return [
            name for name, value in self.changes.items() if _bare(value) != _bare(_now(self.target, name))
        ]

    def _perform(self):
        changed = self._changed()
        before = {name: said(self.target, name) for name in changed}
        for name in changed:
            value = self.changes[name]
            if isinstance(value, str):
                value = value.strip()
            setattr(self.target, name, (value or None) if name in _NULL_WHEN_EMPTY else value)
        since = self.target.street_since
        if since and self.target.street_since_precision == DatePrecision.MONTH:
            # Any day of the month was good to say it.
            self.target.street_since = since.replace(day=1)
        self.target.save()
        lines = [f"{label_of(name)} : {before[name]} → {said(self.target, name)}" for name in changed]
        self.log(ReferralEvent.Kind.EDITED, "\n".join([self.reason.strip(), *lines]))
        self.fields = sorted(changed)
        return self.target

    def _details(self, result):
        return {"fields": self.fields}


def _now(referral, name):
    return getattr(referral, name)


def _bare(value):
    """A value as two of them are compared: nothing is nothing, however it is written."""
    return value.strip() if isinstance(value, str) else value or ""


def mark_of(referral):
    """A short mark of what may be corrected, to notice that it changed meanwhile."""
    values = [
        str(_bare(getattr(referral, f"{name}_id" if name == "orienting_service" else name)))
        for name in FIELDS
    ]
    return hashlib.blake2s(json.dumps(values).encode(), digest_size=12).hexdigest()


def label_of(name):
    return str(Referral._meta.get_field(name).verbose_name).capitalize()


def said(referral, name):
    """One value in words, for the history."""
    value = getattr(referral, name)
    if name == "residence_permit":
        return referral.get_residence_permit_display() or "pas précisé"
    if name in _CHOICES:
        return str(getattr(referral, f"get_{name}_display")())
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return str(value) if value else "rien"
