"""Plain spaces before « : ; ! ? » in what templates say: found by a test, mended by `python -m` this module.

Between a word and such a sign a line may not break; screens and paper are read at every width.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("casefiles/templates", "site/portal")
SPACES = {":": "&nbsp;", ";": "&#8239;", "!": "&#8239;", "?": "&#8239;"}
# What is not read: comments, template tags and variables, scripts, and tags with their attributes.
_APART = re.compile(
    r"(\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>"
    r"|<(?:[^>{]|\{[{%].*?[%}]\}|\{)*>)",
    re.DOTALL,
)
_PLAIN = re.compile(r" ([:;!?])(?=\s|$)")


def templates():
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.html"))


def mended(text):
    """The same template with spaces that do not break; a template that is right comes back as it is."""
    parts = _APART.split(text)
    # Every second part is one of those that are not read.
    parts[::2] = [_PLAIN.sub(lambda found: SPACES[found[1]] + found[1], part) for part in parts[::2]]
    return "".join(parts)


if __name__ == "__main__":
    for path in templates():
        text = path.read_text()
        if mended(text) != text:
            path.write_text(mended(text))
