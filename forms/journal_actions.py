from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "form.copied": _("Formulaire copié"),
    "form.published": _("Formulaire publié"),
    "form.restored": _("Ancienne version reprise comme brouillon"),
    "form.submission_received": _("Formulaire reçu"),
}
