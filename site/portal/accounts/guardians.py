"""Accounts that open case files, and who is told when a way into one is given.

An administrator prepares accounts but reads no file. She therefore never sees the link that opens such an
account (it goes to its owner's own mailbox), people of coordination and data protection are told each time,
and a role that opens files opens nothing before one of them has confirmed it.
"""

from django.conf import settings
from django.core.mail import send_mass_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.roles import CASE_WORK, Role

FILE_ROLES = CASE_WORK | {Role.DATA_OFFICER, Role.DATA_PROTECTION, Role.PARTNER}
GUARDIANS = (Role.COORDINATION, Role.DATA_PROTECTION)


def opens_files(user):
    """Whether a role of this account, confirmed or not, reaches case files or their journal."""
    return bool((user.roles | asked_roles(user)) & FILE_ROLES)


def asked_roles(user):
    """The roles that wait for a second person."""
    return frozenset(Role(role) for role in user.role_requests.values_list("role", flat=True))


def roles_to_confirm(user, roles, *, actor):
    """Of the roles given to this account, those that open nothing before a second person agrees.

    Until there is somebody to ask, as in a portal that begins, nobody is asked.
    """
    if not guardians().exclude(pk__in=[user.pk, actor.pk]).exists():
        return frozenset()
    return frozenset(roles) & FILE_ROLES - user.roles


def guardians():
    """People of coordination and data protection whose account is open."""
    names = [role.value for role in GUARDIANS]
    return User.objects.filter(is_active=True, groups__name__in=names).distinct()


def link_may_be_shown(user):
    """Whether the administrator may see the link; on a machine to try things on, there is no mailbox."""
    return settings.PORTAL_DEMO or not opens_files(user)


def tell_guardians(user, *, actor):
    """Say, once the transaction stands, that somebody gave a way into this account."""
    if actor is not None and opens_files(user):
        transaction.on_commit(lambda: _send(user, actor), robust=True)


def _send(user, actor):
    link = settings.BASE_URL.rstrip("/") + reverse("accounts:roles_to_confirm")
    context = {"user": user, "actor": actor, "asked": user.role_requests.all(), "link": link}
    text = render_to_string("accounts/mail/access_given.txt", context)
    people = guardians().exclude(pk__in=[user.pk, actor.pk])
    subject = "Un accès aux dossiers vient d’être donné"
    send_mass_mail([(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email]) for person in people])
