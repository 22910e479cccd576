"""A file is proposed to a colleague, note by note; and how the colleague answers."""

from django import forms
from django.core.exceptions import ValidationError

from casefiles.access import case_managers_of
from casefiles.actions.handover.answer import AcceptHandover, CancelHandover, EndCover, RefuseHandover
from casefiles.actions.handover.notes import notes_of
from casefiles.actions.handover.propose import ProposeHandover
from casefiles.admin.forms.base import CaseForm, choice_of, date_field, text_field
from casefiles.admin.forms.file import FileForm


class HandoverForm(FileForm):
    """`notes` are the keys of the contacts that go along."""

    slot, anchor, done = (
        "relais",
        "parcours",
        "Le relais est proposé : votre collègue le trouve à son accueil.",
    )
    fields_of = {
        "receiver": "receiver",
        "why": "why",
        "meeting": "meeting_on",
        "from": "covers_from",
        "until": "covers_until",
    }

    receiver = choice_of("À qui", None)
    why = forms.CharField(
        label="Pourquoi", max_length=300, help_text="Un congé, un départ, un autre quartier…"
    )
    meeting_on = date_field(
        "Rencontre à trois le",
        help_text="Vous, votre collègue et la personne : elle se fait, ou elle s’est faite.",
    )
    covers_until = date_field(
        "Remplacement jusqu’au",
        required=False,
        help_text="Pour un congé : le dossier reste le vôtre, et ce jour passé votre collègue ne le voit "
        "plus. Vide : le dossier change de mains.",
    )
    covers_from = date_field(
        "À partir du",
        required=False,
        help_text="Seulement pour un remplacement. Vide : dès qu’il est accepté.",
    )
    message = text_field(
        "Ce qu’il faut savoir", required=False, help_text="Ce qui compte en ce moment, en quelques phrases."
    )
    notes = forms.MultipleChoiceField(label="Les notes qui passent", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        team = case_managers_of(self.case_file.programme).exclude(pk=self.user.pk)
        self.fields["receiver"].queryset = team.order_by("last_name", "first_name")
        self.contacts = list(notes_of(self.case_file, self.user).select_related("kind"))
        self.fields["notes"].choices = [(str(contact.pk), str(contact.date)) for contact in self.contacts]

    @property
    def about(self):
        """Every field but the notes, which the page draws one by one."""
        return [field for field in self.visible_fields() if field.name != "notes"]

    @property
    def rows(self):
        """[(contact, whether it is ticked)], the newest first."""
        ticked = set(self.data.getlist("notes")) if self.is_bound else set()
        return [(contact, str(contact.pk) in ticked) for contact in self.contacts]

    def clean(self):
        data = super().clean()
        if "notes" in self.errors:
            raise ValidationError("Une des notes cochées n’est plus à portée : relisez la liste.")
        return data

    def build(self, data):
        chosen = set(data.pop("notes"))
        ticked = tuple(contact for contact in self.contacts if str(contact.pk) in chosen)
        return ProposeHandover(self.user, self.case_file, ticked=ticked, **data)


class _AnswerForm(CaseForm):
    """Its handover waits for an answer."""

    def __init__(self, *args, user, handover, **kwargs):
        self.user, self.handover = user, handover
        super().__init__(*args, **kwargs)


class AcceptForm(_AnswerForm):
    slot = "accepter"

    @property
    def done(self):
        if not self.handover.is_cover:
            return "Vous avez le relais : le dossier est le vôtre."
        days = f"du {self.handover.covers_from:%d/%m/%Y} au {self.handover.covers_until:%d/%m/%Y}"
        return f"C’est noté : vous remplacez {self.handover.giver} {days}."

    def build(self, data):
        return AcceptHandover(self.user, self.handover)


class RefuseForm(_AnswerForm):
    slot, done = "refuser", "C’est noté : votre collègue lira votre réponse."
    fields_of = {"why": "why"}

    why = text_field("Pourquoi vous ne prenez pas ce dossier", rows=2)

    def build(self, data):
        return RefuseHandover(self.user, self.handover, why=data["why"])


class EndCoverForm(_AnswerForm):
    slot, done = "arreter", "Le remplacement est arrêté."

    def build(self, data):
        return EndCover(self.user, self.handover)


class CancelForm(_AnswerForm):
    slot, done = "reprendre", "Le relais est repris : le dossier reste le vôtre."

    def build(self, data):
        return CancelHandover(self.user, self.handover)


ANSWERS = {form.slot: form for form in (AcceptForm, RefuseForm, CancelForm, EndCoverForm)}
