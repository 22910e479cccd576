"""What the accounts room writes in the journal."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "signin.ok": _("Mot de passe accepté"),
    "signin.refused": _("Mot de passe refusé"),
    "signin.locked": _("Connexion bloquée un moment"),
    "factor.ok": _("Second facteur accepté"),
    "factor.refused": _("Second facteur refusé"),
    "factor.locked": _("Second facteur bloqué un moment"),
    "factor.enrolled": _("Application d’authentification enregistrée"),
    "recovery.used": _("Code de secours utilisé"),
    "recovery.renewed": _("Codes de secours renouvelés"),
    "password.changed": _("Mot de passe changé"),
    "invitation.created": _("Lien d’accès envoyé"),
    "invitation.used": _("Lien d’accès utilisé"),
    "session.ended": _("Session terminée"),
    "user.created": _("Compte créé"),
    "user.changed": _("Compte modifié"),
    "user.closed": _("Compte fermé"),
    "user.reopened": _("Compte rouvert"),
    "role.changed": _("Rôles modifiés"),
    "role.confirmed": _("Rôle confirmé par une deuxième personne"),
    "role.declined": _("Rôle non confirmé"),
}
