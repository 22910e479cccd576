"""What leaves for a service outside: to whom, which parts, with what agreement, for how long."""

import uuid

from django import forms
from django.utils import timezone

from casefiles.actions.outside.send import MOST_DAYS, USUAL_DAYS, SendOutside
from casefiles.admin.forms.base import date_field, service_of, text_field
from casefiles.admin.forms.file import FileForm
from casefiles.models import SharedPart


class OutsideForm(FileForm):
    slot, anchor = "dehors", "envois"
    fields_of = {
        "to": "recipient",
        "parts": "parts",
        "why": "why",
        "agreed_future": "agreed_on",
        "informed_after": "informed_on",
        "days": "days",
    }

    service = service_of("À quel service de l’annuaire", required=False)
    recipient = forms.CharField(
        label="Ou qui d’autre",
        required=False,
        max_length=200,
        help_text="Un service qui n’est pas dans l’annuaire : son nom, sa ville.",
    )
    why = text_field("Pourquoi ce service en a besoin", rows=2, help_text="C’est écrit sur le document.")
    informed_on = date_field(
        "La personne est informée le",
        help_text="De ce qui part, à qui, pourquoi, et qu’elle peut dire non sans rien perdre.",
    )
    agreed_on = date_field("Elle donne son accord le")
    days = forms.IntegerField(
        label="Lien ouvert pendant (jours)",
        initial=USUAL_DAYS,
        min_value=1,
        max_value=MOST_DAYS,
        help_text="De 1 à 30. Le document se télécharge trois fois au plus.",
        error_messages={
            "min_value": "Le lien reste ouvert de 1 à 30 jours.",
            "max_value": "Le lien reste ouvert de 1 à 30 jours.",
        },
    )
    parts = forms.MultipleChoiceField(
        label="Ce qui part",
        required=False,
        choices=SharedPart.choices,
        error_messages={"invalid_choice": "Cette partie du dossier ne s’envoie pas."},
    )

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        for name in ("informed_on", "agreed_on"):
            self.fields[name].initial = timezone.localdate()

    @property
    def about(self):
        """Every field but the parts, which the page draws one by one."""
        return [field for field in self.visible_fields() if field.name != "parts"]

    @property
    def rows(self):
        """[(code, label, whether it is ticked)]."""
        ticked = self.data.getlist("parts") if self.is_bound else ()
        return [(code, label, code in ticked) for code, label in SharedPart.choices]

    @property
    def problems(self):
        """Those of the parts lead to the first of them."""
        first = f"part-{SharedPart.values[0]}"
        whole = self["parts"].id_for_label
        return [(first if place == whole else place, words) for place, words in super().problems]

    def build(self, data):
        return SendOutside(self.user, self.case_file, **data)
