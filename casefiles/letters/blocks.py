"""What a template is made of. No language to learn: words, and fields chosen from a list."""

from wagtail import blocks

from casefiles.letters.catalogue import ASKED, FIELD_CHOICES, LISTS, SIGNERS


def _field(**kwargs):
    return blocks.ChoiceBlock(choices=FIELD_CHOICES, label="champ du dossier", icon="user", **kwargs)


class AskedBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        label="quoi", max_length=60, help_text="Ce que l’on demandera : « montant de la mensualité »."
    )
    kind = blocks.ChoiceBlock(label="c’est", choices=list(ASKED.items()), default="text")

    class Meta:
        label = "à compléter dans la lettre"
        icon = "edit"


class SentenceBlock(blocks.StreamBlock):
    """Words and fields, one after the other, read as one paragraph."""

    words = blocks.TextBlock(label="mots", rows=2, icon="pilcrow")
    field = _field()
    asked = AskedBlock()

    class Meta:
        label = "phrase avec des champs"
        icon = "openquote"
        min_num = 1


class FactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="titre", max_length=80, required=False)
    fields = blocks.ListBlock(_field(), label="lignes", min_num=1)

    class Meta:
        label = "tableau de champs"
        icon = "table"


class RowsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="titre", max_length=80, required=False)
    source = blocks.ChoiceBlock(choices=list(LISTS.items()), label="liste du dossier")

    class Meta:
        label = "liste du dossier"
        icon = "list-ul"


class LetterBody(blocks.StreamBlock):
    heading = blocks.CharBlock(label="titre", max_length=120, icon="title")
    prose = blocks.RichTextBlock(
        label="texte", features=["bold", "italic", "ol", "ul"], icon="pilcrow", max_length=4000
    )
    sentence = SentenceBlock()
    facts = FactsBlock()
    rows = RowsBlock()
    signature = blocks.ChoiceBlock(
        choices=list(SIGNERS.items()), label="signature", icon="edit", default="service"
    )

    class Meta:
        block_counts = {"signature": {"max_num": 1}}
