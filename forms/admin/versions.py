"""The versions of a form: the list, one read as words, two compared, an old one taken up again."""

from contextlib import suppress

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from forms.admin.publication_words import circulation, publication_of
from forms.admin.versions_page import DefinitionPage, address
from forms.admin.versions_words import sections_of, technical_names
from forms.definition.diff import HARD, changes
from forms.models import FormVersion
from forms.publishing import draft_document, draft_of
from forms.restoring import restore

DRAFT = "brouillon"
# (words, address, whether it calls the form by its short name); what has no address is not shown.
OUTPUTS = [
    ("PDF à remplir", "form_pdf:version", True),
    ("Tableur à remplir", "form_templates:version", True),
    ("XLSForm (KoboToolbox, ODK)", "forms_travel:xlsform", False),
    ("Définition (JSON)", "forms_travel:json", False),
    ("Schéma JSON", "forms_api:schema", True),
    ("Codes des questions et des choix", "forms_documents:codebook", False),
    ("Fiche du registre des traitements", "forms_documents:register", False),
]
# Their address is open to the world: it tells nothing of a form that is for the team.
PUBLIC_OUTPUTS = {"forms_api:schema"}


class VersionsPage(DefinitionPage):
    template_name = "forms/admin/versions/list.html"
    page_title = "Versions"

    def get_context_data(self, **kwargs):
        versions = list(
            self.definition.versions.select_related("published_by")
            .annotate(answers=Count("submissions"))
            # Counting forgets the order of the model.
            .order_by("-number")
        )
        return super().get_context_data(
            versions=versions, publication=publication_of(self.definition), **kwargs
        )


class OneVersionPage(DefinitionPage):
    @cached_property
    def version(self):
        versions = FormVersion.objects.select_related("definition", "published_by")
        return get_object_or_404(versions, definition=self.definition, number=self.kwargs["number"])

    def get_parents(self):
        return [{"url": address("versions", self.definition.pk), "label": "Versions"}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(version=self.version, **kwargs)


class VersionPage(OneVersionPage):
    template_name = "forms/admin/versions/version.html"

    def get_page_title(self):
        return f"Version {self.version.number}"

    def get_context_data(self, **kwargs):
        document = self.version.document
        return super().get_context_data(
            sections=sections_of(document),
            names=technical_names(document),
            outputs=outputs_of(self.version),
            uses=circulation(self.version),
            **kwargs,
        )


def outputs_of(version):
    """[(words, address)] of what the house makes from a version."""
    found = []
    for said, name, by_short_name in OUTPUTS:
        if name in PUBLIC_OUTPUTS and not version.definition.public:
            continue
        form = version.document["form"] if by_short_name else version.definition_id
        with suppress(NoReverseMatch):
            found.append((said, reverse(name, args=[form, version.number])))
    return found


class RestorePage(OneVersionPage):
    template_name = "forms/admin/versions/restore.html"

    def get_page_title(self):
        return f"Reprendre la version {self.version.number}"

    def post(self, request, *args, **kwargs):
        restore(self.version, request.user)
        messages.success(
            request, f"La version {self.version.number} est reprise comme brouillon. Rien n’est publié."
        )
        return redirect(address("edit", self.definition.pk))


class ComparePage(DefinitionPage):
    template_name = "forms/admin/versions/compare.html"
    page_title = "Comparer"

    def get_parents(self):
        return [{"url": address("versions", self.definition.pk), "label": "Versions"}]

    def get_context_data(self, **kwargs):
        numbers = list(self.definition.versions.order_by("-number").values_list("number", flat=True))
        before, after = self._chosen(numbers)
        found = changes(self._document(before), self._document(after))
        return super().get_context_data(
            numbers=numbers,
            before=before,
            after=after,
            hard=[change for change in found if change.effect == HARD],
            others=[change for change in found if change.effect != HARD],
            **kwargs,
        )

    def _chosen(self, numbers):
        """The two that are compared; without a choice, the last version and the draft."""
        if not numbers:
            raise Http404
        before = self.request.GET.get("de") or str(numbers[0])
        return before, self.request.GET.get("a") or DRAFT

    def _document(self, name):
        if name == DRAFT:
            document, _problems = draft_document(draft_of(self.definition))
            return document
        if not name.isdecimal() or len(name) > 6:
            raise Http404
        return get_object_or_404(FormVersion, definition=self.definition, number=int(name)).document
