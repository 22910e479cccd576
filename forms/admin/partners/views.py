"""Giving an access to a partner’s software, seeing whether it serves, taking it back."""

from django.contrib import messages
from django.db.models import Count, F
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms.admin.partners.forms import GiveForm, TakeBackForm
from forms.api.links import answers_address, schema_address, whole
from forms.models import FormVersion, PartnerAccess
from forms.partners import Refused, give_access, take_back
from portal.accounts.fresh import FreshFactorMixin


class PartnerPage(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "key"
    http_method_names = ("get", "head", "post", "options")

    def get_breadcrumbs_items(self):
        items = [
            *self.breadcrumbs_items,
            {"url": reverse("form_definitions:list"), "label": "Formulaires"},
            {"url": reverse("forms_partners:list"), "label": AccessListPage.page_title},
        ]
        if self.page_title == AccessListPage.page_title:
            return items
        return [*items, {"url": "", "label": self.get_page_title()}]

    def show(self, status=200, **context):
        return self.render_to_response(self.get_context_data(**context), status=status)


class AccessListPage(PartnerPage):
    """Who may send; those taken back stay listed, for what they sent is still here."""

    template_name = "forms/admin/partners/list.html"
    page_title = "Accès partenaires"
    http_method_names = ("get", "head", "options")

    def get_context_data(self, **kwargs):
        accesses = (
            PartnerAccess.objects.select_related("created_by")
            .prefetch_related("forms")
            .annotate(sent=Count("submissions"))
            .order_by(F("revoked_at").desc(nulls_first=True), "name")
        )
        return super().get_context_data(accesses=accesses, openapi=whole("forms_api:openapi"), **kwargs)


class GiveAccessPage(FreshFactorMixin, PartnerPage):
    """The secret is in the answer to this very request, and nowhere else."""

    template_name = "forms/admin/partners/give.html"
    page_title = "Donner un accès"

    def get(self, request, *args, **kwargs):
        return self.show(form=GiveForm())

    def post(self, request, *args, **kwargs):
        form = GiveForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, status=422)
        chosen = form.cleaned_data
        try:
            access, secret = give_access(chosen["name"], chosen["granted"], actor=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
            return self.show(form=form, status=409)
        self.template_name = "forms/admin/partners/given.html"
        return self.show(
            access=access, secret=secret, addresses=addresses_of(access), openapi=whole("forms_api:openapi")
        )


def addresses_of(access):
    """[(title, schema, where to send)] of the present versions that this access may send."""
    found = []
    for definition in access.forms.order_by("title"):
        number = (
            FormVersion.objects.filter(definition=definition)
            .order_by("-number")
            .values_list("number", flat=True)
            .first()
        )
        slug = definition.slug
        found.append((definition.title, schema_address(slug, number), answers_address(slug, number)))
    return found


class TakeBackPage(PartnerPage):
    template_name = "forms/admin/partners/take_back.html"
    page_title = "Retirer un accès"

    @cached_property
    def access(self):
        return get_object_or_404(PartnerAccess, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        if self.access.revoked_at:
            messages.info(request, "Cet accès est déjà retiré.")
            return redirect("forms_partners:list")
        return self.show(access=self.access, form=TakeBackForm())

    def post(self, request, *args, **kwargs):
        form = TakeBackForm(request.POST)
        if not form.is_valid():
            return self.show(access=self.access, form=form, status=422)
        try:
            take_back(self.access, reason=form.cleaned_data["reason"], actor=request.user)
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(
                request, f"L’accès de « {self.access.name} » est retiré : il n’envoie plus rien."
            )
        return redirect("forms_partners:list")
