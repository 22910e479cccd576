"""The satisfaction form as it is shipped: short, without a name unless the person wants an answer."""

from forms.shipped.builder import Builder, question, section, shown_if

SLUG, KIND, PUBLIC = "satisfaction", "satisfaction", True

_IMPROVE = "Améliorer l’accompagnement"
_RETENTION = 36


def _ask(key, kind, label, *, data_class="C2", purpose=_IMPROVE, **more):
    return question(
        key, kind, label, data_class=data_class, purpose=purpose, retention_months=_RETENTION, **more
    )


# The eight axes, in everyday words.
_BETTER = {
    "home": "Avoir un endroit où vivre",
    "administration": "Les papiers et les démarches",
    "budget": "L’argent du mois",
    "debts": "Les dettes",
    "health": "La santé, le moral",
    "work": "Le travail, la formation",
    "living_together": "La famille, les voisins, les amis",
    "network": "Savoir à qui m’adresser",
    "nothing": "Rien pour l’instant",
}

_LIVED = section(
    "lived",
    "Ce que vous avez vécu",
    _ask("welcomed", "scale", "Vous êtes-vous senti·e accueilli·e ?", ends=("Pas du tout", "Tout à fait")),
    _ask("heard", "scale", "Vous a-t-on écouté·e ?", ends=("Pas du tout", "Tout à fait")),
    _ask(
        "decided",
        "scale",
        "Avez-vous pu décider de ce qui vous concerne ?",
        ends=("Pas du tout", "Tout à fait"),
    ),
    _ask(
        "rhythm",
        "one_choice",
        "Les rencontres étaient…",
        choices={"few": "Trop rares", "right": "Comme il faut", "many": "Trop fréquentes"},
    ),
)
_CHANGED = section(
    "changed",
    "Ce que cela a changé",
    _ask(
        "better",
        "several_choices",
        "Qu’est-ce qui va mieux ?",
        choices=_BETTER,
        help="Plusieurs réponses possibles.",
        data_class="C3",
    ),
    _ask("home_now", "yes_no", "Avez-vous aujourd’hui un endroit où vous vous sentez chez vous ?"),
    _ask(
        "recommend",
        "scale",
        "Conseilleriez-vous cet accompagnement à quelqu’un ?",
        ends=("Sûrement pas", "Sans hésiter"),
    ),
    _ask(
        "liked",
        "long_text",
        "Ce qui vous a le plus aidé",
        bounds={"max_length": 1500},
        data_class="C4",
    ),
    _ask(
        "missing",
        "long_text",
        "Ce qui a manqué, ou que vous feriez autrement",
        bounds={"max_length": 1500},
        data_class="C4",
    ),
)
_ANSWER = section(
    "answer",
    "Si vous souhaitez en parler",
    _ask("call_back", "yes_no", "Voulez-vous que quelqu’un vous rappelle ?"),
    _ask(
        "call_name",
        "short_text",
        "Votre prénom",
        bounds={"max_length": 60},
        data_class="C1",
        purpose="Vous rappeler, puisque vous le demandez",
        visible_if=shown_if("Si vous voulez qu’on vous rappelle", {"eq": ["call_back", "yes"]}),
    ),
    _ask(
        "call_phone",
        "telephone",
        "Téléphone où vous joindre",
        required=True,
        data_class="C1",
        purpose="Vous rappeler, puisque vous le demandez",
        visible_if=shown_if("Si vous voulez qu’on vous rappelle", {"eq": ["call_back", "yes"]}),
    ),
    question(
        "promise",
        "statement",
        "Ce que deviennent vos réponses",
        help=(
            "Elles ne portent pas votre nom et ne sont pas reliées à votre dossier, "
            "sauf si vous demandez à être rappelé·e. "
            "Elles n’ont aucune conséquence sur l’accompagnement."
        ),
    ),
)


def document():
    """The document of version 1."""
    return Builder(SLUG).document(
        "Votre avis sur l’accompagnement",
        "Trois minutes, toutes les réponses sont libres. Ce que vous dites sert à faire mieux.",
        [_LIVED, _CHANGED, _ANSWER],
    )
