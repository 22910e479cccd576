"""The exit form as it is shipped: what was reached, what goes on, and what nobody could answer."""

from forms.shipped.assessment import AXES
from forms.shipped.builder import Builder, question, section, shown_if

SLUG, KIND, PUBLIC = "sortie", "exit", False

_COMPARE = "Comparer les résultats aux objectifs"
_GO_ON = "Que personne ne reste sans appui après la sortie"

_REACHED = section(
    "reached",
    "Ce qui est atteint",
    question(
        "goals_reached",
        "scale",
        "Les objectifs du plan sont-ils atteints ?",
        ends=("Presque aucun", "Tous"),
        data_class="C2",
        purpose=_COMPARE,
    ),
    question(
        "improved",
        "several_choices",
        "Ce qui va mieux qu’à l’arrivée",
        choices={axis.code: axis.title for axis in AXES},
        data_class="C3",
        purpose=_COMPARE,
    ),
    question(
        "person_says",
        "long_text",
        "Ce que la personne en dit, avec ses mots",
        bounds={"max_length": 1500},
        data_class="C4",
        purpose="Partir de ce que la personne dit d’elle-même",
    ),
)
_LIVING = section(
    "living",
    "Où elle habite maintenant",
    question(
        "housing_now",
        "one_choice",
        "Logement à la sortie",
        choices={
            "private": "Location sur le marché privé",
            "social": "Logement public ou agence immobilière sociale",
            "transit": "Logement de transit ou d’insertion",
            "shelter": "Maison d’accueil",
            "family": "Chez la famille ou des amis",
            "institution": "Hôpital, maison de soins ou prison",
            "street": "Sans logement",
            "unknown": "On ne sait pas",
        },
        data_class="C3",
        purpose=_COMPARE,
    ),
    question(
        "housing_since",
        "year_month",
        "Depuis",
        bounds={"period": "past", "day_allowed": True},
        data_class="C2",
        purpose=_COMPARE,
        visible_if=shown_if(
            "S’il y a un logement", {"in": ["housing_now", ["private", "social", "transit", "family"]]}
        ),
    ),
    question(
        "housing_risk",
        "scale",
        "Ce logement tiendra-t-il ?",
        ends=("C’est très fragile", "Il est solide"),
        data_class="C2",
        purpose="Prévenir la perte du logement",
        visible_if=shown_if(
            "S’il y a un logement", {"in": ["housing_now", ["private", "social", "transit", "family"]]}
        ),
    ),
)
_AHEAD = section(
    "ahead",
    "La suite",
    question(
        "follow_up",
        "one_choice",
        "Comment se revoit-on ?",
        choices={
            "monthly": "Une visite par mois pour un temps",
            "quarterly": "Un appel tous les trois mois",
            "on_request": "Quand elle le demande",
            "relay": "Un autre service prend le relais",
            "none": "Plus de suivi, à sa demande",
        },
        data_class="C2",
        purpose=_GO_ON,
    ),
    question(
        "relays",
        "group",
        "Services qui continuent avec elle",
        rows=6,
        questions=(
            question("relay_service", "partner_service", "Service", data_class="C2", purpose=_GO_ON),
            question(
                "relay_for",
                "short_text",
                "Pour quoi",
                bounds={"max_length": 200},
                data_class="C3",
                purpose=_GO_ON,
            ),
            question("relay_met", "yes_no", "Déjà rencontré ensemble", data_class="C2", purpose=_GO_ON),
        ),
    ),
    question(
        "reopen_sign",
        "long_text",
        "Le signe qui dirait de se rappeler",
        help="Une facture qui s’empile, un silence, une lettre : convenu avec elle.",
        bounds={"max_length": 600},
        data_class="C4",
        purpose="Éviter la perte du logement",
    ),
    question(
        "needs_unmet",
        "several_choices",
        "Besoins restés sans réponse",
        choices={
            "housing": "Un logement abordable",
            "care": "Des soins, un suivi en santé mentale",
            "income": "Un revenu suffisant",
            "residence": "Un titre de séjour",
            "work": "Un emploi ou une formation",
            "company": "Une présence, de la compagnie",
            "other": "Autre",
        },
        data_class="C3",
        purpose="Relayer aux autorités les besoins restés sans solution",
    ),
    question(
        "needs_words",
        "long_text",
        "En quelques mots, sans nom",
        bounds={"max_length": 1000},
        data_class="C2",
        purpose="Relayer aux autorités les besoins restés sans solution",
        visible_if=shown_if("S’il reste des besoins", {"not": {"empty": ["needs_unmet"]}}),
    ),
)


def document():
    """The document of version 1."""
    return Builder(SLUG).document(
        "Bilan de sortie",
        "À remplir avec la personne quand l’accompagnement s’allège ou se termine.",
        [_REACHED, _LIVING, _AHEAD],
    )
