# ruff: noqa: E501 — running text
"""Partner services for trying the portal. Every one of them is invented: « Exemple » stands in each name."""

import datetime

from content.directory.checking import answer, make_link
from content.directory.models import Mission, Municipality, PartnerCategory, Service, ServiceProposal
from content.directory.setup import create_registers

# name, category, missions, communes, street, code, city, summary, who, conditions, hours, months since last checked
SERVICES = (
    (
        "Abri de nuit Exemple – La Veilleuse",
        "association",
        "hebergement-d-urgence hygiene",
        "*",
        "Rue du Falot 3",
        "7100",
        "La Louvière",
        "Un lit, une douche et un petit-déjeuner, tous les soirs de l’année.",
        "Toute personne majeure sans abri.",
        "Sans rendez-vous, gratuit. Les chiens sont acceptés.",
        "Tous les jours, de 20 h à 8 h",
        1,
    ),
    (
        "Maison d’accueil Exemple – Les Trois Portes",
        "maison-d-accueil",
        "maison-d-accueil logement",
        "*",
        "Rue des Tilleuls 12",
        "7100",
        "Haine-Saint-Paul",
        "Des chambres et des studios pour quelques mois, avec une équipe présente.",
        "Femmes, hommes et couples, avec ou sans enfants.",
        "Sur entretien d’admission. Participation selon les revenus.",
        "Du lundi au vendredi, de 9 h à 17 h",
        2,
    ),
    (
        "Maison d’accueil Exemple – Le Sureau",
        "maison-d-accueil",
        "maison-d-accueil violences familles-et-enfants",
        "La Louvière|Binche|Morlanwelz",
        "",
        "7130",
        "Binche",
        "Un refuge pour les femmes et leurs enfants. L’adresse n’est pas publiée.",
        "Femmes victimes de violences, avec ou sans enfants.",
        "Par téléphone, à toute heure.",
        "Tous les jours, jour et nuit",
        3,
    ),
    (
        "CPAS Exemple – Service social général",
        "service-public",
        "aide-sociale dettes-et-budget logement",
        "La Louvière",
        "Rue de la Fontaine 40",
        "7100",
        "La Louvière",
        "Revenu d’intégration, adresse de référence, garantie locative, aide urgente.",
        "Toute personne qui habite ou se trouve sur la commune.",
        "Avec une pièce d’identité si possible.",
        "Du lundi au vendredi, de 8 h 30 à 11 h 30\nLe mercredi aussi de 13 h 30 à 15 h 30",
        1,
    ),
    (
        "CPAS Exemple – Le Rœulx",
        "service-public",
        "aide-sociale",
        "Le Rœulx",
        "Grand-Rue 8",
        "7070",
        "Le Rœulx",
        "L’aide sociale de la commune.",
        "Habitantes et habitants de la commune.",
        "Sur rendez-vous.",
        "Le mardi et le jeudi, de 9 h à 12 h",
        15,
    ),
    (
        "Éducateurs de rue Exemple – Pas à Pas",
        "relais-social",
        "travail-de-rue",
        "La Louvière",
        "Place du Repère 2",
        "7100",
        "La Louvière",
        "Une équipe à pied dans les quartiers, le matin et en soirée.",
        "Toute personne qui vit ou passe du temps en rue.",
        "Anonyme et gratuit. On peut demander leur passage.",
        "Du lundi au samedi, de 8 h à 21 h",
        2,
    ),
    (
        "Accueil de jour Exemple – Le Banc",
        "association",
        "accueil-de-jour repas-et-colis hygiene",
        "*",
        "Rue du Puits 27",
        "7100",
        "La Louvière",
        "Café, soupe, douches, lessive, casiers et un endroit au chaud.",
        "Toute personne majeure.",
        "Sans rendez-vous. Repas à 1 €.",
        "Du lundi au vendredi, de 9 h à 15 h",
        1,
    ),
    (
        "Épicerie solidaire Exemple – Le Panier",
        "association",
        "repas-et-colis dettes-et-budget",
        "La Louvière|Manage|Chapelle-lez-Herlaimont",
        "Rue du Moulin 6",
        "7110",
        "Houdeng-Aimeries",
        "Des produits frais à petit prix et des ateliers budget.",
        "Ménages orientés par un service social.",
        "Avec une lettre d’un service social.",
        "Le mardi et le vendredi, de 10 h à 16 h",
        5,
    ),
    (
        "Maison médicale Exemple – Le Pouls",
        "soins-de-sante",
        "sante",
        "La Louvière",
        "Rue du Canal 18",
        "7110",
        "Strépy-Bracquegnies",
        "Médecins, infirmières et kinés. Personne n’est renvoyé faute de papiers.",
        "Toute personne, assurée ou non.",
        "Consultations libres le matin, rendez-vous l’après-midi.",
        "Du lundi au vendredi, de 8 h à 18 h",
        4,
    ),
    (
        "Centre de santé mentale Exemple – L’Éclaircie",
        "soins-de-sante",
        "sante-mentale assuetudes",
        "*",
        "Avenue des Charmes 51",
        "7100",
        "La Louvière",
        "Psychologues, psychiatres et assistants sociaux, à votre rythme.",
        "Adultes, adolescents et enfants.",
        "Sur rendez-vous. Gratuit si c’est nécessaire.",
        "Du lundi au vendredi, de 9 h à 18 h",
        14,
    ),
    (
        "Service d’aide Exemple – L’Escale",
        "soins-de-sante",
        "assuetudes sante",
        "La Louvière|Binche|Manage|Morlanwelz",
        "Rue du Quai 9",
        "7100",
        "La Louvière",
        "Réduction des risques, matériel stérile, accompagnement, sans jugement.",
        "Usagers de drogues et leurs proches.",
        "Anonyme et gratuit.",
        "Du lundi au vendredi, de 13 h à 19 h",
        2,
    ),
    (
        "Agence immobilière sociale Exemple – Pignon",
        "logement-social-et-agence-immobiliere-sociale",
        "logement",
        "La Louvière|Manage|Seneffe|Le Rœulx",
        "Rue des Ardoises 31",
        "7100",
        "La Louvière",
        "Des logements privés loués à un prix abordable, avec un suivi.",
        "Ménages aux revenus modestes.",
        "Inscription sur dossier.",
        "Le lundi et le mercredi, de 9 h à 12 h",
        3,
    ),
    (
        "Permanence juridique Exemple – La Balance",
        "justice",
        "aide-juridique dettes-et-budget",
        "*",
        "Place du Marché 14",
        "7100",
        "La Louvière",
        "Un premier avis gratuit : bail, expulsion, dettes, séjour, famille.",
        "Tout le monde.",
        "Sans rendez-vous, arrivez tôt.",
        "Le mercredi, de 14 h à 16 h",
        1,
    ),
    (
        "Atelier d’insertion Exemple – Le Rabot",
        "insertion-et-formation",
        "emploi-et-formation",
        "*",
        "Rue de la Scierie 5",
        "7160",
        "Chapelle-lez-Herlaimont",
        "Se former au bois, à la peinture ou à la cuisine, et reprendre un rythme.",
        "Adultes sans emploi.",
        "Entretien, puis une semaine d’essai.",
        "Du lundi au jeudi, de 8 h à 16 h",
        6,
    ),
)


