"""The entry as its own service corrects it: the same fields, and only what differs is kept."""

from django import forms
from django.core.validators import MaxLengthValidator

from content.directory.entry import FIELDS, LISTS, TEXTS
from content.directory.models import Service

REMARK_MOST = 1000
TEXT_MOST = 2000


class EntryForm(forms.ModelForm):
    """Each field carries what it said when the page was made: what staff change meanwhile is not undone."""

    remark = forms.CharField(
        label="Autre chose à nous dire",
        required=False,
        max_length=REMARK_MOST,
        help_text="Ce qui ne trouve pas sa place ailleurs. Aucun nom de personne aidée, s’il vous plaît.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Service
        fields = FIELDS
        widgets = {
            **{
                name: forms.Textarea(attrs={"rows": 3})
                for name in ("who_is_served", "conditions", "documents_asked", "access", "perimeter")
            },
            "summary": forms.Textarea(attrs={"rows": 2}),
            "opening_hours": forms.Textarea(attrs={"rows": 4}),
            "telephone": forms.TextInput(attrs={"inputmode": "tel"}),
            "postal_code": forms.TextInput(attrs={"inputmode": "numeric"}),
            **{name: forms.CheckboxSelectMultiple for name in LISTS},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for name in FIELDS:
            self.fields[name].show_hidden_initial = True
            if name in TEXTS and self.fields[name].max_length is None:
                self.fields[name].validators.append(MaxLengthValidator(TEXT_MOST))
            self.fields[name].label = str(self.fields[name].label).capitalize()
        for name, model in LISTS.items():
            self.fields[name].to_field_name = "slug"
            self.initial[name] = [row.slug for row in getattr(self.instance, name).all()]
            self.fields[name].queryset = model.objects.all()

    def rows(self):
        """[{field, hidden, is_list}]: a list says in `hidden` what it held, another field by itself."""
        for field in self:
            is_list = field.name in LISTS
            hidden = field.as_hidden(only_initial=True) if is_list else ""
            yield {"field": field, "hidden": hidden, "is_list": is_list}

    def clean(self):
        super().clean()
        if not self.errors and not self.proposed() and not self.cleaned_data.get("remark", "").strip():
            raise forms.ValidationError(
                "Rien ne diffère de la fiche actuelle. Si tout est juste, choisissez « Rien n’a changé ».",
                code="nothing",
            )

    def proposed(self):
        """{field: value} of what was typed over."""
        return {name: self._plain(name, self.cleaned_data.get(name)) for name in self._changed()}

    def before(self):
        """{field: value} of the same fields as the page showed them."""
        return {name: self._shown(name) for name in self._changed()}

    def _changed(self):
        return [
            name
            for name in FIELDS
            if name in self.cleaned_data and self._plain(name, self.cleaned_data[name]) != self._shown(name)
        ]

    def _shown(self, name):
        key = self[name].html_initial_name
        if name in LISTS:
            known = set(self.fields[name].queryset.values_list("slug", flat=True))
            return sorted(known & set(self.data.getlist(key)))
        return _tidy(self.data.get(key, getattr(self.instance, name)))

    @staticmethod
    def _plain(name, value):
        if name in TEXTS:
            return _tidy(value)
        return sorted(row.slug for row in value)

    def _post_clean(self):
        """The instance stays as the database has it: nothing typed here is written before staff accept it."""
        standing = {name: getattr(self.instance, name) for name in TEXTS}
        super()._post_clean()
        for name, value in standing.items():
            setattr(self.instance, name, value)


def _tidy(text):
    # What a hidden field brings back went through no other check.
    return (text or "").replace("\r\n", "\n").replace("\x00", "").strip()[: 2 * TEXT_MOST]
