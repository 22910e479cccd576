# ruff: noqa: E501 — running text
"""Words of the home page, and the path, which the project page shows too."""

TITLE = "Accueil"
HERO = "Plus tôt une porte s’ouvre, plus le chemin est court."
LEAD = (
    "Héberge Toit accompagne, à La Louvière, les personnes qui se retrouvent sans logement depuis moins de six mois. "
    "Une même référente, du premier rendez-vous jusqu’au logement, et après."
)

STEPS = [
    {
        "name": "Se rencontrer",
        "term": "Intake",
        "text": "On fait connaissance. On regarde ensemble si le projet convient, et la référente dit s’il peut commencer.",
    },
    {
        "name": "Faire le point",
        "term": "Assessment",
        "text": "Un bilan d’ensemble : ce qui bloque, ce qui pèse, et les forces sur lesquelles s’appuyer.",
    },
    {
        "name": "Construire le plan",
        "term": "Planification",
        "text": "Des objectifs choisis avec la personne, les moyens d’y arriver, et qui fait quoi.",
    },
    {
        "name": "Avancer",
        "term": "Monitoring",
        "text": "Le plan prend vie. On se voit aussi souvent qu’il le faut et l’on ajuste en route.",
    },
    {
        "name": "Mesurer le chemin",
        "term": "Évaluation",
        "text": "Où en sont les objectifs ? Et surtout : qu’en dit la personne ?",
    },
    {
        "name": "Passer le seuil",
        "term": "Sortie ou nouveau départ",
        "text": "Le suivi s’allège pas à pas. Si un besoin revient, on refait le point.",
    },
]


def body(pages):
    """Blocks of the home page; `pages` gives the pages that its doors lead to."""
    doors = [
        {
            "heading": "Vous accompagnez une personne",
            "text": "Quelqu’un vient de perdre son logement et vous le rencontrez dans votre service. "
            "Orientez cette personne en ligne, sur papier ou par téléphone.",
            "label": "Orienter une personne",
            "page": pages["orienter"],
        },
        {
            "heading": "Vous vivez cette situation",
            "text": "Vous dormez dehors, en squat, un soir chez l’un, un soir chez l’autre ? "
            "La demande peut venir de vous. Le plus simple est de nous parler.",
            "label": "Nous parler",
            "page": pages["contact"],
        },
        {
            "heading": "Vous cherchez une aide précise",
            "text": "Un lit, un repas, un médecin, un coup de main pour des papiers : "
            "les services du réseau, avec leurs heures et leurs conditions.",
            "label": "Trouver un service",
            "page": pages["reseau"],
        },
    ]
    facts = [
        {
            "figure": "6 mois",
            "text": "C’est maintenant que tout se joue : nous intervenons auprès de personnes "
            "arrivées en rue depuis moins de six mois.",
        },
        {
            "figure": "10",
            "text": "Dix situations en même temps, pas une de plus. Se voir souvent est la condition du reste.",
        },
        {
            "figure": "Après aussi",
            "text": "Le suivi ne s’arrête pas à la remise des clés. Il s’allège quand la personne n’en a plus besoin.",
        },
    ]
    return [
        ("doors", {"heading": "Par quelle porte entrez-vous ?", "doors": doors}),
        (
            "path",
            {
                "heading": "Six marches, un seuil",
                "intro": "Chaque parcours se construit au cas par cas. Mais le chemin, lui, est toujours le même.",
                "steps": STEPS,
            },
        ),
        (
            "quote",
            {
                "text": "C’est la personne qui a les clés en main. Nous ne faisons pas à sa place, nous faisons avec elle.",
                "source": "",
            },
        ),
        ("facts", {"heading": "", "facts": facts}),
        ("reach", None),
    ]
