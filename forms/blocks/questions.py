"""What staff lay out in the editor: one block per type of question."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from forms.blocks.conditions import ShownIfBlock
from forms.definition import vocabulary as words


def _group(heading, children):
    return BlockGroup(children, heading=heading, classname="collapsed", icon="cog", label_format="")


def _layout(*first):
    """The question itself in sight; what it is for, and when it is shown, folded below."""
    return BlockGroup(
        children=[
            *_line_layout(*first).children,
            _group(_("Réglages : reprise dans le dossier, condition"), ["maps_to", "shown_if"]),
        ]
    )


def _line_layout(*first):
    """The same in a line of a group: it has no condition of its own, and fills nothing at admission."""
    confidentiality = BlockGroup(
        ["data_class", "purpose", "retention_months"],
        heading=_("Pourquoi, et pour combien de temps"),
        icon="lock",
        label_format="{data_class} · {retention_months}",
    )
    return BlockGroup(children=["label", "help", *first, "required", confidentiality])


class QuestionBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Question"), max_length=200)
    help = blocks.CharBlock(label=_("Aide"), required=False, max_length=300)
    required = blocks.BooleanBlock(label=_("Réponse obligatoire"), required=False)
    data_class = blocks.ChoiceBlock(
        label=_("Classe de données"),
        choices=list(words.DATA_CLASSES.items()),
        help_text=_("Ce que la réponse révèle de la personne."),
    )
    purpose = blocks.CharBlock(
        label=_("À quoi sert la réponse"),
        max_length=200,
        help_text=_("En une phrase, comme vous le diriez à la personne."),
    )
    retention_months = blocks.IntegerBlock(
        label=_("Conservée pendant (mois)"), min_value=1, max_value=360, default=24
    )
    maps_to = blocks.ChoiceBlock(
        label=_("Remplit, à l’admission"), choices=list(words.MAP_TARGETS.items()), required=False
    )
    shown_if = ShownIfBlock(label=_("Poser la question seulement si…"), required=False)

    class Meta:
        label_format = "{label}"
        form_layout = _layout()


class TextBlock(QuestionBlock):
    max_length = blocks.IntegerBlock(
        label=_("Longueur maximale"), required=False, min_value=1, max_value=4000
    )

    class Meta:
        form_layout = _layout("max_length")


class ShortTextBlock(TextBlock):
    format = blocks.ChoiceBlock(
        label=_("Format"),
        choices=list(words.FORMATS.items()),
        required=False,
        help_text=_("La réponse est vérifiée, et la personne sait ce qui ne va pas."),
    )

    class Meta:
        form_layout = _layout("max_length", "format")


class ScaleBlock(QuestionBlock):
    low = blocks.CharBlock(label=_("1 veut dire"), max_length=60)
    high = blocks.CharBlock(label=_("5 veut dire"), max_length=60)

    class Meta:
        form_layout = _layout("low", "high")


class NumberBlock(QuestionBlock):
    minimum = blocks.IntegerBlock(label=_("Au moins"), required=False)
    maximum = blocks.IntegerBlock(label=_("Au plus"), required=False)

    class Meta:
        form_layout = _layout("minimum", "maximum")


class DateBlock(QuestionBlock):
    period = blocks.ChoiceBlock(
        label=_("La date est"),
        choices=[("past", _("passée ou aujourd’hui")), ("future", _("aujourd’hui ou à venir"))],
        required=False,
    )

    class Meta:
        form_layout = _layout("period")


class MonthBlock(DateBlock):
    day_allowed = blocks.BooleanBlock(label=_("Accepter aussi un jour précis"), required=False)

    class Meta:
        form_layout = _layout("period", "day_allowed")


class ChoiceItemBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Choix"), max_length=120)

    class Meta:
        label_format = "{label}"
        icon = "dot"


class ChoiceQuestionBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceItemBlock(), label=_("Choix"), min_num=2, max_num=40)

    class Meta:
        form_layout = _layout("choices")


class StatementBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Titre"), max_length=200)
    help = blocks.TextBlock(label=_("Texte"), max_length=1500)
    shown_if = ShownIfBlock(label=_("Montrer seulement si…"), required=False)

    class Meta:
        label_format = "{label}"
        form_layout = BlockGroup(["label", "help", _group(_("Condition"), ["shown_if"])])


_ICONS = {
    words.SHORT_TEXT: ("title", ShortTextBlock),
    words.LONG_TEXT: ("pilcrow", TextBlock),
    words.EMAIL: ("mail", QuestionBlock),
    words.TELEPHONE: ("mobile-alt", QuestionBlock),
    words.DATE: ("date", DateBlock),
    words.YEAR_MONTH: ("calendar", MonthBlock),
    words.WHOLE_NUMBER: ("order", NumberBlock),
    words.AMOUNT: ("decimal", NumberBlock),
    words.YES_NO: ("check", QuestionBlock),
    words.ONE_CHOICE: ("radio-full", ChoiceQuestionBlock),
    words.SEVERAL_CHOICES: ("list-ul", ChoiceQuestionBlock),
    words.SCALE: ("form", ScaleBlock),
    words.NATIONAL_NUMBER: ("key", QuestionBlock),
    words.MUNICIPALITY: ("site", QuestionBlock),
    words.PARTNER_SERVICE: ("group", QuestionBlock),
    words.FILE: ("upload", QuestionBlock),
    words.STATEMENT: ("info-circle", StatementBlock),
}


def _declared():
    return [
        (kind, block(label=words.QUESTION_TYPES[kind], icon=icon)) for kind, (icon, block) in _ICONS.items()
    ]


_NOT_IN_A_LINE = ("maps_to", "shown_if")


def _in_a_line(kind):
    """The block of a type of question without what a line of a group cannot have."""
    icon, block = _ICONS[kind]
    fields = {name: child for name, child in block.base_blocks.items() if name not in _NOT_IN_A_LINE}
    own = [name for name in fields if name not in QuestionBlock.base_blocks]
    meta = type("Meta", (), {"label_format": "{label}", "form_layout": _line_layout(*own)})
    lines = type(f"{block.__name__}InALine", (blocks.StructBlock,), {**fields, "Meta": meta})
    return lines(label=words.QUESTION_TYPES[kind], icon=icon)


class RowQuestionsBlock(blocks.StreamBlock):
    """What each line of a group asks."""

    def __init__(self, local_blocks=None, **kwargs):
        declared = [(kind, _in_a_line(kind)) for kind in _ICONS if kind in words.ROW_TYPES]
        super().__init__([*declared, *(local_blocks or ())], **kwargs)

    class Meta:
        collapsed = True


class GroupBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Question"), max_length=200)
    help = blocks.CharBlock(label=_("Aide"), required=False, max_length=300)
    rows = blocks.IntegerBlock(label=_("Nombre de lignes"), min_value=1, max_value=words.MAX_ROWS, default=4)
    required = blocks.BooleanBlock(label=_("Au moins une ligne"), required=False)
    questions = RowQuestionsBlock(label=_("Chaque ligne demande"), max_num=8)
    shown_if = ShownIfBlock(label=_("Poser la question seulement si…"), required=False)

    class Meta:
        icon = "table"
        label = words.QUESTION_TYPES[words.GROUP]
        label_format = "{label}"
        form_layout = BlockGroup(
            ["label", "help", "rows", "required", "questions", _group(_("Condition"), ["shown_if"])]
        )


class QuestionsBlock(blocks.StreamBlock):
    def __init__(self, local_blocks=None, **kwargs):
        declared = [*_declared(), (words.GROUP, GroupBlock())]
        super().__init__([*declared, *(local_blocks or ())], **kwargs)

    class Meta:
        # Sixty questions are a list of sixty lines; one opens where one works.
        collapsed = True


class SectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre de la section"), max_length=120)
    help = blocks.TextBlock(label=_("Introduction"), required=False, max_length=600)
    shown_if = ShownIfBlock(label=_("Montrer la section seulement si…"), required=False)
    questions = QuestionsBlock(label=_("Questions"))

    class Meta:
        icon = "form"
        label = _("Section")
        label_format = "{title}"
        form_layout = BlockGroup(["title", "help", "questions", _group(_("Condition"), ["shown_if"])])
