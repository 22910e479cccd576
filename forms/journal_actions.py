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
    "form.attachment_read": _("Fichier joint lu"),
    "form.original_read": _("Fichier d’origine lu"),
    "form.pdf_read": _("PDF rempli lu"),
    "form.sheet_read": _("Tableur rempli lu"),
    "form.sheet_opened": _("Aperçu d’un tableur ouvert"),
    "form.sheet_confirmed": _("Tableur confirmé"),
    "form.sheet_done": _("Tableur reçu jusqu’au bout"),
    "form.sheet_discarded": _("Tableur abandonné"),
    "form.sheet_returned": _("Lignes à corriger téléchargées"),
    "form.sheet_original": _("Tableur d’origine téléchargé"),
    "form.submission_received": _("Formulaire reçu"),
}
