"""Ages in the bands in which the region counts."""

from django.utils import timezone

_AGES = (
    (18, "moins de 18 ans"),
    (25, "18-24 ans"),
    (35, "25-34 ans"),
    (45, "35-44 ans"),
    (55, "45-54 ans"),
    (65, "55-64 ans"),
)


def age_on(birth, day=None):
    """Years lived on that day; today without one."""
    if birth is None:
        return None
    day = day or timezone.localdate()
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_band(age):
    if age is None:
        return None
    return next((label for limit, label in _AGES if age < limit), "65 ans et plus")
