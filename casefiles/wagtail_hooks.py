"""What case work adds to the staff area. Each part of the room keeps its own hooks."""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

_ROOM = apps.get_app_config("casefiles").module

for _part, _module in (("admin", "hooks"), ("admin", "registers"), ("exchange", "hooks")):
    if module_has_submodule(import_module(f"{_ROOM.__name__}.{_part}"), _module):
        import_module(f"{_ROOM.__name__}.{_part}.{_module}")
