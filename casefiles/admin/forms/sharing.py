"""What the person agrees to share with a service: the five conditions, one after the other."""

import datetime

from django import forms
from django.utils import timezone

from casefiles.actions.sharing.agree import AgreeSharing
from casefiles.actions.sharing.withdraw import WithdrawSharing
from casefiles.admin.forms.base import date_field, service_of, text_field
from casefiles.admin.forms.file import FileForm
from casefiles.models import SharedPart, SharingAgreement

USUAL = datetime.timedelta(days=182)
NEED_WITHOUT_TICK = "Cochez cette partie pour la partager, ou effacez ce texte."
NEED_MISSING = "Dites pourquoi ce service en a besoin."


class SharingForm(FileForm):
    """Two fields for each part of the file: `part_<code>`, ticked, and `need_<code>`, why."""

    slot, anchor, done = (
        "partager",
        "partages",
        "L’accord est noté : le service peut lire ce qui est convenu.",
    )
    fields_of = {
        "twice": "service",
        "agreed_future": "agreed_on",
        "informed_after": "informed_on",
        "until_past": "until",
        "until_far": "until",
        "bound": "bound",
        "mission": "mission",
    }

    service = service_of("Avec quel service")
    informed_on = date_field(
        "La personne est informée le",
        help_text="De ce qui sera partagé, avec qui, pourquoi, et qu’elle peut dire non sans rien perdre.",
    )
    agreed_on = date_field("Elle donne son accord le")
    agreed_how = forms.ChoiceField(label="Comment", choices=SharingAgreement.Agreed)
    bound = forms.CharField(
        label="Qui est tenu au secret, dans ce service",
        max_length=200,
        help_text="La fonction suffit : l’assistante sociale, l’équipe infirmière…",
    )
    mission = text_field(
        "À quoi vous travaillez ensemble", rows=2, help_text="La mission commune, en une phrase."
    )
    until = date_field("Jusqu’au", help_text="Un an au plus. Le partage s’arrête de lui-même ce soir-là.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        for name in ("informed_on", "agreed_on"):
            self.fields[name].initial = today
        self.fields["until"].initial = today + USUAL
        for code, label in SharedPart.choices:
            self.fields[f"part_{code}"] = forms.BooleanField(
                label=str(label)[:1].upper() + str(label)[1:],
                required=False,
                help_text=SharedPart(code).tells,
            )
            self.fields[f"need_{code}"] = forms.CharField(
                label=f"Pourquoi : {label}",
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"placeholder": "Parce que ce service…"}),
            )

    @property
    def conditions(self):
        """The fields of the first four conditions, as the page groups them."""
        return {
            name: [self[field] for field in fields]
            for name, fields in (
                ("service", ["service"]),
                ("informed", ["informed_on"]),
                ("agreed", ["agreed_on", "agreed_how"]),
                ("bound", ["bound"]),
                ("mission", ["mission"]),
                ("until", ["until"]),
            )
        }

    @property
    def parts(self):
        """[(tick, why)], in the order of the file."""
        return [(self[f"part_{code}"], self[f"need_{code}"]) for code in SharedPart.values]

    def clean(self):
        data = super().clean()
        for code in SharedPart.values:
            ticked, need = data.get(f"part_{code}"), (data.get(f"need_{code}") or "").strip()
            if ticked and not need:
                self.add_error(f"need_{code}", NEED_MISSING)
            elif need and not ticked:
                self.add_error(f"part_{code}", NEED_WITHOUT_TICK)
        return data

    def field_for(self, code):
        return code if code in self.fields else super().field_for(code)

    def build(self, data):
        needs = {code: data[f"need_{code}"] for code in SharedPart.values if data[f"part_{code}"]}
        names = ("service", "informed_on", "agreed_on", "agreed_how", "bound", "mission", "until")
        return AgreeSharing(self.user, self.case_file, needs=needs, **{name: data[name] for name in names})


class WithdrawForm(FileForm):
    """Its item is a SharingAgreement."""

    slot, anchor, done = "retirer", "partages", "Le partage est retiré : le service ne voit plus rien."
    fields_of = {"why": "why"}

    why = forms.ChoiceField(
        label="Pourquoi", choices=[("", "Choisissez…"), *SharingAgreement.Withdrawn.choices]
    )

    def build(self, data):
        return WithdrawSharing(self.user, self.item, why=data["why"])
