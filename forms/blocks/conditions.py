"""A condition as staff write it: rules on earlier questions, in one list or in a list of lists."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

OPERATORS = [
    ("eq", _("est")),
    ("ne", _("n’est pas")),
    ("in", _("est une de ces réponses")),
    ("not_in", _("n’est aucune de ces réponses")),
    ("gt", _("est plus grand que, ou après")),
    ("lt", _("est plus petit que, ou avant")),
    ("not_gt", _("n’est pas plus grand que, ni après")),
    ("not_lt", _("n’est pas plus petit que, ni avant")),
    ("empty", _("est sans réponse")),
    ("filled", _("a une réponse")),
]
MODES = [
    ("all", _("toutes ces conditions soient remplies")),
    ("any", _("une seule de ces conditions soit remplie")),
    ("none", _("aucune de ces conditions ne soit remplie")),
    ("not_all", _("ces conditions ne soient pas toutes remplies")),
]


class RuleBlock(blocks.StructBlock):
    # The identity of the question, and of the choice: static/forms/admin/editor-rules.js draws them as lists
    # of words; without it, words are understood.
    question = blocks.CharBlock(
        label=_("La réponse à la question"),
        max_length=200,
        help_text=_("Une question qui vient avant celle-ci."),
    )
    operator = blocks.ChoiceBlock(label=_("Est…"), choices=OPERATORS, default="eq")
    value = blocks.CharBlock(
        label=_("Réponse"),
        required=False,
        max_length=2000,
        help_text=_("Plusieurs réponses se séparent par « ; »."),
    )

    class Meta:
        icon = "check"
        label = _("Condition")
        label_format = "{operator}"


class RuleGroupBlock(blocks.StructBlock):
    mode = blocks.ChoiceBlock(label=_("Il faut que"), choices=MODES, default="any")
    rules = blocks.ListBlock(RuleBlock(), label=_("Conditions"), min_num=2, max_num=8)

    class Meta:
        icon = "list-ul"
        label = _("Plusieurs conditions ensemble")


class RulesBlock(blocks.StreamBlock):
    rule = RuleBlock()
    group = RuleGroupBlock()


class ShownIfBlock(blocks.StructBlock):
    mode = blocks.ChoiceBlock(label=_("Il faut que"), choices=MODES, default="all")
    wording = blocks.CharBlock(
        label=_("Comment le dire"),
        required=False,
        max_length=120,
        help_text=_("Pour le papier : « Si vous écrivez pour quelqu’un d’autre ». Vide : nous l’écrivons."),
    )
    rules = RulesBlock(label=_("Conditions"), required=False, max_num=8)
