# ruff: noqa: E501 — running text
"""Words of the project page."""

from content.starting_pages.home import STEPS

TITLE = "Le projet Héberge Toit"
LEAD = (
    "Être là dans les premiers mois, avant que la rue ne devienne une habitude : "
    "un suivi intensif, au rythme de la personne, vers un logement qui dure."
)

MOMENTS = [
    {
        "date": "Fin 2019",
        "text": "Le ministre wallon de l’Action sociale lance l’idée : agir au plus vite auprès des personnes "
        "arrivées depuis peu en rue. Un poste d’accompagnement, tourné vers l’hébergement et le logement, "
        "est prévu dans chacun des sept relais sociaux.",
    },
    {
        "date": "Ensuite, à La Louvière",
        "text": "Le comité de pilotage du Relais social part des besoins d’ici et fixe les balises "
        "d’une action concrète. Le projet reçoit son nom : Héberge Toit.",
    },
    {
        "date": "Depuis octobre 2020",
        "text": "Un rapport d’activité rend compte de ce qui a été fait. Tous se lisent sur ce site.",
    },
]

SITUATIONS = [
    {"heading": "Dehors", "text": "<p>Dans la rue, un parc, une voiture, un hall.</p>"},
    {
        "heading": "Un soir ici, un soir là",
        "text": "<p>De divan en divan : on dit aussi « faire le gauche-droite ».</p>",
    },
    {"heading": "Chez quelqu’un", "text": "<p>Hébergée par un tiers, sans être chez soi.</p>"},
    {"heading": "En hébergement", "text": "<p>Maison d’accueil, abri de nuit ou autre structure.</p>"},
    {"heading": "À la sortie", "text": "<p>De prison ou d’hôpital, sans adresse où aller.</p>"},
    {"heading": "En squat", "text": "<p>Dans un bâtiment occupé sans bail.</p>"},
]

LIMITS = [
    {
        "heading": "La demande est celle de la personne",
        "text": "<p>Un service peut l’appuyer et la transmettre. Il ne peut pas la formuler à sa place.</p>",
    },
    {
        "heading": "Moins de six mois",
        "text": "<p>La situation de rue ou d’hébergement provisoire a commencé il y a moins de six mois.</p>",
    },
    {
        "heading": "Sur l’entité louviéroise",
        "text": "<p>La personne vit à La Louvière, dans l’une ou l’autre de ses localités.</p>",
    },
    {
        "heading": "Un titre de séjour",
        "text": "<p>Sans lui, nos moyens d’action sont trop réduits pour promettre un accompagnement. "
        "Nous cherchons alors avec la personne vers qui se tourner.</p>",
    },
    {
        "heading": "Dix situations au plus",
        "text": "<p>Quand les dix places sont prises, une liste d’attente est tenue. Personne n’y est noté ni classé.</p>",
    },
    {
        "heading": "Pas de date de fin",
        "text": "<p>Six mois est une condition d’entrée, jamais une limite de durée. Le suivi va jusqu’où il est utile.</p>",
    },
]

METHOD = (
    "<p>La méthode s’appelle le <i>case management</i>. Une seule personne de référence, la case manager, suit chaque "
    "situation de près. Les rencontres sont aussi fréquentes que le moment l’exige : rapprochées quand tout est à "
    "construire, plus espacées ensuite.</p>"
    "<p>Ce temps partagé crée la confiance, et la confiance fait apparaître des besoins que l’on n’ose pas dire au "
    "premier rendez-vous. L’accompagnement regarde donc la vie entière : santé, papiers, budget, liens, projets.</p>"
    "<p>Il vise l’autonomie. La personne fait ce qu’elle peut faire ; la référente complète, ouvre des portes, "
    "et prend garde à ne pas se rendre indispensable.</p>"
)

