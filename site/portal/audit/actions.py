"""The acts that the journal knows. Each room declares its own in `journal_actions.py`."""

from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule


@cache
def known_actions():
    """{code: French label} of every act, over all rooms."""
    actions = {}
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "journal_actions"):
            actions.update(import_module(f"{config.name}.journal_actions").ACTIONS)
    return actions


def label_of(code):
    return known_actions().get(code, code)
