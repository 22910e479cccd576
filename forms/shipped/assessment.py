"""The assessment grid as shipped: eight life axes, each with a step, strengths, difficulties, resources.

Filled with the person, in a case file; staff change it afterwards in the editor.
"""

from dataclasses import dataclass

from forms.shipped.builder import Builder, question, section, shown_if

SLUG, KIND, PUBLIC = "bilan", "assessment", False

_MEASURE = "Voir avec la personne où elle en est, et le chemin parcouru d’un bilan à l’autre"
_LEAN_ON = "Construire le plan d’action sur ce qui tient déjà"
_WORK_ON = "Choisir avec la personne ce sur quoi avancer"


@dataclass(frozen=True)
class Axis:
    """A life axis: `about` ends « Difficultés avec… », `steps` are the words of 1 to 5."""

    code: str
    title: str
    hint: str
    about: str
    steps: tuple
    data_class: str = "C2"


AXES = (
    Axis(
        "administration",
        "Gestion administrative",
        "Papiers, droits sociaux, courrier, domiciliation.",
        "les papiers et les démarches",
        (
            "rien n’est en ordre",
            "l’urgent est lancé",
            "en ordre avec de l’aide",
            "presque seule ou seul",
            "tout est en ordre",
        ),
    ),
    Axis(
        "budget",
        "Gestion du budget",
        "Revenus, dépenses, fins de mois.",
        "le budget",
        (
            "pas de revenu",
            "un revenu qui ne suffit pas",
            "l’essentiel est payé",
            "le budget est tenu",
            "un peu de marge",
        ),
    ),
    Axis(
        "debts",
        "Apurement des dettes",
        "Dettes connues, plans de paiement, médiation.",
        "les dettes",
        (
            "des poursuites en cours",
            "des dettes mal connues",
            "les dettes sont listées",
            "des plans sont suivis",
            "pas de dette, ou bientôt plus",
        ),
        "C3",
    ),
    Axis(
        "home",
        "Logement et appropriation du logement",
        "Où dormir, s’installer, entretenir, droits et devoirs.",
        "le logement",
        (
            "aucun lieu sûr",
            "un abri provisoire",
            "un lieu pour un temps",
            "un logement à rendre sien",
            "un vrai chez-soi",
        ),
    ),
    Axis(
        "work",
        "Emploi et formation",
        "Travail, formation, activité qui compte.",
        "l’emploi ou la formation",
        (
            "pas possible pour l’instant",
            "une envie",
            "des démarches",
            "une formation ou un essai",
            "une activité stable",
        ),
    ),
    Axis(
        "health",
        "Santé",
        "Mutuelle, médecin, soins, sommeil, moral.",
        "la santé",
        (
            "en danger",
            "des soins manquent",
            "les soins commencent",
            "un suivi régulier",
            "la santé va bien",
        ),
        "C3",
    ),
    Axis(
        "living_together",
        "Bien vivre ensemble",
        "Famille, voisinage, entourage.",
        "les relations",
        (
            "isolement ou conflit",
            "peu de liens",
            "quelques appuis",
            "de bonnes relations",
            "bien entourée ou entouré",
        ),
    ),
    Axis(
        "network",
        "Réseau et orientation",
        "Services du quartier, partenaires, loisirs.",
        "les services et le quartier",
        (
            "aucun service connu",
            "un premier contact",
            "accompagnement nécessaire",
            "y va avec un rappel",
            "s’y retrouve sans aide",
        ),
    ),
)


