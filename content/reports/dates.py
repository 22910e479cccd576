"""A date field that never loses what was typed."""

import datetime

from django import forms
from django.utils import formats


class TypedDateInput(forms.DateInput):
    """The browser's own date field; it shows nothing at all in place of a text that is no date.

    So a date written the French way is written again as browsers do, and what is no date comes back in a
    plain text field, beside the error that says so.
    """

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")

    def get_context(self, name, value, attrs):
        if isinstance(value, str) and value:
            value = _as_date(value) or value
        context = super().get_context(name, value, attrs)
        is_text = isinstance(value, str) and value
        context["widget"]["type"] = "text" if is_text else "date"
        return context


def _as_date(text):
    """The date meant by this text, as the field itself would understand it; or None."""
    for pattern in formats.get_format_lazy("DATE_INPUT_FORMATS"):
        try:
            return datetime.datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    return None
