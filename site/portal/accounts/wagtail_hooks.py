"""What the accounts room adds to Wagtail's menus."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.accounts.guardians import GUARDIANS
from portal.accounts.models import RoleRequest


class SecurityMenuItem(MenuItem):
    """Everyone on the staff has a password and a telephone to look after."""

    def is_shown(self, request):
        return request.user.is_authenticated


@hooks.register("register_settings_menu_item")
def security_menu_item():
    label = _("Sécurité de mon compte")
    return SecurityMenuItem(label, reverse("accounts:security"), icon_name="lock", order=50)


class ConfirmMenuItem(MenuItem):
    """Stands in the menu of who may answer, while there is something to answer."""

    def is_shown(self, request):
        return request.user.has_role(*GUARDIANS) and RoleRequest.objects.exists()


@hooks.register("register_admin_menu_item")
def roles_to_confirm_item():
    address = reverse("accounts:roles_to_confirm")
    return ConfirmMenuItem(_("Accès à confirmer"), address, icon_name="key", order=60)


@hooks.register("register_account_menu_item")
def security_account_item(request):
    return {
        "url": reverse("accounts:security"),
        "label": _("Sécurité de mon compte"),
        "help_text": _("Mot de passe, téléphone, codes de secours, sessions ouvertes."),
    }


@hooks.register("construct_settings_menu")
def hide_what_is_closed(request, menu_items):
    """Groups are roles, written in code; workflows are not used."""
    menu_items[:] = [
        item for item in menu_items if item.name not in {"groups", "workflows", "workflow-tasks"}
    ]
