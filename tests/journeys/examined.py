"""Axe over the pages of a run: whatever it found sound is not examined again while nothing of it changes.

Three quarters of its time went into the contrast of the same menu, on the same ground, on every page.
Three memories, each of things that were sound: a page to the letter but its colours; that page in its
colours; a text by its ink and all that is painted on its place. What differs in anything is examined again.
"""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
# Of the other rules, the one that looks at colours.
LINKS = "link-in-text-block"
EXAMINER = Path(__file__).with_suffix(".js").read_text()


class Examined:
    """What axe found sound so far."""

    def __init__(self):
        self.structures, self.looks, self.texts = set(), set(), set()

    def problems(self, page):
        """The violations of the page as it stands, a line for each."""
        if not page.evaluate("'examined' in window"):
            page.evaluate(AXE_SCRIPT)
            page.evaluate(EXAMINER)
        shown = page.evaluate("examined.describe()")
        unknown = [text for text in shown["texts"] if text not in self.texts]
        rules = self._rules(shown)
        if not (rules or unknown):
            return []
        found = page.evaluate(
            "todo => examined.run(todo)", {"rules": rules, "contrast": _only(CONTRAST), "unknown": unknown}
        )
        if not found["lines"]:
            self.structures.add(shown["structure"])
            self.looks.add(shown["look"])
            self.texts.update(found["passed"])
        return found["lines"]

    def _rules(self, shown):
        if shown["structure"] not in self.structures:
            return {"runOnly": TAGS, "rules": {CONTRAST: {"enabled": False}}}
        return None if shown["look"] in self.looks else _only(LINKS)


def _only(rule):
    return {"runOnly": {"type": "rule", "values": [rule]}}
