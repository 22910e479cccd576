"""Every type of question on the public page: posted, kept, shown again, refused with words."""

import datetime
import re

import pytest
import time_machine

from content.directory.models import PartnerCategory, Service
from forms.definition.document import questions
from forms.models import FormDefinition, Submission
from forms.outputs.web.question import web_question
from forms.tokens import new_token
from tests.factories import every_type
from tests.factories.web_forms import every_type_version, posted

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 10, 0, tzinfo=datetime.UTC)
URL = "/formulaires/tout/"


@pytest.fixture
def version():
    return every_type_version()


@pytest.fixture
def token(version):
    with time_machine.travel(NOW, tick=False) as clock:
        signed = new_token(version.pk).signed
        clock.shift(60)
        yield signed


def send(client, token, **changes):
    return client.post(URL, {"jeton": token, "site_web": "", **posted(**changes)})


def page_of(response):
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def field(page, name):
    return re.search(rf'<(?:input|textarea|fieldset)[^>]*\bid="q-{name}"[^>]*>', page)[0]


def test_every_type_posts_and_is_stored(client, token):
    assert send(client, token).status_code == 302
    assert Submission.objects.get().answers == every_type.ANSWERS


def test_the_receipt_of_another_form_promises_no_meeting(client, token):
    receipt = page_of(client.get(send(client, token)["Location"]))
    assert Submission.objects.get().receipt_code in receipt
    assert "première rencontre" not in receipt
    assert URL in receipt


def test_every_type_comes_back_as_typed_beside_an_error(client, token):
    response = send(client, token, mail="incomplet")
    page = page_of(response)
    assert response.status_code == 422
    assert not Submission.objects.exists()
    for name, shown in {
        "short": "Zoé d’Œuvre-ł € « ok »",
        "town": "7100 La Louvière",
        "partner": "Service Exemple",
        "day": "2024-02-29",
        "count": "7",
        "debts__1__owed": "310.00",
        "debts__2__creditor": "Fournisseur Fictif",
    }.items():
        assert f'value="{shown}"' in field(page, name), name
    for box in (
        "agree-yes",
        "one-second",
        "several-work",
        "feeling-4",
        "debts__1__kinds-rent",
        "debts__1__worry-5",
    ):
        assert "checked" in field(page, box), box
    assert "checked" not in field(page, "feeling-3")
    assert "שלום, 🙂" in page


def test_a_scale_says_its_ends_to_those_who_do_not_see_them(client, version):
    page = page_of(client.get(URL))
    assert '1<span class="visually-hidden">, Très mal</span>' in page
    assert '5<span class="visually-hidden">, Très bien</span>' in page


# --- lines -------------------------------------------------------------------------------------------------
def test_without_script_every_line_is_there(client, version):
    page = page_of(client.get(URL))
    assert len(re.findall(r"data-line=", page)) == 3
    assert page.count("data-filled") == 0


def test_errors_in_lines_have_links_to_their_own_field(client, token):
    second, third = {"owed": "beaucoup"}, {"creditor": "Autre Exemple", "since": "31/02/2025"}
    response = send(client, token, debts=[{}, second, third])
    page = page_of(response)
    assert response.status_code == 422
    assert '<a href="#q-debts__2__creditor">Dettes, ligne 2 : Créancier</a>' in page
    assert '<a href="#q-debts__2__owed">Dettes, ligne 2 : Montant dû</a>' in page
    assert '<a href="#q-debts__3__since">Dettes, ligne 3 : Depuis</a>' in page
    assert 'aria-describedby="q-debts__2__owed-help q-debts__2__owed-error"' in field(page, "debts__2__owed")
    assert 'value="beaucoup"' in field(page, "debts__2__owed")
    assert 'value="31/02/2025"' in field(page, "debts__3__since")
    assert 'type="text"' in field(page, "debts__3__since")


def test_empty_lines_are_left_out_and_others_keep_their_order(client, token):
    send(client, token, debts=[{}, {"creditor": "Deux"}, {"creditor": "Trois"}])
    assert [line["creditor"] for line in Submission.objects.get().answers["debts"]] == ["Deux", "Trois"]


def test_a_needed_group_without_a_line_leads_to_its_first_field(client):
    def need(document):
        document["sections"][3]["questions"][0]["required"] = True

    version = every_type_version(slug="lignes", change=need)
    answers = {"jeton": new_token(version.pk).signed, **posted(debts=None)}
    page = page_of(client.post("/formulaires/lignes/", answers))
    assert '<a href="#q-debts__1__creditor">Dettes</a>' in page
    assert "Remplissez au moins une ligne" in page


# --- services ----------------------------------------------------------------------------------------------
def test_services_of_the_directory_are_suggested_and_written_as_it_does(client, token):
    category = PartnerCategory.objects.create(name="Catégorie exemple")
    Service.objects.create(name="L’Étoile Exemple", category=category)
    Service.objects.create(name="Service Fermé", category=category, is_published=False)
    page = page_of(client.get(URL))
    assert '<option value="L’Étoile Exemple">' in page
    assert "Service Fermé" not in page
    send(client, token, partner="  l'etoile  EXEMPLE ")
    assert Submission.objects.get().answers["partner"] == "L’Étoile Exemple"


