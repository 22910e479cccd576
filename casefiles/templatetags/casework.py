"""Small words of the staff screens."""

from django import template
from django.utils import timezone

from casefiles.models import Gender

register = template.Library()


@register.filter
def agree(person, forms):
    """{{ person|agree:"accompagné,accompagnée,accompagné·e" }}: masculine, feminine, unknown."""
    man, woman, either = forms.split(",")
    return {Gender.MAN: man, Gender.WOMAN: woman}.get(getattr(person, "gender", ""), either)


@register.filter
def ago(day, today=None):
    """« aujourd’hui », « hier », « il y a 12 jours », « dans 3 jours »."""
    if day is None:
        return ""
    days = ((today or timezone.localdate()) - day).days
    if abs(days) <= 1:
        return {0: "aujourd’hui", 1: "hier", -1: "demain"}[days]
    return f"il y a {days} jours" if days > 0 else f"dans {-days} jours"


@register.filter
def days(number):
    """« 1 jour », « 12 jours »."""
    return f"{number} jour{'s' if number > 1 else ''}"


@register.filter
def quoted(text):
    """Between French quotation marks, once."""
    bare = str(text).strip(" «»\u00a0\u202f")
    return f"«\u202f{bare}\u202f»"


@register.filter
def age_on(birth_date, today=None):
    """The age in years, or nothing."""
    if birth_date is None:
        return ""
    today = today or timezone.localdate()
    years = today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))
    return f"{years} ans" if 0 <= years < 130 else ""


@register.filter
def due_words(action, today=None):
    """« en retard de 6 jours », « pour demain », « dans 5 jours », « sans date »."""
    if action.due_on is None:
        return "sans date"
    late = ((today or timezone.localdate()) - action.due_on).days
    if late > 0:
        return f"en retard de {days(late)}"
    return {0: "pour aujourd’hui", -1: "pour demain"}.get(late, f"dans {days(-late)}")


@register.filter
def is_late(action):
    return action.is_late()


@register.simple_tag
def now_of(bound_field):
    """What is recorded now, when somebody changed it meanwhile."""
    return getattr(bound_field.field, "now", "")


@register.filter
def is_checkbox(bound_field):
    return getattr(bound_field.field.widget, "input_type", "") == "checkbox"
