"""Forms in the staff area: Wagtail's own snippet screens, under an address and a name of their own."""

from django.db.models import Max
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    Column,
    DateColumn,
    LiveStatusTagColumn,
)
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from forms.models import FormDefinition


class FramedPreview:
    """The preview stands in a frame beside the editor; nothing else of the strict policy is loosened."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response._csp_update = {"frame-src": ["'self'"]}
        return response


class FormIndexView(IndexView):
    """Nothing is done to several forms at once, so there is nothing to tick."""

    @cached_property
    def columns(self):
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class FormCreateView(FramedPreview, CreateView):
    pass


class FormEditView(FramedPreview, EditView):
    pass


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
        Column("version_number", label=_("Version")),
        DateColumn("last_published_at", label=_("Publié le")),
        LiveStatusTagColumn(),
    ]
    search_fields = ["title"]
    search_backend_name = None
    index_view_class = FormIndexView
    add_view_class = FormCreateView
    edit_view_class = FormEditView
    # A copy would carry the same identities into another form.
    copy_view_enabled = False

    def get_queryset(self, request):
        return FormDefinition.objects.annotate(version_number=Max("versions__number"))
