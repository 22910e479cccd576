"""What a template may take from a file: a closed list. Their values stand in values.py."""

# (group, {code: label}); a code stands in templates for ever.
GROUPS = (
    (
        "La personne",
        {
            "person.title": "Madame, Monsieur",
            "person.name": "prénom et nom",
            "person.first_name": "prénom",
            "person.last_name": "nom",
            "person.birth_date": "date de naissance",
            "person.national_number": "numéro de registre national",
            "person.phone": "téléphone de la personne",
            "person.email": "adresse e-mail de la personne",
            "person.household": "composition du ménage",
            "person.housing": "où la personne dort aujourd’hui",
        },
    ),
    (
        "Mots qui s’accordent",
        {
            "agree.he": "il, elle",
            "agree.born": "né, née",
            "agree.accompanied": "accompagné, accompagnée",
            "agree.housed": "hébergé, hébergée",
            "agree.invited": "invité, invitée",
            "agree.known": "connu, connue",
        },
    ),
    (
        "L’accompagnement",
        {
            "file.programme": "dispositif",
            "file.opened_on": "accompagnement depuis le",
            "file.stage": "étape en cours",
            "file.reference": "référence du dossier",
            "file.case_manager": "référent·e",
            "file.case_manager_email": "adresse e-mail de la référente ou du référent",
        },
    ),
    (
        "Le prochain rendez-vous",
        {
            "meeting.day": "jour du prochain rendez-vous",
            "meeting.hour": "heure du prochain rendez-vous",
            "meeting.place": "lieu du prochain rendez-vous",
        },
    ),
    (
        "La lettre",
        {
            "letter.today": "date du jour",
            "letter.author": "qui écrit la lettre",
            "letter.service": "nom du service",
        },
    ),
)
LABELS = {code: label for _group, fields in GROUPS for code, label in fields.items()}
# In a table of a letter, where who reads does not know our lists.
ON_PAPER = {
    "person.title": "civilité",
    "person.phone": "téléphone",
    "person.email": "adresse e-mail",
    "person.housing": "logement actuel",
    "file.case_manager": "personne de contact",
    "file.case_manager_email": "adresse e-mail",
}
FIELD_CHOICES = [(group, list(fields.items())) for group, fields in GROUPS]

LISTS = {
    "list.objectives": "objectifs en cours",
    "list.meetings": "rendez-vous à venir",
    "list.household": "membres du ménage",
    "list.housing": "parcours résidentiel",
}
SIGNERS = {
    "service": "le service",
    "person": "la personne accompagnée",
    "both": "la personne et le service",
}
# What is typed by hand for each letter.
ASKED = {"text": "un texte court", "amount": "un montant en euros", "date": "une date"}
