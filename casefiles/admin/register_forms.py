"""Forms of the registers: a code is made from the label, and does not change afterwards."""

from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminModelForm


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
