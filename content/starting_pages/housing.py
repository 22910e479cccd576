# ruff: noqa: E501 — running text
"""Words of the page of the second programme: a home that is entered, and kept."""

TITLE = "Le logement accompagné"
LEAD = (
    "Une clé ne suffit pas toujours. Nous venons au logement, à plusieurs d’abord, "
    "pour que la personne y prenne ses repères et le garde."
)

SITUATIONS = [
    {
        "heading": "Elle quitte un hébergement",
        "text": "<p>Un logement est trouvé. La première rencontre s’y fait à trois : la personne, l’intervenant·e qui l’accompagnait, et nous.</p>",
    },
    {
        "heading": "Un bail va glisser",
        "text": "<p>Un service loue d’abord, puis le bail passe au nom de la personne. Nous faisons connaissance bien avant ce jour-là.</p>",
    },
    {
        "heading": "Elle risque de perdre son logement",
        "text": "<p>Santé, loyers, papiers, dépendance, voisinage : nous venons faire le point avant qu’il ne soit trop tard.</p>",
    },
]

STEPS = [
    {
        "name": "Demander, ensemble",
        "term": "Co-intervention",
        "text": "On se rencontre au logement, à trois. Pendant un temps, deux services accompagnent côte à côte.",
    },
    {
        "name": "Faire le point",
        "term": "Bilan",
        "text": "Ce qui va, ce qui met le logement en péril, et ce sur quoi la personne peut compter.",
    },
    {
        "name": "S’engager et entrer",
        "term": "Contrat et entrée",
        "text": "Un plan construit à plusieurs, avec des mots que chacun comprend, et que chacun signe.",
    },
    {
        "name": "Habiter",
        "term": "Accompagnement et bail glissant",
        "text": "Budget, démarches, entretien, voisinage : on avance au rythme de la personne, jusqu’à ce que le bail soit le sien.",
    },
    {
        "name": "Regarder le chemin",
        "term": "Évaluation annuelle",
        "text": "Chaque année au moins : où en est-on, que reste-t-il à faire, peut-on alléger ?",
    },
    {
        "name": "Passer le relais",
        "term": "Relais",
        "text": "Un réseau est là, la personne le connaît et sait qui appeler.",
    },
]

NETWORK = (
    "<p>Garder un logement se joue rarement dans le logement seul. Nous cherchons avec la personne les services qui lui "
    "conviennent : aide à domicile, médecin, santé mentale, administration, loisirs du quartier.</p>"
    "<p>Nous ranimons les liens qui existent déjà avant d’en créer d’autres. Les informations circulent avec son accord, "
    "dans le respect du secret professionnel.</p>"
)

QUESTIONS = [
    {
        "heading": "Qu’est-ce qu’un bail glissant ?",
        "text": "<p>Un service signe d’abord le bail et sous-loue à la personne, le temps qu’elle prenne ses marques. "
        "Quand elle est prête, le bail « glisse » à son nom.</p>",
    },
    {
        "heading": "Qui peut faire la demande ?",
        "text": "<p>Le service qui accompagne déjà la personne, ou la personne elle-même. Si c’est un service, il vient à la première rencontre.</p>",
    },
    {
        "heading": "Combien de temps cela dure-t-il ?",
        "text": "<p>Aussi longtemps que c’est utile. On fait le point chaque année, et l’accompagnement s’allège pas à pas.</p>",
    },
    {
        "heading": "Et s’il n’y a pas encore de logement ?",
        "text": "<p>Alors Héberge Toit convient sans doute mieux. Dans le doute, écrivez-nous : nous regarderons ensemble.</p>",
    },
]


def body(pages):
    """Blocks of the page."""
    return [
        (
            "prose",
            {
                "heading": "Entrer, et rester",
                "text": "<p>Passer d’un hébergement à un chez-soi est un grand pas, et les premiers mois y sont fragiles. "
                "Le logement accompagné fait le lien : nous prenons le relais du service qui accompagnait la personne, "
                "sans couper le fil, et nous restons tant que c’est utile.</p>",
            },
        ),
        (
            "entries",
            {
                "heading": "Pour qui",
                "intro": "Trois situations, et toutes celles qui leur ressemblent.",
                "entries": SITUATIONS,
            },
        ),
        (
            "path",
            {
                "heading": "Le chemin, marche par marche",
                "intro": "Six étapes. On peut s’y arrêter, et revenir en arrière.",
                "steps": STEPS,
            },
        ),
        ("prose", {"heading": "Un réseau autour de la personne", "text": NETWORK}),
        ("questions", {"heading": "On nous demande souvent", "questions": QUESTIONS}),
        (
            "callout",
            {
                "tone": "note",
                "heading": "Une situation en tête ?",
                "text": '<p><a href="/formulaires/logement/">Faites une demande</a> : dix minutes suffisent. Ou '
                f'<a linktype="page" id="{pages["contact"].pk}">appelez-nous</a>, nous en parlerons.</p>',
            },
        ),
    ]
