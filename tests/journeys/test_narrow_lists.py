"""On a telephone, the lists that Wagtail draws are read row by row: none slides out of the screen."""

import pytest

WIDER_THAN_ITS_PLACE = """() => [...document.querySelectorAll(".listing")]
  .filter((list) => list.scrollWidth > list.parentElement.clientWidth + 1).length"""


@pytest.mark.parametrize(
    ("email", "paths"),
    [
        (
            "coordination@example.org",
            ["/gestion/formulaires/", "/gestion/modeles-de-lettres/", "/gestion/reseau/services/"],
        ),
        ("communication@example.org", ["/gestion/pages/3/", "/gestion/documents/"]),
        ("dpo@example.org", ["/gestion/journal/"]),
        ("admin@example.org", ["/gestion/users/"]),
    ],
)
def test_each_row_is_in_sight(person, email, paths):
    someone = person(email, width=360)
    for path in paths:
        assert someone.go(path).status == 200
        assert someone.page.locator(".listing tbody tr").count() > 1
        assert someone.page.evaluate(WIDER_THAN_ITS_PLACE) == 0, path
        someone.check_page()
