"""Sending a link that opens an account, the first time or again."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from portal.accounts.guardians import tell_guardians
from portal.accounts.models import Invitation
from portal.audit.journal import record


class Refused(Exception):
    """The reason, in French, why an action on an account cannot be done."""


def link_for(token):
    return settings.BASE_URL.rstrip("/") + reverse("accounts:invitation", args=[token])


@transaction.atomic
def invite(user, *, actor=None, kind=None):
    """Make a link for this person, mail it once the transaction stands, and return it to be shown once."""
    if actor is not None and actor.pk == user.pk:
        raise Refused("Un nouvel accès à votre propre compte doit être demandé à une autre personne.")
    if not user.is_active:
        raise Refused("Ce compte est fermé. Rouvrez-le avant d’envoyer un lien d’accès.")
    if kind is None:
        kind = Invitation.Kind.RESET if user.has_usable_password() else Invitation.Kind.WELCOME
    invitation, token = Invitation.issue(user, kind=kind, created_by=actor)
    link = link_for(token)
    record("invitation.created", actor=actor, target=str(user.pk), details={"kind": invitation.kind})
    transaction.on_commit(lambda: _send(user, invitation, link), robust=True)
    tell_guardians(user, actor=actor)
    return link


def _send(user, invitation, link):
    context = {"user": user, "invitation": invitation, "link": link}
    send_mail(
        "Votre accès au portail Héberge Toit",
        render_to_string("accounts/mail/invitation.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )
