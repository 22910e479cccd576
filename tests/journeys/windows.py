"""The windows of a browser, kept from one journey to the next: a fresh one fetches and reads all again.

What a person leaves behind in a window goes: cookies, what scripts stored, the page, its size and colours.
"""

from playwright.sync_api import Error

from tests.journeys.examined import Examined

NOBODY = {"cookies": []}
SCREEN = {"width": 1280, "height": 900}
# A page of ours that asks for nothing and runs nothing; its origin is where scripts store things.
QUIET = "/sante"
_FORGET = "localStorage.clear(); sessionStorage.clear()"


class Windows:
    """`open(email)` gives a window as new, `close(window)` takes it back."""

    def __init__(self, browser, address, states):
        self.browser, self.address, self.states = browser, address, states
        self.examined = Examined()
        self._free = {}

    def open(self, email, *, width):
        """A window signed in as this person, if they have signed in before; two windows share nothing."""
        free = self._free[email] = [page for page in self._free.get(email, []) if not page.is_closed()]
        page = free.pop() if free else self._new()
        page.context.clear_cookies()
        page.context.add_cookies(self.states.get(email, NOBODY)["cookies"])
        page.set_viewport_size(SCREEN | {"width": width})
        return page

    def close(self, email, page):
        """Kept for the next time this person comes; thrown away when it does not come to rest."""
        try:
            self._tidy(page)
        except Error:
            page.context.close()
        else:
            if page not in self._free[email]:
                self._free[email].append(page)

    def _new(self):
        context = self.browser.new_context(viewport=SCREEN, locale="fr-BE", reduced_motion="reduce")
        context.set_default_timeout(15_000)
        return context.new_page()

    def _tidy(self, page):
        page.unroute_all()
        page.goto(self.address + QUIET)
        page.evaluate(_FORGET)
        page.emulate_media(media="null", color_scheme="light", reduced_motion="reduce")
        # Outside: what comes next is under no pointer.
        page.mouse.move(-1, -1)