def test_a_service_that_the_directory_does_not_know_is_kept_as_typed(client, token):
    send(client, token, partner="Maison d’Ailleurs")
    assert Submission.objects.get().answers["partner"] == "Maison d’Ailleurs"


# --- strange things ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "nasty",
    ["'; DROP TABLE x; --", "🙂" * 20, "\u202eenvers", "{{ 7*7 }}{% now 'Y' %}", "<script>alert(1)</script>"],
)
def test_strange_texts_are_texts_in_lines_too(client, token, nasty):
    assert send(client, token, short=nasty, debts=[{"creditor": nasty}]).status_code == 302
    answers = Submission.objects.get().answers
    assert answers["short"] == answers["debts"][0]["creditor"] == nasty


@pytest.mark.parametrize(
    "bad",
    [
        {"feeling": "6"},
        {"feeling": "très"},
        {"several": ["house", "intrus"]},
        {"debts__1__kinds": ["intrus"]},
        {"debts__1__worry": "9"},
        {"debts__2__creditor": "a\x00b"},
        {"proof": "9d6c1f0a-0000-4000-8000-000000000000"},
        {"proof": "n’importe quoi"},
    ],
)
def test_what_no_page_of_ours_would_post_is_refused_with_words(client, token, bad):
    response = client.post(URL, {"jeton": token, **posted(), **bad})
    assert response.status_code == 422
    assert "à revoir" in page_of(response)


def test_lines_beyond_the_last_and_unknown_names_are_left_aside(client, token):
    extra = {"debts__4__creditor": "Un de trop", "debts__1__intrus": "x", "inconnu": "y", "_aller": "x"}
    assert client.post(URL, {"jeton": token, **posted(), **extra}).status_code == 302
    assert Submission.objects.get().answers == every_type.ANSWERS


# --- doors -------------------------------------------------------------------------------------------------
def test_a_form_that_only_the_team_fills_has_no_public_page(client, version):
    FormDefinition.objects.filter(slug="tout").update(public=False)
    response = client.get(URL)
    assert response.status_code == 404
    assert "pas ouvert" in page_of(response)
    assert client.get(f"{URL}formulaire.pdf").status_code == 404


@pytest.mark.parametrize("slug", ["inconnu", "bilan"])
def test_unknown_or_inner_forms(client, version, slug):
    assert client.get(f"/formulaires/{slug}/").status_code == 404


def test_each_public_form_has_its_pdf(client, version):
    response = client.get(f"{URL}formulaire.pdf")
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF")
    assert f'href="{URL}formulaire.pdf"' in page_of(client.get(URL))


def test_the_form_of_orientation_keeps_its_own_door(client):
    from tests.factories.forms import orientation_version

    orientation_version()
    response = client.get("/formulaires/orientation/")
    assert (response.status_code, response["Location"]) == (302, "/orienter/formulaire/")


def test_a_page_open_when_the_form_closes_comes_back_with_what_was_typed(client, token, version):
    version.definition.unpublish()
    response = send(client, token)
    assert response.status_code == 404
    assert "vient d’être fermé" in page_of(response)
    assert "Zoé d’Œuvre" in page_of(response)
    assert not Submission.objects.exists()


def test_the_token_of_another_form_asks_for_one_more_click(client, token):
    other = every_type_version(slug="autre")
    response = send(client, new_token(other.pk).signed)
    assert response.status_code == 400
    assert not Submission.objects.exists()


# --- later -------------------------------------------------------------------------------------------------
def test_what_was_typed_is_taken_along_and_nothing_is_kept(client, token):
    response = client.post(URL, {"jeton": token, **posted(mail="incomplet", short=None), "_reprendre": "1"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert b"incomplet" in response.content or response.content.startswith(b"%PDF")
    assert not Submission.objects.exists()


def test_too_many_pdfs_lose_nothing(client, token, monkeypatch):
    monkeypatch.setattr("forms.limits.PER_ADDRESS_EXTRAS", 0)
    response = client.post(URL, {"jeton": token, **posted(), "_reprendre": "1"})
    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    assert "Zoé d’Œuvre" in page_of(response)


def test_keys_named_after_our_own_fields_cannot_be_minted():
    from forms import filling
    from forms.definition.document import is_key

    ours = (filling.PART_FIELD, filling.SOURCE_FIELD, filling.GO, filling.SHOW_ERRORS, filling.TAKE_AWAY)
    assert not any(is_key(name) for name in (*ours, filling.RESUME_LATER))


def test_a_question_named_like_a_part_of_every_object(client):
    def rename(document):
        document["sections"][0]["questions"][1]["key"] = "constructor"

    every_type_version(slug="objets", change=rename)
    assert 'name="constructor"' in page_of(client.get("/formulaires/objets/"))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("month", "par exemple 09/2026"),
        ("amount", "par exemple 1\N{NO-BREAK SPACE}234,50"),
        ("national", "11 chiffres"),
        ("postcode", "4 chiffres"),
        ("account", "BE68"),
        ("day", "Jour, mois, année."),
        ("short", ""),
    ],
)
def test_a_field_says_how_to_write_when_staff_did_not(key, said):
    question = next(one for one in questions(every_type.document()) if one["key"] == key)
    asked = web_question(question, {}, {})
    assert said in asked.help if said else asked.help == ""
    # A screen reader says it with the field.
    assert (f"{asked.id}-help" in asked.described_by) == bool(said)
