"""The form by which somebody is sent to the housing programme: where the home stands, who comes along.

Who sends and who is to be accompanied are asked in the words of the orientation form.
"""

from forms.shipped.builder import Builder, question, section, shown_if
from forms.shipped.informed import what_becomes_of_answers
from forms.shipped.orientation import PERSON, SENDER
from forms.shipped.orientation_situation import DECIDE, PREPARE, REQUEST

SLUG, KIND, PUBLIC = "logement", "referral", True

_KEEP = "Agir à temps pour que la personne garde son logement"
_TOGETHER = "Commencer à trois, pour que le relais se passe bien"
_NOT_SELF = shown_if("Si vous écrivez pour quelqu’un d’autre", {"ne": ["sender_kind", "self"]})
_IF_THREATENED = shown_if("Si le logement est menacé", {"eq": ["home_state", "threatened"]})
_IF_SLIDING = shown_if("Si un bail glissant est en cours ou prévu", {"eq": ["home_state", "sliding"]})

_HOME = section(
    "home",
    "Le logement",
    question(
        "home_state",
        "one_choice",
        "Où en est le logement ?",
        required=True,
        choices={
            "leaving_shelter": "Un logement est trouvé : la personne quitte un hébergement",
            "agreement": "Elle vit dans un logement conventionné ou de transit",
            "sliding": "Un bail glissant est en cours, ou prévu",
            "threatened": "Elle a un logement, et risque de le perdre",
            "none": "Il n’y a pas encore de logement en vue",
        },
        data_class="C2",
        purpose=DECIDE,
    ),
    question(
        "municipality",
        "municipality",
        "Commune du logement",
        required=True,
        help="Le nom ou le code postal. Sans logement en vue : la commune où elle dort.",
        data_class="C2",
        purpose=DECIDE,
        maps_to="referral.municipality",
    ),
    question(
        "landlord",
        "short_text",
        "Qui loue le logement ?",
        help="Une agence immobilière sociale, une société de logement, un propriétaire privé…",
        data_class="C2",
        purpose=PREPARE,
    ),
    question(
        "slides_on",
        "year_month",
        "Quand le bail doit-il passer au nom de la personne ?",
        help="Le mois suffit : 06/2027.",
        data_class="C2",
        purpose="Se rencontrer bien avant que le bail ne glisse",
        visible_if=_IF_SLIDING,
    ),
    question(
        "threats",
        "several_choices",
        "Qu’est-ce qui met le logement en péril ?",
        choices={
            "arrears": "Des loyers impayés",
            "upkeep": "L’entretien du logement",
            "neighbours": "Les relations avec le voisinage ou le bailleur",
            "health": "La santé, physique ou mentale",
            "addiction": "Une dépendance",
            "papers": "Des droits ou des papiers qui manquent",
            "other": "Autre chose",
        },
        help="Plusieurs réponses possibles.",
        data_class="C3",
        purpose=_KEEP,
        visible_if=_IF_THREATENED,
    ),
    question(
        "eviction_on",
        "date",
        "Une date d’expulsion est-elle fixée ?",
        help="Si oui, laquelle. Sinon, laissez vide.",
        data_class="C3",
        purpose=_KEEP,
        visible_if=_IF_THREATENED,
    ),
)

_TOGETHER_SECTION = section(
    "together",
    "Commencer ensemble",
    question(
        "co_intervention",
        "yes_no",
        "Viendrez-vous à la première rencontre, au logement ?",
        help="La personne, vous et nous : la première rencontre se fait à trois.",
        data_class="C2",
        purpose=_TOGETHER,
        visible_if=_NOT_SELF,
    ),
    question(
        "shared_until",
        "short_text",
        "Jusqu’à quand restez-vous à ses côtés ?",
        help="Pendant cette période, nous accompagnons à deux ; ensuite, nous prenons le relais.",
        data_class="C2",
        purpose=_TOGETHER,
        visible_if=_NOT_SELF,
    ),
    question(
        "meeting_when",
        "short_text",
        "Quand peut-on se voir ?",
        data_class="C2",
        purpose=PREPARE,
    ),
    question(
        "message",
        "long_text",
        "Autre chose à nous dire ?",
        bounds={"max_length": 3000},
        help="Dites seulement ce qui est utile à la rencontre.",
        data_class="C4",
        purpose=PREPARE,
        maps_to="referral.message",
    ),
    *what_becomes_of_answers("du logement accompagné"),
)


def document():
    """The document of version 1."""
    return Builder(SLUG).document(
        "Demande de logement accompagné",
        "Dix minutes suffisent. Répondez à ce que vous savez : le reste se dira de vive voix.",
        [SENDER, PERSON, _HOME, REQUEST, _TOGETHER_SECTION],
    )


def identity_of(key):
    """The identity of one of its questions: what a shipped criterion is about."""
    questions = (one for part in document()["sections"] for one in part["questions"])
    return next(one["uid"] for one in questions if one["key"] == key)
