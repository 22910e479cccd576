"""Forms in the staff area: Wagtail's own snippet screens, under an address and a name of their own."""

from django.db.models import Max
from django.forms import Media
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    Column,
    DateColumn,
    LiveStatusTagColumn,
)
from wagtail.admin.views.generic.history import HistoryFilterSet
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    HistoryView,
    IndexView,
    RevisionsCompareView,
    SnippetViewSet,
)

from forms.admin.publication import PublicationPage
from forms.admin.publication_copy import CopyPage
from forms.admin.versions import ComparePage, RestorePage, VersionPage, VersionsPage
from forms.admin.versions_page import address
from forms.definition.diff import changes
from forms.models import FormDefinition
from forms.publishing import draft_document

EDITOR_MEDIA = Media(
    js=[f"forms/admin/{name}.js" for name in ("editor-blocks", "editor-rules", "editor")],
    css={"all": ["forms/admin/editor.css"]},
)
# (words, address, icon) of what one does with a form beside editing it.
_BESIDE = [
    (_("Versions"), "versions", "history"),
    (_("Copier le formulaire"), "duplicate", "copy"),
]


class FramedPreview:
    """The preview stands in a frame beside the editor; nothing else of the strict policy is loosened."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response._csp_update = {"frame-src": ["'self'"]}
        return response


class FormIndexView(IndexView):
    """Nothing is done to several forms at once, so there is nothing to tick."""

    add_item_label = _("Ajouter un formulaire")

    @cached_property
    def columns(self):
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    @cached_property
    def header_more_buttons(self):
        travel = Button(_("Importer, exporter"), url=reverse("forms_travel:import"), icon_name="upload")
        return [*super().header_more_buttons, travel]

    def get_list_more_buttons(self, instance):
        beside = [
            MenuItem(label, url=address(name, instance.pk), icon_name=icon, priority=15)
            for label, name, icon in _BESIDE
        ]
        return [*super().get_list_more_buttons(instance), *beside]


class FormEditor(FramedPreview):
    """What the two editors add to Wagtail's: rules in words, marks on the folded questions."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] = context["media"] + EDITOR_MEDIA
        return context


class FormCreateView(FormEditor, CreateView):
    """« Nouveau formulaire », where Wagtail would say « Nouvel(le) : Formulaire »."""

    page_title = _("Nouveau formulaire")

    def get_page_subtitle(self):
        return ""

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.page_title}]


class FormEditView(FormEditor, EditView):
    def publish_action(self):
        """A form that has versions is published from the screen that tells what changes for whom."""
        if self.object.versions.exists():
            return redirect(address("publication", self.object.pk))
        return super().publish_action()

    @cached_property
    def header_more_buttons(self):
        beside = [
            Button(label, url=address(name, self.object.pk), icon_name=icon, priority=5 + turn)
            for turn, (label, name, icon) in enumerate(_BESIDE)
        ]
        return [*super().header_more_buttons, *beside]


class FormHistoryFilters(HistoryFilterSet):
    """Wagtail's date fields start themselves by an inline script, which the policy refuses."""

    timestamp = None


class FormHistoryView(HistoryView):
    filterset_class = FormHistoryFilters


class FormRevisionsCompareView(RevisionsCompareView):
    """Two drafts: what changes in words first, Wagtail's fields one by one below."""

    template_name = "forms/admin/versions/compare_drafts.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        before, after = (draft_document(context[name])[0] for name in ("revision_a", "revision_b"))
        return {**context, "changes": changes(before, after)}


class FormDefinitionViewSet(SnippetViewSet):
    model = FormDefinition
    icon = "form"
    menu_label = _("Formulaires")
    menu_name = "forms"
    menu_order = 300
    add_to_admin_menu = True
    admin_url_namespace = "form_definitions"
    base_url_path = "formulaires"
    chooser_admin_url_namespace = "form_definitions_chooser"
    chooser_base_url_path = "formulaires/choisir"
    list_display = [
        "title",
        "slug",
        Column("version_number", label=_("Version"), classname="portal-wide"),
        DateColumn("last_published_at", label=_("Publié le")),
        LiveStatusTagColumn(),
    ]
    search_fields = ["title"]
    search_backend_name = None
    index_view_class = FormIndexView
    add_view_class = FormCreateView
    edit_view_class = FormEditView
    history_view_class = FormHistoryView
    revisions_compare_view_class = FormRevisionsCompareView
    # A copy would carry the same identities into another form.
    copy_view_enabled = False

    def get_queryset(self, request):
        return FormDefinition.objects.annotate(version_number=Max("versions__number"))

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/publier/", PublicationPage.as_view(), name="publication"),
            path("<int:pk>/versions/", VersionsPage.as_view(), name="versions"),
            path("<int:pk>/versions/comparer/", ComparePage.as_view(), name="compare_versions"),
            path("<int:pk>/versions/<int:number>/", VersionPage.as_view(), name="version"),
            path("<int:pk>/versions/<int:number>/reprendre/", RestorePage.as_view(), name="restore_version"),
            path("<int:pk>/copier/", CopyPage.as_view(), name="duplicate"),
        ]
