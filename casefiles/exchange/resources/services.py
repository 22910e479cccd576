"""Partner services of the directory « Réseau ». Public content: nothing here speaks of a person."""

import datetime
import hashlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.urls import reverse
from wagtail.log_actions import log

from casefiles.actions.base import Refused
from casefiles.exchange.resources.service_columns import ServiceColumns
from casefiles.exchange.resources.taken_back import RecordsTakenBack
from casefiles.exchange.results import Outcome
from content.directory.models import Mission, Municipality, PartnerCategory, Service
from content.directory.text import search_key
from portal.accounts.roles import Role

_PLAIN = (
    "summary",
    "perimeter",
    "who_is_served",
    "conditions",
    "documents_asked",
    "languages",
    "access",
    "street",
    "postal_code",
    "city",
    "telephone",
    "email",
    "website",
    "opening_hours",
)
_MANY = {"missions": Mission, "municipalities": Municipality}


class ServiceResource(ServiceColumns):
    code = "services"
    title = "Services partenaires"
    page_title = "Import de services"
    roles = frozenset({Role.DATA_OFFICER, Role.COORDINATION})

    def identify(self, row):
        return search_key(row.values["name"])

    def links(self, object_ids):
        """The form of each: the directory has no other page of one service."""
        if not (object_ids and self.user.has_perm("directory.change_service")):
            return {}
        found = Service.objects.filter(pk__in=object_ids).values_list("pk", flat=True)
        return {str(pk): reverse("partner_service:edit", args=[pk]) for pk in found}

    def resolve(self, rows):
        wanted = {row.key for row in rows}
        # A few hundred services at most, and names are compared without accents: one query for their names.
        names = Service.objects.values_list("pk", "name")
        pks = {pk for pk, name in names if search_key(name) in wanted}
        self.existing = {}
        for service in Service.objects.with_lists().filter(pk__in=pks):
            self.existing.setdefault(search_key(service.name), []).append(service)

    def decide(self, row):
        known = self.existing.get(row.key, [])
        if len(known) > 1:
            row.wrong(
                "Nom", "Colonne « Nom » : plusieurs services du portail portent ce nom. Renommez-les d’abord."
            )
            return
        if not known:
            row.settle(Outcome.NEW)
            return
        service = known[0]
        row.instance, row.object_id = service, service.pk
        self._keep_required(row)
        row.differences = self.differences(row, self._stored(service))
        row.settle(Outcome.CHANGED if row.differences else Outcome.UNCHANGED)

    @staticmethod
    def _keep_required(row):
        # An empty cell empties a text; it cannot empty a yes or a no.
        if row.values.get("is_published") is None:
            row.values.pop("is_published", None)

    @staticmethod
    def _stored(service):
        stored = {name: getattr(service, name) for name in ("name", "category", *_PLAIN)}
        stored |= {name: list(getattr(service, name).all()) for name in _MANY}
        stored |= {"last_checked_on": service.last_checked_on, "is_published": service.is_published}
        return stored

    def write(self, row):
        is_new = row.outcome == Outcome.NEW
        service = Service(is_published=False) if is_new else row.instance
        before = (
            None if is_new else {name: self._kept(name, self._stored(service)[name]) for name in row.changes}
        )
        self._save(
            service, row.values if is_new else row.changes, "wagtail.create" if is_new else "wagtail.edit"
        )
        row.object_id = service.pk
        return [row.number, str(service.pk), self._revision(service), before]

    def take_back(self, records):
        return ServicesTakenBack(self, records)

    def _save(self, service, changes, action):
        for name, value in changes.items():
            if name in _MANY or (name == "is_published" and value is None):
                continue
            setattr(service, name, "" if name in _PLAIN and value is None else value)
        try:
            service.full_clean(exclude=["slug"])
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        service.save()
        for name in _MANY:
            if name in changes:
                getattr(service, name).set(changes[name] or [])
        log(service, action, user=self.user, data={"import": True})

    def _revision(self, service):
        """A digest of all that an import may write: another one means that somebody has been there since."""
        fresh = Service.objects.with_lists().get(pk=service.pk)
        said = [self._kept(name, value) for name, value in self._stored(fresh).items()]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    @staticmethod
    def _kept(name, value):
        """A value as the record of an import keeps it."""
        if name in _MANY:
            return sorted(line.pk for line in value)
        value = getattr(value, "pk", value)
        return value.isoformat() if isinstance(value, datetime.date) else value

    def restore(self, service, before):
        values = {name: self._unkept(name, value) for name, value in before.items()}
        self._save(service, values, "wagtail.edit")

    @staticmethod
    def _unkept(name, value):
        if name in _MANY:
            return list(_MANY[name].objects.filter(pk__in=value))
        if name == "category":
            return PartnerCategory.objects.get(pk=value)
        return datetime.date.fromisoformat(value) if name == "last_checked_on" and value else value


class ServicesTakenBack(RecordsTakenBack):
    """What an import wrote in the directory, undone: {key: why it is kept} of those that stay."""

    def _found(self):
        found = Service.objects.in_bulk([pk for _line, pk, *_rest in self.records])
        return {str(pk): service for pk, service in found.items()}

    def _why_kept(self, service, revision, before):
        if service is None:
            return "Ce service n’existe plus."
        if self.resource._revision(service) != revision:
            return "Ce service a été modifié depuis : il est gardé tel qu’il est."
        return None

    def _undo(self, service, _revision, before):
        try:
            with transaction.atomic():
                if before is None:
                    log(service, "wagtail.delete", user=self.user, data={"import": True})
                    service.delete()
                else:
                    self.resource.restore(service, before)
        except (ProtectedError, RestrictedError):
            return "Ce service est cité ailleurs dans le portail : il est gardé."
        except (Refused, IntegrityError):
            return "Ce service ne peut pas reprendre ce qu’il disait : il est gardé."
        return None
