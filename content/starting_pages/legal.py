# ruff: noqa: E501 — running text
"""Words of the three statements that the law asks for. What only the Relais social knows is left to be completed."""

ACCESSIBILITY_LEAD = "Ce site doit pouvoir être lu, entendu et utilisé par tout le monde, sur un vieux téléphone comme avec un lecteur d’écran."
PRIVACY_LEAD = "Ce que nous savons de vous, pourquoi, qui le lit, et comment reprendre la main."
LEGAL_LEAD = "Qui publie ce site et à quelles conditions."

_TO_COMPLETE = (
    "callout",
    {
        "tone": "limit",
        "heading": "À relire avant la mise en ligne",
        "text": "<p>Ce texte est un point de départ. Le Relais social le complète et le fait relire "
        "par son délégué à la protection des données.</p>",
    },
)


def _prose(heading, text):
    return ("prose", {"heading": heading, "text": text})


def accessibility(pages):
    """Accessibility statement."""
    contact = f'<a linktype="page" id="{pages["contact"].pk}">Dites-le-nous</a>'
    return [
        _prose(
            "Où nous en sommes",
            "<p>Le site vise les règles WCAG 2.2, niveau AA. Chaque page publique est contrôlée par des tests "
            "automatiques à chaque modification, et regardée sur téléphone, sur ordinateur, en mode sombre et sur papier. "
            "Aucun audit extérieur n’a encore eu lieu : nous ne nous déclarons donc pas conformes, mais en chemin.</p>",
        ),
        _prose(
            "Ce qui est prévu",
            "<ul><li>Tout se fait au clavier, et tout fonctionne sans JavaScript.</li>"
            "<li>Le texte s’agrandit jusqu’à 400 % sans défilement de côté.</li>"
            "<li>Les caractères, Atkinson Hyperlegible, ont été dessinés pour les personnes malvoyantes.</li>"
            "<li>Le mode sombre, le contraste et la réduction des animations suivent les réglages de votre appareil.</li>"
            "<li>Le formulaire d’orientation existe en ligne, en PDF balisé et sur papier.</li></ul>",
        ),
        _prose(
            "Ce qui peut manquer",
            "<p>Certains rapports d’activité anciens sont des PDF sans balises. Demandez-nous une version adaptée : "
            "nous vous l’envoyons ou nous vous la lisons.</p>",
        ),
        _prose(
            "Une difficulté ?",
            f"<p>{contact} : c’est ainsi que nous progressons. Sans réponse satisfaisante, vous pouvez vous adresser au "
            "Médiateur de la Wallonie et de la Fédération Wallonie-Bruxelles.</p>",
        ),
    ]


def privacy(pages):
    """Privacy notice."""
    contact = f'<a linktype="page" id="{pages["contact"].pk}">contactez-nous</a>'
    return [
        _prose(
            "En visitant ce site",
            "<p>Aucun traceur, aucune mesure d’audience, aucun service extérieur, aucun cookie : le formulaire non plus n’en "
            "dépose pas. Seules les pages de connexion et de gestion, réservées à l’équipe, en ont besoin, pour reconnaître "
            "qui est entré.</p>"
            "<p>Comme tout serveur, le nôtre note l’adresse internet et l’heure de chaque visite, pour sa sécurité, sans "
            "savoir qui vous êtes.</p>",
        ),
        _prose(
            "En remplissant une orientation",
            "<p>Nous recevons ce que vous écrivez : de quoi joindre la personne, comprendre sa situation et vérifier que le "
            "projet lui convient. Ces informations servent à répondre à la demande, puis à l’accompagnement s’il a lieu. "
            "À rien d’autre.</p>",
        ),
        _prose(
            "Qui peut les lire",
            "<p>La case manager et la coordination, tenues au secret professionnel. Un partenaire ne reçoit que ce que la "
            "personne a accepté de partager avec lui, et cet accord peut être repris. Les passages sensibles sont "
            "chiffrés, et chaque lecture d’un dossier est inscrite dans un journal.</p>"
            "<p>Les statistiques transmises aux autorités ne contiennent aucun nom et ne permettent de reconnaître personne.</p>",
        ),
        _prose(
            "Combien de temps",
            "<p>Le temps de la demande et de l’accompagnement, puis la durée que la loi impose. Ensuite, "
            "les informations sont effacées ou rendues anonymes.</p>",
        ),
        _prose(
            "Vos droits",
            f"<p>Lire votre dossier, le corriger, en recevoir une copie, retirer un accord, demander l’effacement : {contact}, "
            "sans formule particulière et sans frais. Vous pouvez aussi vous plaindre auprès de l’Autorité de protection des "
            "données, rue de la Presse 35, 1000 Bruxelles.</p>",
        ),
        _TO_COMPLETE,
    ]


def notices(pages):
    """Legal notice."""
    return [
        _prose(
            "Qui publie",
            "<p>Relais social urbain de La Louvière<br/>Place de la Concorde 15, 7100 La Louvière</p>",
        ),
        _prose(
            "Contenu",
            "<p>Les textes et les dessins peuvent être repris pour informer, en citant la source. Les informations sur les "
            "services partenaires viennent d’eux ; chaque fiche dit quand elle a été vérifiée.</p>",
        ),
        _prose(
            "Logiciel et caractères",
            "<p>Le portail est un logiciel libre, sous licence EUPL 1.2. Les caractères Atkinson Hyperlegible, du Braille "
            "Institute of America, sont sous licence SIL Open Font 1.1.</p>",
        ),
        _TO_COMPLETE,
    ]
