from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "directory.link_made": _("Lien de relecture créé pour un service"),
    "directory.link_closed": _("Lien de relecture fermé"),
    "directory.checked": _("Fiche d’un service relue"),
    "directory.confirmed": _("Fiche confirmée par le service"),
    "directory.proposed": _("Corrections proposées par un service"),
    "directory.accepted": _("Corrections d’un service reprises"),
    "directory.refused": _("Corrections d’un service refusées"),
}
