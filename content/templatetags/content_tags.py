"""Filters of the public pages: typography, sizes, dates as French writes them."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
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
    """« 380 Ko », « 1,2 Mo »: the units that people read on their telephone."""
    size = size or 0
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0Ko"
    return f"{size / 1_000_000:.1f}".replace(".", ",") + "\u00a0Mo"
