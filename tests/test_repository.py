"""The repository itself: rules that no linter knows."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("site", "content", "forms", "casefiles")
# `|safe` and mark_safe print text as it is. Each place was read: what it prints was made by us.
REVIEWED_SAFE = set()
OUR_FOLDERS = {"content", "directory", "forms", "casefiles", "shell", "accounts", "audit"}
TEXT = {
    f".{end}"
    for end in [
        "py",
        "html",
        "css",
        "js",
        "md",
        "toml",
        "lock",
        "env",
        "conf",
        "yaml",
        "txt",
        "svg",
        "service",
        "timer",
    ]
}


def tracked():
    """Every file that git knows or would take, with its path from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


FILES = tracked()
TEXTS = {
    path: (ROOT / path).read_text(errors="replace")
    for path in FILES
    if path.suffix in TEXT or path.name in ("Makefile", "Caddyfile", "Dockerfile", "run", "update")
}
PYTHON = {path: text for path, text in TEXTS.items() if path.suffix == ".py"}
TEMPLATES = {path: text for path, text in TEXTS.items() if "templates" in path.parts}
# What WeasyPrint reads (forms, the PDFs of the demonstration) never reaches a browser.
PAGES = {path: text for path, text in TEMPLATES.items() if not {"pdf", "demo"} & set(path.parts)}


def where(texts, pattern, flags=0):
    """« path:line » of each place where a pattern stands."""
    found = []
    for path, text in texts.items():
        found += [
            f"{path}:{text.count(chr(10), 0, hit.start()) + 1}" for hit in re.finditer(pattern, text, flags)
        ]
    return found


def test_site_is_never_a_package():
    assert not (ROOT / "site" / "__init__.py").exists(), "it would hide Python's own module of that name"


def test_no_registry_is_named():
    hosts = "|".join(["py" + "pi", "python" + "hosted", "npm" + "js", "deb.deb" + "ian"])
    assert where(TEXTS, rf"(?:{hosts})\.org") == []


def test_no_path_of_one_machine():
    homes = "|".join(["/ho" + "me/[a-z]", "/Us" + "ers/[a-z]", "/wo" + "rk/", "/ro" + "ot/", "/tm" + "p/w/"])
    assert where(TEXTS, rf"(?<![\w.}}*])(?:{homes})") == []


def test_only_the_agreed_names_stand_at_the_top():
    agreed = {*ROOMS, "deploy", "tests", "docs", ".ci", "README.md", "LICENSE", "Makefile", "manage.py"}
    agreed |= {"pyproject.toml", "requirements.lock", "requirements-dev.lock", ".gitignore", ".editorconfig"}
    assert {path.parts[0] for path in FILES} - agreed == set()


def test_one_idea_a_file():
    long = {str(path): text.count("\n") for path, text in PYTHON.items() if "migrations" not in path.parts}
    assert {path: lines for path, lines in long.items() if lines > 500} == {}


def test_nothing_heavy_is_kept():
    heavy = [str(path) for path in FILES if (ROOT / path).stat().st_size > 600_000]
    assert heavy == []


def test_templates_need_no_exception_to_the_content_policy():
    assert where(PAGES, r"\sstyle\s*=") == []
    assert where(PAGES, r"\son[a-z]+\s*=\s*[\"']", re.I) == []
    assert where(PAGES, r"<style\b") == []
    scripts = where(PAGES, r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>")
    assert scripts == []


def test_templates_load_nothing_from_elsewhere():
    assert where(PAGES, r"<(?:script|img|iframe|source|link)\b[^>]*\s(?:src|href)=\"(?:https?:)?//") == []


def test_what_is_printed_as_it_is_was_reviewed():
    html = {path: text for path, text in TEMPLATES.items() if path.suffix == ".html"}
    places = where(html, r"\|\s*safe\b|\{%\s*autoescape off")
    assert {place.rsplit(":", 1)[0] for place in places} == REVIEWED_SAFE


def test_every_template_is_used():
    """By its own name, by another's {% include %}, or by the convention of Wagtail and Django."""
    everything = "\n".join([*PYTHON.values(), *TEMPLATES.values()])
    unused = []
    for path in TEMPLATES:
        name = "/".join(path.parts[path.parts.index("templates") + 1 :])
        if name not in everything and not _found_by_convention(path, name):
            unused.append(str(path))
    assert unused == []


def _found_by_convention(path, name):
    if name.split("/")[0] not in OUR_FOLDERS:
        # It replaces a template of another package, which asks for it by that name.
        return True
    folder = name.rpartition("/")[0]
    if any(re.search(rf"""["']{folder}/["'{{]|{folder}/{{""", text) for text in TEXTS.values()):
        return True  # chosen among its neighbours by a name made on the spot
    model = "".join(part.title() for part in path.stem.split("_"))
    return any(re.search(rf"^class {model}\(", text, re.M) for text in PYTHON.values())


def test_no_skip_without_a_reason():
    tests = {path: text for path, text in PYTHON.items() if path.parts[0] == "tests"}
    decorators = "|".join(["mark\\.sk" + "ip\\b(?!if)", "mark\\.xf" + "ail\\b"])
    assert where(tests, rf"pytest\.(?:{decorators})(?!\(\s*reason=)") == []
    assert where(tests, r"pytest\.sk" + r"ip\(\s*\)") == []
    assert where(tests, r"mark\.sk" + r"ipif\((?![^)]*reason=)") == []


def test_nothing_is_left_for_later():
    words = "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3])
    assert where(PYTHON | TEMPLATES, rf"\b(?:{words})\b") == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_hashes(lock):
    text = TEXTS[Path(lock)]
    pinned = re.findall(r"^[a-z0-9][\w.\[\]-]*==[^\s;]+", text, re.M)
    assert pinned
    for block in re.split(r"\n(?=[a-z0-9])", text[text.index(pinned[0]) :]):
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "http" not in text


def test_links_between_documents_lead_somewhere():
    broken = []
    for path, text in TEXTS.items():
        if path.suffix == ".md":
            targets = re.findall(r"\]\((?!\w+:)([^)#\s]+)(?:#[^)]*)?\)", text)
            broken += [
                f"{path}: {target}" for target in targets if not (ROOT / path.parent / target).exists()
            ]
    assert broken == []


def test_no_test_asks_for_today_when_it_is_read():
    """A run may cross midnight: what a test calls today is asked for when it runs."""
    asked = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for line in _days_asked_when_read(ast.parse(path.read_text()).body)
    ]
    assert not asked, asked


def _days_asked_when_read(body):
    """Lines where a module, a class or a decorator asks for this very day or the next ones."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _days_asked_when_read(node.body)
        parts = getattr(node, "decorator_list", [node] if isinstance(node, ast.Assign) else [])
        for part in parts:
            for call in ast.walk(part):
                if isinstance(call, ast.Call) and ast.unparse(call) in ("make.day()", "make.day(-1)"):
                    yield call.lineno
