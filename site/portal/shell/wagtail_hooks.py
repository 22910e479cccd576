"""The dress of the staff area, and a menu in which each role finds its own work and nothing else."""

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from wagtail import hooks

from portal.accounts.roles import Role

STYLESHEETS = ("content/css/tokens.css", "shell/admin/portal.css")
# Wagtail's own panels speak of moderation and recent edits; the rooms bring theirs.
EDITORS_ONLY = {"explorer", "images", "documents", "redirects", "snippets"}
# "Rapports" means activity reports here, not Wagtail's lists of locked pages.
FOR_NOBODY = {"help", "reports"}


@hooks.register("insert_global_admin_css", order=-10)
def house_stylesheets():
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(path),) for path in STYLESHEETS)
    )


@hooks.register("insert_global_admin_js")
def house_script():
    return format_html('<script src="{}" defer></script>', static("shell/admin/copy.js"))


@hooks.register("construct_main_menu", order=900)
def hide_what_is_for_others(request, menu_items):
    """Wagtail asks its permissions, which are wider than the doors of the gate."""
    if not request.user.has_role(Role.COMMUNICATION):
        menu_items[:] = [item for item in menu_items if item.name not in EDITORS_ONLY]
    menu_items[:] = [item for item in menu_items if item.name not in FOR_NOBODY]


@hooks.register("construct_homepage_panels", order=-10)
def start_from_an_empty_home(request, panels):
    panels.clear()
