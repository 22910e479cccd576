"""A condition as staff write it: the words of an earlier question, and of its answer."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

OPERATORS = [
    ("eq", _("est")),
    ("ne", _("n’est pas")),
    ("in", _("est une de ces réponses (séparées par « ; »)")),
    ("gt", _("est plus grand que")),
    ("lt", _("est plus petit que")),
    ("empty", _("est sans réponse")),
    ("filled", _("a une réponse")),
]


class RuleBlock(blocks.StructBlock):
    question = blocks.CharBlock(
        label=_("La réponse à la question"),
        max_length=200,
        help_text=_("Recopiez les mots d’une question qui vient avant."),
    )
    operator = blocks.ChoiceBlock(label=_("Est…"), choices=OPERATORS, default="eq")
    value = blocks.CharBlock(label=_("Réponse"), required=False, max_length=300)

    class Meta:
        label_format = "{question} {value}"


class ShownIfBlock(blocks.StructBlock):
    mode = blocks.ChoiceBlock(
        label=_("Il faut que"),
        choices=[("all", _("toutes ces conditions soient remplies")), ("any", _("une seule suffise"))],
        default="all",
    )
    wording = blocks.CharBlock(
        label=_("Comment le dire"),
        required=False,
        max_length=120,
        help_text=_("Pour le papier : « Si vous écrivez pour quelqu’un d’autre ». Vide : nous l’écrivons."),
    )
    rules = blocks.ListBlock(RuleBlock(), label=_("Conditions"), min_num=0, max_num=4, default=[])
