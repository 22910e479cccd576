"""The columns of a sheet of partner services."""

from django.core.validators import EmailValidator, RegexValidator, URLValidator

from casefiles.exchange import widgets
from casefiles.exchange.fields import SheetField
from casefiles.exchange.resources.base import SheetResource
from content.directory.models import Mission, Municipality, PartnerCategory


def _register(model, **kwargs):
    return {"widget": widgets.ManyWidget(model.objects, label="name", codes=("slug",), active="", **kwargs)}


class ServiceColumns(SheetResource):
    name = SheetField(
        "Nom",
        widget=widgets.TextWidget(max_length=160, one_line=True),
        required=True,
        synonyms=["service", "nom du service", "partenaire", "dénomination"],
        help_text="Le nom du service : c’est à lui qu’on reconnaît une ligne déjà connue.",
        example="Exemple (à effacer) : Service Fictif",
        width=34,
    )
    category = SheetField(
        "Catégorie",
        widget=widgets.ListWidget(PartnerCategory.objects, label="name", codes=("slug",), active=""),
        required=True,
        synonyms=["type de service", "type", "catégorie de partenaire"],
        help_text="Choisissez dans la liste.",
        width=24,
    )
    missions = SheetField(
        "Missions",
        **_register(Mission),
        synonyms=["mission"],
        help_text="Une ou plusieurs missions de la liste, avec un point-virgule entre elles.",
        width=36,
    )
    municipalities = SheetField(
        "Localités desservies",
        **_register(Municipality),
        synonyms=["localités", "communes", "communes desservies", "territoire"],
        help_text="Une ou plusieurs localités de la liste, avec un point-virgule entre elles.",
        width=30,
    )
    summary = SheetField(
        "En une phrase",
        widget=widgets.TextWidget(max_length=240, one_line=True),
        synonyms=["résumé", "description courte"],
        help_text="Ce que l’on peut y trouver, en mots simples.",
        example="Un repas chaud et une écoute, sans rendez-vous.",
        width=40,
    )
    perimeter = SheetField(
        "Périmètre",
        widget=widgets.TextWidget(),
        synonyms=["périmètre d’intervention", "zone"],
        help_text="Où et jusqu’où le service intervient.",
        width=30,
    )
    who_is_served = SheetField(
        "Pour qui", widget=widgets.TextWidget(), synonyms=["public", "public cible"], width=30
    )
    conditions = SheetField(
        "Conditions", widget=widgets.TextWidget(), synonyms=["conditions d’accès", "accès"], width=30
    )
    documents_asked = SheetField(
        "Documents à apporter", widget=widgets.TextWidget(), synonyms=["documents", "à apporter"], width=28
    )
    languages = SheetField(
        "Langues",
        widget=widgets.TextWidget(max_length=200, one_line=True),
        synonyms=["langues parlées", "langue"],
        example="français, arabe",
        width=20,
    )
    access = SheetField(
        "Accès handicap",
        widget=widgets.TextWidget(),
        synonyms=["accès avec un handicap", "accessibilité", "pmr"],
        width=24,
    )
    street = SheetField(
        "Rue et numéro",
        widget=widgets.TextWidget(max_length=160, one_line=True),
        synonyms=["adresse", "rue"],
        example="rue de l’Exemple 1",
        width=28,
    )
    postal_code = SheetField(
        "Code postal",
        widget=widgets.CheckedTextWidget(
            RegexValidator(r"^[1-9]\d{3}$"),
            "n’est pas un code postal belge : quatre chiffres, par exemple 7100.",
        ),
        synonyms=["cp"],
        example="7100",
        width=12,
    )
    city = SheetField(
        "Localité",
        widget=widgets.TextWidget(max_length=120, one_line=True),
        synonyms=["ville", "commune"],
        example="La Louvière",
        width=20,
    )
    telephone = SheetField(
        "Téléphone",
        widget=widgets.TelephoneWidget(max_length=40, one_line=True),
        synonyms=["tél", "téléphone public", "gsm"],
        help_text="Le numéro du service, jamais celui d’une personne. Mettez la colonne au format Texte.",
        example="064 00 00 00",
        width=18,
    )
    email = SheetField(
        "E-mail",
        widget=widgets.CheckedTextWidget(
            EmailValidator(), "n’est pas une adresse e-mail, comme accueil@example.org.", max_length=254
        ),
        synonyms=["mail", "courriel", "e-mail public", "adresse e-mail"],
        example="accueil@example.org",
        width=26,
    )
    website = SheetField(
        "Site web",
        widget=widgets.CheckedTextWidget(
            URLValidator(schemes=["http", "https"]),
            "n’est pas une adresse web complète, comme https://example.org.",
            max_length=200,
        ),
        synonyms=["site", "site internet", "url"],
        example="https://example.org",
        width=26,
    )
    opening_hours = SheetField(
        "Heures d’ouverture",
        widget=widgets.TextWidget(),
        synonyms=["horaires", "horaire", "heures"],
        width=28,
    )
    last_checked_on = SheetField(
        "Vérifié le",
        widget=widgets.DateWidget(),
        synonyms=["vérification", "date de vérification", "dernière vérification"],
        help_text="La date à laquelle ces informations ont été relues.",
        example="04/03/2026",
        width=12,
    )
    is_published = SheetField(
        "Visible",
        widget=widgets.YesNoWidget(),
        synonyms=["visible sur le site", "publié"],
        help_text="oui ou non. Vide pour un nouveau service : non, le temps de le relire.",
        example="non",
        width=10,
    )
