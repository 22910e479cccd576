"""The list of files."""

import datetime

import django_filters
from django import forms
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button, HeaderButton

from casefiles.access import may_distribute, visible_to
from casefiles.admin.filters.kept import keepable
from casefiles.admin.lists.base import CaseFilterSet, CellColumn, ScopedListView, radios, since, tick_column
from casefiles.admin.street import street_of
from casefiles.models import CaseFile, FollowUpRhythm, Programme, SavedFilter, Stage
from casefiles.silence import dormant, next_contact, overdue, silent_from, with_heard_on
from portal.accounts.models import User
from portal.accounts.roles import Role

OPEN, CLOSED, ALL = "open", "closed", "all"
LATE, THIS_WEEK, DORMANT = "late", "week", "dormant"


def stages_in_use(request):
    return (
        Stage.objects.filter(programme__active=True)
        .select_related("programme")
        .order_by("programme", "order")
    )


class StageField(django_filters.fields.ModelChoiceField):
    """Two programmes may each have a stage of one name."""

    def label_from_instance(self, stage):
        return f"{stage} ({stage.programme})"


class StageFilter(django_filters.ModelChoiceFilter):
    field_class = StageField


def holders(request):
    """The case managers named on the files that this person may see."""
    return User.objects.filter(pk__in=visible_to(request.user, CaseFile).order_by().values("case_manager"))


class FileFilterSet(CaseFilterSet):
    status = django_filters.ChoiceFilter(
        label="Ouverts ou fermés",
        choices=[(OPEN, "Ouverts"), (CLOSED, "Fermés"), (ALL, "Tous")],
        method="filter_status",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    stage = StageFilter(label="Étape", queryset=stages_in_use, widget=forms.RadioSelect, empty_label="Tous")
    case_manager = radios("Référent·e", queryset=holders, null_label="Personne", null_value="none")
    programme = radios("Dispositif", queryset=Programme.objects.all())
    silent = django_filters.NumberFilter(
        label="Sans contact depuis (jours)",
        method="filter_silent",
        widget=forms.NumberInput(attrs={"min": 1, "max": 3650, "inputmode": "numeric"}),
    )
    due = django_filters.ChoiceFilter(
        label="Prochain contact",
        choices=[(LATE, "En retard"), (THIS_WEEK, "Dans les sept jours"), (DORMANT, "Dossier dormant")],
        method="filter_due",
        widget=forms.RadioSelect,
        empty_label="Tous",
    )
    rhythm = radios("Rythme", queryset=FollowUpRhythm.objects.all(), null_label="Aucun", null_value="none")
    opened_after = since("Ouverts depuis le", "opened_on", "gte")
    opened_before = since("Ouverts jusqu’au", "opened_on", "lte")

    class Meta:
        model = CaseFile
        fields = []

    def filter_queryset(self, queryset):
        """Without a choice the list shows the open files: those one works on."""
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("status") else queryset.filter(closed_on__isnull=True)

    def filter_status(self, queryset, name, value):
        return {
            OPEN: queryset.filter(closed_on__isnull=True),
            CLOSED: queryset.filter(closed_on__isnull=False),
        }.get(value, queryset)

    def filter_due(self, queryset, name, value):
        today = timezone.localdate()
        if value == LATE:
            return overdue(queryset, today)
        if value == THIS_WEEK:
            week = (today, today + datetime.timedelta(days=7))
            return queryset.filter(closed_on__isnull=True, contact_due_on__range=week)
        return dormant(queryset, Programme.objects.all(), FollowUpRhythm.objects.all(), today)

    def filter_silent(self, queryset, name, value):
        if not 0 < value <= 3650:
            return queryset
        limit = timezone.localdate() - datetime.timedelta(days=int(value))
        return queryset.filter(closed_on__isnull=True, heard_on__lte=limit)


class FileListView(ScopedListView):
    model = CaseFile
    page_title = "Dossiers"
    header_icon = "folder-open-inverse"
    index_url_name = "casefiles:file_list"
    index_results_url_name = "casefiles:file_list_results"
    filterset_class = FileFilterSet
    list_code, search_code = "casefile.list", "casefile.search"
    search_person = "person__"
    kept_as = SavedFilter.List.FILES
    verbose_name_plural = "dossiers"
    default_ordering = "-opened_on"
    export_name = "exchange:export"
    columns = [
        tick_column(),
        CellColumn("reference", "Dossier", "file_name", sort_key="reference"),
        CellColumn("stage", "Étape", "file_stage", sort_key="stage__order"),
        CellColumn("case_manager", "Référent·e", "file_manager", sort_key="case_manager__last_name"),
        CellColumn("street", "En rue", "file_street", sort_key="street_since"),
        CellColumn("due", "Prochain contact", "file_due", sort_key="contact_due_on"),
        CellColumn("heard", "Dernier contact", "file_contact", sort_key="heard_on"),
        CellColumn("opened", "Ouvert le", "file_opened", sort_key="opened_on"),
    ]
    views_of_list = (
        ("Ouverts", "", "folder-open-1"),
        ("Contact en retard", "due=late", "time"),
        ("Dormants", "due=dormant", "comment"),
        ("Fermés", "status=closed", "folder"),
    )

    def get_base_queryset(self):
        related = ("person", "programme", "stage", "case_manager", "rhythm")
        return with_heard_on(super().get_base_queryset().select_related(*related))

    def order_queryset(self, queryset):
        ordering = self.ordering
        if ordering in ("contact_due_on", "-contact_due_on"):
            # Files that expect nobody come last, in both directions and on both databases.
            due = F("contact_due_on")
            ordering = due.desc(nulls_last=True) if ordering.startswith("-") else due.asc(nulls_last=True)
        return super().order_queryset(queryset).order_by(ordering, "-reference")

    @property
    def header_buttons(self):
        return [HeaderButton("Exporter", url=self.export_url(), icon_name="download")]

    @cached_property
    def header_more_buttons(self):
        """Folded: two buttons beside the title do not fit on a telephone."""
        if not may_distribute(self.request.user):
            return super().header_more_buttons
        query = keepable(self.request.GET, self.filterset_class)
        address = reverse("casefiles:reassign") + (f"?{query}" if query else "")
        several = Button("Confier plusieurs dossiers", address, icon_name="redirect", priority=30)
        return [*super().header_more_buttons, several]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        ladders = _ladders(context["object_list"])
        for row in context["object_list"]:
            row.steps, row.mini_width = mini_path(ladders[row.programme_id], row)
            row.street = street_of(row, row.programme, row.closed_on or today)
            row.silent_days = (today - row.heard_on).days
            row.is_dormant = not row.closed_on and row.silent_days >= silent_from(row)
            row.next_contact = next_contact(row, today)
        if self.request.user.has_role(Role.COORDINATION):
            unheld = {"label": "Sans référent·e", "query": "case_manager=none", "icon": "user"}
            unheld["current"] = self.request.GET.urlencode() == unheld["query"]
            context["tabs"].append(unheld)
        return context


def _ladders(rows):
    """{programme: [order of each of its stages]}, in one query."""
    ladders = {row.programme_id: [] for row in rows}
    for stage in Stage.objects.filter(programme__in=ladders).order_by("order"):
        ladders[stage.programme_id].append(stage.order)
    return ladders


def mini_path(orders, row):
    """The path as a row of small windows: lit behind, taller where one is."""
    steps, x = [], 1
    for order in orders:
        here = order == row.stage.order and not row.is_closed
        steps.append({"x": x, "lit": order <= row.stage.order, "here": here})
        x += 15 if here else 12
    return steps, x
