"""The verbs that keep the directory true: a link is made or closed, a service answers, staff decide.

Each one is a transaction, with its journal entry.
"""

import datetime
import hashlib
import json
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from content.directory.entry import FIELDS, standing, write
from content.directory.models import CheckLink, Service, ServiceProposal
from content.directory.models.checking import fingerprint_of
from portal.audit.journal import record

VALID_FOR = datetime.timedelta(days=30)


class CheckRefused(Exception):
    """It cannot be done; `message` says why in French, `code` is for code."""

    def __init__(self, message, code):
        self.message, self.code = message, code
        super().__init__(message)


CLOSED = {
    "unknown": "Ce lien n’existe pas. Vérifiez que l’adresse est entière, ou demandez-nous un nouveau lien.",
    "expired": "Ce lien n’est plus valable : son délai est passé. Demandez-nous-en un nouveau.",
    "revoked": "Ce lien a été remplacé ou fermé. Utilisez le dernier que vous avez reçu, ou demandez-en un.",
    "used": "Ce lien a déjà servi : votre réponse nous est bien parvenue. Merci !",
}


@transaction.atomic
def make_link(user, service):
    """(link, token): a new link for this service; the one before stops working. The token is kept nowhere."""
    Service.objects.select_for_update().get(pk=service.pk)
    now = timezone.now()
    _open_links(service).update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    link = CheckLink.objects.create(
        service=service,
        token_hash=fingerprint_of(token),
        made_by=user,
        made_at=now,
        expires_at=now + VALID_FOR,
    )
    _write("directory.link_made", user, service, link=str(link.pk))
    return link, token


@transaction.atomic
def close_links(user, service):
    """How many links of this service were closed."""
    closed = _open_links(service).update(revoked_at=timezone.now())
    if closed:
        _write("directory.link_closed", user, service, count=closed)
    return closed


@transaction.atomic
def say_checked(user, service):
    """Somebody of the team read the entry again, with the service or on its site."""
    service = Service.objects.select_for_update().get(pk=service.pk)
    service.last_checked_on = timezone.localdate()
    service.save(update_fields=["last_checked_on", "updated_at"])
    _write("directory.checked", user, service)
    return service


def link_of(token):
    """The link of this token, whatever its state, or None."""
    rows = CheckLink.objects.select_related("service__category")
    return rows.filter(token_hash=fingerprint_of(token)).first()


@transaction.atomic
def answer(token, *, before=None, proposed=None, remark=""):
    """What the service says of its entry: nothing changed, or these fields did. A link serves once."""
    link = _held_link(token)
    service = Service.objects.select_for_update().get(pk=link.service_id)
    now = timezone.now()
    link.used_at = now
    link.save(update_fields=["used_at"])
    changes = bool(proposed or remark)
    proposal = ServiceProposal.objects.create(
        service=service,
        link=link,
        kind=ServiceProposal.Kind.CHANGES if changes else ServiceProposal.Kind.CONFIRMED,
        before=before or {},
        proposed=proposed or {},
        remark=remark,
        received_at=now,
        state=ServiceProposal.State.PENDING if changes else ServiceProposal.State.ACCEPTED,
        decided_at=None if changes else now,
    )
    if not changes:
        service.last_checked_on = timezone.localdate(now)
        service.save(update_fields=["last_checked_on", "updated_at"])
    code = "directory.proposed" if changes else "directory.confirmed"
    _write(code, None, service, proposal=str(proposal.pk), fields=sorted(proposed or ()))
    return proposal


def _held_link(token):
    """The open link of this token, kept for ourselves; CheckRefused says why there is none."""
    link = CheckLink.objects.select_for_update().filter(token_hash=fingerprint_of(token)).first()
    state = link.state if link is not None else "unknown"
    if state != "open":
        raise CheckRefused(CLOSED[state], state)
    return link


@transaction.atomic
def decide(user, proposal, *, taken, seen):
    """Take over these fields of what was proposed; a remark alone is taken note of.

    `seen` is the mark of the entry that was read: who decides after somebody else, or beside an entry that
    changed meanwhile, is told before anything is written.
    """
    service = Service.objects.select_for_update().get(pk=proposal.service_id)
    proposal = ServiceProposal.objects.select_for_update().get(pk=proposal.pk)
    if not proposal.is_pending:
        raise CheckRefused(_decided_words(proposal), "decided")
    if seen != mark_of(service):
        raise CheckRefused(
            "La fiche a changé pendant que vous lisiez : la comparaison ci-dessous est à jour, relisez-la.",
            "changed",
        )
    taken = [name for name in FIELDS if name in taken and name in proposal.proposed]
    if proposal.proposed and not taken:
        raise CheckRefused("Cochez ce que vous reprenez, ou refusez tout.", "nothing")
    _take_over(service, proposal, taken)
    proposal.taken, proposal.decided_by, proposal.decided_at = taken, user, timezone.now()
    proposal.state = ServiceProposal.State.ACCEPTED
    proposal.save()
    _write("directory.accepted", user, service, proposal=str(proposal.pk), fields=taken)
    return proposal


@transaction.atomic
def refuse(user, proposal):
    """Nothing is taken over."""
    proposal = ServiceProposal.objects.select_for_update().get(pk=proposal.pk)
    if not proposal.is_pending:
        raise CheckRefused(_decided_words(proposal), "decided")
    proposal.state, proposal.decided_by = ServiceProposal.State.REFUSED, user
    proposal.decided_at = timezone.now()
    proposal.save()
    _write("directory.refused", user, proposal.service, proposal=str(proposal.pk))
    return proposal


def _take_over(service, proposal, taken):
    try:
        write(service, {name: proposal.proposed[name] for name in taken})
    except ValidationError as error:
        raise CheckRefused(" ".join(error.messages), "invalid") from None
    service.last_checked_on = timezone.localdate(proposal.received_at)
    service.save()


def mark_of(service):
    """A mark of what the entry says now: it differs as soon as one of its fields does."""
    said = json.dumps(standing(service), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _decided_words(proposal):
    who = str(proposal.decided_by) if proposal.decided_by else "Quelqu’un"
    when = f"{timezone.localtime(proposal.decided_at):%d/%m/%Y à %H:%M}"
    return f"{who} a déjà décidé, le {when} : voyez la fiche."


def _open_links(service):
    return CheckLink.objects.filter(service=service, used_at__isnull=True, revoked_at__isnull=True)


def _write(code, user, service, **details):
    record(code, actor=user, target=f"service {service.pk}", details=details)
