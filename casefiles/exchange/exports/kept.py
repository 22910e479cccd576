"""Columns kept under a name, by each for oneself."""

import uuid

from casefiles.models import ExportColumns


def kept_columns(user, export):
    return ExportColumns.objects.filter(owner=user, export=export.columns_key()[:120])


def kept_one(user, export, key):
    """One's own columns of this key for this list, or None."""
    try:
        return kept_columns(user, export).filter(pk=uuid.UUID(key)).first()
    except ValueError:
        return None


def keep_columns(user, export, name, columns):
    """The same name again replaces what it kept."""
    ExportColumns.objects.update_or_create(
        owner=user, export=export.columns_key()[:120], name=name[:80], defaults={"columns": list(columns)}
    )