def _axis(axis):
    first, *middle, last = axis.steps
    return section(
        axis.code,
        axis.title,
        question(
            f"{axis.code}_level",
            "scale",
            f"{axis.title} : où en est-on ?",
            ends=(first.capitalize(), last.capitalize()),
            help=" · ".join(f"{step} : {words}" for step, words in enumerate(middle, start=2)),
            data_class=axis.data_class,
            purpose=_MEASURE,
        ),
        question(
            f"{axis.code}_strengths",
            "long_text",
            f"Forces : ce qui va bien avec {axis.about}",
            bounds={"max_length": 1500},
            data_class="C4",
            purpose=_LEAN_ON,
        ),
        question(
            f"{axis.code}_difficulties",
            "long_text",
            f"Difficultés avec {axis.about}",
            bounds={"max_length": 1500},
            data_class="C4",
            purpose=_WORK_ON,
        ),
        question(
            f"{axis.code}_resources",
            "long_text",
            f"Ressources : sur qui, sur quoi s’appuyer pour {axis.about}",
            bounds={"max_length": 1500},
            data_class="C4",
            purpose=_LEAN_ON,
        ),
        *_MORE.get(axis.code, ()),
        help=axis.hint,
    )


_MORE = {
    "debts": (
        question(
            "debts_known",
            "yes_no",
            "Y a-t-il des dettes à lister ?",
            data_class="C3",
            purpose=_WORK_ON,
        ),
        question(
            "creditors",
            "group",
            "Dettes",
            rows=8,
            help="Une ligne par dette ; le montant peut être approximatif.",
            questions=(
                question(
                    "creditor_name",
                    "short_text",
                    "À qui",
                    bounds={"max_length": 120},
                    data_class="C3",
                    purpose="Préparer un plan d’apurement",
                ),
                question(
                    "creditor_amount",
                    "amount",
                    "Montant dû",
                    bounds={"min": 0},
                    data_class="C3",
                    purpose="Préparer un plan d’apurement",
                ),
                question(
                    "creditor_state",
                    "one_choice",
                    "Où cela en est",
                    choices={
                        "nothing": "Rien n’est lancé",
                        "letter": "Rappels ou mise en demeure",
                        "bailiff": "Huissier",
                        "plan": "Plan de paiement suivi",
                        "mediation": "Médiation ou règlement collectif",
                    },
                    data_class="C3",
                    purpose="Savoir ce qui presse",
                ),
            ),
            visible_if=shown_if("S’il y a des dettes", {"eq": ["debts_known", "yes"]}),
        ),
    ),
}

_BEGIN = section(
    "setting",
    "Ce bilan",
    question(
        "present",
        "several_choices",
        "Fait avec qui ?",
        choices={
            "person": "La personne",
            "relative": "Une ou un proche",
            "orienting": "Le service qui a orienté",
            "partner": "Un autre service",
            "landlord": "Le ou la propriétaire",
        },
        data_class="C2",
        purpose="Savoir de qui vient ce qui est écrit",
    ),
    question(
        "person_view",
        "long_text",
        "Comment la personne dit que ça va",
        help="Avec ses mots à elle.",
        bounds={"max_length": 1500},
        data_class="C4",
        purpose="Partir de ce que la personne dit d’elle-même",
    ),
)
_END = section(
    "ahead",
    "Pour la suite",
    question(
        "priorities",
        "several_choices",
        "Par quoi souhaite-t-elle commencer ?",
        choices={axis.code: axis.title for axis in AXES},
        help="Deux ou trois axes au plus : le reste viendra ensuite.",
        data_class="C3",
        purpose=_WORK_ON,
    ),
    question(
        "unmet_needs",
        "long_text",
        "Besoins pour lesquels il n’existe pas de réponse aujourd’hui",
        help="Sans nom : ces besoins sont relayés aux autorités.",
        bounds={"max_length": 1500},
        data_class="C2",
        purpose="Relayer aux autorités les besoins restés sans solution",
    ),
    question(
        "next_assessment",
        "date",
        "Prochain bilan vers le",
        bounds={"period": "future"},
        data_class="C2",
        purpose="Se revoir au bon moment",
    ),
)


def document():
    """The document of version 1."""
    return Builder(SLUG).document(
        "Bilan par axe de vie",
        "À remplir ensemble, en une ou plusieurs fois. Ce qui n’a pas été abordé reste vide.",
        [_BEGIN, *map(_axis, AXES), _END],
    )
