from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.accounts.roles import Role


class JournalMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_role(Role.DATA_PROTECTION)


@hooks.register("register_admin_urls")
def journal_urls():
    return [path("journal/", include("portal.audit.urls"))]


@hooks.register("register_admin_menu_item")
def journal_menu_item():
    return JournalMenuItem(_("Journal"), reverse("audit:journal"), icon_name="history", order=800)
