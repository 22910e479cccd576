"""Where coordination finds the programmes."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from casefiles.access import may_configure


class ProgrammesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_configure(request.user)


@hooks.register("register_coordination_menu_item")
def programmes_item():
    return ProgrammesMenuItem(
        "Dispositifs", reverse("casefiles:programmes"), name="programmes", icon_name="cogs", order=40
    )
