"""Housing periods: file, where, from, to, place. Each row passes the rules of the screen."""

import datetime
import hashlib

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casefiles.access import may_work_on, visible_to
from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import NOT_YOURS
from casefiles.actions.housing.correct import CorrectHousing
from casefiles.actions.housing.note import NoteHousing
from casefiles.actions.housing.remove import RemoveHousing
from casefiles.actions.housing.rules import check_days, check_overlap, settle_in
from casefiles.exchange.resources.housing_columns import HousingColumns
from casefiles.exchange.resources.persons_widgets import Since
from casefiles.exchange.resources.taken_back import RecordsTakenBack
from casefiles.exchange.results import Outcome
from casefiles.models import CaseFile, HousingPeriod
from portal.accounts.roles import Role
from portal.bulk import lookups  # noqa: F401 - `among`

_DAYS = ("started_on", "ended_on")


class HousingResource(HousingColumns):
    code = "housing"
    title = "Périodes de logement"
    page_title = "Import de périodes de logement"
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION})
    # A correction costs what an addition does: both go one by one.
    change_cost = 1

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # {file: [(situation, from, to)]} of the rows read so far, which the base may not hold yet.
        self.read_before = {}

    def identify(self, row):
        return f"{row.values['reference']}|{row.values['since'].day}"

    def links(self, object_ids):
        found = visible_to(self.user, HousingPeriod).filter(pk__in=object_ids).values_list("pk", "case_file")
        return {str(pk): f"{reverse('casefiles:file', args=[file])}#logement" for pk, file in found}

    def resolve(self, rows):
        references = {row.values["reference"] for row in rows}
        found = visible_to(self.user, CaseFile).filter(reference__among=references)
        self.files = {file.reference: file for file in found}
        self.periods = {file.pk: [] for file in self.files.values() if may_work_on(self.user, file)}
        known = visible_to(self.user, HousingPeriod).filter(case_file__among=list(self.periods))
        for period in known.order_by("started_on"):
            self.periods[period.case_file_id].append(period)
        for pk, periods in self.periods.items():
            for situation, started_on, ended_on in self.read_before.get(pk, ()):
                _put_in(periods, situation, started_on, ended_on)

    def decide(self, row):
        case_file = self.files.get(row.values["reference"])
        if case_file is None:
            reference = row.values["reference"]
            row.wrong(
                "Dossier",
                f"Colonne « Dossier » : {reference} n’existe pas, ou n’est pas à votre portée. "
                "Vérifiez la référence.",
            )
        elif case_file.pk not in self.periods:
            row.wrong("Dossier", f"Colonne « Dossier » : {NOT_YOURS}")
        elif case_file.is_closed:
            row.is_closed = True
            row.wrong(
                "Dossier",
                f"Colonne « Dossier » : {case_file.reference} est fermé "
                f"depuis le {case_file.closed_on:%d/%m/%Y}. "
                "Un import ne rouvre pas un dossier : rouvrez-le d’abord, ou retirez la ligne.",
            )
        else:
            row.subject = case_file
            self._settle(row, self.periods[case_file.pk])

    def _settle(self, row, periods):
        # An empty cell says nothing: it takes away neither an end nor a place.
        for name in ("ended_on", "place"):
            if row.values.get(name) is None:
                row.values.pop(name, None)
        started_on = row.values["since"].day
        period = next((one for one in periods if one.started_on == started_on), None)
        if period is not None:
            row.object_id = period.pk
            row.stored = _told(period)
            row.differences = self.differences(row, row.stored)
            if not row.differences:
                row.settle(Outcome.UNCHANGED)
                return
        ended_on = row.values.get("ended_on", period and period.ended_on)
        try:
            self._check(started_on, ended_on, [one for one in periods if one is not period], period is None)
        except Refused as refused:
            row.wrong("", refused.message)
            return
        row.settle(Outcome.NEW if period is None else Outcome.CHANGED)
        told = (row.values["situation"], started_on, ended_on)
        self.read_before.setdefault(row.subject.pk, []).append(told)
        _put_in(periods, *told)

    @staticmethod
    def _check(started_on, ended_on, others, is_new):
        """The rules of the actions, told before anything is written."""
        check_days(started_on, ended_on, timezone.localdate())
        left = None
        if is_new:
            ended_on, left = settle_in(started_on, ended_on, others)
        check_overlap(started_on, ended_on, [one for one in others if one is not left])

    # --- writing -------------------------------------------------------------------------------------------
    def write(self, row):
        if row.outcome == Outcome.CHANGED:
            return self._correct(row)
        values = row.values
        noting = NoteHousing(
            self.user,
            row.subject,
            situation=values["situation"],
            started_on=values["since"].day,
            precision=values["since"].precision,
            ended_on=values.get("ended_on"),
            place=values.get("place") or "",
        )
        period = noting.execute()
        row.object_id, left = period.pk, noting.left
        mark = [_digest(period), str(left.pk) if left else "", _digest(left) if left else ""]
        return [row.number, str(period.pk), mark, None]

    def _correct(self, row):
        period = visible_to(self.user, HousingPeriod).filter(pk=row.object_id).first()
        if period is None:
            raise Refused("Cette période vient d’être retirée : renvoyez la ligne.", "gone")
        before = {name: _kept(getattr(period, name)) for name in _columns(row.changes)}
        CorrectHousing(self.user, period, changes=_columns(row.changes)).execute()
        return [row.number, str(period.pk), [_digest(period), "", ""], before]

    def take_back(self, records):
        return HousingTakenBack(self, records)


