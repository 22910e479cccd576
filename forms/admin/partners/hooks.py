"""The screens stand among those of the forms; the menu has them under Paramètres, for they serve seldom."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.accounts.roles import Role


class PartnersMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_role(Role.COORDINATION, Role.DATA_OFFICER)


@hooks.register("register_admin_urls")
def partner_urls():
    return [path("formulaires/acces/", include("forms.admin.partners.urls"))]


@hooks.register("register_settings_menu_item")
def partner_menu_item():
    return PartnersMenuItem(
        "Accès partenaires", reverse("forms_partners:list"), name="partners", icon_name="key", order=700
    )
