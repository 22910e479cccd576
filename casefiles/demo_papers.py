"""The papers of the fictional files: scans, a photo, a certificate that was given, a letter half written."""

import datetime
import io

from django.utils import timezone
from PIL import Image, ImageDraw

from casefiles import demo_content as words
from casefiles.actions import AddDocument, IssueLetter, SaveLetter, StartLetter
from casefiles.models import DocumentKind, LetterTemplate
from portal.printing import print_pdf
from portal.vault.intake import Cleaned

_SHEET = """<!doctype html><html lang="fr"><title>{title}</title><style>
@page {{ size: A5; margin: 18mm }} body {{ font: 11pt sans-serif; color: #17213a }}</style>
<h1>{title}</h1><p>Document d’exemple : il ne parle de personne et ne vaut rien.</p></html>"""


def scans():
    """{code of the kind: the bytes and the name of a file}, made once for all the files."""
    made = {"identity": (_card(), "carte.jpg")}
    for code, title, _days in words.DOCUMENTS:
        if code not in made:
            made[code] = (print_pdf(_SHEET.format(title=title)), f"{code}.pdf")
    return made


def keep_papers(life):
    """The documents of one life in three; two of them have a letter too."""
    if life.number % 3 or life.story.stage in (0, 5):
        return
    for code, title, valid_days in words.DOCUMENTS:
        valid_until = timezone.localdate() + datetime.timedelta(days=valid_days) if valid_days else None
        content, name = life.demo.scans[code]
        life.act(
            AddDocument,
            life.file,
            life.story.silent,
            upload=Cleaned(content, name=name, sheets=1 if name.endswith("pdf") else None),
            kind=life.demo.lists[DocumentKind][code],
            title=title,
            valid_until=valid_until,
            confidential=code == "identity",
        )
    if life.demo.letters_to_write:
        life.demo.letters_to_write.pop()(life)


def give_certificate(life):
    """Given to the person at the last meeting."""
    letter = _begin(life, "Attestation d’accompagnement")
    life.act(IssueLetter, letter, life.story.silent)


def begin_delay(life):
    """Half written: the creditor has not answered yet how much is due."""
    letter = _begin(life, "Demande de délai à un créancier")
    life.act(
        SaveLetter,
        letter,
        life.story.silent,
        to="Fournisseur d’énergie (exemple)\nRue de l’Exemple 1\n7100 La Louvière",
        given={"montant de la mensualité": "30"},
    )


LETTERS = (begin_delay, give_certificate)


def _begin(life, title):
    template = LetterTemplate.objects.get(title=title)
    return life.act(StartLetter, life.file, life.story.silent, template=template)


def _card():
    """A card that imitates none."""
    picture, target = Image.new("RGB", (860, 540), "#dfe6f2"), io.BytesIO()
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 130, 260, 420), fill="#b9c0d2")
    for line, text in enumerate(("CARTE D'EXEMPLE", "Personne Fictive", "Sans valeur")):
        draw.text((310, 140 + 70 * line), text, fill="#17213a", font_size=38)
    picture.save(target, "JPEG", quality=80)
    return target.getvalue()
