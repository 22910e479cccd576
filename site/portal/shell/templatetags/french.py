"""How French counts, in every template: below two is singular, nothing too."""

from django import template
from django.template.defaultfilters import pluralize as pluralize_in_english

register = template.Library()


@register.filter(is_safe=False)
def pluralize(value, endings="s"):
    """`{{ count }} dossier{{ count|pluralize }}`: « 0 dossier », « 1 dossier », « 2 dossiers ».

    Takes a number or anything that has a length, as Django's own, which says « 0 dossiers ».
    """
    try:
        count = len(value) if hasattr(value, "__len__") and not isinstance(value, str) else float(value)
    except (TypeError, ValueError):
        return ""
    return pluralize_in_english(2 if abs(count) >= 2 else 1, endings)
