"""The journal on screen, for data protection. Reading it is an entry too."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.accounts.roles import Role
from portal.audit.filters import JournalFilterSet
from portal.audit.journal import record
from portal.audit.models import JournalEntry, JournalSeal
from portal.audit.sealer import unsealed, verify


class MomentColumn(Column):
    """The exact moment: « il y a 3 jours » proves nothing."""

    def get_value(self, instance):
        return date_format(timezone.localtime(instance.recorded_at), "d/m/Y H:i:s")


class RolesColumn(Column):
    """The roles of that moment, in words; a code that no longer exists stays as it was written."""

    def get_value(self, instance):
        names = dict(Role.choices)
        return ", ".join(str(names.get(code, code)) for code in instance.actor_roles.split(","))


class JournalView(IndexView):
    model = JournalEntry
    page_title = _("Journal")
    header_icon = "history"
    index_url_name = "audit:journal"
    index_results_url_name = "audit:journal_results"
    filterset_class = JournalFilterSet
    default_ordering = "-id"
    paginate_by = 50
    columns = [
        MomentColumn("recorded_at", label=_("Quand")),
        Column("actor", label=_("Qui")),
        RolesColumn("actor_roles", label=_("Rôles")),
        Column("action_label", label=_("Quoi")),
        Column("target", label=_("Référence")),
        Column("reason", label=_("Motif")),
    ]

    def get_base_queryset(self):
        return JournalEntry.objects.select_related("actor")

    def get(self, request, *args, **kwargs):
        filters = sorted(name for name, value in request.GET.items() if value)
        record("journal.read", actor=request.user, details={"filters": filters})
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"can_add": False}

    @property
    def header_more_buttons(self):
        from wagtail.admin.widgets.button import HeaderButton

        return [HeaderButton(_("Vérifier"), url=reverse("audit:verification"), icon_name="check")]


class VerificationView(WagtailAdminTemplateMixin, TemplateView):
    """Says whether anything was altered, removed or moved since it was sealed."""

    template_name = "audit/verification.html"
    page_title = _("Vérification du journal")
    header_icon = "check"
    _show_breadcrumbs = True
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "/gestion/journal/", "label": _("Journal")},
        {"url": "", "label": _("Vérification")},
    ]

    def get_context_data(self, **kwargs):
        record("journal.verified", actor=self.request.user)
        return super().get_context_data(**kwargs) | {
            "problems": verify(),
            "last_seal": JournalSeal.objects.order_by("-id").first(),
            "seal_count": JournalSeal.objects.count(),
            "waiting": unsealed().count(),
        }
