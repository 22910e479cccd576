"""Accounts that open case files, and who is told when a way into one is given.

An administrator prepares accounts but reads no file. She therefore never sees the link that opens such an
account (it goes to its owner's own mailbox), and people of coordination and data protection are told each
time.
"""

from django.conf import settings
from django.core.mail import send_mass_mail
from django.db import transaction
from django.template.loader import render_to_string

from portal.accounts.models import User
from portal.accounts.roles import CASE_WORK, Role

FILE_ROLES = CASE_WORK | {Role.DATA_OFFICER, Role.DATA_PROTECTION}
GUARDIANS = (Role.COORDINATION, Role.DATA_PROTECTION)


def opens_files(user):
    """Whether a role of this account reaches case files or their journal."""
    return bool(user.roles & FILE_ROLES)


def link_may_be_shown(user):
    """Whether the administrator may see the link; on a machine to try things on, there is no mailbox."""
    return settings.PORTAL_DEMO or not opens_files(user)


def tell_guardians(user, *, actor):
    """Say, once the transaction stands, that somebody gave a way into this account."""
    if actor is not None and opens_files(user):
        transaction.on_commit(lambda: _send(user, actor), robust=True)


def _send(user, actor):
    text = render_to_string("accounts/mail/access_given.txt", {"user": user, "actor": actor})
    people = User.objects.filter(is_active=True, groups__name__in=[role.value for role in GUARDIANS])
    people = people.exclude(pk__in=[user.pk, actor.pk]).distinct()
    subject = "Un accès aux dossiers vient d’être donné"
    send_mass_mail([(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email]) for person in people])
