"""Somebody who has a keyboard and no mouse: goes from thing to thing, and sees each time where they are."""

import re

MOST = 120

_WHERE = """async () => {
  // What scrolls to the focus does so with the next picture.
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const here = document.activeElement;
  const labels = [...(here.labels || [])].map(label => label.textContent).join(" ");
  const words = here.getAttribute("aria-label") || labels || here.textContent || "";
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  // The calendar inside a date is a button of the browser’s, with a ring of its own.
  const calendar = here.matches("input[type=date], input[type=time]") && !here.matches(":focus");
  const ringed = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none";
  return {
    tag: here.tagName.toLowerCase(), id: here.id, name: here.getAttribute("name") || "",
    words: words.replace(/\\s+/g, " ").trim(),
    ring: ringed || calendar || style.boxShadow !== "none" || here.matches("label:focus-within *"),
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    top: Math.round(box.top),
  };
}"""


class Keys:
    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text):
        self.page.keyboard.insert_text(text)

    def here(self):
        """What holds the keyboard, and whether one sees it."""
        return self.page.evaluate(_WHERE)

    def to(self, tag, words="", *, name="", back=False):
        """Tab until there, seeing the focus at each step; returns how many steps it took."""
        wanted = re.compile(words)
        for step in range(MOST):
            found = self.here()
            is_one = re.fullmatch(tag, found["tag"]) and name in ("", found["name"])
            if is_one and wanted.search(found["words"]):
                return step
            self.press("Shift+Tab" if back else "Tab")
            self.seen()
        raise AssertionError(f"{MOST} steps, and no {tag} « {words or name} »: stands at {self.here()}")

    def seen(self):
        found = self.here()
        if found["tag"] != "body":
            assert found["ring"], f"the focus is not seen: {found}"
            assert found["inside"], f"the focus is out of sight: {found}"
        return found
