"""The second person's word on a role that opens case files."""

from django.contrib.auth.models import Group
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from portal.accounts.actions.invite import Refused
from portal.accounts.guardians import GUARDIANS
from portal.accounts.models import RoleRequest
from portal.audit.journal import record


@transaction.atomic
def decide_role(request_id, *, actor, confirmed):
    """Give the role, or leave it; returns the request as it was. Raises Refused."""
    asked = RoleRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if asked is None:
        raise Refused("Quelqu’un a déjà répondu à cette demande, ou l’administration l’a retirée.")
    if not actor.has_role(*GUARDIANS):
        raise Refused(
            "Un rôle qui ouvre des dossiers est confirmé par la coordination ou la protection des données."
        )
    if actor.pk in {asked.user_id, asked.asked_by_id}:
        raise Refused("Il faut une deuxième personne : ni celle qui reçoit ce rôle, ni celle qui l’a donné.")
    if confirmed:
        asked.user.groups.add(Group.objects.get(name=asked.role))
    RoleRequest.objects.filter(pk=asked.pk).delete()
    action = "role.confirmed" if confirmed else "role.declined"
    record(action, actor=actor, target=str(asked.user_id), details={"role": asked.role})
    transaction.on_commit(lambda: _tell(asked, actor, confirmed), robust=True)
    return asked


def _tell(asked, actor, confirmed):
    context = {"asked": asked, "actor": actor, "confirmed": confirmed}
    text = render_to_string("accounts/mail/role_decided.txt", context)
    subject = "Un rôle est confirmé" if confirmed else "Un rôle n’est pas confirmé"
    send_mail(subject, text, None, sorted({asked.asked_by.email, asked.user.email}))
