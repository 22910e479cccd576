"""Somebody at a real browser, who notices what a person or a screen reader would stumble over."""

import os
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

PASSWORD = "heberge-toit-demo"
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
# Chromium's own background traffic has no place on a closed network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Nobody else answers: what asks a third party fails, and is told.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@contextmanager
def launch(executable):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


TO_THE_TOP = """() => {
  const moved = [...document.querySelectorAll("*")].filter((one) => one.scrollTop > 0);
  window.stood = moved.map((one) => [one, one.scrollTop]);
  for (const one of moved) one.scrollTo({ top: 0, behavior: "instant" });
}"""
BACK_AGAIN = """() => {
  for (const [one, top] of window.stood || []) one.scrollTo({ top, behavior: "instant" });
}"""


CUT = Path(__file__).with_name("cut.js").read_text()


class Person:
    """One browser window; third-party requests and content-policy violations are told on leaving."""

    def __init__(self, portal, windows, *, email, width):
        self.portal, self.windows, self.email = portal, windows, email
        self.page = windows.open(email, width=width)
        self.context = self.page.context
        self.trouble = []
        self.page.on("console", self._notice_console)
        self.page.on("requestfailed", self._notice_failure)
        if email and email not in windows.states:
            self.sign_in()

    def go(self, path):
        return self.page.goto(self.portal.address + path)

    def sign_in(self):
        page = self.page
        self.go("/connexion/")
        page.get_by_label("Adresse e-mail").fill(self.email)
        page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Continuer").click()
        page.get_by_label("Code").fill(self.code())
        page.get_by_role("button").filter(has_text="Entrer").click()
        page.wait_for_url("**/gestion/**")
        self.keep_signed_in()

    def code(self):
        """What this person's telephone shows now; each serves once."""
        return self.portal.ask("second_factor_code", self.email)

    def keep_signed_in(self):
        """After a code: the session has another name from then on, for whoever is this person next."""
        self.windows.states[self.email] = self.context.storage_state()

    def check_page(self, *, picture=None):
        """No axe violation on the page as it stands; a picture of it when pictures are being taken."""
        # A click may still be on its way to the next page.
        self.page.wait_for_load_state()
        expect(self.page.locator("h1").first).to_be_attached()
        # A message that is still fading in has colours of its own.
        self.page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
        # Half way down, the band lies over a part of some button; from above, over none.
        self.page.evaluate(TO_THE_TOP)
        if self.page.viewport_size["width"] < 500:
            self.fits()
        lines = self.windows.examined.problems(self.page)
        self.page.evaluate(BACK_AGAIN)
        assert not lines, f"{self.page.url}\n" + "\n".join(lines)
        if picture:
            self.picture(picture)

    def picture(self, name):
        """A picture of the page when pictures are being taken."""
        if os.environ.get("JOURNEY_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png")

    def sees(self, text):
        expect(self.page.get_by_text(text).first).to_be_visible()

    def fits(self):
        """The page does not scroll sideways, and nothing of it is cut on the edge."""
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 1, f"{self.page.url} is {wide} px too wide"
        cut = self.page.evaluate(CUT)
        assert not cut, f"{self.page.url} is cut\n" + "\n".join(cut[:8])

    def leave(self):
        self.windows.close(self.email, self.page)
        self.page.remove_listener("console", self._notice_console)
        self.page.remove_listener("requestfailed", self._notice_failure)
        assert not self.trouble, "\n".join(self.trouble)

    def _notice_console(self, message):
        if "Content Security Policy" in message.text:
            self.trouble.append(f"{self.page.url}: {message.text}")

    def _notice_failure(self, request):
        if not request.url.startswith((self.portal.address, "data:", "blob:")):
            self.trouble.append(f"third party: {request.url}")
