"""The lists that staff edit, on wagtail-modeladmin. One file, so that it can be replaced.

`casefiles/wagtail_hooks.py` imports it; who may enter stands in register_doors.py.
"""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from casefiles.admin.register_forms import CodedForm, NamedForm
from casefiles.admin.register_views import (
    RegisterCreate,
    RegisterDelete,
    RegisterEdit,
    RegisterIndex,
    RegisterInspect,
)
from casefiles.models import (
    ContactKind,
    ContactMedium,
    DocumentKind,
    ExitReason,
    FollowUpRhythm,
    HousingOutcome,
    LifeAxis,
    RefusalReason,
    UnmetNeedKind,
)
from casefiles.usage import protecting_relations
from content.directory.models import PartnerCategory


class ListAdmin(ModelAdmin):
    """What every list here has in common."""

    index_view_class = RegisterIndex
    create_view_class = RegisterCreate
    edit_view_class = RegisterEdit
    delete_view_class = RegisterDelete

    def get_menu_label(self):
        # modeladmin would write « Axes De Vie ».
        return capfirst(self.opts.verbose_name_plural)


class RegisterAdmin(ListAdmin):
    list_display = ("label", "code", "active", "used")
    list_filter = ("active",)
    search_fields = ("label", "code")
    inspect_view_enabled = True
    inspect_view_fields_exclude = ("id",)
    inspect_view_class = RegisterInspect
    inspect_template_name = "casefiles/registers/inspect.html"
    delete_template_name = "casefiles/registers/delete.html"
    extra_panels = ()

    def get_edit_handler(self):
        return ObjectList(
            [
                FieldPanel("label"),
                *(FieldPanel(name) for name in self.extra_panels),
                FieldPanel("order"),
                FieldPanel("active"),
                FieldPanel("code"),
            ],
            base_form_class=CodedForm,
        )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(used_count=count_usages(self.model))

    @staticmethod
    def _times(number):
        return _("jamais") if not number else f"{number} ×"

    def used(self, line):
        return self._times(getattr(line, "used_count", 0))

    used.short_description = _("utilisé")
    used.admin_order_field = "used_count"


def count_usages(model):
    """How many records use each line, counted by the database in the query of the list."""
    total = 0
    for relation in protecting_relations(model):
        name = relation.field.name
        counted = (
            relation.related_model._base_manager.filter(**{name: OuterRef("pk")})
            .order_by()
            .values(name)
            .annotate(number=Count("pk"))
            .values("number")
        )
        total = Coalesce(Subquery(counted, output_field=IntegerField()), 0) + total
    return total


class LifeAxisAdmin(RegisterAdmin):
    model = LifeAxis
    base_url_path = "listes/axes-de-vie"
    menu_icon = "tag"
    extra_panels = ("hint",)


class ContactKindAdmin(RegisterAdmin):
    model = ContactKind
    base_url_path = "listes/natures-de-contact"
    menu_icon = "comment"


class ContactMediumAdmin(RegisterAdmin):
    model = ContactMedium
    base_url_path = "listes/moyens-de-contact"
    menu_icon = "mobile-alt"


class RefusalReasonAdmin(RegisterAdmin):
    model = RefusalReason
    base_url_path = "listes/motifs-de-refus"
    menu_icon = "cross"


class ExitReasonAdmin(RegisterAdmin):
    model = ExitReason
    base_url_path = "listes/motifs-de-sortie"
    menu_icon = "logout"


class HousingOutcomeAdmin(RegisterAdmin):
    model = HousingOutcome
    base_url_path = "listes/logements-a-la-sortie"
    menu_icon = "home"
    list_display = ("label", "family", "code", "active", "used")
    list_filter = ("active", "family")
    extra_panels = ("family",)


class DocumentKindAdmin(RegisterAdmin):
    model = DocumentKind
    base_url_path = "listes/natures-de-document"
    menu_icon = "doc-full"


class FollowUpRhythmAdmin(RegisterAdmin):
    model = FollowUpRhythm
    base_url_path = "listes/rythmes-de-suivi"
    menu_icon = "rotate"
    list_display = ("label", "every_days", "code", "active", "used")
    extra_panels = ("every_days",)


class UnmetNeedKindAdmin(RegisterAdmin):
    model = UnmetNeedKind
    base_url_path = "listes/besoins-sans-solution"
    menu_icon = "help"


class PartnerCategoryAdmin(RegisterAdmin):
    model = PartnerCategory
    base_url_path = "listes/categories-de-partenaires"
    menu_icon = "group"
    list_display = ("name", "slug", "position", "used")
    list_filter = ()
    search_fields = ("name",)

    def get_edit_handler(self):
        return ObjectList(
            [FieldPanel("name"), FieldPanel("position"), FieldPanel("slug")], base_form_class=NamedForm
        )


@modeladmin_register
class RegistersGroup(ModelAdminGroup):
    menu_label = _("Listes")
    menu_icon = "list-ul"
    menu_order = 800
    items = (
        LifeAxisAdmin,
        ContactKindAdmin,
        ContactMediumAdmin,
        RefusalReasonAdmin,
        ExitReasonAdmin,
        HousingOutcomeAdmin,
        DocumentKindAdmin,
        FollowUpRhythmAdmin,
        UnmetNeedKindAdmin,
        PartnerCategoryAdmin,
    )
