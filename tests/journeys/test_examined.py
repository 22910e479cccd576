"""What the journeys notice: axe is spared what it found sound, and nothing else; the policy is not broken."""

import pytest

from tests.journeys.browser import Person
from tests.journeys.examined import Examined

SOUND = """<!doctype html><html lang="fr"><head><title>Une page d’essai</title><style>
  body { background: white; color: black; font-size: 16px }
  h2 { font-size: 32px; color: #888 } .pale { color: #999 } button { padding: 9px }
</style></head><body><main>
  <h1>Une page</h1><h2>Grand et gris</h2><p>Des mots sur <a href="/">un lien</a>, et d’autres.</p>
  <a id="drawn" href="/" aria-label="Accueil"><svg width="30" height="30"></svg></a>
  <button class="pale" disabled>Pas encore</button><details><summary>Plus</summary><p class="pale">Replié</p>
  </details>
  <label for="name">Nom</label> <input id="name">
</main></body></html>"""

WRONGS = {
    "a paler ink": ("document.querySelector('p').style.color = '#bbb'", "color-contrast"),
    "another ground": ("document.querySelector('main').style.background = '#444'", "color-contrast"),
    "half seen": ("document.querySelector('main').style.opacity = 0.3", "color-contrast"),
    "something behind": (
        "document.body.insertAdjacentHTML('beforeend', '<div style=\""
        "position: absolute; inset: 0; background: #333; z-index: -1\"></div>')",
        "color-contrast",
    ),
    "smaller letters": ("document.querySelector('h2').style.fontSize = '12px'", "color-contrast"),
    "a button that works": ("document.querySelector('button').disabled = false", "color-contrast"),
    "unfolded": ("document.querySelector('details').open = true", "color-contrast"),
    "a link like its text": (
        "document.querySelector('p a').style = 'color: #222; text-decoration: none'",
        "link-in-text-block",
    ),
    "a name taken away": ("document.querySelector('#drawn').removeAttribute('aria-label')", "link-name"),
    "a label for nothing": ("document.querySelector('label').htmlFor = 'other'", "label"),
    "a level left out": ("document.querySelector('h2').outerHTML = '<h4>Trop bas</h4>'", "heading-order"),
    "the same name twice": (
        "document.body.insertAdjacentHTML('beforeend', '<main>Encore</main>')",
        "landmark-no-duplicate-main",
    ),
    "no language": ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
}


@pytest.fixture(scope="module")
def window(chromium):
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def blank(window):
    window.goto("about:blank")
    return window


@pytest.mark.parametrize("wrong", WRONGS)
def test_what_changes_is_examined_again(blank, wrong):
    change, rule = WRONGS[wrong]
    examined = Examined()
    blank.set_content(SOUND)
    assert examined.problems(blank) == []
    blank.evaluate(change)
    assert rule in {line.partition(":")[0] for line in examined.problems(blank)}
    # What was found wrong is found wrong again, here and on the next page.
    assert examined.problems(blank)


def test_what_stays_is_not_examined_again(blank):
    examined = Examined()
    # Of a button that cannot be pressed, axe says nothing: it is looked at each time.
    blank.set_content(SOUND.replace('<button class="pale" disabled>Pas encore</button>', ""))
    assert examined.problems(blank) == []
    blank.evaluate("void (axe.run = () => { throw new Error('examined again') })")
    assert examined.problems(blank) == []


@pytest.mark.parametrize(
    ("does", "event", "told"),
    [
        ("document.body.innerHTML += '<p style=\"color: red\">'", "console", "Content Security Policy"),
        ("new Image().src = 'http://elsewhere.invalid/'", "requestfailed", "third party: http://elsewhere"),
        ("void (location = 'http://elsewhere.invalid/')", "requestfailed", "third party: http://elsewhere"),
        ("void (location = 'http://192.0.2.1/')", "requestfailed", "third party: http://192"),
    ],
)
def test_a_person_tells_what_a_page_must_not_do(portal, windows, does, event, told):
    visitor = Person(portal, windows, email=None, width=1280)
    visitor.go("/contact/")
    # A request of ours that is cut short fails too, and is no trouble.
    with visitor.page.expect_event(event, lambda _: visitor.trouble):
        visitor.page.evaluate(does)
    with pytest.raises(AssertionError, match=told):
        visitor.leave()
