"""A letter on the screen, from the choice of a template to its number; and the templates themselves."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from casefiles.actions import CloseFile, CorrectPerson, SaveLetter
from casefiles.letters.content import content_of, filled, missing_from
from casefiles.letters.paper import paper_of
from casefiles.letters.prose import read
from casefiles.letters.typed import READ
from casefiles.letters.values import FictionalValues
from casefiles.models import ExitReason, Letter, LetterTemplate
from tests.casefiles.actions.test_letters import CREDITOR, attestation, delay
from tests.casefiles.screens.pages import NOT_ASCII, as_sent, text_of

pytestmark = pytest.mark.django_db


def letter_url(letter):
    return reverse("casefiles:letter", args=[letter.case_file_id, letter.pk])


def form_of(client, letter, **changes):
    return as_sent(client.get(letter_url(letter)).context["form"], **changes)


def test_from_a_template_to_a_document(own, case_file, journal):
    page = own.get(reverse("casefiles:documents", args=[case_file.pk]))
    template = LetterTemplate.objects.get(title="Demande de délai à un créancier")
    assert template.purpose in text_of(page)
    draft = own.post(reverse("casefiles:letter_new", args=[case_file.pk]), {"template": template.pk})
    letter = Letter.objects.get()
    assert draft.url == letter_url(letter)
    page = own.get(draft.url)
    assert "[à compléter\u00a0: montant dû]" in text_of(page)
    assert page.context["form"].initial.get("to", "") == ""
    sent = form_of(
        own, letter, to=CREDITOR, lack_0="F-1", lack_1="beaucoup", lack_2="50", lack_3="2027-02-01"
    )
    answer = own.post(draft.url, sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors["lack_1"] == ["Écrivez un montant en euros, par exemple 1 234,50."]
    assert CREDITOR.splitlines()[0] in text_of(answer)
    answer = own.post(draft.url, sent | {"lack_1": "1 000", "faire": "etablir"}, follow=True)
    letter.refresh_from_db()
    assert f"La lettre {letter.number} est établie" in text_of(answer)
    assert own.get(draft.url).url == answer.redirect_chain[-1][0]
    assert {entry.details["letter"] for entry in journal("letter.read")} == {str(letter.pk)}


def test_what_still_lacks_keeps_what_was_typed(own, case_file, case_manager):
    letter = delay(case_manager, case_file)
    answer = own.post(letter_url(letter), form_of(own, letter, to=CREDITOR, lack_2="50", faire="etablir"))
    assert answer.status_code == 422
    said = "Il manque encore : référence du dossier chez le créancier, montant dû, date du premier paiement."
    assert said in text_of(answer)
    letter.refresh_from_db()
    assert letter.content["to"] == CREDITOR
    assert "mensualités de 50\u00a0€, à partir du [à compléter" in letter.content["blocks"][0]["text"]


def test_what_one_types_is_words_and_nothing_else(own, case_file, case_manager):
    letter = attestation(case_manager, case_file)
    sent = form_of(own, letter, text_0=f"{NOT_ASCII}\n\nDeux", to="<img src=x onerror=alert(1)>")
    assert own.post(letter_url(letter), sent).status_code == 302
    page = text_of(own.get(letter_url(letter)))
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_the_second_of_two_is_told(own, case_file, case_manager):
    letter = attestation(case_manager, case_file)
    sent = form_of(own, letter, text_0="Mes mots")
    SaveLetter(case_manager, letter, texts={0: "Ses mots"}).execute()
    answer = own.post(letter_url(letter), sent)
    assert answer.status_code == 422
    assert "Ses mots" in text_of(answer)
    assert "Mes mots" in text_of(answer)


def test_a_draft_on_paper_says_that_it_is_one(own, case_file, case_manager, journal):
    letter = attestation(case_manager, case_file)
    answer = own.get(reverse("casefiles:letter_pdf", args=[case_file.pk, letter.pk]))
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"
    assert journal("letter.printed")


def test_a_draft_is_put_aside_and_a_closed_file_writes_none(own, case_file, case_manager):
    letter, other = attestation(case_manager, case_file), attestation(case_manager, case_file)
    assert "Le brouillon est abandonné" in text_of(
        own.post(letter_url(letter), {"faire": "abandonner"}, follow=True)
    )
    CloseFile(case_manager, case_file, reason=ExitReason.objects.first(), note="Fin du suivi.").execute()
    assert "le dossier est fermé" in text_of(own.get(letter_url(other)))
    documents = reverse("casefiles:documents", args=[case_file.pk])
    assert "Écrire à partir d’un modèle" not in text_of(own.get(documents))
    asked = {"template": other.template_id}
    again = own.post(reverse("casefiles:letter_new", args=[case_file.pk]), asked, follow=True)
    assert "rouvrez-le" in text_of(again)


def test_for_others_it_does_not_exist(client_for, colleague, coordination, case_file, case_manager):
    letter = attestation(case_manager, case_file)
    for name in ("letter", "letter_pdf"):
        address = reverse(f"casefiles:{name}", args=[case_file.pk, letter.pk])
        assert client_for(colleague).get(address).status_code == 404
        assert client_for(coordination).get(address).status_code == 200
    SaveLetter(case_manager, letter, confidential=True).execute()
    assert client_for(coordination).get(letter_url(letter)).status_code == 404
    assert client_for(coordination).post(letter_url(letter), {"faire": "abandonner"}).status_code == 404


@pytest.mark.parametrize("asked", ["", "x", "99999", "²", "9" * 30])
def test_a_template_that_is_none(own, case_file, asked):
    answer = own.post(reverse("casefiles:letter_new", args=[case_file.pk]), {"template": asked})
    assert answer.status_code == 404


class TestTemplates:
    def test_coordination_previews_on_a_file_that_does_not_exist(self, client_for, coordination, programme):
        boss, template = client_for(coordination), LetterTemplate.objects.get(order=10)
        assert boss.get(reverse("letter_templates:edit", args=[template.pk])).status_code == 200
        said = text_of(template.make_preview_request())
        assert "Madame Camille Fictive, née le 2 avril 1990" in said

    def test_what_the_editor_sends_is_published_and_journalled(
        self, client_for, coordination, programme, journal
    ):
        template = LetterTemplate.objects.get(order=10)
        asked = '<span data-ask="loyer" data-kind="amount">loyer</span>'
        words = f'<p>Pour <span data-field="person.name">prénom et nom</span>, {asked}.</p>'
        features = template.body.stream_block.child_blocks["prose"].features
        sent = {
            "title": "Un titre",
            "purpose": "",
            "to": "nobody",
            "kind": template.kind_id,
            "subject": "",
            "letterhead": "Rue de l’Exemple 1",
            "place": "La Louvière",
            "order": 10,
            "body": streamfield([("prose", rich_text(words, features=features))]),
            "action-publish": "1",
        }
        boss = client_for(coordination)
        address = reverse("letter_templates:edit", args=[template.pk])
        assert boss.post(address, nested_form_data(sent)).status_code == 302
        template.refresh_from_db()
        content = content_of(template, FictionalValues())
        assert content["blocks"][0]["text"] == "Pour Camille Fictive, [à compléter\u00a0: loyer]."
        assert content["asked"] == {"loyer": "amount"}
        assert journal("letter_template.published")[0].details == {"template": template.pk}
        assert boss.get(reverse("letter_templates:copy", args=[template.pk])).status_code == 200

    def test_what_no_editor_makes_goes_no_further(self, programme):
        bad = '<p onclick="x()">A<script>x()</script><span data-field="person.name" class="b">nom</span></p>'
        template = LetterTemplate(title="T", body=[("prose", bad)])
        paper = paper_of(content_of(template, FictionalValues()))
        assert paper["blocks"][0]["html"] == "<p>Ax()Camille Fictive</p>"

    def test_a_label_with_signs_is_filled_too(self, programme):
        asked = '<p><span data-ask="prix de l\'eau &amp; du gaz [€]" data-kind="text">x</span></p>'
        content = content_of(LetterTemplate(title="T", body=[("prose", asked)]), FictionalValues())
        (label,) = missing_from(content)
        assert label == "prix de l'eau & du gaz (€)"
        given = filled(content, {label: "<5>"})
        assert not missing_from(given)
        assert given["blocks"][0]["html"] == "<p>&lt;5&gt;</p>"

    def test_shipped_ones_lack_nothing_that_a_file_has(self, programme):
        for template in LetterTemplate.objects.all():
            lacks = missing_from(content_of(template, FictionalValues()))
            asked = [
                label
                for block in template.body
                if block.block_type == "prose"
                for label in read(block.value.source, ask=str).asked
            ]
            assert set(lacks) <= {*asked, "nom et adresse du destinataire"}
            assert asked or template.to != LetterTemplate.To.OTHER


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("amount", "1234,5", None),
        ("amount", "1 234,50", "1\u00a0234,50\u00a0€"),
        ("amount", "1.234.567 €", "1\u00a0234\u00a0567\u00a0€"),
        ("amount", "12.50", "12,50\u00a0€"),
        ("amount", "1\u202f234", "1\u00a0234\u00a0€"),
        ("amount", "12,345", ValueError),
        ("amount", "-5", ValueError),
        ("amount", "cinq", ValueError),
        ("amount", "１２", ValueError),
        ("date", "1.3.2027", "1er mars 2027"),
        ("date", "31/02/2027", ValueError),
        ("date", "01/01/0026", ValueError),
        ("text", " [x] ", "(x)"),
    ],
)
def test_what_is_typed(kind, typed, said):
    if said is ValueError:
        with pytest.raises(ValueError, match="Écrivez"):
            READ[kind](typed)
    else:
        assert READ[kind](typed) == (said or "1\u00a0234,50\u00a0€")


def test_a_person_without_a_gender_is_not_given_one(case_file, case_manager):
    CorrectPerson(case_manager, case_file, changes={"gender": "unknown"}).execute()
    said = attestation(case_manager, case_file).content["blocks"][0]["text"]
    assert "Madame, Monsieur Camille Exemple, né·e le 2 avril 1990, est accompagné·e" in said
