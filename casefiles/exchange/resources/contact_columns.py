"""The columns of a sheet of contacts."""

from casefiles.exchange import widgets
from casefiles.exchange.fields import SheetField
from casefiles.exchange.resources.base import SheetResource
from casefiles.models import Contact, ContactKind, ContactMedium, LifeAxis


class ContactColumns(SheetResource):
    identifier = SheetField(
        "Identifiant",
        widget=widgets.TextWidget(max_length=100, one_line=True),
        synonyms=["id", "identifiant du contact", "numéro", "n°"],
        help_text="Facultatif. Un numéro à vous, différent à chaque ligne : "
        "il permet de renvoyer une ligne corrigée.",
        example="Exemple (à effacer)",
        width=20,
    )
    date = SheetField(
        "Date",
        widget=widgets.DateWidget(),
        required=True,
        synonyms=["date du contact", "jour", "le"],
        help_text="Jour/mois/année, par exemple 04/03/2026.",
        example="04/03/2026",
        width=12,
    )
    reference = SheetField(
        "Dossier",
        widget=widgets.ReferenceWidget(),
        required=True,
        synonyms=[
            "référence",
            "référence du dossier",
            "réf",
            "réf dossier",
            "référence dossier",
            "n° de dossier",
            "n° dossier",
            "numéro de dossier",
        ],
        help_text="La référence du dossier, par exemple HT-2026-0012. Jamais un nom.",
        example="HT-2026-0012",
        width=16,
    )
    kind = SheetField(
        "Nature",
        widget=widgets.ListWidget(ContactKind.objects),
        required=True,
        synonyms=["nature du contact", "type", "type de contact", "prestation"],
        help_text="Choisissez dans la liste.",
        width=26,
    )
    time = SheetField(
        "Heure",
        widget=widgets.HourWidget(),
        synonyms=["heure du contact", "à"],
        help_text="Facultatif. Par exemple 14:30.",
        example="14:30",
        width=10,
    )
    medium = SheetField(
        "Moyen",
        widget=widgets.ListWidget(ContactMedium.objects),
        synonyms=["moyen de contact", "canal", "mode"],
        help_text="Facultatif. Choisissez dans la liste.",
        width=26,
    )
    outcome = SheetField(
        "Déroulement",
        widget=widgets.ChoiceWidget(Contact.Outcome.choices),
        synonyms=["issue", "statut"],
        help_text="Facultatif. Vide : le contact a eu lieu.",
        width=24,
    )
    minutes = SheetField(
        "Minutes",
        widget=widgets.MinutesWidget(),
        synonyms=["durée", "durée en minutes", "durée (min)", "temps", "temps en minutes", "min"],
        help_text="Facultatif. La durée en minutes, par exemple 45. « 1h30 » est lu aussi.",
        example="45",
        width=10,
    )
    place = SheetField(
        "Lieu",
        widget=widgets.TextWidget(max_length=160, one_line=True),
        synonyms=["endroit", "lieu du contact"],
        help_text="Facultatif.",
        example="Bureau",
        confidential=True,
        width=22,
    )
    axis = SheetField(
        "Axe de vie",
        widget=widgets.ListWidget(LifeAxis.objects),
        synonyms=["axe"],
        help_text="Facultatif. Choisissez dans la liste.",
        width=24,
    )
    parts_present = SheetField(
        "Étaient présents",
        widget=widgets.ManyChoicesWidget(Contact.Part.choices),
        synonyms=["présents", "présent", "étaient présentes", "qui était présent"],
        help_text="Facultatif. Par exemple « la personne » ; entre plusieurs, un « ; ».",
        confidential=True,
        width=30,
    )
    people_present = SheetField(
        "Autres personnes présentes",
        widget=widgets.TextWidget(max_length=300, one_line=True),
        synonyms=["autres présents", "autres personnes"],
        help_text="Facultatif. En quelques mots.",
        confidential=True,
        width=30,
    )
    note = SheetField(
        "Note",
        widget=widgets.TextWidget(),
        synonyms=["note partageable", "commentaire", "remarque", "remarques", "contenu"],
        help_text="Facultatif. Ce que l’équipe peut lire ; la note confidentielle ne s’importe pas.",
        example="Premier rendez-vous, visite prévue lundi.",
        confidential=True,
        width=60,
    )