LANGUAGES = ("français", "français, arabe", "français, néerlandais, anglais", "français, turc, italien")
ACCESSES = (
    "Entrée de plain-pied, toilettes adaptées.",
    "Trois marches à l’entrée : prévenez, quelqu’un vient vous ouvrir.",
    "Ascenseur. Une boucle magnétique à l’accueil.",
    "",
)


def create_demo():
    """Adds the services that are missing."""
    create_registers()
    categories = {category.slug: category for category in PartnerCategory.objects.all()}
    missions = {mission.slug: mission for mission in Mission.objects.all()}
    places = list(Municipality.objects.all())
    for number, row in enumerate(SERVICES, start=1):
        _create(row, number, categories, missions, places)
    if not ServiceProposal.objects.exists():
        _answers()


def _answers():
    """One service proposes corrections, another one has a link and has not answered yet."""
    day_centre = Service.objects.filter(name__contains="Le Banc").first()
    if day_centre is not None:
        _link, token = make_link(None, day_centre)
        answer(
            token,
            before={"opening_hours": day_centre.opening_hours, "conditions": day_centre.conditions},
            proposed={
                "opening_hours": "Du lundi au samedi, de 8 h 30 à 15 h 30",
                "conditions": "Sans rendez-vous. Repas à 1,50 €.",
            },
            remark="Fermé la semaine du 21 juillet.",
        )
    for late in Service.objects.due()[:1]:
        make_link(None, late)


def _create(row, number, categories, missions, places):
    name, category, mission_slugs, communes, street, code, city, summary, who, conditions, hours, months = row
    if Service.objects.filter(name=name).exists():
        return
    service = Service.objects.create(
        name=name,
        category=categories[category],
        summary=summary,
        who_is_served=who,
        conditions=conditions,
        perimeter="Toute la région du Centre." if communes == "*" else communes.replace("|", ", ") + ".",
        street=street,
        postal_code=code,
        city=city,
        telephone=f"064 00 01 {number:02d}",
        email=f"service{number}@example.org",
        website="https://example.org/",
        opening_hours=hours,
        documents_asked="Pièce d’identité, si vous en avez une.\nUne attestation de revenu."
        if number % 2
        else "",
        languages=LANGUAGES[number % len(LANGUAGES)],
        access=ACCESSES[number % len(ACCESSES)],
        last_checked_on=datetime.date.today() - datetime.timedelta(days=30 * months),
    )
    service.missions.set([missions[slug] for slug in mission_slugs.split()])
    wanted = communes.split("|")
    service.municipalities.set([place for place in places if communes == "*" or place.commune in wanted])
