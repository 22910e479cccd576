"""What the person needs and nobody can give."""

from django import forms
from django.utils import timezone

from casefiles.actions.needs.correct import CorrectNeed
from casefiles.actions.needs.meet import MeetUnmetNeed
from casefiles.actions.needs.note import NoteUnmetNeed
from casefiles.admin.forms.base import choice_of, date_field, text_field
from casefiles.admin.forms.file import FileForm
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import LifeAxis, UnmetNeedKind

FIELDS_OF = {
    "future": "noted_on",
    "before_file": "noted_on",
    "already": "kind",
    "kind_inactive": "kind",
    "axis_inactive": "axis",
}


class NeedForm(FileForm):
    slot, anchor, done = "besoin", "evaluation", "Le besoin est noté. Il sera compté, sans nom."
    button, tells = "Noter ce besoin", False
    fields_of = FIELDS_OF

    kind = choice_of("Besoin", None)
    axis = choice_of("Axe de vie", None, required=False, empty="–")
    noted_on = date_field("Noté le")
    note = text_field(
        "Ce qui a été tenté",
        required=False,
        rows=2,
        help_text="Reste dans le dossier : seul le besoin est compté.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = UnmetNeedKind.objects.filter(active=True)
        self.fields["axis"].queryset = LifeAxis.objects.filter(active=True)
        self.fields["noted_on"].initial = timezone.localdate

    def build(self, data):
        return NoteUnmetNeed(self.user, self.case_file, **data)


class NeedEditForm(SeenForm):
    """Its item is an UnmetNeed."""

    slot, anchor, done = "corriger-besoin", "evaluation", "Le besoin est corrigé."
    fields_of = FIELDS_OF
    names = ("kind", "noted_on", "note")
    change_codes = ("need.noted", "need.corrected", "need.met")

    kind = choice_of("Besoin", None)
    noted_on = date_field("Noté le")
    note = text_field("Ce qui a été tenté", required=False, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        active = UnmetNeedKind.objects.filter(active=True)
        self.fields["kind"].queryset = active | UnmetNeedKind.objects.filter(pk=self.item.kind_id)

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in self.names}

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("need") == str(self.item.pk)]

    def build(self, data):
        changes = {name: data[name] for name in self.names}
        return CorrectNeed(self.user, self.item, changes=changes, seen=data["seen"])


class MeetNeedForm(FileForm):
    """Its item is an UnmetNeed; one press says that an answer was found, or that there was none."""

    slot, anchor, done = "besoin-resolu", "evaluation", "C’est noté."

    met = forms.BooleanField(required=False)

    def build(self, data):
        return MeetUnmetNeed(self.user, self.item, met=data["met"])
