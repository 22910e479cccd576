"""The people and the words of the demonstration. Nobody here exists; every name says so."""

from dataclasses import dataclass

REFERENTE, REFERENT2 = "referente@example.org", "referent2@example.org"
REFERENT3 = "referent3@example.org"


@dataclass(frozen=True)
class Story:
    """One fictional file: opened `opened` days ago, now at stage `stage` (0 intake … 5 exit)."""

    first_name: str
    last_name: str
    gender: str
    birth: str
    situation: str
    holder: str
    opened: int
    stage: int
    silent: int = 3  # days since the last contact
    household: str = "single"
    twist: str = ""  # back, moved_over, lost, again (left, and came back)
    left_for: tuple = ("stable_home", "social_rental")  # why one left, and where one lives since


STORIES = [
    # Closed first: their places are free again for the others.
    Story("Alba", "Exemple", "woman", "1989-03-12", "third_party", REFERENTE, 330, 5, silent=60),
    Story("Basile", "Fictif", "man", "1977-11-02", "street", REFERENT2, 290, 5, silent=45),
    Story("Cora", "Inventée", "woman", "1995-06-21", "shelter", REFERENTE, 240, 5, silent=100, twist="lost"),
    # Those of last year, for who looks back; Bazile may well be Basile, under another spelling.
    Story("Achille", "Fictif", "man", "1970-05-05", "squat", REFERENT2, 395, 5, silent=150),
    Story(
        "Blandine", "Exemple", "woman", "1988-07-01", "street", REFERENTE, 380, 5, silent=140, twist="again"
    ),
    Story(
        "Célestin",
        "Modèle",
        "man",
        "1959-11-11",
        "leaving_institution",
        REFERENT2,
        372,
        5,
        silent=170,
        left_for=("institution", "hospital"),
    ),
    Story("Bazile", "Fictif", "man", "1977-11-02", "shelter", REFERENTE, 365, 5, silent=200, twist="lost"),
    Story(
        "Dalia",
        "Personnage",
        "woman",
        "1999-02-28",
        "third_party",
        REFERENT2,
        352,
        5,
        silent=120,
        left_for=("relay", "sliding_lease"),
    ),
    Story(
        "Estéban",
        "Maquette",
        "man",
        "1992-02-29",
        "moving_around",
        REFERENTE,
        341,
        5,
        silent=90,
        left_for=("autonomous", "private_rental"),
    ),
    Story(
        "Faustine", "Brouillon", "woman", "1981-09-09", "shelter", REFERENT2, 322, 5, silent=80, twist="again"
    ),
    Story(
        "Gildas",
        "Chapitre",
        "man",
        "1966-12-24",
        "squat",
        REFERENTE,
        300,
        5,
        silent=70,
        left_for=("moved_away", "family_lasting"),
    ),
    Story("Honorine", "Roman", "woman", "2002-04-18", "third_party", REFERENT2, 275, 5, silent=55),
    # Held by the first case manager: six of ten places, and one more kept for somebody who waits.
    Story("Dorian", "Imaginaire", "man", "1984-01-30", "squat", REFERENTE, 210, 4),
    Story(
        "Élise",
        "Modèle",
        "woman",
        "1991-08-17",
        "third_party",
        REFERENTE,
        160,
        3,
        household="single_children",
    ),
    Story("Félix", "Factice", "man", "1968-05-09", "street", REFERENTE, 150, 3, silent=41),
    Story("Gaëlle", "Échantillon", "woman", "2001-12-04", "moving_around", REFERENTE, 95, 2, twist="back"),
    Story(
        "Inès", "Maquette", "woman", "1998-02-14", "shelter", REFERENTE, 36, 1, household="couple_children"
    ),
    Story("Katia", "Ébauche", "woman", "1979-04-28", "third_party", REFERENTE, 5, 0, silent=2),
    # Held by the second: ten of ten, so that a refused eleventh can be seen.
    Story("Loïc", "Canevas", "man", "1987-09-19", "street", REFERENT2, 300, 4, silent=8),
    Story(
        "Maëlle", "Chapitre", "woman", "1993-01-07", "shelter", REFERENT2, 220, 3, household="single_children"
    ),
    Story("Noé", "Roman", "man", "1974-06-30", "squat", REFERENT2, 180, 3, silent=36),
    Story("Océane", "Nouvelle", "woman", "2000-03-25", "third_party", REFERENT2, 140, 3),
    Story("Prosper", "Conte", "man", "1961-12-11", "leaving_institution", REFERENT2, 120, 2, silent=12),
    Story("Quentin", "Fable", "man", "1996-05-16", "moving_around", REFERENT2, 100, 2, twist="moved_over"),
    Story("Rosa", "Hypothèse", "woman", "1985-10-22", "third_party", REFERENT2, 80, 1, silent=33),
    Story("Samir", "Illustration", "man", "1990-08-03", "street", REFERENT2, 44, 1),
    Story("Tania", "Légende", "x", "1999-11-27", "shelter", REFERENT2, 21, 0, silent=9),
    Story("Ulysse", "Démonstration", "man", "1980-02-05", "moving_around", REFERENT2, 9, 0, silent=4),
    # Held by the third, who has just begun.
    Story("Hakim", "Personnage", "man", "1982-07-23", "leaving_institution", REFERENT3, 70, 2),
    Story("Jules", "Brouillon", "man", "2003-10-01", "moving_around", REFERENT3, 18, 1, silent=6),
    Story("Valentine", "Essai", "woman", "1986-01-15", "shelter", REFERENT3, 12, 0, silent=2),
]

