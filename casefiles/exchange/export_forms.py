"""What to take away: the format, how much of people, which columns and rows, and why."""

from django import forms
from django.core.exceptions import ValidationError

from casefiles.admin.forms.base import CaseForm
from casefiles.exchange.exports.base import ALL_FORMATS, MAX_TICKED
from casefiles.exchange.exports.columns import ANONYMISED, FULL, PSEUDONYMISED
from casefiles.exchange.forms import reason_field

LEVEL_WORDS = {
    PSEUDONYMISED: "Pseudonymisé : la référence du dossier, sans nom ni texte libre",
    FULL: "Complet : avec {adds}",
    ANONYMISED: "Anonymisé : ni nom ni référence, dates au mois, âges par tranches",
}
LEVEL_TAGS = {frozenset({FULL}): "complet", frozenset({FULL, PSEUDONYMISED}): "sauf anonymisé"}
NO_COLUMN = "Cochez au moins une colonne qui part au niveau choisi."


def in_order(columns, codes):
    """These columns in the order of these codes; those that it does not name come after, as they are."""
    places = {code: place for place, code in enumerate(dict.fromkeys(codes))}
    return sorted(columns, key=lambda column: places.get(column.code, len(places)))


class ExportForm(CaseForm):
    fields_of = {"file_format": "file_format", "level": "level"}

    file_format = forms.ChoiceField(
        label="Format",
        choices=[(code, label) for code, (label, _type, _extension) in ALL_FORMATS.items()],
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez un format de la liste."},
    )
    level = forms.ChoiceField(
        label="Niveau",
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Votre rôle ne permet pas ce niveau : choisissez dans la liste."},
    )
    columns = forms.MultipleChoiceField(
        label="Colonnes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Une de ces colonnes n’existe pas, ou plus."},
    )
    keep_as = forms.CharField(
        label="Garder ces colonnes sous le nom",
        required=False,
        max_length=80,
        help_text="Facultatif. Elles seront proposées la prochaine fois, à vous seul·e.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = reason_field("Par exemple : « rapport trimestriel à la Région ». Sans nom de personne.")

    def __init__(self, *args, export, columns=None, order=(), ticked=(), **kwargs):
        """`columns` are ticked, `order` is that of the whole list, `ticked` are the keys of rows."""
        super().__init__(*args, **kwargs)
        self.export = export
        self.order = self.data.getlist("order") if self.is_bound else [*order, *(columns or ())]
        self.offered = in_order(export.all_columns(), self.order)
        self._ticked = ticked
        levels = export.levels()
        if export.of_files and levels:
            self.fields["level"].choices = [
                (level, LEVEL_WORDS[level].format(adds=export.adds)) for level in levels
            ]
            self.initial.setdefault("level", levels[0])
        else:
            del self.fields["level"]
        self.fields["columns"].choices = [(column.code, column.heading) for column in self.offered]
        self.initial["columns"] = columns or [column.code for column in self.offered if column.ticked]

    def boxes(self):
        """[(code, heading, ticked, at which levels)] for the template."""
        chosen = set(self["columns"].value() or ())
        if self.is_bound and not self._columns_were_shown:
            chosen = set(self.initial["columns"])
        levelled = "level" in self.fields and len(self.fields["level"].choices) > 1
        return [
            {
                "code": column.code,
                "heading": column.heading,
                "ticked": column.code in chosen,
                "tag": LEVEL_TAGS.get(column.levels, "") if levelled else "",
            }
            for column in self.offered
            if any(level in column.levels for level in self.export.levels())
        ]

    @property
    def _columns_were_shown(self):
        return "columns_shown" in self.data

    def ticked(self):
        """The keys of the rows that were ticked, as they came."""
        return self.data.getlist("ticked") if self.is_bound else list(self._ticked)

    def clean_columns(self):
        chosen = self.cleaned_data["columns"]
        return chosen if self._columns_were_shown else self.initial["columns"]

    def clean(self):
        data = super().clean()
        level = data.get("level") or (self.initial.get("level") or FULL)
        data["level"] = level
        chosen = set(data.get("columns") or ())
        if "columns" in data and not any(
            column.code in chosen and level in column.levels for column in self.offered
        ):
            self.add_error("columns", NO_COLUMN)
        data["ticked"] = self._clean_ticked()
        return data

    def moved(self, asked):
        """The same form, nothing lost nor checked, with one column moved: "code:up" or "code:down"."""
        code, _colon, way = asked.rpartition(":")
        codes = [box["code"] for box in self.boxes()]
        if code in codes:
            place = codes.index(code)
            codes.insert(max(0, place - 1) if way == "up" else place + 1, codes.pop(place))
        typed = {
            name: self.data[name]
            for name in ("file_format", "level", "keep_as", "reason")
            if name in self.data
        }
        columns = self.data.getlist("columns")
        form = type(self)(export=self.export, order=codes, ticked=self.ticked(), initial=typed)
        form.initial["columns"] = columns
        return form

    def known_ticked(self):
        """The same, without what is no key of this list."""
        return [key for text in self.ticked()[:MAX_TICKED] if (key := self._key_of(text))]

    def _key_of(self, text):
        """Keys of another kind than those of this list are nobody's."""
        try:
            return str(self.export.scope().model._meta.pk.clean(text, None))
        except ValidationError:
            return None

    def _clean_ticked(self):
        keys = [self._key_of(text) for text in self.ticked()[: MAX_TICKED + 1]]
        if None in keys:
            self.add_error(None, "Une des lignes cochées n’existe pas, ou plus.")
        if len(keys) > MAX_TICKED:
            self.add_error(None, f"Cochez {MAX_TICKED} lignes au plus, ou affinez avec les filtres.")
        return keys
