"""The columns that say who somebody is and how the situation stands, and those of a sheet of files."""

import datetime

from django.core.validators import EmailValidator

from casefiles.access import may_be_case_manager
from casefiles.exchange import widgets
from casefiles.exchange.fields import SheetField
from casefiles.exchange.resources import persons_widgets
from casefiles.exchange.resources.base import SheetResource
from casefiles.models import DatePrecision, Programme, Stage

OLDEST = datetime.date(1900, 1, 1)


class IdentityColumns(SheetResource):
    identifier = SheetField(
        "Identifiant",
        widget=widgets.TextWidget(max_length=100, one_line=True),
        synonyms=["id", "numéro", "n°", "mon numéro", "n° de ligne"],
        help_text="Facultatif. Un numéro à vous, différent à chaque ligne : "
        "il permet de renvoyer une ligne corrigée.",
        example="Exemple (à effacer)",
        width=20,
    )
    programme = SheetField(
        "Dispositif",
        widget=widgets.ListWidget(Programme.objects, label="name", codes=("slug", "file_prefix")),
        required=True,
        synonyms=["programme", "projet"],
        help_text="Choisissez dans la liste.",
        width=24,
    )
    last_name = SheetField(
        "Nom",
        widget=widgets.TextWidget(max_length=200, one_line=True),
        required=True,
        synonyms=["nom de famille", "nom de la personne"],
        help_text="Le nom de famille de la personne.",
        example="Exemple",
        confidential=True,
        width=22,
    )
    first_name = SheetField(
        "Prénom",
        widget=widgets.TextWidget(max_length=200, one_line=True),
        synonyms=["prénoms", "prénom de la personne"],
        help_text="Facultatif.",
        example="Camille",
        confidential=True,
        width=20,
    )
    birth_date = SheetField(
        "Date de naissance",
        widget=widgets.DateWidget(oldest=OLDEST),
        synonyms=["naissance", "né le", "née le", "né(e) le", "ddn", "date naissance"],
        help_text="Facultatif. Jour/mois/année, avec quatre chiffres pour l’année.",
        example="02/04/1990",
        confidential=True,
        width=16,
    )
    gender = SheetField(
        "Genre",
        widget=persons_widgets.GenderWidget(),
        synonyms=["sexe", "civilité"],
        help_text="Facultatif. Choisissez dans la liste ; F, H ou X sont lus aussi.",
        confidential=True,
        width=20,
    )
    national_number = SheetField(
        "Numéro national",
        widget=persons_widgets.NationalNumberWidget(),
        synonyms=["niss", "numéro de registre national", "registre national", "n° national", "nrn", "rn"],
        help_text="Facultatif. Les 11 chiffres de la carte d’identité. Mettez la colonne au format Texte.",
        confidential=True,
        width=20,
    )
    phone = SheetField(
        "Téléphone",
        widget=persons_widgets.PersonTelephoneWidget(max_length=40, one_line=True),
        synonyms=["tél", "gsm", "téléphone de la personne", "numéro de téléphone", "portable"],
        help_text="Facultatif. Celui de la personne. Mettez la colonne au format Texte.",
        example="0470 00 00 00",
        confidential=True,
        width=18,
    )
    street_since = SheetField(
        "Situation depuis",
        widget=persons_widgets.SinceWidget(),
        synonyms=["en rue depuis", "depuis", "depuis quand", "sans logement depuis", "début de la situation"],
        help_text="Facultatif. Un jour (14/09/2026), un mois (09/2026) ou à peu près (vers le 14/09/2026).",
        example="09/2026",
        confidential=True,
        width=18,
    )
    precision = SheetField(
        "Précision",
        widget=widgets.ChoiceWidget(DatePrecision.choices),
        synonyms=["précision de la date", "précision de la situation"],
        help_text="Facultatif. Comment la date de la situation est connue.",
        width=16,
    )
    municipality = SheetField(
        "Commune",
        widget=widgets.TextWidget(max_length=120, one_line=True),
        synonyms=["localité", "ville", "code postal"],
        help_text="Facultatif. Là où se trouve la personne, par exemple 7100 La Louvière.",
        example="7100 La Louvière",
        confidential=True,
        width=22,
    )
    own_request = SheetField(
        "Demande de la personne",
        widget=persons_widgets.YesNoAnswerWidget(),
        synonyms=["demande personnelle", "est demandeur", "est demandeuse"],
        help_text="Facultatif. oui ou non. Vide : pas précisé.",
        confidential=True,
        width=16,
    )
    residence_permit = SheetField(
        "Titre de séjour",
        widget=persons_widgets.YesNoAnswerWidget(),
        synonyms=["séjour", "séjour en ordre"],
        help_text="Facultatif. oui ou non. Vide : pas précisé.",
        confidential=True,
        width=14,
    )


class PersonColumns(IdentityColumns):
    reference = SheetField(
        "Dossier",
        widget=widgets.ReferenceWidget(),
        synonyms=["référence", "référence du dossier", "réf", "n° de dossier", "numéro de dossier"],
        help_text="Facultatif. La référence d’un dossier du portail, pour le mettre à jour. "
        "Vide : un dossier est ouvert.",
        width=16,
    )
    email = SheetField(
        "E-mail",
        widget=widgets.CheckedTextWidget(
            EmailValidator(), "n’est pas une adresse e-mail, comme personne@example.org.", max_length=254
        ),
        synonyms=["mail", "courriel", "adresse e-mail"],
        help_text="Facultatif. Celui de la personne.",
        confidential=True,
        width=26,
    )
    stage = SheetField(
        "Étape",
        widget=persons_widgets.StageWidget(Stage.objects, label="name"),
        synonyms=["étape du parcours", "phase"],
        help_text="Facultatif. L’étape où en est la personne. Vide : la première pour un nouveau dossier.",
        width=22,
    )
    case_manager = SheetField(
        "Référent·e",
        widget=persons_widgets.StaffWidget(may_be_case_manager()),
        synonyms=["référent", "référente", "e-mail du référent", "accompagné par", "accompagnée par"],
        help_text="Facultatif. Son adresse e-mail dans le portail, ou son nom entier. Vide : vous.",
        width=28,
    )
    opened_on = SheetField(
        "Ouvert le",
        widget=widgets.DateWidget(),
        synonyms=[
            "date d’ouverture",
            "ouverture",
            "début",
            "date d’entrée",
            "entrée",
            "admis le",
            "admise le",
        ],
        help_text="Facultatif. Depuis quand la personne est accompagnée. Vide : aujourd’hui.",
        example="04/03/2026",
        width=12,
    )
    exception = SheetField(
        "Motif de dépassement",
        widget=widgets.TextWidget(one_line=True),
        synonyms=["motif du dépassement", "dérogation"],
        help_text="Pour la coordination : pourquoi dépasser les places, ou passer outre un critère bloquant.",
        confidential=True,
        width=30,
    )
