"""The rows of an XLSForm by the names of their columns, whatever case, spelling and language these have."""

import re

from forms.definition.municipalities import folded
from forms.outputs.xlsform.words import shown, unpacked

_ALIASES = {
    "relevance": "relevant",
    "caption": "label",
    "readonly": "read_only",
    "calculate": "calculation",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "constraining_message": "constraint_message",
    "requiredmsg": "required_message",
    "command": "type",
    "tag": "name",
    "value": "name",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "control::appearance": "appearance",
}
_TRANSLATED = ("label", "hint", "constraint_message", "required_message", "guidance_hint")
_MEDIA = ("image", "audio", "video", "big-image")


class Row:
    """A row with something in it. `number` is what the spreadsheet shows beside it."""

    def __init__(self, number, cells, languages):
        self.number, self._cells, self._languages = number, cells, languages
        self.is_ours = bool(self.get("x_uid"))
        exact = unpacked(self.get("x_exact"))
        self._exact = exact if isinstance(exact, dict) else {}

    def get(self, column):
        """A cell that is a code, a name or an expression."""
        return self._cells.get((column, ""), "").strip()

    def text(self, column, called=None):
        """A cell that people read: French first."""
        cells = (self._cells.get((column, language), "").strip() for language in self._languages)
        return self.exact(called or column, next((cell for cell in cells if cell), ""))

    def exact(self, name, cell):
        """The text that a cell could not show as it is, as long as the cell was not changed since."""
        text = self._exact.get(name)
        return text if isinstance(text, str) and shown(text) == shown(cell) else cell

    @property
    def media(self):
        return any(base in _MEDIA for base, _language in self._cells)


class Sheet:
    def __init__(self, rows, default_language=""):
        headers = [_header(cell) for cell in rows[0]] if rows else []
        found = list(dict.fromkeys(language for base, language in headers if base == "label"))
        self.languages = sorted(found or [""], key=lambda one: _rank(one, default_language))
        self.rows = [
            Row(number, cells, self.languages)
            for number, row in enumerate(rows[1:], start=2)
            if (cells := {name: cell for name, cell in zip(headers, row, strict=False) if cell and name[0]})
        ]
        self.columns = {base for base, _language in headers}

    @property
    def languages_aside(self):
        return [language for language in self.languages[1:] if language]


def _header(cell):
    """(column, language): « Label::Français (fr) » → ("label", "Français (fr)")."""
    base, _, language = cell.strip().partition("::") if "::" in cell else cell.strip().partition(":")
    base = re.sub(r"\s+", "_", base.strip().casefold())
    if base == "media":
        base, _, language = language.strip().casefold().partition("::")
    if base in _TRANSLATED or base in _MEDIA:
        return base, language.strip()
    whole = re.sub(r"\s+", "_", cell.strip().casefold())
    return _ALIASES.get(whole, whole), ""


def _rank(language, default_language):
    if re.search(r"\(fr\b|^fr\b|^fran|^french", folded(language)):
        return 0
    if language in ("", default_language):
        return 1
    return 2
