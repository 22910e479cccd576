"""Where coordination finds the programmes."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from casefiles.access import may_configure
from casefiles.models import Programme


class ProgrammesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_configure(request.user)


@hooks.register("register_coordination_menu_item")
def programmes_item():
    return ProgrammesMenuItem(
        "Dispositifs", reverse("casefiles:programmes"), name="programmes", icon_name="cogs", order=40
    )


@hooks.register("form_owners")
def programmes_of_forms(definitions):
    """{form: the programme it leads to}, for whoever fills one for somebody."""
    names = dict(Programme.objects.filter(form__in=definitions, active=True).values_list("form", "name"))
    return {one.pk: names.get(one.pk, "ne mène à aucun dispositif ouvert") for one in definitions}
