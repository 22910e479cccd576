"""Lists: scoped, searched without accents, journalled, with as many queries for 10 rows as for 10 000."""

from urllib.parse import urlencode

import django_filters
from django import forms
from django.urls import reverse
from django.utils.safestring import mark_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from casefiles.access import visible_to
from casefiles.admin.filters.kept import keepable, kept_filters
from casefiles.admin.forms.base import NativeDate
from casefiles.searching import matching
from casefiles.text import normalise
from portal.audit.journal import fingerprint, record

# As many as an address holds: 4 094 signs, twice quoted when a fresh code is asked on the way.
MOST_TICKED = 60


class CellColumn(Column):
    """A column drawn by its own template, which gets `instance`."""

    def __init__(self, name, label, template, **kwargs):
        super().__init__(name, label=label, accessor=lambda row: row, **kwargs)
        self.cell_template_name = f"casefiles/admin/cells/{template}.html"


class CaseFilterSet(WagtailFilterSet):
    """Filters whose choices are limited to what the person who asks may see."""

    @property
    def user(self):
        return self.request.user


def tick_column():
    """A box before each row: the ticked ones may be exported by themselves."""
    return CellColumn("tick", mark_safe('<span class="w-sr-only">Cocher</span>'), "tick")


def radios(label, **kwargs):
    return django_filters.ModelChoiceFilter(
        label=label, widget=forms.RadioSelect, empty_label="Tous", **kwargs
    )


def since(label, field, lookup="date__gte"):
    return django_filters.DateFilter(label=label, field_name=field, lookup_expr=lookup, widget=NativeDate())


class ScopedListView(IndexView):
    """Starts from `visible_to`; nothing else reaches the table."""

    search_backend_name = None
    search_fields = ["search_key"]
    search_key = "search_key"
    # The way from a row to who has the telephone.
    search_person = ""
    paginate_by = 25
    list_code = ""
    search_code = ""
    template_name = "casefiles/admin/list.html"
    results_template_name = "casefiles/admin/list_results.html"
    table_classname = "listing ht-table"
    views_of_list = ()
    # Which of one's kept filters are offered; None: the list keeps none.
    kept_as = None
    any_permission_required = None

    # The page where rows of this list, all of them or the ticked ones, are taken away.
    export_name = ""

    def get_base_queryset(self):
        return visible_to(self.request.user, self.model)

    def export_url(self):
        """Where the list as it is filtered is taken away."""
        query = urlencode(self._filters())
        address = reverse(self.export_name)
        return f"{address}?{query}" if query else address

    def _filters(self):
        """[(name, value)] of the address, without what only moves in it."""
        left_out = ("p", "_w_filter_fragment", "ordering", "ticked")
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if name not in left_out
            for value in values
        ]

    def search_queryset(self, queryset):
        """References and names without accents or case; a telephone or a national number typed in full."""
        return queryset.filter(matching(self.search_query, key=self.search_key, person=self.search_person))

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        self.journal(request)
        return response

    def journal(self, request):
        """Written before the answer leaves: the template is drawn after this."""
        details = {
            "count": self.object_list.count() if self._paginator is None else self._paginator.count,
            "filters": sorted(
                name for name, value in request.GET.items() if value and name not in ("q", "p")
            ),
        }
        if self.is_searching and self.search_code:
            details["search"] = fingerprint(normalise(self.search_query))
            record(self.search_code, actor=request.user, details=details)
        else:
            record(self.list_code, actor=request.user, details=details)

    _paginator = None

    def paginate_queryset(self, queryset, page_size):
        page = super().paginate_queryset(queryset, page_size)
        self._paginator = page[0]
        return page

    def get_context_data(self, **kwargs):
        here = self.request.GET.copy()
        for name in ("p", "_w_filter_fragment"):
            here.pop(name, None)
        tabs = [
            {"label": label, "query": query, "current": here.urlencode() == query, "icon": icon}
            for label, query, icon in self.views_of_list
        ]
        context = super().get_context_data(**kwargs) | {"can_add": False, "tabs": tabs, **self._kept()}
        if self.export_name:
            context |= {"export_address": reverse(self.export_name), "export_filters": self._filters()}
            context["most_ticked"] = MOST_TICKED
        return context

    def _kept(self):
        """One's own filters, and those of this address that may be kept under a name."""
        if self.kept_as is None:
            return {}
        rows = kept_filters(self.request.user, self.kept_as)
        query = keepable(self.request.GET, self.filterset_class)
        return {
            "kept_as": self.kept_as,
            "kept": rows,
            "keepable": "" if any(row.query == query for row in rows) else query,
            "kept_here": query,
        }
