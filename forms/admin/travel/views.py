"""Forms that come and go as files: choose a file, see what becomes of it, confirm; or take a version away."""

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms.admin.travel.drafts import new_draft, new_form
from forms.admin.travel.forms import DRAFT, DestinationForm, FileForm, free_slug
from forms.admin.travel.parcel import Expired, read_file, unwrapped, wrapped
from forms.admin.travel.words import counts, in_french, outline, place_of, to_complete
from forms.models import FormDefinition, FormVersion
from forms.outputs.xlsform.workbook import make_xlsform
from forms.readers.definition.reading import UnreadableDefinition, make_definition
from portal.audit.journal import record
from portal.sheets.writers.comma import stream

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXPIRED = "Cette page a attendu trop longtemps : choisissez le fichier à nouveau. Rien n’a été créé."


class TravelPage(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "upload"
    page_title = "Importer un formulaire"
    http_method_names = ("get", "head", "post", "options")

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("form_definitions:list"), "label": "Formulaires"},
            {"url": "", "label": self.get_page_title()},
        ]

    def show(self, template, status=200, **context):
        self.template_name = template
        return self.render_to_response(self.get_context_data(**context), status=status)

    def show_review(self, imported, parcel, form, status=200):
        document = imported.document
        return self.show(
            "forms/admin/travel/review.html",
            status,
            imported=imported,
            document=document,
            parcel=parcel,
            form=form,
            notes=[
                {**note, "place": place_of(note), "said": in_french(note["said"])} for note in imported.notes
            ],
            outline=outline(document),
            counts=counts(document),
            to_complete=to_complete(document),
        )


def _destination(imported, data=None):
    slug = imported.document["form"]
    existing = FormDefinition.objects.filter(slug=slug).first()
    initial = {"slug": free_slug(slug), "kind": imported.kind or "other"}
    return DestinationForm(data, existing=existing, initial=initial)


class ImportPage(TravelPage):
    """Choose a file; or take a form away."""

    def get(self, request, *args, **kwargs):
        return self._choose(FileForm())

    def post(self, request, *args, **kwargs):
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                imported = read_file(form.cleaned_data["file"])
                parcel = wrapped(imported, request.user)
            except UnreadableDefinition as refusal:
                form.add_error("file", str(refusal))
            else:
                return self.show_review(imported, parcel, _destination(imported))
        return self._choose(form, status=422)

    def _choose(self, form, status=200):
        versions = FormVersion.objects.order_by("-number").defer("document")
        definitions = FormDefinition.objects.filter(versions__isnull=False).distinct().order_by("title")
        exported = definitions.prefetch_related(Prefetch("versions", versions))
        return self.show("forms/admin/travel/import.html", status, form=form, exported=exported)


class ConfirmPage(TravelPage):
    """Create the draft that was shown; or take the list of what was not taken over."""

    def get(self, request, *args, **kwargs):
        return redirect("forms_travel:import")

    def post(self, request, *args, **kwargs):
        parcel = request.POST.get("parcel", "")
        try:
            imported = unwrapped(parcel, request.user)
        except Expired:
            messages.error(request, _EXPIRED)
            return redirect("forms_travel:import")
        if "list" in request.POST:
            return _list_of_notes(imported)
        form = _destination(imported, request.POST)
        if not form.is_valid():
            return self.show_review(imported, parcel, form, status=422)
        try:
            return self._create(imported, form)
        except IntegrityError:
            # Somebody took this short name since it was checked.
            form.refuse_slug()
            return self.show_review(imported, parcel, form, status=422)

    def _create(self, imported, form):
        chosen, user = form.cleaned_data, self.request.user
        if chosen["into"] == DRAFT:
            definition = new_draft(imported, form.existing, user=user)
            said = "Le nouveau brouillon est prêt. Les versions publiées n’ont pas changé."
        else:
            definition = new_form(imported, slug=chosen["slug"], kind=chosen["kind"], user=user)
            said = "Le formulaire est créé. C’est un brouillon : relisez-le, complétez-le, puis publiez-le."
        messages.success(self.request, said)
        return redirect("form_definitions:edit", definition.pk)


def _list_of_notes(imported):
    rows = [(place_of(note), note["name"], note["said"]) for note in imported.notes]
    lines = stream(["Où", "Nom", "Ce qui se passe"], rows)
    name = f"{imported.document['form']}-non-repris.csv"
    return _download(b"".join(lines), "text/csv; charset=utf-8", name)


def _download(content, content_type, name):
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=content_type, headers=headers)


# --- leaving -----------------------------------------------------------------------------------------------
@require_safe
def export_json(request, pk, number):
    """One version as a definition file."""
    version = _version(pk, number)
    content = make_definition(version.document, version.definition.kind)
    return _exported(request, version, content, "application/json", "json", "json")


@require_safe
def export_xlsform(request, pk, number):
    """One version as an XLSForm."""
    version = _version(pk, number)
    return _exported(request, version, make_xlsform(version.document), _XLSX, "xlsform", "xlsx")


def _version(pk, number):
    return get_object_or_404(FormVersion.objects.select_related("definition"), definition=pk, number=number)


def _exported(request, version, content, content_type, kind, extension):
    record("form.exported", actor=request.user, target=version.stamp, details={"format": kind})
    name = f"{version.document['form']}-v{version.number}"
    name = f"{name}-xlsform" if kind == "xlsform" else name
    return _download(content, content_type, f"{name}.{extension}")
