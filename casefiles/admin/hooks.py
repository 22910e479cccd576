"""Menu, addresses, home page and stylesheet of case work."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html_join
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from casefiles.access import visible_to
from casefiles.addresses import GATHERING
from casefiles.admin.dashboard import panels_for
from casefiles.models import Referral
from portal.accounts.roles import CASE_WORK, Role

# In this order: what is for narrow screens, then for paper, comes last.
STYLESHEETS = (
    "words",
    "today",
    "lists",
    "band",
    "page",
    "forms",
    "file",
    "agenda",
    "agenda-hours",
    "plan",
    "drawn",
    "housing",
    "lease",
    "network",
    "papers",
    "money",
    "life",
    "sharing",
    "handover",
    "registers",
    "programmes",
    "orientation",
    "narrow",
    "paper",
)

SCRIPTS = ("workspace", "folds", "agenda", "uploads")


class CaseWorkMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_role(*CASE_WORK)


class CoordinationMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_role(Role.COORDINATION)


class TodayMenuItem(MenuItem):
    """Every address begins like the home page’s: a page with no entry of its own lit this one."""

    def render_component(self, request):
        component = super().render_component(request)
        if request.path != self.url:
            component.url = f"{self.url}#"
        return component


@hooks.register("register_admin_urls")
def case_work_urls():
    return [path("", include("casefiles.admin.urls"))]


@hooks.register("construct_homepage_panels")
def home_panels(request, panels):
    panels.extend(panels_for(request.user))


@hooks.register("register_admin_menu_item")
def today_item():
    return TodayMenuItem("Aujourd’hui", reverse("wagtailadmin_home"), name="today", icon_name="home", order=1)


@hooks.register("register_admin_menu_item")
def referrals_item():
    return CaseWorkMenuItem(
        "Orientations", reverse("casefiles:referral_list"), name="referrals", icon_name="mail", order=10
    )


@hooks.register("register_admin_menu_item")
def waiting_item():
    return CaseWorkMenuItem(
        "Liste d’attente", reverse("casefiles:waiting_list"), name="waiting", icon_name="time", order=20
    )


@hooks.register("register_admin_menu_item")
def files_item():
    return CaseWorkMenuItem(
        "Dossiers", reverse("casefiles:file_list"), name="files", icon_name="folder-open-inverse", order=30
    )


@hooks.register("register_admin_menu_item")
def agenda_item():
    return CaseWorkMenuItem("Agenda", reverse("casefiles:agenda"), name="agenda", icon_name="date", order=5)


# What coordination watches over stands under one entry: the menu must fit a small screen.
coordination_menu = Menu(
    register_hook_name="register_coordination_menu_item", construct_hook_name="construct_coordination_menu"
)


@hooks.register("register_admin_menu_item")
def coordination_item():
    return SubmenuMenuItem(
        "Coordination", coordination_menu, name="coordination", icon_name="clipboard-list", order=40
    )


@hooks.register("register_coordination_menu_item")
def team_item():
    return CoordinationMenuItem(
        "L’équipe", reverse("casefiles:team"), name="team", icon_name="group", order=10
    )


@hooks.register("register_coordination_menu_item")
def duplicates_item():
    return CoordinationMenuItem(
        "Doublons", reverse("casefiles:duplicates"), name="duplicates", icon_name="copy", order=20
    )


def _needs_item(menu_item, label, order):
    return menu_item(label, reverse("casefiles:needs"), name="needs", icon_name="warning", order=order)


@hooks.register("register_coordination_menu_item")
def coordination_needs_item():
    return _needs_item(CoordinationMenuItem, "Besoins sans solution", 30)


class GatheringMenuItem(MenuItem):
    """For whoever gathers figures without coordinating."""

    def is_shown(self, request):
        return request.user.has_role(*GATHERING) and not request.user.has_role(Role.COORDINATION)


@hooks.register("register_admin_menu_item")
def needs_item():
    return _needs_item(GatheringMenuItem, "Besoins", 60)


def _night_item(menu_item, order):
    return menu_item(
        "Situations d’une nuit", reverse("casefiles:night"), name="night", icon_name="home", order=order
    )


@hooks.register("register_coordination_menu_item")
def coordination_night_item():
    return _night_item(CoordinationMenuItem, 40)


@hooks.register("register_admin_menu_item")
def night_item():
    return _night_item(GatheringMenuItem, 61)


@hooks.register("register_coordination_menu_item")
def partners_item():
    return CoordinationMenuItem(
        "Comptes partenaires",
        reverse("casefiles:partner_accounts"),
        name="partners",
        icon_name="user",
        order=50,
    )


@hooks.register("insert_global_admin_css")
def stylesheets():
    paths = ((static(f"casefiles/admin/{name}.css"),) for name in STYLESHEETS)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', paths)


@hooks.register("insert_global_admin_js")
def script():
    paths = ((static(f"casefiles/admin/{name}.js"),) for name in SCRIPTS)
    return format_html_join("\n", '<script src="{}" defer></script>', paths)


@hooks.register("submission_links")
def where_a_submission_went(request, submission):
    """[(label, address)]: the request made from answers that the team has just recorded."""
    referral = visible_to(request.user, Referral).filter(submission=submission).first()
    if referral is None:
        return []
    return [(f"Ouvrir la demande {referral.reference}", reverse("casefiles:referral", args=[referral.pk]))]
