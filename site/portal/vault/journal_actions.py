from django.utils.translation import gettext_lazy as _

ACTIONS = {"vault.swept": _("Fichiers orphelins effacés")}
