"""Versions in the staff area: the list, one in words, two compared, an old one taken up again, a copy."""

import pytest
from django.urls import reverse

from forms.admin import versions as versions_screen
from forms.compiling import body_of
from forms.definition.document import elementary, questions
from forms.models import FormDefinition, FormVersion
from forms.publishing import draft_document, draft_of
from forms.restoring import duplicate, restore
from forms.setup import create_from_document
from portal.audit.models import JournalEntry
from tests.factories import every_type
from tests.factories.forms import submission
from tests.support.form_editor import raw_body, save_draft, words_of_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def definition():
    return create_from_document(every_type.document())


def reworded(body):
    body[0]["value"]["questions"][0]["value"]["label"] = "Quelques mots"


@pytest.fixture
def two_versions(definition):
    save_draft(definition, reworded)
    definition.latest_revision.publish()
    definition.refresh_from_db()
    return definition


def get(client, name, *args, **query):
    return client.get(reverse(f"form_definitions:{name}", args=args), query)


def test_the_list_tells_number_date_stamp_and_answers(client_for, coordination, two_versions):
    said = words_of_page(get(client_for(coordination), "versions", two_versions.pk))
    for version in two_versions.versions.all():
        assert f"Version {version.number}" in said
        assert version.stamp in said
    assert said.count("en cours") == 1
    assert said.index("Version 2</a>") < said.index("en cours") < said.index("Version 1</a>")
    assert "Le brouillon dit la même chose que la version 2." in said


def test_the_list_of_forms_leads_to_versions_and_copy(client_for, coordination, definition):
    said = words_of_page(client_for(coordination).get(reverse("form_definitions:list")))
    for name in ("versions", "duplicate"):
        assert f'href="{reverse(f"form_definitions:{name}", args=[definition.pk])}"' in said


def test_the_list_costs_the_same_for_many_versions(
    client_for, coordination, two_versions, django_assert_max_num_queries
):
    client = client_for(coordination)
    get(client, "versions", two_versions.pk)
    for turn in range(4):
        save_draft(two_versions, lambda body, turn=turn: body[0]["value"].update(title=f"Partie {turn}"))
        two_versions.latest_revision.publish()
    with django_assert_max_num_queries(30):
        page = get(client, "versions", two_versions.pk)
    assert "Version 6" in words_of_page(page)


def test_a_version_is_read_as_words(client_for, coordination, definition):
    said = words_of_page(get(client_for(coordination), "version", definition.pk, 1))
    for question, _group in elementary(definition.current_version.document):
        assert question["label"]["fr"] in said
    for words in (
        "C2 · situation sociale",
        "Sert à : Essayer",
        "conservée 24 mois",
        "Si « D’accord ? » est « Oui » ou",
        "Compte bancaire (IBAN)",
        "1 · Très mal",
        "obligatoire",
    ):
        assert words in said, words


def test_keys_show_in_the_advanced_place_only(client_for, coordination, definition):
    said = words_of_page(get(client_for(coordination), "version", definition.pk, 1))
    before, advanced = said.split("Avancé : noms techniques")
    assert "<code>national</code>" in advanced
    assert "<code>" not in before


def test_every_output_of_a_version_is_a_link_that_answers(client_for, coordination, definition):
    client = client_for(coordination)
    definition.public = True
    definition.save()
    links = versions_screen.outputs_of(definition.current_version)
    assert [said for said, _link in links] == [said for said, *_rest in versions_screen.OUTPUTS]
    for said, link in links:
        assert client.get(link).status_code == 200, said


def test_an_output_without_address_has_no_link(client_for, coordination, definition, monkeypatch):
    monkeypatch.setattr(versions_screen, "OUTPUTS", [("PDF à remplir", "forms:nowhere", True)])
    said = words_of_page(get(client_for(coordination), "version", definition.pk, 1))
    assert "PDF à remplir" not in said


def test_two_versions_are_compared(client_for, coordination, two_versions):
    client = client_for(coordination)
    said = words_of_page(get(client, "compare_versions", two_versions.pk, de="1", a="2"))
    assert "« Texte court » devient « Quelques mots »." in said
    backwards = words_of_page(get(client, "compare_versions", two_versions.pk, de="2", a="1"))
    assert "« Quelques mots » devient « Texte court »." in backwards
    same = words_of_page(get(client, "compare_versions", two_versions.pk, de="2", a="brouillon"))
    assert "Les deux disent exactement la même chose." in same


def test_two_drafts_are_compared_in_words(client_for, coordination, two_versions):
    url = reverse("form_definitions:revisions_compare", args=[two_versions.pk, "earliest", "latest"])
    said = words_of_page(client_for(coordination).get(url))
    assert "« Texte court » devient « Quelques mots »." in said


@pytest.mark.parametrize("number", ["9", "x", "-1", "99999999999999999999", "²"])
def test_a_version_that_does_not_exist_is_not_found(client_for, coordination, two_versions, number):
    client = client_for(coordination)
    assert get(client, "compare_versions", two_versions.pk, de=number).status_code == 404


def test_a_form_without_version_compares_nothing(client_for, coordination):
    empty = FormDefinition.objects.create(slug="vide", title="Vide", body="[]", live=False)
    client = client_for(coordination)
    assert get(client, "compare_versions", empty.pk).status_code == 404
    assert get(client, "versions", empty.pk).status_code == 200
    assert get(client, "publication", empty.pk).status_code == 200


