"""What every form of the staff area has: native widgets, plain labels, errors that name their field."""

from django import forms
from django.forms.models import ModelChoiceIterator

from content.directory.models import Service


class CaseForm(forms.Form):
    """`slot` names the form's place on the page; `fields_of` says which field a refusal is about."""

    slot = ""
    fields_of = {}
    refused_with = ""
    # Made and ready to be written; a Folded one (admin/folds.py) is not made yet.
    is_folded = False
    is_asked = False
    error_css_class = "has-error"
    required_css_class = "is-required"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", f"id_{self.slot}_%s" if self.slot else "id_%s")
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def field_for(self, code):
        """The field beside which a refusal of this code is shown; None puts it above the form."""
        name = self.fields_of.get(code)
        return name if name in self.fields else None

    def reconcile(self):
        """Whether the form may be sent again as it is, when somebody saved meanwhile; see forms/seen.py."""
        return False

    @property
    def is_open(self):
        """Whether the form must be shown unfolded: it is asked for, or comes back with something to say."""
        return self.is_bound or self.is_asked

    @property
    def problems(self):
        """[(id of the field or empty, message)] for the summary that takes focus."""
        if not self.is_bound:
            return []
        found = [("", message) for message in self.non_field_errors()]
        for field in self.visible_fields():
            found += [(field.id_for_label, f"{field.label} : {message}") for message in field.errors]
        return found


class NativeDate(forms.DateInput):
    """The browser's own date field: no script, works on a telephone and from the keyboard."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", **(attrs or {})}, format="%Y-%m-%d")


def date_field(label, *, required=True, help_text="", **kwargs):
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=NativeDate(),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
        error_messages={"invalid": "Écrivez une date qui existe, par exemple 22/11/2026."},
        **kwargs,
    )


def text_field(label, *, required=True, rows=3, help_text="", placeholder="", max_length=5000):
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=max_length,
        widget=forms.Textarea(
            attrs={"rows": rows, "placeholder": placeholder} if placeholder else {"rows": rows}
        ),
    )


class ChoiceRows(ModelChoiceIterator):
    """The lines of a list in one exchange with the database, where a cursor would take three."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for row in self.queryset if self.field.rows is None else self.field.rows:
            yield self.choice(row)


class ListField(forms.ModelChoiceField):
    """One line of a list. `rows` are its lines when the page has read them already."""

    iterator = ChoiceRows
    rows = None


def choice_of(label, queryset, *, required=True, empty="Choisissez…", help_text="", **kwargs):
    return ListField(
        label=label, queryset=queryset, required=required, empty_label=empty, help_text=help_text, **kwargs
    )


def service_of(label, **kwargs):
    """One service of the directory, published or not: what is no longer published may still be told of."""
    return choice_of(label, Service.objects.order_by("name").only("name"), **kwargs)
