"""What a merge weighs and its undoing gives back: one person's fields, as they can be written down."""

import datetime

FIELDS = (
    "first_name",
    "last_name",
    "birth_date",
    "gender",
    "national_number",
    "phone",
    "email",
    "note",
    "income",
    "housing_before",
)
NULL_WHEN_EMPTY = ("birth_date", "national_number", "phone", "email", "note")


def written_down(person):
    """{field: value} that JSON can hold."""
    return {name: as_written(getattr(person, name)) for name in FIELDS}


def as_written(value):
    return value.isoformat() if isinstance(value, datetime.date) else value or ""


def put(person, name, value):
    """Set a field from what was written down."""
    if name == "birth_date":
        value = datetime.date.fromisoformat(value) if value else None
    setattr(person, name, value if value or name not in NULL_WHEN_EMPTY else None)
