"""Forms of the registers: a code is made from the label, and does not change afterwards."""

from django import forms
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminModelForm

from casefiles.access import may_be_case_manager
from casefiles.setup import furnish
from forms.models import FormDefinition

# The kind of form that each place of a programme takes.
FORM_KINDS = {
    "form": "referral",
    "assessment_form": "assessment",
    "exit_form": "exit",
    "satisfaction_form": "satisfaction",
}


class FrozenMixin:
    """Fields that are given once and then only shown."""

    frozen = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.frozen:
            if name in self.fields:
                self.fields[name].disabled = self.instance.pk is not None
                self.fields[name].required = False


class CodedForm(FrozenMixin, WagtailAdminModelForm):
    """A line with a code: left empty, it is made from the label."""

    code_field, label_field = "code", "label"
    frozen = ("code",)

    def clean(self):
        data = super().clean()
        if self.code_field in self.fields and not data.get(self.code_field) and data.get(self.label_field):
            data[self.code_field] = self._free_code(data[self.label_field])
        return data

    def _free_code(self, label):
        model = self._meta.model
        stem = slugify(label)[:30] or "ligne"
        code, number = stem, 2
        while model.objects.filter(**{self.code_field: code}).exclude(pk=self.instance.pk).exists():
            code, number = f"{stem}-{number}", number + 1
        return code


class NamedForm(CodedForm):
    """The same for lists of the directory, which say `name` and `slug`."""

    code_field, label_field = "slug", "name"
    frozen = ("slug",)


class ProgrammeForm(NamedForm):
    """A new programme starts with the six stages, the criteria and the territory of Héberge Toit."""

    frozen = ("slug", "file_prefix")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file_prefix"].required = self.instance.pk is None
        managers = self.fields["case_managers"]
        managers.queryset = may_be_case_manager()
        managers.widget = forms.CheckboxSelectMultiple()
        managers.widget.choices = managers.choices
        axes = self.fields["life_axes"]
        axes.widget = forms.CheckboxSelectMultiple()
        axes.widget.choices = axes.choices

        for name, kind in FORM_KINDS.items():
            self.fields[name].queryset = FormDefinition.objects.filter(kind=kind)

    def save(self, commit=True):
        programme = super().save(commit)
        if commit and not programme.stages.exists():
            furnish(programme)
        return programme
