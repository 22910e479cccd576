"""What the editing area shows of this room: the directory, and a short way to publish a report."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from content.directory.due_page import MAY_KEEP, DirectoryPanel, DueView, ProposalView, ServiceActView
from content.directory.viewsets import DirectoryGroup
from content.models import ReportIndexPage, ReportPage


@hooks.register("register_admin_viewset")
def directory_screens():
    return DirectoryGroup()


@hooks.register("register_admin_urls")
def directory_addresses():
    own = [
        path("", DueView.as_view(), name="due"),
        path("<int:pk>/<slug:act>/", ServiceActView.as_view(), name="act"),
        path("propositions/<uuid:pk>/", ProposalView.as_view(), name="proposal"),
    ]
    return [path("reseau/a-verifier/", include((own, "service_checks")))]


@hooks.register("construct_homepage_panels")
def what_the_directory_waits_for(request, panels):
    if request.user.has_perm(MAY_KEEP):
        panels.append(DirectoryPanel())


@hooks.register("insert_global_admin_css")
def directory_dress():
    return format_html('<link rel="stylesheet" href="{}">', static("content/admin/directory.css"))


class NewReportItem(MenuItem):
    """Straight to the form, for those who may publish under the reports."""

    def is_shown(self, request):
        index = ReportIndexPage.objects.first()
        return bool(index and index.permissions_for_user(request.user).can_publish_subpage())


@hooks.register("register_admin_menu_item")
def new_report():
    return NewReportItem(
        _("Publier un rapport"),
        reverse("new_report"),
        name="new-report",
        icon_name="doc-full-inverse",
        order=150,
    )


@hooks.register("register_admin_urls")
def report_address():
    from content.views import new_report as view

    return [path("rapports/nouveau/", view, name="new_report")]


@hooks.register("construct_page_action_menu")
def publish_reports_first(menu_items, request, context):
    """A report is published from its PDF in one go: its first button is the one that publishes."""
    creating = request.resolver_match.kwargs.get("content_type_model_name") == "reportpage"
    if creating or isinstance(context.get("page"), ReportPage):
        menu_items.sort(key=lambda item: item.name != "action-publish")
