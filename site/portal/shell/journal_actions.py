from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "backup.made": _("Sauvegarde faite"),
    "backup.restored": _("Sauvegarde restaurée"),
}
