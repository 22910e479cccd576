"""A form shown one part at a time, without a script: nothing typed is lost, errors lead to their part."""

import html
import re

import pytest

from forms.models import Submission
from forms.tokens import Token
from tests.factories import every_type
from tests.factories.web_forms import every_type_version, posted

pytestmark = pytest.mark.django_db
URL = "/formulaires/pas-a-pas/"
_VALUE = r'value="([^"]*)"'


@pytest.fixture
def version():
    return every_type_version(slug="pas-a-pas", paged=True)


@pytest.fixture
def signed(version):
    import time

    return Token(version.pk, "pas-a-pas", int(time.time()) - 60).signed


class Browser:
    """What a browser without a script keeps: the fields of the page before it."""

    def __init__(self, client, signed):
        self.client, self.fields = client, {"jeton": signed, "_partie": "s_texts"}

    def press(self, button=None, **typed):
        buttons = {"next": {"_aller": ">"}, "back": {"_aller": "<"}, None: {}}
        pressed = buttons.get(button) if button in buttons else button
        self.response = self.client.post(URL, {**self.fields, **typed, **pressed})
        self.page = self.response.content.decode().replace("\N{NO-BREAK SPACE}", " ")
        if self.response.status_code in (200, 422):
            self.fields = self._fields()
        return self.response.status_code

    def _fields(self):
        fields = {}
        for tag in re.findall(r"<input[^>]*>", self.page):
            name, value = re.search(r'\bname="([^"]*)"', tag), re.search(_VALUE, tag)
            kind = re.search(r'type="([^"]*)"', tag)[1]
            if kind == "file" or (kind in ("radio", "checkbox") and " checked" not in tag):
                continue
            fields.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
        for name, value in re.findall(
            r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', self.page, re.S
        ):
            fields[name] = [html.unescape(value)]
        return {
            name: values for name, values in fields.items() if name not in ("_aller", "_revoir", "_retirer")
        }

    @property
    def title(self):
        title = html.unescape(re.search(r"<title>(.*?)</title>", self.page, re.S)[1])
        return title.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def browser(client, signed):
    return Browser(client, signed)


def part_of(*names):
    fields = posted()
    return {name: value for name, value in fields.items() if name.split("__")[0] in names}


TEXTS = part_of("short", "long", "mail", "phone", "town", "partner", "account", "postcode", "national")
NUMBERS = part_of("day", "month", "count", "amount")
CHOICES = part_of("agree", "one", "several", "feeling")
LINES = part_of("debts")


def test_it_begins_with_the_first_part(client, version):
    page = client.get(URL).content.decode()
    assert "Partie 1 sur 4" in page
    assert 'id="q-short"' in page
    assert 'id="q-day"' not in page
    assert "Envoyer le formulaire" not in page


def test_from_part_to_part_everything_arrives(browser):
    assert browser.press("next", **TEXTS) == 200
    assert browser.title.startswith("Partie 2 sur 4, Des nombres et des dates")
    assert 'aria-current="step"' in browser.page
    assert browser.press("next", **NUMBERS) == 200
    assert browser.press("next", **CHOICES) == 200
    assert "Envoyer le formulaire" in browser.page
    assert browser.press(None, **LINES) == 302
    assert Submission.objects.get().answers == every_type.ANSWERS


def test_going_back_loses_nothing_even_wrong(browser):
    browser.press("next", **TEXTS)
    assert browser.press("back", count="beaucoup") == 200
    assert browser.title.startswith("Partie 1 sur 4")
    assert 'value="beaucoup"' in browser.page
    assert "Deuxième" not in browser.page
    assert browser.press("next") == 200
    assert re.search(r'<input[^>]*id="q-count"[^>]*value="beaucoup"', browser.page)


def test_an_error_holds_the_part_back_and_says_where(browser):
    assert browser.press("next", **TEXTS | {"mail": "incomplet"}) == 422
    assert browser.title.startswith("Erreur : Partie 1 sur 4")
    assert '<a href="#q-mail">' in browser.page
    # What is asked in the parts not seen yet is not reproached.
    assert "Une réponse est à revoir" in browser.page
    assert browser.press("next", mail="camille@example.org") == 200


def test_a_hidden_part_is_passed_over_and_not_counted(browser):
    browser.press("next", short="Texte")
    assert browser.press("next", count="25") == 200
    assert browser.title.startswith("Partie 3 sur 3, Des lignes")
    assert browser.press("back") == 200
    assert browser.title.startswith("Partie 2 sur 3")


def test_what_was_typed_in_a_part_hidden_since_is_dropped_only_at_the_end(browser):
    for part in (TEXTS | {"mail": ""}, NUMBERS, CHOICES):
        browser.press("next", **part)
    browser.press("back")
    browser.press("back", **CHOICES)
    assert browser.press("next", count="25") == 200
    assert browser.title.startswith("Partie 3 sur 3")
    assert browser.fields["agree"] == ["yes"]
    assert browser.press() == 302
    assert "agree" not in Submission.objects.get().answers


def test_errors_of_other_parts_have_a_button_to_them(client, signed):
    fields = {"jeton": signed, "_partie": "s_lines", **posted(short=None, count="beaucoup")}
    response = client.post(URL, fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#q-short">' in page
    assert 'name="_revoir" value="s_numbers"' in page
    assert "2 réponses sont à revoir" in page
    again = client.post(URL, {**fields, "_revoir": "s_numbers"})
    assert again.status_code == 422
    assert '<a href="#q-count">' in again.content.decode()


def test_the_last_part_may_call_for_another_before_anything_is_sent(client):
    def hide_the_last(document):
        document["sections"][3]["visible_if"] = {"eq": ["agree", "yes"]}

    from forms.models import FormDefinition

    FormDefinition.objects.filter(slug="pas-a-pas").delete()
    version = every_type_version(slug="pas-a-pas", paged=True, change=hide_the_last)
    import time

    browser = Browser(client, Token(version.pk, "derniere", int(time.time()) - 60).signed)
    browser.press("next", **TEXTS)
    browser.press("next", **NUMBERS)
    assert "Envoyer le formulaire" in browser.page
    assert browser.press(None, **CHOICES) == 200
    assert browser.title.startswith("Partie 4 sur 4")
    assert not Submission.objects.exists()
    assert browser.press("back") == 200
    assert browser.press("next", agree="no") == 200
    assert "C’était la dernière partie" in browser.page
    assert browser.press(agree="no") == 302


@pytest.mark.parametrize("part", ["", "inconnue", None])
def test_an_unknown_part_is_the_first_one(client, signed, part):
    fields = {"jeton": signed, "_aller": ">"} | ({} if part is None else {"_partie": part})
    response = client.post(URL, {**fields, **TEXTS})
    assert response.status_code == 200
    assert "Partie 2 sur 4" in response.content.decode()
