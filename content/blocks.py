"""The bricks a page is made of. Each has its own template, so that staff choose meaning, not colours."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_FEATURES = ["bold", "italic", "link"]


class ProseBlock(blocks.StructBlock):
    """A titled passage of running text."""

    heading = blocks.CharBlock(label=_("titre"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("texte"), features=TEXT_FEATURES)

    class Meta:
        label = _("Texte")
        icon = "pilcrow"
        group = _("Texte")
        template = "content/blocks/prose.html"
        description = _("Un passage de texte, avec un titre si l’on veut.")
        preview_value = {
            "heading": "Un titre",
            "text": "<p>Quelques phrases simples, une idée par phrase.</p>",
        }


class CalloutBlock(blocks.StructBlock):
    """Something that must not be missed."""

    tone = blocks.ChoiceBlock(
        label=_("ton"), choices=[("note", _("Bon à savoir")), ("limit", _("Attention"))], default="note"
    )
    heading = blocks.CharBlock(label=_("titre"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("texte"), features=SHORT_FEATURES)

    class Meta:
        label = _("Encadré")
        icon = "warning"
        group = _("Texte")
        template = "content/blocks/callout.html"
        description = _("À garder pour l’essentiel : un ou deux par page.")
        preview_value = {
            "tone": "note",
            "heading": "Bon à savoir",
            "text": "<p>Venir ne vous engage à rien.</p>",
        }


class QuoteBlock(blocks.StructBlock):
    """One strong sentence."""

    text = blocks.TextBlock(label=_("phrase"), rows=2)
    source = blocks.CharBlock(label=_("qui parle"), required=False, max_length=120)

    class Meta:
        label = _("Phrase forte")
        icon = "openquote"
        group = _("Texte")
        template = "content/blocks/quote.html"
        description = _("Une phrase mise en avant. Jamais le nom d’une personne accompagnée.")
        preview_value = {"text": "Ne pas faire à la place, faire avec.", "source": ""}


class StepBlock(blocks.StructBlock):
    """One of the steps of the path."""

    name = blocks.CharBlock(label=_("nom en mots simples"), max_length=60)
    term = blocks.CharBlock(label=_("nom du métier"), required=False, max_length=60)
    text = blocks.TextBlock(label=_("ce qui s’y passe"), rows=3)

    class Meta:
        label = _("Étape")


class PathBlock(blocks.StructBlock):
    """The steps of the accompaniment, drawn as a path that one walks."""

    heading = blocks.CharBlock(label=_("titre"), max_length=120)
    intro = blocks.TextBlock(label=_("introduction"), required=False, rows=2)
    steps = blocks.ListBlock(StepBlock(), label=_("étapes"), min_num=2, max_num=8)

    class Meta:
        label = _("Chemin en étapes")
        icon = "list-ol"
        group = _("Héberge Toit")
        template = "content/blocks/path.html"
        description = _("Les étapes de l’accompagnement, sur un chemin qui mène à la porte.")
        preview_value = {
            "heading": "Le chemin",
            "intro": "",
            "steps": [
                {"name": "Se rencontrer", "term": "Intake", "text": "On fait connaissance."},
                {"name": "Faire le point", "term": "Assessment", "text": "On regarde ensemble."},
            ],
        }


class DoorBlock(blocks.StructBlock):
    """One way in, for one kind of visitor."""

    heading = blocks.CharBlock(label=_("pour qui"), max_length=80)
    text = blocks.TextBlock(label=_("texte"), rows=3)
    label = blocks.CharBlock(label=_("texte du lien"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=True)

    class Meta:
        label = _("Porte")


class DoorsBlock(blocks.StructBlock):
    """Two to four doors, side by side, each a little more open than the one before."""

    heading = blocks.CharBlock(label=_("titre"), max_length=120)
    doors = blocks.ListBlock(DoorBlock(), label=_("portes"), min_num=2, max_num=3)

    class Meta:
        label = _("Portes d’entrée")
        icon = "home"
        group = _("Héberge Toit")
        template = "content/blocks/doors.html"
        description = _("Deux ou trois entrées du site, selon ce que l’on vient chercher.")


class FactBlock(blocks.StructBlock):
    """A figure, or a word as short as one, and what it means."""

    figure = blocks.CharBlock(label=_("chiffre ou mot court"), max_length=24)
    text = blocks.TextBlock(label=_("ce que cela veut dire"), rows=2)

    class Meta:
        label = _("Repère")


class FactsBlock(blocks.StructBlock):
    """Landmarks: what to remember of the project in a few figures."""

    heading = blocks.CharBlock(label=_("titre"), required=False, max_length=120)
    facts = blocks.ListBlock(FactBlock(), label=_("repères"), min_num=2, max_num=6)

    class Meta:
        label = _("Repères")
        icon = "tick"
        group = _("Héberge Toit")
        template = "content/blocks/facts.html"
        description = _("Quelques chiffres ou mots courts, chacun avec son explication.")
        preview_value = {
            "heading": "En bref",
            "facts": [
                {"figure": "10", "text": "situations au plus"},
                {"figure": "6 mois", "text": "de rue au plus"},
            ],
        }


class EntryBlock(blocks.StructBlock):
    """A term and what is to be said about it."""

    heading = blocks.CharBlock(label=_("titre"), max_length=120)
    text = blocks.RichTextBlock(label=_("texte"), features=SHORT_FEATURES)

    class Meta:
        label = _("Entrée")


class EntriesBlock(blocks.StructBlock):
    """Titled short texts in two columns: conditions, limits, situations."""

    heading = blocks.CharBlock(label=_("titre"), max_length=120)
    intro = blocks.TextBlock(label=_("introduction"), required=False, rows=2)
    entries = blocks.ListBlock(EntryBlock(), label=_("entrées"), min_num=2)

    class Meta:
        label = _("Liste expliquée")
        icon = "list-ul"
        group = _("Texte")
        template = "content/blocks/entries.html"
        description = _("Des points courts, chacun avec son titre : conditions, limites, situations.")
        preview_value = {
            "heading": "Les conditions",
            "intro": "",
            "entries": [
                {
                    "heading": "La demande vient de la personne",
                    "text": "<p>Personne ne peut demander à sa place.</p>",
                },
                {"heading": "Sur le territoire", "text": "<p>La personne vit à La Louvière.</p>"},
            ],
        }


class QuestionsBlock(blocks.StructBlock):
    """Questions that open on their answer, without any script."""

    heading = blocks.CharBlock(label=_("titre"), max_length=120)
    questions = blocks.ListBlock(EntryBlock(), label=_("questions et réponses"), min_num=1)

    class Meta:
        label = _("Questions et réponses")
        icon = "help"
        group = _("Texte")
        template = "content/blocks/questions.html"
        description = _("Chaque question s’ouvre sur sa réponse.")
        preview_value = {
            "heading": "Vos questions",
            "questions": [{"heading": "Est-ce gratuit ?", "text": "<p>Oui, toujours.</p>"}],
        }


class MomentBlock(blocks.StructBlock):
    """A date and what happened."""

    date = blocks.CharBlock(label=_("quand"), max_length=40, help_text=_("Ex. « Fin 2019 »."))
    text = blocks.TextBlock(label=_("ce qui s’est passé"), rows=3)

    class Meta:
        label = _("Moment")


class HistoryBlock(blocks.StructBlock):
    """How things came to be, in order."""

    heading = blocks.CharBlock(label=_("titre"), max_length=120)
    moments = blocks.ListBlock(MomentBlock(), label=_("moments"), min_num=1)

    class Meta:
        label = _("Histoire")
        icon = "history"
        group = _("Héberge Toit")
        template = "content/blocks/history.html"
        description = _("Quelques dates, du plus ancien au plus récent.")
        preview_value = {
            "heading": "Histoire",
            "moments": [{"date": "Fin 2019", "text": "L’idée est lancée."}],
        }


class PictureBlock(blocks.StructBlock):
    """An image with its description and, if wished, a caption."""

    image = ImageChooserBlock(label=_("image"))
    alternative = blocks.CharBlock(
        label=_("description de l’image"),
        required=False,
        max_length=240,
        help_text=_("Lue à voix haute aux personnes qui ne voient pas l’image. Vide si elle est décorative."),
    )
    caption = blocks.CharBlock(label=_("légende"), required=False, max_length=240)

    class Meta:
        label = _("Image")
        icon = "image"
        group = _("Médias")
        template = "content/blocks/picture.html"
        description = _("Une image. Jamais le visage d’une personne accompagnée.")


class DownloadBlock(blocks.StructBlock):
    """A document to take away."""

    document = DocumentChooserBlock(label=_("document"))
    text = blocks.CharBlock(label=_("à quoi il sert"), required=False, max_length=240)

    class Meta:
        label = _("Document à télécharger")
        icon = "download"
        group = _("Médias")
        template = "content/blocks/download.html"
        description = _("Un PDF, avec son poids affiché.")


class ReachBlock(blocks.StaticBlock):
    """Address, telephone and hours, taken from the site's settings."""

    class Meta:
        label = _("Coordonnées du service")
        icon = "mail"
        group = _("Héberge Toit")
        template = "content/blocks/reach.html"
        admin_text = _("Adresse, téléphone et heures : ils viennent de Réglages › Coordonnées du service.")
        description = _("L’adresse et le téléphone du service, toujours à jour.")


class BodyBlock(blocks.StreamBlock):
    """Everything a page may hold, in any order."""

    prose = ProseBlock()
    callout = CalloutBlock()
    entries = EntriesBlock()
    questions = QuestionsBlock()
    quote = QuoteBlock()
    path = PathBlock()
    doors = DoorsBlock()
    facts = FactsBlock()
    history = HistoryBlock()
    reach = ReachBlock()
    picture = PictureBlock()
    download = DownloadBlock()

    class Meta:
        required = False
