"""An entry of the directory as plain values: what is compared, proposed, and written back."""

from content.directory.models import Mission, Municipality, Service

TEXTS = (
    "name",
    "summary",
    "who_is_served",
    "conditions",
    "documents_asked",
    "languages",
    "access",
    "perimeter",
    "telephone",
    "email",
    "website",
    "opening_hours",
    "street",
    "postal_code",
    "city",
)
LISTS = {"missions": Mission, "municipalities": Municipality}
FIELDS = (*TEXTS, *LISTS)


def standing(service):
    """{field: value} of what the entry says; the lists by the identifiers of their lines, in order."""
    texts = {name: _one_kind_of_line(getattr(service, name)) for name in TEXTS}
    return texts | {name: sorted(row.slug for row in getattr(service, name).all()) for name in LISTS}


def write(service, values):
    """Write these values in the entry and check it whole; raises ValidationError. The caller saves it."""
    for name, value in values.items():
        if name in TEXTS:
            setattr(service, name, value)
    service.full_clean(exclude=["slug"])
    for name, model in LISTS.items():
        if name in values:
            getattr(service, name).set(model.objects.filter(slug__in=values[name]))


def label_of(name):
    return str(Service._meta.get_field(name).verbose_name)


def in_words(name, value):
    """A value as one reads it; a line of a list that is gone keeps its identifier."""
    if name not in LISTS:
        return value or "rien"
    rows = {row.slug: str(row) for row in LISTS[name].objects.filter(slug__in=value)}
    return ", ".join(rows.get(slug, slug) for slug in value) or "rien"


def _one_kind_of_line(text):
    return text.replace("\r\n", "\n").strip()
