"""The private address under which a calendar reads one's appointments: made, shown once, closed."""

import hashlib
import secrets
from dataclasses import dataclass

from casefiles.actions.agenda.on_agenda import hold_subject
from casefiles.actions.base import Action, Refused
from casefiles.models import CalendarFeed
from portal.accounts.roles import CASE_WORK


class _FeedAction(Action):
    """Its target is the person whose calendar it is; nobody opens or closes that of somebody else."""

    def _hold(self):
        hold_subject(self.target)

    def _check(self):
        if self.target.pk != self.actor.pk or not self.actor.has_role(*CASE_WORK):
            raise Refused("Chacun et chacune ouvre et ferme sa propre adresse d’agenda.", "not_yours")

    def _open(self):
        return CalendarFeed.objects.filter(owner=self.target.pk, ended_at__isnull=True).first()

    def _close(self):
        feed = self._open()
        if feed is not None:
            feed.ended_at = max(self.at, feed.made_at)
            feed.save()
        return feed


@dataclass(kw_only=True, eq=False, repr=False)
class OpenCalendarFeed(_FeedAction):
    """Returns the secret, which is known to nobody else and never again; an address before it is closed."""

    journal_code = "calendar_feed.made"

    def _perform(self):
        self.replaced = self._close()
        secret = secrets.token_urlsafe(32)
        self.feed = CalendarFeed.objects.create(
            owner_id=self.target.pk, token_hash=fingerprint_of(secret), made_at=self.at
        )
        return secret

    def _entry(self, result):
        return {"details": {"feed": str(self.feed.pk), "replaced": self.replaced is not None}}


@dataclass(kw_only=True, eq=False, repr=False)
class CloseCalendarFeed(_FeedAction):
    journal_code = "calendar_feed.ended"

    def _check(self):
        super()._check()
        if self._open() is None:
            raise Refused("Il n’y a pas d’adresse ouverte : elle est déjà fermée.", "closed")

    def _perform(self):
        return self._close()

    def _entry(self, result):
        return {"details": {"feed": str(result.pk)}}


def fingerprint_of(secret):
    """What is kept of a secret. It is long and drawn at random: a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
