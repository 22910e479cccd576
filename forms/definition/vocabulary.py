"""The words a form document is made of. Codes never change; labels are what staff read."""

SCHEMA_VERSION = 1
LANGUAGE = "fr"

SHORT_TEXT = "short_text"
LONG_TEXT = "long_text"
EMAIL = "email"
TELEPHONE = "telephone"
DATE = "date"
YEAR_MONTH = "year_month"
WHOLE_NUMBER = "whole_number"
AMOUNT = "amount"
YES_NO = "yes_no"
ONE_CHOICE = "one_choice"
SEVERAL_CHOICES = "several_choices"
NATIONAL_NUMBER = "national_number"
MUNICIPALITY = "municipality"
SCALE = "scale"
PARTNER_SERVICE = "partner_service"
FILE = "file"
GROUP = "group"
STATEMENT = "statement"

QUESTION_TYPES = {
    SHORT_TEXT: "Texte court",
    LONG_TEXT: "Texte long",
    EMAIL: "Adresse e-mail",
    TELEPHONE: "Téléphone",
    DATE: "Date",
    YEAR_MONTH: "Mois et année",
    WHOLE_NUMBER: "Nombre entier",
    AMOUNT: "Montant en euros",
    YES_NO: "Oui ou non",
    ONE_CHOICE: "Un choix",
    SEVERAL_CHOICES: "Plusieurs choix",
    SCALE: "Échelle de 1 à 5",
    NATIONAL_NUMBER: "Numéro national",
    MUNICIPALITY: "Commune",
    PARTNER_SERVICE: "Service partenaire",
    FILE: "Fichier à joindre (en ligne seulement)",
    GROUP: "Lignes répétées (ménage, dettes…)",
    STATEMENT: "Texte d’information",
}
CHOICE_TYPES = frozenset({ONE_CHOICE, SEVERAL_CHOICES})
# A statement informs; it asks nothing, so it has no answer, no class, no retention.
UNANSWERED_TYPES = frozenset({STATEMENT})
# Paper and spreadsheets cannot carry a file: it is asked for when the answers come in.
ONLINE_ONLY_TYPES = frozenset({FILE})
# What a line of a repeated group may ask.
ROW_TYPES = tuple(kind for kind in QUESTION_TYPES if kind not in {GROUP, FILE, STATEMENT, LONG_TEXT})
# What « more than » and « less than » can compare.
ORDERED_TYPES = frozenset({DATE, YEAR_MONTH, WHOLE_NUMBER, AMOUNT, SCALE})
# Types of which a condition may only ask whether there is an answer.
OPAQUE_TYPES = frozenset({FILE, GROUP})

YES, NO = "yes", "no"
YES_NO_CHOICES = ((YES, "Oui"), (NO, "Non"))
SCALE_STEPS = (1, 2, 3, 4, 5)

# A short text may follow one of these. They are the code's: no definition brings an expression of its own.
FORMATS = {
    "postal_code": "Code postal belge (4 chiffres)",
    "iban": "Compte bancaire (IBAN)",
    "enterprise_number": "Numéro d’entreprise (BCE)",
}

DATA_CLASSES = {
    "C1": "C1 · coordonnées",
    "C2": "C2 · situation sociale",
    "C3": "C3 · santé, séjour, dettes, violences",
    "C4": "C4 · détention, pièces d’identité, notes libres",
}

# What an answer fills at admission. The list is the code's; choosing is staff's.
MAP_TARGETS = {
    "referral.sender_kind": "Orientation : qui oriente",
    "referral.sender_name": "Orientation : nom de la personne qui oriente",
    "referral.sender_service": "Orientation : service qui oriente",
    "referral.sender_phone": "Orientation : téléphone de qui oriente",
    "referral.sender_email": "Orientation : e-mail de qui oriente",
    "referral.street_since": "Orientation : en rue depuis",
    "referral.situation": "Orientation : situation actuelle",
    "referral.own_request": "Orientation : demande de la personne",
    "referral.residence_permit": "Orientation : titre de séjour",
    "referral.municipality": "Orientation : commune",
    "referral.message": "Orientation : message",
    "person.first_name": "Personne : prénom",
    "person.last_name": "Personne : nom",
    "person.birth_date": "Personne : date de naissance",
    "person.gender": "Personne : genre",
    "person.phone": "Personne : téléphone",
    "person.national_number": "Personne : numéro national",
}
# The types of question that can fill an attribute which is not plain text.
TARGET_TYPES = {
    "referral.sender_kind": {ONE_CHOICE},
    "referral.sender_service": {SHORT_TEXT, PARTNER_SERVICE},
    "referral.sender_phone": {TELEPHONE, SHORT_TEXT},
    "referral.sender_email": {EMAIL},
    "referral.street_since": {DATE, YEAR_MONTH},
    "referral.situation": {ONE_CHOICE, SHORT_TEXT},
    "referral.own_request": {YES_NO},
    "referral.residence_permit": {ONE_CHOICE, YES_NO},
    "referral.municipality": {MUNICIPALITY},
    "person.birth_date": {DATE},
    "person.gender": {ONE_CHOICE},
    "person.phone": {TELEPHONE, SHORT_TEXT},
    "person.national_number": {NATIONAL_NUMBER},
}
PLAIN_TARGET_TYPES = frozenset({SHORT_TEXT, LONG_TEXT})


MAX_LENGTHS = {
    SHORT_TEXT: 200,
    LONG_TEXT: 4000,
    EMAIL: 254,
    TELEPHONE: 40,
    MUNICIPALITY: 100,
    PARTNER_SERVICE: 200,
}
MAX_QUESTIONS = 300
MAX_ROWS = 12
# A condition is a list, or a list of lists: what the editor shows, and what one can still read aloud.
MAX_CONDITION_DEPTH = 2

# What a form is for. Only referral forms become requests; the others are filled where they are asked for.
FORM_KINDS = {
    "referral": "Orientation",
    "assessment": "Bilan dans un dossier",
    "satisfaction": "Satisfaction",
    "exit": "Sortie",
    "other": "Autre",
}
# Fields of the web page that are no questions: a question of the same name could never be sent.
TOKEN_FIELD, TRAP_FIELD = "jeton", "site_web"
RESERVED_KEYS = {TOKEN_FIELD, TRAP_FIELD}
KEY_MAX_LENGTH = 40
