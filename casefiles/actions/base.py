"""What every action has: who, to what, when; why it may not be done; one transaction; a journal entry."""

import datetime
import logging
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from portal.audit.journal import record

logger = logging.getLogger(__name__)


class Refused(Exception):
    """The action cannot be done. `message` says in French why and what to do; `code` is for code."""

    def __init__(self, message, code="refused"):
        self.message = message
        self.code = code
        super().__init__(message)


@dataclass(eq=False, repr=False)
class Action:
    """`Verb(actor, target, …).execute()`. A subclass says `_check`, `_perform` and what the journal keeps.

    `actor` is None only for what arrives from the public site. `at` dates the act: now, unless it is recorded
    afterwards.
    """

    actor: Any
    target: Any
    at: datetime.datetime | None = field(default=None, kw_only=True)

    journal_code: ClassVar[str] = ""

    def __post_init__(self):
        self.at = self.at or timezone.now()

    @property
    def day(self):
        return timezone.localdate(self.at)

    def check(self):
        """Raise Refused when the action cannot be done, without doing anything."""
        check_moment(self.at)
        self._check()

    def execute(self):
        """Check again with the record held, do it, and write it in the journal: all of it, or nothing."""
        try:
            with transaction.atomic():
                self._hold()
                self.check()
                result = self._perform()
                self._record(result)
        except IntegrityError as error:
            # The database had the last word: somebody was quicker, or a check of ours is missing.
            logger.warning("%s was refused by the database", type(self).__name__, exc_info=True)
            raise Refused(
                "Ces données viennent de changer, ou ne vont pas ensemble : relisez la page et réessayez.",
                "conflict",
            ) from error
        except OperationalError as error:
            if connection.in_atomic_block or not _is_crowded(error):
                raise
            logger.warning("%s waited for somebody else in vain", type(self).__name__, exc_info=True)
            raise Refused(
                "Quelqu’un écrivait ici au même moment : rien n’a été changé, réessayez.", "crowded"
            ) from error
        return result

    def _hold(self):
        """Keep what is changed for ourselves, so that the second of two people sees what the first did."""
        hold(self.target)

    def _check(self):
        raise NotImplementedError

    def _perform(self):
        raise NotImplementedError

    def _record(self, result):
        record(self.journal_code, actor=self.actor, **self._entry(result))

    def _entry(self, result):
        """subject, target, reason and details of the journal entry: never content, never a name."""
        raise NotImplementedError


def _is_crowded(error):
    """Whether the database gave up because two transactions waited for each other, or one too long."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in ("40001", "40P01", "55P03") or "database is locked" in str(error)


def check_moment(at):
    """Raise Refused for an act that is still to come; two clocks may differ by a little."""
    if at > timezone.now() + datetime.timedelta(minutes=5):
        raise Refused("Cette date est dans le futur : notez ce qui a déjà eu lieu.", "future")


def hold(record_):
    """Keep a record for ourselves until the transaction ends, and read it afresh into the same object."""
    type(record_)._default_manager.select_for_update().only("pk").get(pk=record_.pk)
    record_.refresh_from_db()


def written(text, *, least=3, message, code="reason_needed"):
    """A reason as it must be: words, not a blank."""
    text = (text or "").strip()
    if len(text) < least:
        raise Refused(message, code)
    return text
