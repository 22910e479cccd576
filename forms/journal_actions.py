from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "form.published": _("Formulaire publié"),
    "form.submission_received": _("Formulaire reçu"),
}
