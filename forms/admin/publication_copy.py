"""« Copier le formulaire »: another form with the same questions, under a name of its own."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect

from forms.admin.versions_page import DefinitionPage, address
from forms.models import FormDefinition
from forms.restoring import duplicate


class CopyForm(forms.Form):
    title = forms.CharField(label="Titre du nouveau formulaire", max_length=120)
    slug = forms.SlugField(
        label="Nom court",
        max_length=40,
        help_text="Dans l’adresse et sur le PDF. Lettres sans accent, chiffres et traits d’union.",
    )

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if FormDefinition.objects.filter(slug=slug).exists():
            raise forms.ValidationError("Un autre formulaire porte déjà ce nom : choisissez-en un autre.")
        return slug


class CopyPage(DefinitionPage):
    template_name = "forms/admin/versions/copy.html"
    page_title = "Copier le formulaire"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", CopyForm(initial={"title": f"{self.definition.title} (copie)"[:120]}))
        return super().get_context_data(**kwargs)

    def post(self, request, *args, **kwargs):
        form = CopyForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        copy = duplicate(self.definition, form.cleaned_data["title"], form.cleaned_data["slug"], request.user)
        messages.success(request, "Le formulaire est copié. C’est un brouillon : rien n’est publié.")
        return redirect(address("edit", copy.pk))
