"""Logement accompagné: two services together at first, a lease that slides, a home that is kept."""

from casefiles.models import EligibilityCriterion, Stage
from casefiles.setup import heberge_toit
from forms.shipped import housing

SLUG = "logement-accompagne"
NAME, PREFIX, PAGE = "Logement accompagné", "LA", "logement-accompagne"
# Nobody needs to come from the street: the programme does not count the months.
LIMITS = {"capacity_per_case_manager": 15, "street_limit_months": None, "contact_alert_days": 45}
RHYTHM = "fortnightly"
FORMS = {**heberge_toit.FORMS, "form": housing.SLUG}
CONTACT_KINDS = (
    "interview",
    "home_visit",
    "tripartite",
    "support",
    "listening",
    "procedure",
    "coordination",
    "orientation",
    "follow_up",
)
STAGES = [
    {
        "kind": Stage.Kind.INTAKE,
        "name": "Demande et co-intervention",
        "usual_days": 30,
        "purpose": "Se rencontrer à trois, au logement, avec l’intervenant·e qui fait la demande.",
        "asks_contact": True,
    },
    {
        "kind": Stage.Kind.ASSESSMENT,
        "name": "Bilan",
        "usual_days": 30,
        "purpose": "Faire le point sur la situation, les besoins et ce qui met le logement en péril.",
        "asks_form": "bilan",
    },
    {
        "kind": Stage.Kind.PLANNING,
        "name": "Contrat et entrée",
        "usual_days": 30,
        "purpose": "Construire le plan à plusieurs, le signer, entrer dans le logement ou s’y réinstaller.",
        "asks_objective": True,
        "asks_actions": True,
    },
    {
        "kind": Stage.Kind.MONITORING,
        "name": "Accompagnement et bail glissant",
        "usual_days": 365,
        "purpose": "Prendre ses repères, tenir son logement, jusqu’à ce que le bail passe à son nom.",
        "asks_contact": True,
    },
    {
        "kind": Stage.Kind.EVALUATION,
        "name": "Évaluation annuelle",
        "usual_days": 30,
        "purpose": "Regarder ensemble le chemin fait, puis continuer, alléger ou passer le relais.",
        "asks_form": "bilan",
    },
    {
        "kind": Stage.Kind.EXIT,
        "name": "Relais",
        "purpose": "Le réseau autour de la personne prend la suite, elle sait qui appeler.",
    },
]
CRITERIA = [
    (
        EligibilityCriterion.Kind.TERRITORY,
        "Logement sur l’entité louviéroise",
        "Le logement est sur l’entité louviéroise.",
        "La commune indiquée n’est pas sur l’entité louviéroise.",
        "On ne sait pas dans quelle commune est le logement.",
    ),
    (
        EligibilityCriterion.Kind.OWN_REQUEST,
        "La personne le demande elle-même",
        "La demande vient de la personne.",
        "La personne n’a pas demandé cet accompagnement.",
        "On ne sait pas si la personne le demande : posez-lui la question.",
    ),
    {
        "kind": EligibilityCriterion.Kind.ANSWER,
        "question": housing.identity_of("home_state"),
        "comparison": EligibilityCriterion.Comparison.NOT_ONE_OF,
        "values": ["none"],
        "label": "Un logement est là, ou en vue",
        "words_met": "Un logement est trouvé, occupé, ou menacé : l’accompagnement peut commencer.",
        "words_not_met": "Il n’y a pas encore de logement en vue : Héberge Toit convient peut-être mieux.",
        "words_unknown": "On ne sait pas s’il y a un logement : demandez-le.",
        "blocking": True,
    },
    {
        "kind": EligibilityCriterion.Kind.ANSWER,
        "question": housing.identity_of("co_intervention"),
        "comparison": EligibilityCriterion.Comparison.EQUALS,
        "values": ["yes"],
        "label": "Première rencontre à trois",
        "words_met": "Qui oriente vient à la première rencontre.",
        "words_not_met": "Qui oriente ne vient pas à la première rencontre : voyez comment passer le relais.",
        "words_unknown": "On ne sait pas si qui oriente vient à la première rencontre.",
    },
]
TERRITORY = heberge_toit.TERRITORY
