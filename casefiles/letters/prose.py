"""Rich text of a template: the tags that its editor makes, its fields, and its plain words."""

import re
from html.parser import HTMLParser

from django.utils.html import escape

TAGS = {"p", "b", "i", "strong", "em", "ul", "ol", "li", "br"}
_BLOCKS = {"p", "ul", "ol"}


class _Reader(HTMLParser):
    """Reads it once, for its words, its tags and its fields; whatever else stands in it is left out."""

    def __init__(self, field=None, ask=None):
        super().__init__(convert_charrefs=True)
        self.field, self.ask = field, ask
        self.text, self.html, self.asked = "", "", {}
        self._lists, self._spans = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "span":
            self._spans.append(self._value(dict(attrs)))
            self._write(self._spans[-1] or "")
            return
        if tag not in TAGS:
            return
        self.html += f"<{tag}>"
        if tag in ("ul", "ol"):
            self._lists.append([tag, 0])
        elif tag == "li":
            self.text += f"\n{self._mark()} "
        elif tag == "br":
            self.text += "\n"

    def handle_endtag(self, tag):
        if tag == "span" and self._spans:
            self._spans.pop()
        if tag not in TAGS or tag == "br":
            return
        self.html += f"</{tag}>"
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self.text += "\n\n"

    def handle_data(self, data):
        # The words in a field only show where it stands.
        if not any(value is not None for value in self._spans):
            self._write(data)

    def _write(self, words):
        self.text += words
        self.html += str(escape(words))

    def _value(self, attrs):
        if "data-ask" in attrs and self.ask:
            label, kind = attrs["data-ask"] or "", attrs.get("data-kind") or "text"
            self.asked[label] = kind
            return self.ask(label)
        return self.field(attrs["data-field"]) if "data-field" in attrs and self.field else None

    def _mark(self):
        if not self._lists or self._lists[-1][0] == "ul":
            return "–"
        self._lists[-1][1] += 1
        return f"{self._lists[-1][1]}."


def read(html, field=None, ask=None):
    """What a text says with `field(code)` and `ask(label)` in it: its `.text`, `.html`, and what it `.asked`.

    Its HTML is made anew from the tags we know: nothing of what was given is passed on as it is.
    """
    reader = _Reader(field, ask)
    reader.feed(html or "")
    reader.close()
    reader.text = re.sub(r"\n{3,}", "\n\n", reader.text).strip()
    return reader
