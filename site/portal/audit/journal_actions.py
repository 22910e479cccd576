from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "journal.read": _("Journal consulté"),
    "journal.verified": _("Journal vérifié"),
}
