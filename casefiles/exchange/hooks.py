"""The room in the menu of the staff area, for those who exchange spreadsheets."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.accounts.roles import Role


class ExchangeMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_role(Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER)


@hooks.register("register_admin_urls")
def exchange_urls():
    return [path("echanges/", include("casefiles.exchange.urls"))]


@hooks.register("register_admin_menu_item")
def exchange_menu_item():
    return ExchangeMenuItem(
        "Échanges", reverse("exchange:imports"), name="exchange", icon_name="table", order=400
    )
