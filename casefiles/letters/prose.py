"""Rich text of a template: only the tags that its editor makes; and the same in plain words, to be edited."""

import re
from html.parser import HTMLParser

TAGS = {"p", "b", "i", "strong", "em", "ul", "ol", "li", "br"}
_BLOCKS = {"p", "ul", "ol"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.safe, self.text, self._lists = True, "", []

    def handle_starttag(self, tag, attrs):
        self.safe &= tag in TAGS and all(name in ("data-block-key",) for name, _value in attrs)
        if tag in ("ul", "ol"):
            self._lists.append([tag, 0])
        elif tag == "li":
            self.text += f"\n{self._mark()} "
        elif tag == "br":
            self.text += "\n"

    def handle_endtag(self, tag):
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self.text += "\n\n"

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.safe = False

    def _mark(self):
        if not self._lists or self._lists[-1][0] == "ul":
            return "–"
        self._lists[-1][1] += 1
        return f"{self._lists[-1][1]}."


def _read(html):
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    return reader


def is_safe(html):
    """Whether this holds nothing but the tags of our own editor."""
    return _read(html).safe


def as_text(html):
    """Its words: a blank line between paragraphs, a dash before each line of a list."""
    return re.sub(r"\n{3,}", "\n\n", _read(html).text).strip()