class HousingTakenBack(RecordsTakenBack):
    """A period that was added goes, what it ended lasts again, what was corrected says what it said."""

    def __init__(self, resource, records):
        # The last written first: a period goes before the one that it ended.
        super().__init__(resource, records[::-1])

    def _found(self):
        keys = {key for _line, pk, mark, _before in self.records for key in (pk, mark[1]) if key}
        found = visible_to(self.user, HousingPeriod).filter(pk__among=list(keys))
        found = {str(period.pk): period for period in found.select_related("case_file")}
        # What each should still be: as written, or as a later row of this import left it.
        self.expected, self.found = {}, found
        for _line, pk, (digest, left, left_digest), _before in reversed(self.records):
            self.expected[pk] = digest
            if left:
                self.expected[left] = left_digest
        return found

    def _why_kept(self, period, mark, before):
        if period is None:
            return "Cette période n’existe plus, ou n’est plus à votre portée."
        if not may_work_on(self.user, period.case_file):
            return NOT_YOURS
        if period.case_file.is_closed:
            return f"Le dossier {period.case_file.reference} est fermé : rouvrez-le d’abord."
        if _digest(period) != self.expected[str(period.pk)]:
            return "Cette période a été modifiée depuis : elle est gardée telle qu’elle est."
        return None

    def _undo(self, period, mark, before):
        try:
            with transaction.atomic():
                if before is None:
                    RemoveHousing(self.user, period).execute()
                    self._reopen(mark[1])
                else:
                    changes = {name: _unkept(name, value) for name, value in before.items()}
                    CorrectHousing(self.user, period, changes=changes).execute()
        except Refused as refused:
            return refused.message
        except IntegrityError:
            return "Cette période ne peut pas reprendre ce qu’elle disait : elle est gardée."
        return None

    def _reopen(self, key):
        """What ended because of a period that goes lasts again, unless somebody touched it since."""
        left = self.found.get(key)
        if left is not None and _digest(left) == self.expected[key]:
            CorrectHousing(self.user, left, changes={"ended_on": None}).execute()


def _put_in(periods, situation, started_on, ended_on):
    """Tell in these periods, in memory alone, what a row would write."""
    period = next((one for one in periods if one.started_on == started_on), None)
    if period is not None:
        period.situation, period.ended_on = situation, ended_on or period.ended_on
        return
    ended_on, left = settle_in(started_on, ended_on, periods)
    if left is not None:
        left.ended_on = started_on
    periods.append(HousingPeriod(situation=situation, started_on=started_on, ended_on=ended_on))
    periods.sort(key=lambda one: one.started_on)


def _told(period):
    return {
        "situation": period.situation,
        "since": Since(period.started_on, period.precision),
        "ended_on": period.ended_on,
        "place": period.place,
    }


def _columns(changes):
    """{field of a period: value} of what a row changes; it never changes the day on which one begins."""
    changes = dict(changes)
    if since := changes.pop("since", None):
        changes["precision"] = since.precision
    return changes


def _kept(value):
    return value.isoformat() if isinstance(value, datetime.date) else value


def _unkept(name, value):
    return datetime.date.fromisoformat(value) if name in _DAYS and value else value


def _digest(period):
    """Of all that an import may write: another one means that somebody has been there since."""
    said = [
        period.situation,
        period.place or "",
        period.precision,
        *(_kept(getattr(period, d)) for d in _DAYS),
    ]
    return hashlib.sha256(repr(list(map(str, said))).encode()).hexdigest()[:16]
