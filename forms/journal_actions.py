from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "form.copied": _("Formulaire copié"),
    "form.exported": _("Définition de formulaire exportée"),
    "form.imported": _("Formulaire importé comme brouillon"),
    "form.published": _("Formulaire publié"),
    "form.restored": _("Ancienne version reprise comme brouillon"),
    "form.partner_access_given": _("Accès partenaire donné"),
    "form.partner_access_revoked": _("Accès partenaire retiré"),
    "form.answers_printed": _("Réponses imprimées"),
    "form.original_read": _("Fichier d’origine lu"),
    "form.pdf_read": _("PDF rempli lu"),
    "form.submission_received": _("Formulaire reçu"),
}
