"""A form of the staff screens that tells its problems above itself, each leading to its field."""

from django import forms


class SummaryForm(forms.Form):
    error_css_class = "has-error"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def problems(self):
        """[(id of the field or "", message)] for the summary that takes focus."""
        return [
            (_first_id(self[name]) if name in self.fields else "", message)
            for name, messages in self.errors.items()
            for message in messages
        ]


def _first_id(field):
    """Where the summary leads: the field, or the first box of a list."""
    return field.id_for_label or next((box.id_for_label for box in field.subwidgets), "")