def test_an_old_version_becomes_a_draft_and_nothing_is_published(client_for, coordination, two_versions):
    client = client_for(coordination)
    url = reverse("form_definitions:restore_version", args=[two_versions.pk, 1])
    assert client.get(url).status_code == 200
    assert client.post(url)["Location"] == reverse("form_definitions:edit", args=[two_versions.pk])
    two_versions.refresh_from_db()
    assert two_versions.versions.count() == 2
    assert two_versions.current_version.number == 2
    document, problems = draft_document(draft_of(two_versions))
    first = FormVersion.objects.get(definition=two_versions, number=1).document
    assert not problems
    assert {**document, "number": 1} == first
    entry = JournalEntry.objects.get(action="form.restored")
    assert entry.details["number"] == 1


def test_the_draft_before_a_restore_is_kept(coordination, two_versions):
    save_draft(two_versions, lambda body: body[0]["value"].update(title="En cours d’écriture"))
    written = two_versions.latest_revision
    restore(two_versions.versions.get(number=1), coordination)
    assert written.as_object().body[0].value["title"] == "En cours d’écriture"


def test_a_restored_version_published_again_is_a_new_number(coordination, two_versions):
    revision = restore(two_versions.versions.get(number=1), coordination)
    version = two_versions.publish(revision, user=coordination)
    assert version.number == 3
    assert version.sha256 == two_versions.versions.get(number=1).sha256


def test_a_copy_has_its_own_identities_and_the_same_words(client_for, coordination, definition):
    url = reverse("form_definitions:duplicate", args=[definition.pk])
    client = client_for(coordination)
    assert client.get(url).status_code == 200
    response = client.post(url, {"title": "Le même", "slug": "le-meme"})
    copy = FormDefinition.objects.get(slug="le-meme")
    assert response["Location"] == reverse("form_definitions:edit", args=[copy.pk])
    assert not copy.live
    assert not copy.versions.exists()
    document, problems = draft_document(copy)
    assert not problems
    origin = definition.current_version.document
    assert not uids(document) & uids(origin)
    assert words_of(document) == words_of(origin)
    assert JournalEntry.objects.filter(action="form.copied", target="le-meme").exists()


def uids(document):
    found = {section["uid"] for section in document["sections"]}
    for question in questions(document):
        for one in (question, *question.get("questions", ())):
            found |= {one["uid"], *(choice["uid"] for choice in one.get("choices", ()))}
    return found


def words_of(document):
    """Everything but identities, and names, which are minted anew."""
    names = {question["key"]: question["label"]["fr"] for question in questions(document)}
    return [
        (one["label"], one["type"], labels_of(one), conditions(one, names))
        for question in questions(document)
        for one in (question, *question.get("questions", ()))
    ]


def labels_of(question):
    return [choice["label"] for choice in question.get("choices", ())]


def conditions(question, names):
    """The questions that a condition leans on, by their words."""
    from forms.definition.conditions import leaves

    return [(operator, names[key], len(values)) for operator, key, values in leaves(question["visible_if"])]


def test_a_copy_can_be_published_beside_its_origin(coordination, definition):
    copy = duplicate(definition, "Le même", "le-meme", coordination)
    copy.latest_revision.publish(user=coordination)
    copy.refresh_from_db()
    assert copy.current_version.document["form"] == "le-meme"


@pytest.mark.parametrize(("slug", "said"), [("tout", "porte déjà ce nom"), ("Pas un nom !", ""), ("", "")])
def test_a_copy_needs_a_name_of_its_own(client_for, coordination, definition, slug, said):
    url = reverse("form_definitions:duplicate", args=[definition.pk])
    response = client_for(coordination).post(url, {"title": "Mon titre", "slug": slug})
    assert response.status_code == 422
    assert said in words_of_page(response)
    assert "Mon titre" in words_of_page(response)
    assert FormDefinition.objects.count() == 1


def test_blocks_to_document_to_blocks(definition):
    compiled, _problems = draft_document(definition)
    again = FormDefinition(slug=definition.slug, title=definition.title, paged=definition.paged)
    again.body = definition.body.stream_block.to_python(body_of(compiled))
    assert without_rule_ids(raw_body(again)) == without_rule_ids(raw_body(definition))


def without_rule_ids(value):
    """A rule has no identity of its own in the document: it gets another each time."""
    if isinstance(value, list):
        return [without_rule_ids(one) for one in value]
    if not isinstance(value, dict):
        return value
    inside = value.get("value")
    is_rule = isinstance(inside, dict) and ("operator" in inside or set(inside) == {"mode", "rules"})
    return {name: without_rule_ids(part) for name, part in value.items() if not (is_rule and name == "id")}


def test_who_answered_an_old_version_is_counted_there(client_for, coordination):
    first = submission().version
    said = words_of_page(get(client_for(coordination), "version", first.definition_id, first.number))
    assert "<strong>1</strong> réponse reçue" in said


@pytest.mark.parametrize("name", ["versions", "compare_versions", "duplicate", "publication"])
@pytest.mark.parametrize("role", ["case_manager", "communication", "dpo", "administrator"])
def test_others_see_none_of_it(client_for, request, role, name, definition):
    assert get(client_for(request.getfixturevalue(role)), name, definition.pk).status_code == 403
