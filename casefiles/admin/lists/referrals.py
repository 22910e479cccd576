"""The list of requests, and the waiting list."""

import django_filters
from django import forms
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.widgets.button import Button, HeaderButton

from casefiles.access import visible_to
from casefiles.admin.lists.base import CaseFilterSet, CellColumn, ScopedListView, radios, since, tick_column
from casefiles.admin.street import street_of
from casefiles.admin.waiting_today import today_of
from casefiles.models import PlaceOffer, Programme, Referral, SavedFilter, WaitingEntry, WaitingMove

TO_DECIDE, ALL = "to_decide", "all"


class ReferralFilterSet(CaseFilterSet):
    status = django_filters.ChoiceFilter(
        label="État",
        choices=[(TO_DECIDE, "À décider"), *Referral.Status.choices, (ALL, "Toutes")],
        method="filter_status",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    programme = radios("Dispositif", queryset=Programme.objects.all())
    received_after = since("Reçues depuis le", "received_at")
    received_before = since("Reçues jusqu’au", "received_at", "date__lte")

    class Meta:
        model = Referral
        fields = []

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data.get("status")
        return queryset if chosen else queryset.filter(status__in=Referral.UNDECIDED)

    def filter_status(self, queryset, name, value):
        if value == ALL:
            return queryset
        if value == TO_DECIDE:
            return queryset.filter(status__in=(Referral.Status.RECEIVED, Referral.Status.MORE_INFO))
        return queryset.filter(status=value)


class ReferralListView(ScopedListView):
    model = Referral
    page_title = "Orientations"
    header_icon = "mail"
    index_url_name = "casefiles:referral_list"
    index_results_url_name = "casefiles:referral_list_results"
    filterset_class = ReferralFilterSet
    list_code = search_code = "referral.list"
    kept_as = SavedFilter.List.REFERRALS
    verbose_name_plural = "orientations"
    default_ordering = "received_at"
    export_name = "exchange:export_requests"
    columns = [
        tick_column(),
        CellColumn("reference", "Orientation", "referral_name", sort_key="reference"),
        CellColumn("status", "État", "referral_status", sort_key="status"),
        CellColumn("criteria", "Critères, à la réception", "referral_criteria"),
        CellColumn("street", "En rue", "referral_street", sort_key="street_since"),
        CellColumn("received", "Reçue", "referral_received", sort_key="received_at"),
    ]
    views_of_list = (
        ("En cours", "", "mail"),
        ("À décider", "status=to_decide", "pick"),
        ("En liste d’attente", "status=waiting", "time"),
        ("Toutes", "status=all", "list-ul"),
    )

    @cached_property
    def header_buttons(self):
        """What arrives otherwise than online: by telephone, on paper, as a filled PDF."""
        return [
            HeaderButton("Encoder", reverse("form_answers:choose"), icon_name="edit", priority=10),
            HeaderButton("Lire un PDF", reverse("form_pdf:drop"), icon_name="upload", priority=20),
        ]

    @cached_property
    def header_more_buttons(self):
        """Rarer, and folded: three buttons in a row do not fit on a telephone."""
        sheets = Button("Lire un tableur rempli", reverse("form_sheets:list"), icon_name="table", priority=30)
        export = Button("Exporter", self.export_url(), icon_name="download", priority=40)
        return [*super().header_more_buttons, sheets, export]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("programme", "orienting_service")

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(self.ordering, "reference")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        dress_referrals(context["object_list"])
        return context


def dress_referrals(rows):
    """What a line shows beside the record: its age, its street clock, its criteria counted."""
    today = timezone.localdate()
    for row in rows:
        row.street = street_of(row, row.programme, today)
        row.age = (today - timezone.localdate(row.received_at)).days
        row.summary = criteria_summary(row.criteria)
    return rows


def criteria_summary(findings):
    """{"met": 3, "not_met": 0, "unknown": 1, "total": 4} of the findings kept with the request."""
    results = [finding.get("result") for finding in findings or []]
    return {name: results.count(name) for name in ("met", "not_met", "unknown")} | {"total": len(results)}


class WaitingFilterSet(CaseFilterSet):
    programme = radios("Dispositif", queryset=Programme.objects.filter(active=True))

    class Meta:
        model = WaitingEntry
        fields = []


class WaitingPaginator(WagtailPaginator):
    verbose_name = "personne en attente"
    verbose_name_plural = "personnes en attente"


class WaitingListView(ScopedListView):
    """Who waits, since when and why; in the order of the turns, moved with a reason, without a score."""

    model = WaitingEntry
    page_title = "Liste d’attente"
    header_icon = "time"
    index_url_name = "casefiles:waiting_list"
    index_results_url_name = "casefiles:waiting_list_results"
    list_code = search_code = "referral.list"
    search_fields = ["referral__search_key"]
    search_key = "referral__search_key"
    search_person = "referral__"
    paginator_class = WaitingPaginator
    default_ordering = "turn"
    filterset_class = WaitingFilterSet
    template_name = "casefiles/admin/waiting_list.html"
    columns = [
        CellColumn("turn", "Tour", "waiting_turn", sort_key="turn"),
        CellColumn("referral", "Orientation", "waiting_name", sort_key="referral__reference"),
        CellColumn("entered", "En attente depuis", "waiting_since", sort_key="entered_on"),
        CellColumn("reason", "Pourquoi", "waiting_reason"),
        CellColumn("street", "En rue", "referral_street", sort_key="referral__street_since"),
        CellColumn("act", "Que faire", "waiting_act"),
    ]

    def get_base_queryset(self):
        rows = visible_to(self.request.user, WaitingEntry).filter(left_on__isnull=True)
        moves = visible_to(self.request.user, WaitingMove).select_related("by").order_by("-created_at")
        held = visible_to(self.request.user, PlaceOffer).filter(state__in=PlaceOffer.HELD)
        return rows.select_related("referral__programme", "entered_by").prefetch_related(
            Prefetch("moves", queryset=moves),
            Prefetch("offers", queryset=held.select_related("case_manager"), to_attr="held"),
        )

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by("programme__name", self.ordering, "created_at")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        for row in context["object_list"]:
            row.street = street_of(row.referral, row.referral.programme, today)
            row.days = (today - row.entered_on).days
        context["places_to_offer"] = today_of(self.request.user, today)
        context["several_programmes"] = Programme.objects.filter(active=True).count() > 1
        return context
