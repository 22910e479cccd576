"""French typography is put right when a page is drawn, and markup is left alone."""

import pytest

from content.templatetags.content_tags import weight
from content.typography import french, french_html
from tests.support.french_spaces import mended, templates


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("l'accueil d'urgence", "l’accueil d’urgence"),
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Oui ; non !", "Oui\u202f; non\u202f!"),
        ("Ceci : cela", "Ceci\u00a0: cela"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("de 9 h à 17 h", "de 9\u00a0h à 17\u00a0h"),
        ("à suivre...", "à suivre…"),
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("10:30", "10:30"),
    ],
)
def test_plain_text(typed, shown):
    assert french(typed) == shown


def test_tags_are_left_alone():
    assert french_html("<a href=\"?a='b' : c\">L'eau ?</a>") == "<a href=\"?a='b' : c\">L’eau\u202f?</a>"


def test_weights_are_those_people_know():
    assert weight(11_300) == "11\u00a0Ko"
    assert weight(1_240_000) == "1,2\u00a0Mo"
    assert weight(None) == "1\u00a0Ko"


@pytest.mark.parametrize("path", templates(), ids=lambda path: "/".join(path.parts[-3:]))
def test_no_line_of_a_staff_page_breaks_before_a_sign(path):
    text = path.read_text()
    wrong = [
        line for line, right in zip(text.split("\n"), mended(text).split("\n"), strict=True) if line != right
    ]
    assert wrong == [], "python -m tests.support.french_spaces puts it right"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<p>Ceci : cela ; oui ?</p>", "<p>Ceci&nbsp;: cela&#8239;; oui&#8239;?</p>"),
        (
            '<a href="{% url "x" %}" title="a : b">{{ c }} : d</a>',
            '<a href="{% url "x" %}" title="a : b">{{ c }}&nbsp;: d</a>',
        ),
        ("{% if a %} :{% endif %}{# x : y #}", "{% if a %}&nbsp;:{% endif %}{# x : y #}"),
        ("10:30, a::b", "10:30, a::b"),
    ],
)
def test_templates_are_mended_and_code_left_alone(typed, shown):
    assert mended(typed) == shown
