"""Missions, categories and places that the directory starts with. Staff add theirs."""

from content.directory.models import Mission, Municipality, PartnerCategory
from content.directory.text import readable_slug

MISSIONS = (
    ("Hébergement d’urgence", "Un lit pour ce soir."),
    ("Maison d’accueil", "Un hébergement de quelques mois, avec un accompagnement."),
    ("Logement", "Trouver un logement, y entrer, le garder."),
    ("Travail de rue", "Aller à la rencontre, là où sont les personnes."),
    ("Accueil de jour", "Se poser, boire un café, parler."),
    ("Repas et colis", "Manger aujourd’hui, remplir un placard."),
    ("Hygiène", "Douche, lessive, vêtements."),
    ("Santé", "Soins, médecin, pharmacie."),
    ("Santé mentale", "Être écouté·e, être soigné·e."),
    ("Assuétudes", "Alcool, drogues, jeu : réduire les risques, se soigner."),
    ("Aide sociale", "Revenu d’intégration, adresse de référence, aides."),
    ("Dettes et budget", "Faire le point, négocier, respirer."),
    ("Aide juridique", "Connaître ses droits et les défendre."),
    ("Emploi et formation", "Chercher, apprendre, reprendre."),
    ("Familles et enfants", "Parents, naissances, scolarité."),
    ("Violences", "Être en sécurité, être cru·e."),
)
CATEGORIES = (
    "Service public",
    "Relais social",
    "Association",
    "Maison d’accueil",
    "Logement social et agence immobilière sociale",
    "Soins de santé",
    "Justice",
    "Insertion et formation",
)
PLACES = (
    ("La Louvière", "7100", "La Louvière"),
    ("Haine-Saint-Paul", "7100", "La Louvière"),
    ("Haine-Saint-Pierre", "7100", "La Louvière"),
    ("Saint-Vaast", "7100", "La Louvière"),
    ("Trivières", "7100", "La Louvière"),
    ("Boussoit", "7110", "La Louvière"),
    ("Houdeng-Aimeries", "7110", "La Louvière"),
    ("Houdeng-Gœgnies", "7110", "La Louvière"),
    ("Maurage", "7110", "La Louvière"),
    ("Strépy-Bracquegnies", "7110", "La Louvière"),
    ("Binche", "7130", "Binche"),
    ("Chapelle-lez-Herlaimont", "7160", "Chapelle-lez-Herlaimont"),
    ("Manage", "7170", "Manage"),
    ("Morlanwelz", "7140", "Morlanwelz"),
    ("Le Rœulx", "7070", "Le Rœulx"),
    ("Seneffe", "7180", "Seneffe"),
    ("Soignies", "7060", "Soignies"),
    ("Estinnes", "7120", "Estinnes"),
)


def create_registers():
    """Adds what is missing; never renames what staff changed."""
    if not Mission.objects.exists():
        for position, (name, description) in enumerate(MISSIONS):
            Mission.objects.create(
                name=name, slug=readable_slug(name), description=description, position=position
            )
    if not PartnerCategory.objects.exists():
        for position, name in enumerate(CATEGORIES):
            PartnerCategory.objects.create(name=name, slug=readable_slug(name), position=position)
    if not Municipality.objects.exists():
        for name, code, commune in PLACES:
            Municipality.objects.create(
                name=name, slug=readable_slug(name), postal_code=code, commune=commune
            )
