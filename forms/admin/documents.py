"""Menu and addresses of the record of processing: for who edits forms and who protects the data in them."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.accounts.roles import Role

READERS = frozenset({Role.COORDINATION, Role.DATA_OFFICER, Role.DATA_PROTECTION})


class RegisterMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_role(*READERS)


@hooks.register("register_admin_urls")
def document_urls():
    return [path("formulaires-documents/", include("forms.document_urls"))]


@hooks.register("register_admin_menu_item")
def register_item():
    return RegisterMenuItem(
        "Registre",
        reverse("forms_documents:index"),
        name="form-register",
        icon_name="list-ul",
        order=310,
    )
