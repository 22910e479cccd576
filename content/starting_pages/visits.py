# ruff: noqa: E501 — running text
"""Words of the pages one comes to in order to do something: orient, find, read, call."""

ORIENT_TITLE = "Orienter une personne"
ORIENT_LEAD = (
    "Tout service peut orienter quelqu’un vers Héberge Toit. La personne peut aussi faire la demande elle-même. "
    "Trois façons : prenez celle qui vous est la plus simple."
)
NETWORK_TITLE = "Le réseau"
NETWORK_LEAD = "Les services avec lesquels nous travaillons. Cherchez un mot, une mission ou une localité."
REPORTS_TITLE = "Rapports d’activité"
REPORTS_LEAD = "Ce qui a été fait, ce qui a marché, ce qui manque encore. Noir sur blanc, année après année."
CONTACT_TITLE = "Contact"
CONTACT_LEAD = "Une question, un doute, une situation à partager ? Appelez ou passez. Parler n’engage à rien."


def orientation(pages):
    """Blocks below the three ways."""
    return [
        (
            "entries",
            {
                "heading": "Avant de commencer",
                "intro": "Quatre choses à vérifier avec la personne. Un doute ? Orientez quand même, nous regarderons.",
                "entries": [
                    {
                        "heading": "Elle le demande",
                        "text": "<p>Elle sait que vous nous écrivez et elle est d’accord.</p>",
                    },
                    {"heading": "Depuis moins de six mois", "text": "<p>Une date approximative suffit.</p>"},
                    {"heading": "À La Louvière", "text": "<p>Elle vit sur l’entité, même sans adresse.</p>"},
                    {
                        "heading": "Un titre de séjour",
                        "text": "<p>En cours de validité, ou en renouvellement.</p>",
                    },
                ],
            },
        ),
        (
            "questions",
            {
                "heading": "Et ensuite ?",
                "questions": [
                    {
                        "heading": "Comment savoir que ma demande est arrivée ?",
                        "text": "<p>En ligne, un code de réception s’affiche à la fin. Gardez-le : il prouve que la "
                        "demande est enregistrée et permet d’en parler sans citer de nom.</p>",
                    },
                    {
                        "heading": "Qui la lit ?",
                        "text": "<p>La case manager et la coordination, tenues au secret professionnel. "
                        "Chaque lecture laisse une trace.</p>",
                    },
                    {
                        "heading": "Que peut-elle devenir ?",
                        "text": "<p>Une rencontre, une place sur la liste d’attente, une question en retour, ou un non "
                        "expliqué avec une autre piste. Dans tous les cas, une réponse.</p>",
                    },
                ],
            },
        ),
        (
            "callout",
            {
                "tone": "note",
                "heading": "N’écrivez que l’utile",
                "text": "<p>Pas de diagnostic, pas de passé judiciaire, pas de détail que la personne ne voudrait pas "
                f'lire par-dessus votre épaule. <a linktype="page" id="{pages["vie-privee"].pk}">'
                "Ce que nous faisons de ces informations</a>.</p>",
            },
        ),
    ]


def contact(pages):
    """Blocks below the coordinates."""
    return [
        (
            "callout",
            {
                "tone": "limit",
                "heading": "Nous ne sommes pas un service d’urgence",
                "text": "<p>Si quelqu’un est en danger, appelez le <b>112</b>. Pour un lit ce soir, cherchez "
                f'« hébergement d’urgence » dans <a linktype="page" id="{pages["reseau"].pk}">le réseau</a>.</p>',
            },
        ),
        (
            "questions",
            {
                "heading": "Avant de venir",
                "questions": [
                    {
                        "heading": "Faut-il un rendez-vous ?",
                        "text": "<p>Appelez si vous le pouvez : nous serons là pour vous. Sinon, passez.</p>",
                    },
                    {
                        "heading": "Puis-je venir accompagné·e ?",
                        "text": "<p>Oui, de qui vous voulez : un proche, une assistante sociale, un ami.</p>",
                    },
                    {
                        "heading": "Dois-je apporter des papiers ?",
                        "text": "<p>Aucun pour une première rencontre.</p>",
                    },
                ],
            },
        ),
    ]
