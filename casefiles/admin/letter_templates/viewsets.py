"""Templates of letters in the staff area: Wagtail's own snippet screens, under an address of their own."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, LiveStatusTagColumn
from wagtail.admin.views.generic.history import HistoryFilterSet
from wagtail.snippets.views.snippets import CreateView, EditView, HistoryView, IndexView, SnippetViewSet

from casefiles.models import LetterTemplate
from portal.audit.journal import record


class FramedPreview:
    """The preview stands in a frame, and the editor of texts writes styles; never a script."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response._csp_update = {"frame-src": ["'self'"], "style-src": ["'unsafe-inline'"]}
        return response

    def publish_action(self):
        answer = super().publish_action()
        # Whoever writes in a file from now on writes these words.
        record("letter_template.published", actor=self.request.user, details={"template": self.object.pk})
        return answer


class TemplateIndexView(IndexView):
    """Nothing is done to several templates at once, so there is nothing to tick."""

    add_item_label = _("Ajouter un modèle")

    @cached_property
    def columns(self):
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class TemplateCreateView(FramedPreview, CreateView):
    """« Nouveau modèle », where Wagtail would say « Nouvel(le) : Modèle de lettre »."""

    page_title = _("Nouveau modèle de lettre")

    def get_page_subtitle(self):
        return ""

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.page_title}]


class TemplateEditView(FramedPreview, EditView):
    pass


class TemplateHistoryFilters(HistoryFilterSet):
    """Wagtail's date fields start themselves by an inline script, which the policy refuses."""

    timestamp = None


class TemplateHistoryView(HistoryView):
    filterset_class = TemplateHistoryFilters


class LetterTemplateViewSet(SnippetViewSet):
    model = LetterTemplate
    icon = "edit"
    menu_label = _("Modèles de lettres")
    menu_name = "letter_templates"
    menu_order = 310
    add_to_admin_menu = True
    admin_url_namespace = "letter_templates"
    base_url_path = "modeles-de-lettres"
    chooser_admin_url_namespace = "letter_templates_chooser"
    chooser_base_url_path = "modeles-de-lettres/choisir"
    list_display = [
        "title",
        Column("kind", label=_("Rangée comme")),
        DateColumn("last_published_at", label=_("Publié le")),
        LiveStatusTagColumn(),
    ]
    search_fields = ["title"]
    search_backend_name = None
    index_view_class = TemplateIndexView
    add_view_class = TemplateCreateView
    edit_view_class = TemplateEditView
    history_view_class = TemplateHistoryView
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("purpose"),
            FieldRowPanel([FieldPanel("to"), FieldPanel("kind")]),
            FieldPanel("subject"),
            FieldPanel("letterhead"),
            FieldRowPanel([FieldPanel("place"), FieldPanel("order")]),
            FieldPanel("body"),
        ]
    )

    def get_queryset(self, request):
        return LetterTemplate.objects.select_related("kind")
