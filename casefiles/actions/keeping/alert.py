"""Something threatens the home: it is opened, followed, and closed with how."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.rows import CorrectRow, RowAction
from casefiles.actions.lease.rules import LONG_AGO
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import HomeAlert, HomeTopic

FIELDS = ("topic", "words", "opened_on", "act_by")
CLOSED = ("Cette alerte est réglée : rouvrez-la pour la changer.", "settled")


def check_alert(topic, words, opened_on, act_by, today):
    """Raise Refused for an alert without words, or with days that cannot be."""
    if topic not in HomeTopic.values:
        raise Refused("Choisissez de quoi il s’agit.", "topic")
    written(words, message="Écrivez en une phrase ce qui se passe.", code="words")
    if opened_on > today:
        raise Refused("Cette date est dans le futur : notez ce qui a déjà commencé.", "future")
    if opened_on < LONG_AGO:
        raise Refused("Cette date est trop ancienne : vérifiez l’année.", "long_ago")
    if act_by is not None and act_by < opened_on:
        raise Refused("On ne peut pas agir avant que l’alerte commence : vérifiez les deux dates.", "order")


class OnAlert(RowAction):
    """Its target is a HomeAlert."""

    noun = "alert"


@dataclass(kw_only=True, eq=False, repr=False)
class OpenHomeAlert(FileAction):
    """`OpenHomeAlert(user, case_file, topic="rent", words="…", opened_on=day, act_by=day).execute()`."""

    topic: str
    words: str
    opened_on: datetime.date
    act_by: datetime.date | None = None
    visit: Any = None

    journal_code = "home.alert_opened"

    def _check(self):
        check_alert(self.topic, self.words, self.opened_on, self.act_by, self.day)

    def _perform(self):
        return HomeAlert.objects.create(
            case_file=self.target,
            visit=self.visit,
            topic=self.topic,
            words=self.words.strip(),
            opened_on=self.opened_on,
            act_by=self.act_by,
            author=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"alert": str(result.pk), "topic": result.topic}


class CorrectHomeAlert(CorrectRow):
    """`CorrectHomeAlert(user, alert, changes={"act_by": day}).execute()`."""

    journal_code, noun, fields = "home.alert_corrected", "alert", FIELDS

    def _check(self):
        if not self.target.is_open:
            raise Refused(*CLOSED)
        super()._check()

    def _check_changes(self, after):
        check_alert(**after, today=self.day)


@dataclass(kw_only=True, eq=False, repr=False)
class CloseHomeAlert(OnAlert):
    on: datetime.date
    how: str
    seen: int | None = None

    journal_code = "home.alert_closed"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if not self.target.is_open:
            raise Refused(*CLOSED)
        if self.on > self.day:
            raise Refused("Cette date est dans le futur : notez ce qui est déjà réglé.", "future")
        if self.on < self.target.opened_on:
            raise Refused(
                f"L’alerte a commencé le {self.target.opened_on:%d/%m/%Y} : cette date est avant.", "before"
            )
        self.how = written(self.how, message="Écrivez comment cela s’est réglé.", code="how")

    def _perform(self):
        self.target.closed_on, self.target.closed_how = self.on, self.how
        self.target.save()
        return self.target


@dataclass(kw_only=True, eq=False, repr=False)
class ReopenHomeAlert(OnAlert):
    """It was not settled after all."""

    seen: int | None = None

    journal_code = "home.alert_reopened"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if self.target.is_open:
            raise Refused("Cette alerte est ouverte.", "open")

    def _perform(self):
        self.target.closed_on = self.target.closed_how = None
        self.target.save()
        return self.target
