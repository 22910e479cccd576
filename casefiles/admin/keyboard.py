"""Reached by the keyboard: the search box of every page (« / »), and the list of shortcuts (« ? »)."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

from portal.accounts.roles import CASE_WORK


class CaseWorkSearchArea(SearchArea):
    def is_shown(self, request):
        return request.user.has_role(*CASE_WORK)


@hooks.register("register_admin_search_area")
def search_area():
    """The first area is the one that the box of the sidebar asks."""
    return CaseWorkSearchArea(
        "Dossiers et orientations",
        reverse("casefiles:search"),
        name="casework",
        icon_name="folder-open-inverse",
        order=1,
    )


@hooks.register("register_admin_menu_item")
def shortcuts_item():
    return MenuItem(
        "Raccourcis clavier",
        "#",
        name="keyboard-shortcuts-trigger",
        icon_name="keyboard",
        order=1200,
        attrs={
            "role": "button",
            "data-a11y-dialog-show": "keyboard-shortcuts-dialog",
            "data-action": "w-action#noop:prevent:stop",
            "data-controller": "w-kbd w-action",
            "data-w-kbd-key-value": "?",
        },
    )


@hooks.register("insert_global_admin_js")
def script():
    return format_html('<script src="{}" defer></script>', static("casefiles/admin/lines.js"))
