"""Héberge Toit, as its own page describes it: six stages, ten situations, six months."""

from casefiles.models import EligibilityCriterion, Stage

SLUG = "heberge-toit"
NAME, PREFIX, PAGE = "Héberge Toit", "HT", "heberge-toit"
LIMITS = {}
RHYTHM = "weekly"
# The shipped forms of the programme.
FORMS = {
    "form": "orientation",
    "assessment_form": "bilan",
    "exit_form": "sortie",
    "satisfaction_form": "satisfaction",
}
CONTACT_KINDS = None  # all of them

STAGES = [
    {
        "kind": Stage.Kind.INTAKE,
        "name": "Accueil",
        "usual_days": 14,
        "purpose": "Se rencontrer et décider ensemble de commencer.",
        "asks_contact": True,
    },
    {
        "kind": Stage.Kind.ASSESSMENT,
        "name": "Bilan",
        "usual_days": 30,
        "purpose": "Comprendre la situation, les difficultés et les ressources.",
        "asks_contact": True,
    },
    {
        "kind": Stage.Kind.PLANNING,
        "name": "Planification",
        "usual_days": 21,
        "purpose": "Fixer les objectifs et les moyens, avec la personne.",
        "asks_objective": True,
        "asks_actions": True,
    },
    {
        "kind": Stage.Kind.MONITORING,
        "name": "Mise en œuvre",
        "usual_days": 120,
        "purpose": "Faire le chemin prévu, et l’ajuster.",
        "asks_contact": True,
    },
    {
        "kind": Stage.Kind.EVALUATION,
        "name": "Évaluation",
        "usual_days": 21,
        "purpose": "Comparer les résultats aux objectifs, entendre la satisfaction de la personne.",
        "asks_results": True,
    },
    {
        "kind": Stage.Kind.EXIT,
        "name": "Sortie ou nouveau bilan",
        "purpose": "Alléger le suivi, passer le relais, ou repartir d’un nouveau bilan.",
    },
]
CRITERIA = [
    (
        EligibilityCriterion.Kind.STREET_LIMIT,
        "En rue depuis moins de six mois",
        "En rue depuis {mois} mois : moins que la limite de {limite} mois.",
        "En rue depuis {mois} mois : la limite de {limite} mois est atteinte.",
        "La date du début n’est pas assez précise pour le dire : demandez-la.",
    ),
    (
        EligibilityCriterion.Kind.TERRITORY,
        "Sur l’entité louviéroise",
        "La personne vit sur l’entité louviéroise.",
        "La commune indiquée n’est pas sur l’entité louviéroise.",
        "On ne sait pas où la personne vit.",
    ),
    (
        EligibilityCriterion.Kind.OWN_REQUEST,
        "La personne le demande elle-même",
        "La demande vient de la personne.",
        "La personne n’a pas demandé cet accompagnement.",
        "On ne sait pas si la personne le demande : posez-lui la question.",
    ),
    (
        EligibilityCriterion.Kind.RESIDENCE_PERMIT,
        "Titre de séjour",
        "La personne est belge ou a un titre de séjour.",
        "La personne n’a pas de titre de séjour.",
        "On ne sait pas si la personne a un titre de séjour.",
    ),
]
# The entity of La Louvière: its two codes and the places that people name.
TERRITORY = {
    "7100": ["La Louvière", "Haine-Saint-Paul", "Haine-Saint-Pierre", "Saint-Vaast", "Trivières"],
    "7110": ["Boussoit", "Houdeng-Aimeries", "Houdeng-Gœgnies", "Maurage", "Strépy-Bracquegnies"],
}
