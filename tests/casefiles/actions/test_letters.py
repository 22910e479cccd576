"""A letter from a template: filled in, completed, numbered, kept; nothing blank, nothing twice."""

import io

import pypdfium2
import pytest

from casefiles import access
from casefiles.actions import (
    CorrectPerson,
    DiscardLetter,
    IssueLetter,
    Refused,
    RemoveDocument,
    SaveLetter,
    StartLetter,
)
from casefiles.letters.content import missing_from
from casefiles.models import CaseDocument, Letter, LetterTemplate
from portal.audit.models import JournalEntry
from portal.vault.storage import open_stored, path_of

pytestmark = pytest.mark.django_db

DELAY = {
    "référence du dossier chez le créancier": "F-2026/88",
    "montant dû": "1.234,50",
    "montant de la mensualité": "50 €",
    "date du premier paiement": "2027-01-05",
}
CREDITOR = "Créancier Fictif\nRue de l’Exemple 1\n7100 La Louvière"


def begun(user, case_file, title):
    return StartLetter(user, case_file, template=LetterTemplate.objects.get(title=title)).execute()


def attestation(user, case_file):
    return begun(user, case_file, "Attestation d’accompagnement")


def delay(user, case_file):
    return begun(user, case_file, "Demande de délai à un créancier")


def words_of(letter):
    content = b"".join(open_stored(letter.document.stored_file))
    with pypdfium2.PdfDocument(io.BytesIO(content)) as pdf:
        text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    return " ".join(text.split())


def test_what_the_file_knows_is_written_and_agrees(case_file, case_manager):
    letter = IssueLetter(case_manager, attestation(case_manager, case_file)).execute()
    said = words_of(letter)
    assert "Madame Camille Exemple" in said
    assert "née le 2 avril 1990, est accompagnée par le dispositif Héberge Toit depuis le" in said
    assert letter.number in said
    assert letter.document.title == f"Attestation d’accompagnement ({letter.number})"
    assert letter.document.kind.code == "attestation"
    assert [entry.action for entry in JournalEntry.objects.order_by("id")][-2:] == [
        "document.added",
        "letter.issued",
    ]


def test_what_lacks_is_said_and_holds_the_letter_back(case_file, case_manager):
    CorrectPerson(case_manager, case_file, changes={"birth_date": None}).execute()
    letter = attestation(case_manager, case_file)
    assert missing_from(letter.content) == ["date de naissance"]
    with pytest.raises(Refused, match="Il manque encore : date de naissance"):
        IssueLetter(case_manager, letter).execute()
    SaveLetter(case_manager, letter, given={"date de naissance": "2 mai 1991"}).execute()
    assert "née le 2 mai 1991" in words_of(IssueLetter(case_manager, letter).execute())


def test_an_amount_typed_by_hand(case_file, case_manager):
    letter = delay(case_manager, case_file)
    with pytest.raises(Refused, match="montant en euros") as refused:
        SaveLetter(case_manager, letter, given=DELAY | {"montant dû": "12,345"}).execute()
    assert refused.value.code == "given:montant dû"
    SaveLetter(case_manager, letter, given=DELAY).execute()
    with pytest.raises(Refused, match="nom et adresse"):
        IssueLetter(case_manager, letter).execute()
    SaveLetter(case_manager, letter, to=CREDITOR).execute()
    said = words_of(IssueLetter(case_manager, letter).execute())
    assert "Créancier Fictif Rue de l’Exemple 1 7100 La Louvière" in said
    assert "est de 1 234,50 € ." not in said
    assert "1 234,50 €." in said
    assert "mensualités de 50 €, à partir du 5 janvier 2027." in said


def test_the_words_of_one_letter_change_and_not_its_template(case_file, case_manager):
    letter, other = attestation(case_manager, case_file), attestation(case_manager, case_file)
    SaveLetter(case_manager, letter, texts={0: "Un texte à <b>elle</b>."}).execute()
    assert "Un texte à <b>elle</b>." in words_of(IssueLetter(case_manager, letter).execute())
    assert "Un texte à" not in words_of(IssueLetter(case_manager, other).execute())


def test_a_template_that_changes_leaves_what_was_begun(case_file, case_manager):
    letter = attestation(case_manager, case_file)
    template = letter.template
    template.body = [("heading", "Tout autre chose")]
    template.save_revision().publish()
    assert "est accompagnée" in words_of(IssueLetter(case_manager, letter).execute())
    assert letter.template_revision_id != template.latest_revision_id
    assert "Tout autre chose" in str(attestation(case_manager, case_file).content)


def test_a_letter_that_has_its_number_never_changes(case_file, case_manager):
    letter = IssueLetter(case_manager, attestation(case_manager, case_file)).execute()
    for act in (SaveLetter, IssueLetter, DiscardLetter):
        with pytest.raises(Refused, match="ne change plus"):
            act(case_manager, letter).execute()
    assert CaseDocument.objects.count() == 1


def test_a_removed_letter_leaves_its_number_and_no_word(case_file, case_manager):
    letter = IssueLetter(case_manager, attestation(case_manager, case_file)).execute()
    bytes_at = path_of(letter.document.stored_file_id)
    RemoveDocument(case_manager, letter.document, reason="wrong_file").execute()
    letter.refresh_from_db()
    assert (letter.content, letter.document) == (None, None)
    following = IssueLetter(case_manager, attestation(case_manager, case_file)).execute()
    assert int(following.number[-4:]) == int(letter.number[-4:]) + 1
    assert bytes_at.name


def test_a_number_taken_meanwhile_is_not_printed_twice(case_file, case_manager, monkeypatch):
    """Somebody else’s letter takes the number for which ours was printed."""
    first, second = attestation(case_manager, case_file), attestation(case_manager, case_file)
    late = IssueLetter(case_manager, second)
    expected = late._next_number()
    monkeypatch.setattr(late, "_next_number", lambda: expected)
    IssueLetter(case_manager, first).execute()
    issued = late.execute()
    assert issued.number != expected
    assert issued.number in words_of(issued)


def test_a_confidential_letter_is_for_who_holds_the_file(case_file, case_manager, coordination):
    letter = attestation(case_manager, case_file)
    with pytest.raises(Refused, match="réservé"):
        SaveLetter(coordination, letter, confidential=True).execute()
    SaveLetter(case_manager, letter, confidential=True).execute()
    assert not access.visible_to(coordination, Letter).exists()
    issued = IssueLetter(case_manager, letter).execute()
    assert issued.document.confidential
    assert not access.visible_to(coordination, CaseDocument).exists()


def test_a_draft_put_aside(case_file, case_manager):
    DiscardLetter(case_manager, attestation(case_manager, case_file)).execute()
    assert not Letter.objects.exists()


def test_a_template_put_away_begins_nothing(case_file, case_manager):
    template = LetterTemplate.objects.first()
    template.unpublish()
    with pytest.raises(Refused, match="n’est plus proposé"):
        StartLetter(case_manager, case_file, template=template).execute()