# Days ago, then answers that differ from the usual ones: eligible, near the limit, not eligible, unknown.
TO_DECIDE = [
    (0, {"first_name": "Violette", "last_name": "Esquisse", "gender": "woman", "street_weeks": 7}),
    (1, {"first_name": "Wassim", "last_name": "Croquis", "gender": "man", "street_weeks": 25}),
    (
        2,
        {
            "first_name": "Xénia",
            "last_name": "Prétexte",
            "gender": "woman",
            "street_weeks": 44,
            "municipality": "7000",
            "own_request": "no",
        },
    ),
    (
        3,
        {
            "first_name": "Yanis",
            "last_name": "Supposé",
            "gender": "man",
            "street_weeks": None,
            "residence_permit": "unknown",
        },
    ),
    (6, {"first_name": "Zoé", "last_name": "Variante", "gender": "woman", "street_weeks": 12}),
]
WAITING = [
    (
        24,
        {
            "first_name": "Aloïs",
            "last_name": "Virtuel",
            "gender": "man",
            "street_weeks": 14,
            "birth_date": "14/07/1990",
        },
    ),
    (15, {"first_name": "Bérénice", "last_name": "Fictive", "gender": "woman", "street_weeks": 9}),
    (8, {"first_name": "Cyprien", "last_name": "Figuré", "gender": "man", "street_weeks": 18}),
]
REFUSED = [
    (
        50,
        "street_too_long",
        {"first_name": "Diane", "last_name": "Parabole", "gender": "woman", "street_weeks": 60},
    ),
    (
        32,
        "no_own_request",
        {"first_name": "Elias", "last_name": "Allégorie", "gender": "man", "own_request": "no"},
    ),
]

SENDERS = [
    # A service of the directory, so that its partner account has news of its own orientations.
    ("Abri de nuit Exemple – La Veilleuse", "Camille Fictive"),
    ("CPAS (exemple)", "Dominique Inventée"),
    ("Maison d’accueil (exemple)", "Alix Modèle"),
    ("Service social de l’hôpital (exemple)", "Charlie Imaginaire"),
    ("Éducateurs de rue (exemple)", "Noor Exemple"),
]

CONTACTS = [
    (
        "interview",
        "appointment",
        60,
        "Bureau du Relais",
        "Premier temps ensemble : ce qui presse, ce qui peut attendre.",
    ),
    (
        "procedure",
        "appointment",
        45,
        "CPAS",
        "Demande de revenu d’intégration introduite ; réponse attendue d’ici un mois.",
    ),
    ("follow_up", "telephone", 10, "", "Des nouvelles par téléphone : tout va bien, rendez-vous confirmé."),
    (
        "housing_search",
        "outside",
        90,
        "La Louvière, centre",
        "Deux visites de logement. Le second plaît, le loyer reste serré.",
    ),
    ("support", "outside", 75, "Maison communale", "Démarche pour l’adresse de référence, faite ensemble."),
    (
        "tripartite",
        "appointment",
        50,
        "Bureau du Relais",
        "À trois avec le service qui accompagne : qui fait quoi d’ici la fin du mois.",
    ),
    (
        "listening",
        "spontaneous",
        30,
        "Accueil de jour",
        "Passage sans rendez-vous, besoin de souffler et d’en parler.",
    ),
    (
        "home_visit",
        "home",
        60,
        "Au logement",
        "État des lieux relu, compteurs relevés, petits travaux notés.",
    ),
    ("information", "message", 5, "", "Rappel des documents à prendre pour demain."),
]
CONFIDENTIAL = "Note réservée : souhaite ne pas en parler devant le service qui oriente. À reprendre à deux."

