"""Making, changing and closing accounts. An administrator never touches her own roles nor her own access."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from portal.accounts.actions.invite import Refused, invite
from portal.accounts.ending import end_all
from portal.accounts.guardians import asked_roles, roles_to_confirm, tell_guardians
from portal.accounts.models import RoleRequest
from portal.accounts.roles import Role
from portal.audit.journal import record


@transaction.atomic
def create_person(user, *, roles, actor):
    """Save a new account without a password and return the link that opens it."""
    user.set_unusable_password()
    user.save()
    held = _set_roles(user, roles, actor)
    details = {"roles": sorted(set(roles) - held)} | _waiting(held)
    record("user.created", actor=actor, target=str(user.pk), details=details)
    return invite(user, actor=actor)


@transaction.atomic
def change_person(user, *, roles, actor):
    """Save a changed account; closing it ends its sessions at once."""
    before = type(user).objects.get(pk=user.pk)
    changed = [
        name for name in ("email", "first_name", "last_name") if getattr(before, name) != getattr(user, name)
    ]
    given = before.roles | asked_roles(before)
    if actor.pk == user.pk and (set(roles) != given or not user.is_active):
        raise Refused(
            "Vos propres rôles et la fermeture de votre compte sont l’affaire d’une autre personne."
        )
    user.save()
    if changed:
        record("user.changed", actor=actor, target=str(user.pk), details={"fields": changed})
    if "email" in changed:
        # Links that open the account now go elsewhere: who held it so far must not be the last to know.
        transaction.on_commit(lambda: _tell_old_address(before), robust=True)
    if set(roles) != given:
        held = _set_roles(user, roles, actor)
        details = {"before": sorted(before.roles), "after": sorted(set(roles) - held)} | _waiting(held)
        record("role.changed", actor=actor, target=str(user.pk), details=details)
        tell_guardians(user, actor=actor)
    if before.is_active != user.is_active:
        record("user.reopened" if user.is_active else "user.closed", actor=actor, target=str(user.pk))
        if not user.is_active:
            user.invitations.filter(used_at=None).delete()
            end_all(user, actor=actor, reason="closed")


def _tell_old_address(user):
    send_mail(
        "L’adresse de votre compte a changé",
        render_to_string("accounts/mail/address_changed.txt", {"user": user}),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )


def _set_roles(user, roles, actor):
    """Give these roles, those that a second person must confirm aside; returns the latter."""
    wanted = {Role(role) for role in roles}
    held = roles_to_confirm(user, wanted, actor=actor)
    user.groups.set(Group.objects.filter(name__in=[role.value for role in wanted - held]))
    user.role_requests.exclude(role__in=held).delete()
    for role in held:
        RoleRequest.objects.get_or_create(user=user, role=role, defaults={"asked_by": actor})
    user.__dict__.pop("roles", None)
    return held


def _waiting(held):
    return {"to_confirm": sorted(held)} if held else {}
