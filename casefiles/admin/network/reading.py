"""The network of a file as its pages show it: who is there now, who was, where the person was sent."""

import datetime
from dataclasses import dataclass

from casefiles.access import rows_of, visible_to
from casefiles.admin.network.drawing import Node, drawings_of
from casefiles.admin.sections import Alert
from casefiles.admin.short import SHOWN, Short
from casefiles.lateness import ROLE_SOON_DAYS
from casefiles.models import CaseFile, Involvement, NetworkRole, OutwardReferral

_ORDER = {code: number for number, code in enumerate(NetworkRole.values)}


@dataclass(frozen=True)
class Role:
    """An involvement and how near its end is."""

    row: Involvement
    today: datetime.date

    @property
    def is_late(self):
        """Its end was for before today, and nobody said what became of it."""
        return self.row.is_present and self.row.until is not None and self.row.until < self.today

    @property
    def is_soon(self):
        until, limit = self.row.until, self.today + datetime.timedelta(days=ROLE_SOON_DAYS)
        return self.row.is_present and until is not None and not self.is_late and until <= limit

    @property
    def tone(self):
        return "is-late" if self.is_late else "is-soon" if self.is_soon else ""


@dataclass(frozen=True)
class Network:
    roles: list
    past: list
    outward: list
    # The service that oriented the person, when nobody noted its role: the request already tells it.
    orienting: object
    members: list

    @property
    def ending(self):
        return [role for role in self.roles if role.tone]

    @property
    def waiting(self):
        return [row for row in self.outward if row.is_waiting]

    @property
    def drawings(self):
        return drawings_of(list(self._nodes()), 1 + sum(1 for member in self.members if member.lives_with))

    def _nodes(self):
        for role in self.roles:
            until = f"jusqu’au {role.row.until:%d/%m/%Y}" if role.row.until else ""
            kind = NetworkRole(role.row.role)
            yield Node(_first_up(kind.label), role.row.who, until, role.tone, kind.is_close)
        if self.orienting is not None:
            yield Node("A orienté la personne", str(self.orienting))
        for row in self.waiting:
            yield Node("Orientation en attente", str(row.service), tone="is-asked")
        for member in self.members:
            if not member.lives_with:
                who = member.name or "vit ailleurs"
                yield Node(_first_up(member.get_relation_display()), who, is_close=True)


def network_of(user, case_file, members, today):
    """The network of one file, in two queries."""
    rows = rows_of(user, case_file, Involvement).select_related("service", "author")
    roles = [Role(row, today) for row in sorted(rows, key=_told_first)]
    outward = rows_of(user, case_file, OutwardReferral)
    referral = case_file.referral
    return Network(
        [role for role in roles if role.row.is_present],
        sorted((role for role in roles if not role.row.is_present), key=_ended_last, reverse=True),
        list(outward.select_related("service", "author", "reminder").order_by("-referred_on", "-created_at")),
        _orienting(referral and referral.orienting_service, roles),
        members,
    )


def _orienting(service, roles):
    told = any(role.row.role == NetworkRole.ORIENTED and role.row.service_id for role in roles)
    return None if told else service


def _told_first(row):
    return _ORDER[row.role], row.started_on, row.created_at


def _ended_last(role):
    return role.row.ended_on, role.row.created_at


def _first_up(words):
    return str(words)[:1].upper() + str(words)[1:]


def alerts_of(network, case_file):
    """The roles of this file that end soon, or should have ended."""
    if case_file.is_closed:
        return []
    return [Alert("group", _alert_words(role), "reseau", role.is_late) for role in network.ending]


def _alert_words(role):
    what = f"{_first_up(role.row.get_role_display())}, {role.row.who}"
    ends = "devait se terminer le" if role.is_late else "prend fin le"
    return f"{what} : {ends} {role.row.until:%d/%m/%Y}"


def today_of(user, today):
    """The roles of open files that end within a month or should have ended, the most pressing first."""
    rows = visible_to(user, Involvement).filter(
        case_file__in=visible_to(user, CaseFile).filter(closed_on__isnull=True),
        ended_on__isnull=True,
        until__lte=today + datetime.timedelta(days=ROLE_SOON_DAYS),
    )
    keys = list(rows.order_by("until", "pk").values_list("pk", flat=True))
    related = ("service", "case_file__person", "case_file__case_manager")
    found = visible_to(user, Involvement).select_related(*related).in_bulk(keys[:SHOWN]) if keys else {}
    return Short([found[key] for key in keys[:SHOWN] if key in found], len(keys))
