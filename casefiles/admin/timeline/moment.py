"""What stands on the line, and the kinds by which one looks for it."""

import datetime
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID


@dataclass(frozen=True)
class Kind:
    """One way to filter; `code` stands in addresses."""

    code: str
    label: str
    icon: str


PATH = Kind("parcours", "Parcours", "redirect")
HOLDER = Kind("referent", "Référent·e", "user")
HOUSING = Kind("logement", "Logement", "home")
LEASE = Kind("bail", "Bail et maintien", "key")
NETWORK = Kind("reseau", "Réseau", "group")
MONEY = Kind("argent", "Argent", "tag")
CONTACT = Kind("contact", "Contacts", "comment")
AGENDA = Kind("rendez-vous", "Rendez-vous", "date")
ASSESSMENT = Kind("bilan", "Bilans", "clipboard-list")
PLAN = Kind("plan", "Plan d’action", "crosshairs")
CONTRACT = Kind("contrat", "Contrats", "edit")
DOCUMENT = Kind("document", "Documents", "doc-full")
SHARING = Kind("partage", "Partages", "group")
NEED = Kind("besoin", "Besoins sans solution", "help")
REFERRAL = Kind("demande", "Demande", "mail")
KINDS = (
    PATH,
    HOLDER,
    HOUSING,
    LEASE,
    NETWORK,
    MONEY,
    CONTACT,
    AGENDA,
    ASSESSMENT,
    PLAN,
    CONTRACT,
    DOCUMENT,
    SHARING,
    NEED,
    REFERRAL,
)


class Mark(NamedTuple):
    """Where a moment stands on the line, before anything of it is read."""

    side: str
    pk: UUID
    day: datetime.date
    at: datetime.datetime
    axis: int | None

    @property
    def order(self):
        return self.day, self.at, self.side, self.pk


@dataclass
class Moment:
    """One thing that happened, as it is shown."""

    title: str
    by: Any = None
    tag: str = ""
    tag_tone: str = ""
    facts: list = field(default_factory=list)
    note: str = ""
    # The confidential note when it may be read; True when there is one that may not.
    secret: Any = ""
    axis: Any = None
    time: datetime.time | None = None
    url: str = ""
    # Filled by the line.
    kind: Kind | None = None
    day: datetime.date | None = None
    key: str = ""