TOGETHER = (
    "<p>Personne ne sort de la rue grâce à un seul service. La case manager tient une place neutre : elle relie les "
    "intervenants autour de la demande de la personne, pour que chacun sache ce que l’autre fait.</p>"
    "<p>Les informations circulent dans le respect du secret professionnel, avec l’accord de la personne. "
    "Héberge Toit s’ajoute au travail des services du réseau ; il ne s’y substitue pas.</p>"
    "<p>Ce qui se vit sur le terrain est aussi rapporté aux autorités, pour que les réponses évoluent "
    "avec les besoins.</p>"
)

QUESTIONS = [
    {
        "heading": "L’accompagnement s’arrête-t-il quand la personne a un logement ?",
        "text": "<p>Non. Les premiers mois dans un logement sont souvent les plus fragiles. Le suivi continue, "
        "puis s’allège selon les progrès.</p>",
    },
    {
        "heading": "Le but est-il toujours de trouver un logement ?",
        "text": "<p>C’est un but, pas le seul. Ce qui compte d’abord est le besoin réel de la personne : "
        "elle choisit ses objectifs.</p>",
    },
    {
        "heading": "Qui décide de l’entrée dans le projet ?",
        "text": "<p>La case manager, après une vraie rencontre. Aucun calcul et aucun classement ne décide à sa place. "
        "Si la réponse est non, elle explique pourquoi et propose un autre service.</p>",
    },
    {
        "heading": "Et si la personne ne vient plus ?",
        "text": "<p>On reprend contact, sans reproche. Un rendez-vous manqué fait partie du chemin.</p>",
    },
]


def body(pages):
    """Blocks of the project page."""
    return [
        (
            "prose",
            {
                "heading": "Agir tôt",
                "text": "<p>Chaque semaine passée dehors abîme un peu plus la santé, les liens et l’espoir. "
                "Plus la situation dure, plus il est difficile d’en sortir. Héberge Toit a été créé pour intervenir "
                "en amont : auprès de personnes dont la vie a basculé il y a moins de six mois.</p>",
            },
        ),
        (
            "entries",
            {
                "heading": "Pour qui",
                "intro": "Ne pas avoir de chez-soi prend bien des visages. En voici quelques-uns ; la liste n’est pas fermée.",
                "entries": SITUATIONS,
            },
        ),
        (
            "path",
            {
                "heading": "Le chemin, marche par marche",
                "intro": "Un circuit construit pour chacun, en six étapes. On peut s’y arrêter, et même revenir en arrière.",
                "steps": STEPS,
            },
        ),
        ("prose", {"heading": "La méthode", "text": METHOD}),
        (
            "quote",
            {
                "text": "Laisser la personne faire ce dont elle est capable : c’est là que tout commence.",
                "source": "",
            },
        ),
        (
            "entries",
            {
                "heading": "Conditions et limites",
                "intro": "Nous préférons les dire d’emblée : une promesse que l’on ne peut pas tenir fait plus de mal qu’un non.",
                "entries": LIMITS,
            },
        ),
        ("prose", {"heading": "À plusieurs", "text": TOGETHER}),
        ("history", {"heading": "D’où vient le projet", "moments": MOMENTS}),
        ("questions", {"heading": "On nous demande souvent", "questions": QUESTIONS}),
        (
            "callout",
            {
                "tone": "note",
                "heading": "Un logement est là, ou en vue ?",
                "text": f'<p><a linktype="page" id="{pages["logement-accompagne"].pk}">Le logement accompagné</a> '
                "aide à y entrer, et à le garder.</p>",
            },
        ),
        (
            "callout",
            {
                "tone": "note",
                "heading": "Une situation en tête ?",
                "text": f'<p>Il n’est pas nécessaire d’être sûr. <a linktype="page" id="{pages["orienter"].pk}">'
                f'Faites une orientation</a> ou <a linktype="page" id="{pages["contact"].pk}">appelez-nous</a> : '
                "nous regarderons ensemble.</p>",
            },
        ),
    ]
