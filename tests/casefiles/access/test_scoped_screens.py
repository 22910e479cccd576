"""No screen reaches a confidential noun otherwise than through casefiles.access."""

import ast
from pathlib import Path

import pytest

from casefiles import ways

ROOT = Path(__file__).resolve().parents[3]
SCREENS = [ROOT / "casefiles" / "admin", ROOT / "casefiles" / "exchange", ROOT / "casefiles" / "templatetags"]
CONFIDENTIAL = {model.__name__ for model in [*ways.TO_FILE, *ways.TO_REFERRAL, *ways.TO_PERSON]}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def unscoped(source):
    """Line numbers where a confidential noun is reached by its plain manager."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and _names_one(node.value):
            found.append(node.lineno)
        if isinstance(node, ast.Call) and _is_shortcut(node.func) and node.args and _names_one(node.args[0]):
            found.append(node.lineno)
    return found


def _names_one(node):
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", None)
    return name in CONFIDENTIAL


def _is_shortcut(node):
    return (node.id if isinstance(node, ast.Name) else getattr(node, "attr", None)) in SHORTCUTS


def test_no_screen_uses_a_plain_manager():
    sources = [path for folder in SCREENS for path in folder.rglob("*.py")]
    assert sources, "the screens have moved: tell this test where"
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources
        for line in unscoped(path.read_text(encoding="utf-8"))
    }
    assert not found, f"use casefiles.access.visible_to(user, …) instead: {sorted(found)}"


@pytest.mark.parametrize(
    "source",
    [
        "CaseFile.objects.all()",
        "models.Contact.objects.filter(pk=1)",
        "Referral._default_manager.get()",
        "get_object_or_404(CaseFile, pk=1)",
        "shortcuts.get_object_or_404(models.Person, pk=1)",
    ],
)
def test_the_look_finds_what_it_looks_for(source):
    assert unscoped(source) == [1]


@pytest.mark.parametrize(
    "source", ["visible_to(user, CaseFile)", "case_file.contacts.all()", "LifeAxis.objects.all()"]
)
def test_the_look_lets_the_rest_pass(source):
    assert unscoped(source) == []
