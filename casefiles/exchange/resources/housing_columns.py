"""The columns of a sheet of housing periods."""

from casefiles.exchange import widgets
from casefiles.exchange.fields import SheetField
from casefiles.exchange.resources.base import SheetResource
from casefiles.exchange.resources.persons_widgets import SinceWidget
from casefiles.models import HousingSituation
from casefiles.text import normalise
from portal.sheets.cells import shown


class SituationWidget(widgets.ChoiceWidget):
    """A category by its label, its code, or its number in ETHOS Light."""

    def __init__(self):
        super().__init__(HousingSituation.choices)
        self.numbers = {str(situation.rung): situation.value for situation in HousingSituation}

    def read(self, value):
        word = normalise(shown(value)).removeprefix("ethos").removeprefix(" light").strip()
        return self.numbers.get(word.removesuffix(".0")) or super().read(value)


class HousingColumns(SheetResource):
    reference = SheetField(
        "Dossier",
        widget=widgets.ReferenceWidget(),
        required=True,
        synonyms=["référence", "référence du dossier", "réf", "n° de dossier", "numéro de dossier"],
        help_text="La référence du dossier, par exemple HT-2026-0012. Jamais un nom.",
        example="Exemple (à effacer)",
        width=20,
    )
    situation = SheetField(
        "Où",
        widget=SituationWidget(),
        required=True,
        synonyms=["situation", "catégorie", "catégorie ethos", "ethos", "ethos light"],
        help_text="Choisissez dans la liste, ou écrivez le numéro ETHOS Light, de 1 à 7 (8 : son logement).",
        width=36,
    )
    since = SheetField(
        "Depuis le",
        widget=SinceWidget(),
        required=True,
        synonyms=["du", "de", "début", "date de début", "depuis"],
        help_text="Jour/mois/année, par exemple 04/03/2026. « 03/2026 » et « vers le 04/03/2026 » sont lus.",
        example="04/03/2026",
        width=16,
    )
    ended_on = SheetField(
        "Jusqu’au",
        widget=widgets.DateWidget(),
        synonyms=["jusqu'au", "au", "fin", "date de fin", "à"],
        help_text="Facultatif. Vide : jusqu’à la période qui suit, ou encore aujourd’hui.",
        example="02/05/2026",
        width=14,
    )
    place = SheetField(
        "Lieu",
        widget=widgets.TextWidget(max_length=200, one_line=True),
        synonyms=["endroit", "adresse"],
        help_text="Facultatif.",
        confidential=True,
        width=30,
    )