# Axis, objective, the person's words, then actions: words, who, days until due after the plan, outcome.
OBJECTIVES = [
    (
        "home",
        "Trouver un logement abordable et s’y installer",
        "« Une porte à moi, et que ça tienne. »",
        [
            ("Constituer le dossier de candidature locative", "person", 12, "done"),
            ("S’inscrire auprès de l’agence immobilière sociale", "case_manager", 20, "done"),
            ("Visiter trois logements", "person", 60, "in_progress"),
        ],
    ),
    (
        "administration",
        "Retrouver une adresse et des papiers en ordre",
        "« Ne plus avoir peur du courrier. »",
        [
            ("Demander l’adresse de référence", "case_manager", 10, "done"),
            ("Refaire la carte d’identité", "person", 30, "planned"),
        ],
    ),
    (
        "budget",
        "Tenir son budget au mois",
        "« Savoir où j’en suis le 20. »",
        [("Remplir le carnet de budget deux mois de suite", "person", 75, "planned")],
    ),
    (
        "health",
        "Revoir un médecin et remettre la mutuelle en ordre",
        "« Dormir, déjà. »",
        [("Prendre rendez-vous à la maison médicale", "partner", 25, "planned")],
    ),
]
RESULTS = {
    "home": ("reached", "Bail signé, entrée dans le logement."),
    "administration": ("reached", "Papiers en ordre, adresse retrouvée."),
    "budget": ("partly", "Le carnet est tenu, les fins de mois restent courtes."),
    "health": ("partly", "Mutuelle en ordre, suivi à poursuivre."),
}
DOCUMENTS = [
    ("attestation", "Attestation d’adresse de référence", 20),
    ("income", "Preuve de revenus", None),
    ("identity", "Copie de la carte d’identité", 400),
]

# After the plan is made: what is signed, at which rhythm one then meets, what nobody could give.
PROMISES = (
    "Venir aux rendez-vous, ou prévenir.\nDire quand ça ne va pas.",
    "Rappeler dans les deux jours ouvrables.\nNe rien décider sans la personne.",
)
RHYTHMS = {
    3: ("fortnightly", "Les démarches avancent : on se voit tous les quinze jours."),
    4: ("monthly", "Le logement tient bon : un passage par mois suffit, avec le téléphone entre-temps."),
}
NEEDS = (
    ("affordable_home", "home", "Neuf propriétaires appelés ; garantie de trois mois demandée partout."),
    ("mental_health", "health", "Quatre mois d’attente à la première consultation."),
    ("emergency_place", "home", "Trois nuits refusées d’affilée à l’abri, complet."),
    ("debts", "debts", "Pas de médiation avant le trimestre prochain."),
    ("pets", "home", "Aucun hébergement n’accepte le chien."),
)
# Days from today, hour, minutes, kind, medium, place, note.
MEETINGS = (
    (0, 14, 60, "interview", "appointment", "Bureau du Relais", ""),
    (1, 9, 45, "procedure", "outside", "CPAS (exemple)", "Prendre la composition de ménage."),
    (1, 11, 60, "home_visit", "home", "Au logement", ""),
    (2, 10, 90, "housing_search", "outside", "La Louvière, centre", "Deux visites."),
    (3, 13, 50, "tripartite", "appointment", "Bureau du Relais", "Avec le propriétaire."),
    (4, 15, 30, "follow_up", "telephone", "", ""),
    (7, 9, 60, "interview", "appointment", "Bureau du Relais", "Préparer l’évaluation."),
    (8, 14, 60, "support", "outside", "Maison médicale (exemple)", ""),
    (9, 10, 45, "interview", "spontaneous", "Accueil de jour (exemple)", ""),
    (11, 16, 30, "follow_up", "telephone", "", "Demander des nouvelles de la candidature."),
)
REMINDERS = (
    (-1, "Rappeler l’agence immobilière sociale (exemple)."),
    (0, "Envoyer la copie du contrat au service orienteur."),
    (2, "Vérifier que l’attestation de mutuelle est arrivée."),
    (6, "Préparer la rencontre tripartite."),
    (13, "Relancer la demande de garantie locative."),
)
# Shared or one's own, name, kind, medium, minutes, place, who is there.
TEMPLATES = (
    (True, "Permanence du mardi", "listening", "spontaneous", 20, "Accueil de jour (exemple)", ("person",)),
    (
        True,
        "Rencontre à trois au logement",
        "tripartite",
        "home",
        60,
        "Au logement",
        ("person", "social_worker", "landlord"),
    ),
    (False, "Coup de fil du vendredi", "follow_up", "telephone", 10, "", ("person",)),
)
