"""Making, changing and closing accounts. An administrator never touches her own roles nor her own access."""

from django.contrib.auth.models import Group
from django.db import transaction

from portal.accounts.actions.invite import Refused, invite
from portal.accounts.ending import end_all
from portal.accounts.roles import Role
from portal.audit.journal import record


@transaction.atomic
def create_person(user, *, roles, actor):
    """Save a new account without a password and return the link that opens it."""
    user.set_unusable_password()
    user.save()
    _set_roles(user, roles)
    record("user.created", actor=actor, target=str(user.pk), details={"roles": sorted(roles)})
    return invite(user, actor=actor)


@transaction.atomic
def change_person(user, *, roles, actor):
    """Save a changed account; closing it ends its sessions at once."""
    before = type(user).objects.get(pk=user.pk)
    changed = [
        name for name in ("email", "first_name", "last_name") if getattr(before, name) != getattr(user, name)
    ]
    if actor.pk == user.pk and (set(roles) != before.roles or not user.is_active):
        raise Refused(
            "Vos propres rôles et la fermeture de votre compte sont l’affaire d’une autre personne."
        )
    user.save()
    if changed:
        record("user.changed", actor=actor, target=str(user.pk), details={"fields": changed})
    if set(roles) != before.roles:
        _set_roles(user, roles)
        details = {"before": sorted(before.roles), "after": sorted(roles)}
        record("role.changed", actor=actor, target=str(user.pk), details=details)
    if before.is_active != user.is_active:
        record("user.reopened" if user.is_active else "user.closed", actor=actor, target=str(user.pk))
        if not user.is_active:
            user.invitations.filter(used_at=None).delete()
            end_all(user, actor=actor, reason="closed")


def _set_roles(user, roles):
    user.groups.set(Group.objects.filter(name__in=[Role(role).value for role in roles]))
    user.__dict__.pop("roles", None)
