"""Who may reach which address. Each room declares its own doors in `<app>/addresses.py`:

    PUBLIC = {"content:report_feed"}                       # open to the world
    SIGNED_IN = {"accounts:code"}                          # password given, second factor not yet
    ROLES = {"casefiles:*": {Role.CASE_MANAGER}}           # these roles, with the second factor

Names may be patterns (`*`). The most precise one wins: an exact name first, then the longest pattern. An
address that serves several models (bulk actions, site settings…) is named `view/app.model`. What nobody
lists is open to nobody.
"""

import sys
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules

PUBLIC = "public"
SIGNED_IN = "signed in"
ROLES = "roles"


@dataclass(frozen=True)
class Door:
    """The rule of one address. Without roles and not public, it is closed to all."""

    kind: str
    roles: frozenset = frozenset()


CLOSED = Door(ROLES)


@cache
def all_doors():
    """{pattern: Door} of every room."""
    autodiscover_modules("addresses")
    doors = {}
    for config in apps.get_app_configs():
        module = sys.modules.get(f"{config.name}.addresses")
        if module is not None:
            _add(doors, module)
    return doors


def _add(doors, module):
    declared = [(name, Door(PUBLIC)) for name in getattr(module, "PUBLIC", ())]
    declared += [(name, Door(SIGNED_IN)) for name in getattr(module, "SIGNED_IN", ())]
    declared += [
        (name, Door(ROLES, frozenset(roles))) for name, roles in getattr(module, "ROLES", {}).items()
    ]
    for name, door in declared:
        if doors.setdefault(name, door) != door:
            raise ImproperlyConfigured(f"{module.__name__} contradicts another room about {name}.")


def address_name(match):
    """The name that the rules know this resolved address by; None when it has no name."""
    if not match.url_name:
        return None
    app = match.kwargs.get("app_label") or match.kwargs.get("app_name")
    model = match.kwargs.get("model_name")
    return f"{match.view_name}/{app}.{model}".lower() if app and model else match.view_name


@cache
def door_for(name):
    """The most precise rule for this name, or None when nobody lists it."""
    if name is None:
        return None
    doors = all_doors()
    if name in doors:
        return doors[name]
    patterns = [pattern for pattern in doors if "*" in pattern and fnmatchcase(name, pattern)]
    return doors[max(patterns, key=len)] if patterns else None
