"""French spaces for sentences that are made in Python: a guillemet or a colon never starts a line."""

import re

from django import template

register = template.Library()
_BEFORE, _AFTER = re.compile(r" (?=[»:;!?])"), re.compile(r"(?<=«) ")


@register.filter
def typeset(sentence):
    """The same sentence with the spaces that do not break."""
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", str(sentence)))
