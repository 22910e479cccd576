"""What stands now beside what was typed, when somebody else saved the same part first."""

from django.db import models


def plain(value):
    """A value as a browser sends it back."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return sorted(plain(one) for one in value)
    return str(getattr(value, "pk", value)).replace("\r\n", "\n").strip()


def tell_now(form, standing):
    """Put under each field that differs what is recorded now; the field keeps what was typed."""
    for name, value in standing.items():
        if name in form.fields and plain(form[name].value()) != plain(value):
            form.fields[name].now = in_words(form.fields[name], value)


def in_words(field, value):
    """A standing value as one reads it."""
    choices = {str(code): str(label) for code, label in _flat(getattr(field, "choices", ()))}
    if isinstance(value, (list, tuple, set)):
        return ", ".join(choices.get(str(one), str(one)) for one in value) or "rien"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if value in (None, ""):
        return "rien"
    return choices.get(str(getattr(value, "pk", value)), str(value))


def _flat(choices):
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield code, label
