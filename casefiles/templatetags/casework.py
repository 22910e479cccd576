"""Small words of the staff screens."""

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format

from casefiles.models import Gender
from casefiles.money.amounts import say_amount
from portal.accounts.roles import CASE_WORK, Role

register = template.Library()


@register.filter
def agree(person, forms):
    """{{ person|agree:"accompagné,accompagnée,accompagné·e" }}: masculine, feminine, unknown."""
    man, woman, either = forms.split(",")
    return {Gender.MAN: man, Gender.WOMAN: woman}.get(getattr(person, "gender", ""), either)


def _written(day, pattern):
    """A date in French words: the first of the month is « 1er »."""
    if day is None or day == "":
        return ""
    words = date_format(day, pattern)
    return f"1er{words[1:]}" if words.startswith("1 ") else words


@register.filter
def on_day(day):
    """« 1er décembre 2026 »."""
    return _written(day, "j F Y")


@register.filter
def on_day_short(day):
    """« 1er déc. 2026 »."""
    return _written(day, "j N Y")


@register.filter
def day_month(day):
    """« 1er déc. »."""
    return _written(day, "j N")


@register.filter
def on_moment(moment):
    """« 1er décembre 2026 à 14:05 »."""
    return _written(moment and timezone.localtime(moment), "j F Y à H:i")


@register.filter
def at_hour(moment):
    """« 14:05 », here."""
    return moment and timezone.localtime(moment).strftime("%H:%M")


@register.filter
def on_date(moment):
    """The day of a moment, here."""
    return moment and timezone.localdate(moment)


@register.filter
def asks_words(appointment):
    """Whether an appointment is past and nothing was said of it: in a file, by a contact."""
    planned, held = appointment.state == "planned", appointment.state == "held"
    silent = planned or (held and appointment.case_file_id is not None)
    return silent and appointment.starts_at <= timezone.now() and not hasattr(appointment, "contact")


@register.filter
def locked_in(contact, case_file):
    """Why this contact of this file is no longer corrected; nothing while it may be."""
    from casefiles.actions.contact.lock import is_locked, lock_words

    contact.case_file = case_file
    return lock_words(contact) if is_locked(contact) else ""


@register.filter
def on_moment_short(moment):
    """« 1er déc. 2026, 14:05 »."""
    return _written(moment and timezone.localtime(moment), "j N Y, H:i")


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
def euros(amount):
    """« 1 234,50 € »."""
    return "" if amount is None else say_amount(amount)


@register.filter
def weight(size):
    """« 7,0 Ko », as people say it: Django says « Kio »."""
    return filesizeformat(size).replace("io", "o")


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


@register.simple_tag(takes_context=True)
def keys_of(context):
    """(case work, the team at large): whose keyboard the page tells about. A guest only reads."""
    user = getattr(getattr(context, "request", None), "user", None)
    if user is None:
        return False, False
    return user.has_role(*CASE_WORK), bool(user.roles - {Role.PARTNER})
