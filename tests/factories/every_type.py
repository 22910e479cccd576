"""A form with every type of question, bound and condition: what each output and each reader must carry."""

from forms.shipped.builder import Builder, question, section, shown_if

SLUG = "tout"
_ANSWERED = {"data_class": "C2", "purpose": "Essayer"}


def _ask(key, kind, label, **more):
    return question(key, kind, label, **_ANSWERED, **more)


def document():
    return Builder(SLUG).document("Tous les types", "Rien de vrai ici.", [_TEXTS, _NUMBERS, _CHOICES, _LINES])


_TEXTS = section(
    "texts",
    "Des mots",
    _ask("short", "short_text", "Texte court", required=True, bounds={"max_length": 120}),
    _ask("long", "long_text", "Texte long", bounds={"max_length": 2000}),
    _ask("mail", "email", "Adresse e-mail"),
    _ask("phone", "telephone", "Téléphone"),
    _ask("town", "municipality", "Commune"),
    _ask("partner", "partner_service", "Service partenaire"),
    _ask("account", "short_text", "Compte bancaire", bounds={"format": "iban"}),
    _ask("postcode", "short_text", "Code postal", bounds={"format": "postal_code"}),
    _ask("national", "national_number", "Numéro national"),
    help="Une introduction avec œ, € et ’.",
)
_NUMBERS = section(
    "numbers",
    "Des nombres et des dates",
    _ask("day", "date", "Un jour", bounds={"period": "past"}, help="Jour, mois, année."),
    _ask("month", "year_month", "Un mois", bounds={"day_allowed": True}),
    _ask("count", "whole_number", "Un nombre", bounds={"min": 0, "max": 30}),
    _ask("amount", "amount", "Un montant", bounds={"min": 0}),
)
_CHOICES = section(
    "choices",
    "Des choix",
    _ask("agree", "yes_no", "D’accord ?", required=True),
    _ask("one", "one_choice", "Un seul", choices={"first": "Premier", "second": "Deuxième", "third": "Rien"}),
    _ask(
        "several",
        "several_choices",
        "Plusieurs",
        choices={"house": "Logement", "health": "Santé", "work": "Emploi ; formation"},
        visible_if=shown_if("", {"any": [{"eq": ["agree", "yes"]}, {"in": ["one", ["second", "third"]]}]}),
    ),
    _ask("feeling", "scale", "Comment ça va ?", ends=("Très mal", "Très bien")),
    question("note", "statement", "À savoir", help="Ceci informe, sans rien demander."),
    visible_if=shown_if("", {"not": {"all": [{"gt": ["count", 20]}, {"empty": ["mail"]}]}}),
)
_LINES = section(
    "lines",
    "Des lignes",
    question(
        "debts",
        "group",
        "Dettes",
        help="Une ligne par créancier.",
        rows=3,
        questions=[
            _ask("creditor", "short_text", "Créancier", required=True),
            _ask("owed", "amount", "Montant dû"),
            _ask("since", "date", "Depuis"),
            _ask("kinds", "several_choices", "Sortes", choices={"rent": "Loyer", "energy": "Énergie"}),
            _ask("sued", "yes_no", "En justice ?"),
            _ask("worry", "scale", "Souci", ends=("Aucun", "Très grand")),
        ],
    ),
    _ask("proof", "file", "Un document", visible_if=shown_if("", {"not": {"empty": ["debts"]}})),
)

# Every answer that paper can carry, with signs that break things.
ANSWERS = {
    "short": "Zoé d’Œuvre-ł € « ok »",
    "long": "Première ligne\nשלום, 🙂\n\nDernière",
    "mail": "camille@example.org",
    "phone": "0470 00 00 00",
    "town": "7100",
    "partner": "Service Exemple",
    "account": "BE68 5390 0754 7034",
    "postcode": "7110",
    "national": "85073003328",
    "day": "2024-02-29",
    "month": "2025-09",
    "count": 7,
    "amount": "1234.50",
    "agree": "yes",
    "one": "second",
    "several": ["house", "work"],
    "feeling": 4,
    "debts": [
        {
            "creditor": "Société Exemple",
            "owed": "310.00",
            "since": "2025-01-31",
            "kinds": ["rent", "energy"],
            "sued": "no",
            "worry": 5,
        },
        {"creditor": "Fournisseur Fictif"},
    ],
}
