"""What a template is made of. No language to learn: words, and fields chosen from a list."""

from django import forms
from django.utils.functional import cached_property
from wagtail import blocks

from casefiles.letters.catalogue import FIELD_CHOICES, LISTS, SIGNERS


def _named(words):
    """A list of choices that says its own name: standing alone in a block, Wagtail gives it none."""
    return forms.Select(attrs={"aria-label": words})


class TextBlock(blocks.RichTextBlock):
    @cached_property
    def field(self):
        field = super().field
        field.widget.options["ariaLabel"] = "Texte de la lettre"
        return field


class FactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="titre", max_length=80, required=False)
    fields = blocks.ListBlock(
        blocks.ChoiceBlock(
            choices=FIELD_CHOICES, label="champ du dossier", widget=_named("Champ du dossier")
        ),
        label="lignes",
        min_num=1,
    )

    class Meta:
        label = "tableau de champs"
        icon = "table"


class RowsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="titre", max_length=80, required=False)
    source = blocks.ChoiceBlock(choices=list(LISTS.items()), label="liste")

    class Meta:
        label = "liste du dossier"
        icon = "list-ul"


class LetterBody(blocks.StreamBlock):
    heading = blocks.CharBlock(label="titre", max_length=120, icon="title")
    prose = TextBlock(
        label="texte",
        features=["file-field", "bold", "italic", "ol", "ul"],
        icon="pilcrow",
        max_length=4000,
        help_text="Pour prendre un champ du dossier, ou laisser quelque chose à compléter : tapez « / ».",
    )
    facts = FactsBlock()
    rows = RowsBlock()
    signature = blocks.ChoiceBlock(
        choices=list(SIGNERS.items()),
        label="signature",
        icon="edit",
        default="service",
        widget=_named("Qui signe"),
    )

    class Meta:
        block_counts = {"signature": {"max_num": 1}}
