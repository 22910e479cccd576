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
    NATIONAL_NUMBER: "Numéro national",
    MUNICIPALITY: "Commune",
    STATEMENT: "Texte d’information",
}
CHOICE_TYPES = frozenset({ONE_CHOICE, SEVERAL_CHOICES})
# A statement informs; it asks nothing, so it has no answer, no class, no retention.
UNANSWERED_TYPES = frozenset({STATEMENT})

YES, NO = "yes", "no"
YES_NO_CHOICES = ((YES, "Oui"), (NO, "Non"))

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

MAX_LENGTHS = {SHORT_TEXT: 200, LONG_TEXT: 4000, EMAIL: 254, TELEPHONE: 40, MUNICIPALITY: 100}
MAX_QUESTIONS = 300
# Fields of the web page that are no questions: a question of the same name could never be sent.
TOKEN_FIELD, TRAP_FIELD = "jeton", "site_web"
RESERVED_KEYS = {TOKEN_FIELD, TRAP_FIELD}
KEY_MAX_LENGTH = 40
