"""Filters of the public pages: typography, sizes, dates as French writes them."""

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText

from content.typography import french, french_html

register = template.Library()


@register.filter
def typo(value):
    """French typography for a text or a rich text."""
    if isinstance(value, RichText) or hasattr(value, "__html__"):
        return mark_safe(french_html(str(value)))
    return french(str(value)) if value else ""


@register.filter
def typo_lines(value):
    """The same, where every line typed is a line shown."""
    lines = [conditional_escape(french(line)) for line in str(value or "").splitlines() if line.strip()]
    return mark_safe("<br>".join(lines))


@register.filter
def weight(size):
    """« 1,2 Mo » and not « 1,2 Mio »: what people read on their telephone."""
    return filesizeformat(size or 0) if not isinstance(size, SafeString) else size
