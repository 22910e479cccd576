"""The four answers to a request, and the way back from the waiting list."""

from django import forms
from django.utils.functional import cached_property

from casefiles.access import case_managers_of, may_distribute, may_exceed_capacity, visible_to
from casefiles.actions.referral.admit import AdmitReferral
from casefiles.actions.referral.ask_for_more import AskForMore
from casefiles.actions.referral.put_on_waiting_list import PutOnWaitingList
from casefiles.actions.referral.refuse import RefuseReferral
from casefiles.actions.referral.take_off_waiting_list import TakeOffWaitingList
from casefiles.admin.drawing import House
from casefiles.admin.forms.base import CaseForm, choice_of, text_field
from casefiles.caseload import loads
from casefiles.duplicates import known_like
from casefiles.eligibility import barring_findings
from casefiles.free_places import free_places_of
from casefiles.models import PlaceOffer, RefusalReason
from content.directory.models import Service


class DecisionForm(CaseForm):
    """What each decision shares: who decides, on what, and the action it leads to."""

    title = button = icon = done = ""
    # Where on the page the form stands, and where one lands once it is sent.
    anchor = "decision"

    def __init__(self, *args, user, referral, **kwargs):
        self.user, self.referral = user, referral
        super().__init__(*args, **kwargs)

    def build(self, data):
        raise NotImplementedError


class CaseManagerField(forms.ModelChoiceField):
    """Who will hold the file, with the places each one has left."""

    loads = {}

    def label_from_instance(self, person):
        load = self.loads.get(person.pk)
        if load is None:
            return str(person)
        return f"{person} – {load.words}"


class AdmitForm(DecisionForm):
    slot, icon = "admettre", "success"
    title, button = "Accueillir", "Ouvrir le dossier"
    done = "Le dossier est ouvert, à la première étape."
    fields_of = {
        "full": "case_manager",
        "not_case_manager": "case_manager",
        "reason_needed": "over_capacity_reason",
        "criteria_reason": "criteria_reason",
        "person": "who",
        "already_open": "who",
    }

    who = forms.ChoiceField(
        label="Est-ce quelqu’un que l’équipe connaît ?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si c’est la même personne ou quelqu’un d’autre."},
    )
    case_manager = CaseManagerField(label="Qui accompagne", queryset=None, empty_label="Choisissez…")
    over_capacity_reason = text_field(
        "Motif du dépassement",
        required=False,
        rows=2,
        help_text="À remplir seulement pour dépasser la limite. Le motif est signé et reste au journal.",
    )
    criteria_reason = text_field(
        "Pourquoi accueillir malgré un critère bloquant",
        rows=2,
        help_text="La coordination seule le peut. Le motif est signé et reste dans l’historique.",
    )
    note = text_field("Ce que vous direz à qui oriente", required=False, rows=2, help_text="Facultatif.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known_like(self.user, self.referral)
        self.fields["who"].choices = self._who_choices()
        if not self.known:
            del self.fields["who"]
        self.barring = barring_findings(self.referral)
        if not (self.barring and may_exceed_capacity(self.user)):
            del self.fields["criteria_reason"]
        self.loads = {
            load.case_manager.pk: load for load in loads(self.referral.programme, but=self.referral)
        }
        self.own = self.loads.get(self.user.pk)
        if may_distribute(self.user):
            field = self.fields["case_manager"]
            field.queryset, field.loads = case_managers_of(self.referral.programme), self.loads
            field.initial = self._offered_by() or (self.user.pk if self.own else None)
        else:
            del self.fields["case_manager"]
        if not may_exceed_capacity(self.user):
            del self.fields["over_capacity_reason"]

    @property
    def own_house(self):
        return House(self.own.taken, self.own.capacity)

    @property
    def is_blocked(self):
        """Whether there is no place and nobody here who may exceed: the waiting list is offered instead."""
        if "case_manager" in self.fields:
            return False
        return bool(self.own is None or self.own.is_full or self.barring or self.is_kept)

    @cached_property
    def is_kept(self):
        """Whether one's last places are kept for others on the waiting list."""
        return self.own_free < 1

    @cached_property
    def own_free(self):
        """One's places that are neither held nor kept for somebody else."""
        return max(0, free_places_of(self.user, self.referral.programme, but=self.referral))

    def _offered_by(self):
        """Whose place was offered to this person, and not declined."""
        rows = visible_to(self.user, PlaceOffer).filter(
            entry__referral=self.referral, entry__left_on__isnull=True, state__in=PlaceOffer.HELD
        )
        return rows.values_list("case_manager", flat=True).first()

    def _who_choices(self):
        """The same person, by her closed file or a new one; or somebody else. Only people in sight."""
        programme = self.referral.programme_id
        choices = []
        for known in self.known:
            mine = [row for row in known.files if row.programme_id == programme]
            if not known.visible or known.is_settled or any(not row.is_closed for row in mine):
                continue
            files = ", ".join(row.reference for row in known.files)
            if mine:
                choices.append((f"reopen:{known.key}", f"La même personne : rouvrir {_last(mine).reference}"))
            choices.append((f"same:{known.key}", f"La même personne ({files}) : nouveau dossier"))
        return [*choices, ("new", "Quelqu’un d’autre")]

    def _chosen(self, who):
        """{"person", "reopen"} of what was chosen."""
        how, _colon, key = who.partition(":")
        known = next((row for row in self.known if row.key == key), None)
        if known is None:
            return {}
        mine = [row for row in known.files if row.programme_id == self.referral.programme_id]
        return {"person": known.person, "reopen": _last(mine) if how == "reopen" and mine else None}

    def build(self, data):
        return AdmitReferral(
            self.user,
            self.referral,
            case_manager=data.get("case_manager"),
            note=data["note"],
            over_capacity_reason=data.get("over_capacity_reason", ""),
            criteria_reason=data.get("criteria_reason", ""),
            **self._chosen(data.get("who", "")),
        )


def _last(files):
    """The file that was closed last."""
    return max(files, key=lambda row: (row.closed_on, row.opened_on))


class WaitForm(DecisionForm):
    slot, icon = "attente", "time"
    title, button = "Mettre en liste d’attente", "Mettre en liste d’attente"
    done = "La personne est en liste d’attente, à la date d’aujourd’hui."
    fields_of = {"reason_needed": "reason"}

    reason = text_field(
        "Pourquoi attendre",
        rows=2,
        help_text="Une phrase suffit. Aucune note, aucun score : une date, un motif, et le tour suivant.",
    )

    def build(self, data):
        return PutOnWaitingList(self.user, self.referral, reason=data["reason"])


class RefuseForm(DecisionForm):
    slot, icon = "refuser", "cross"
    title, button = "Refuser", "Refuser l’orientation"
    done = "La décision est enregistrée. Prévenez la personne ou le service qui l’oriente."
    fields_of = {"reason_needed": "reason", "reason_inactive": "reason"}

    reason = choice_of("Motif", None)
    redirected_to = choice_of(
        "Service vers qui se tourner",
        None,
        required=False,
        empty="Aucun",
        help_text="Facultatif, du répertoire du réseau.",
    )
    note = text_field("Ce que vous direz à qui oriente", required=False, rows=2, help_text="Facultatif.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = RefusalReason.objects.filter(active=True)
        self.fields["redirected_to"].queryset = Service.objects.filter(is_published=True)

    def build(self, data):
        return RefuseReferral(
            self.user,
            self.referral,
            reason=data["reason"],
            note=data["note"],
            redirected_to=data["redirected_to"],
        )


class AskForm(DecisionForm):
    slot, icon = "complement", "help"
    title, button = "Demander un complément", "Noter la demande"
    done = "La demande de complément est notée. L’orientation reste à décider."
    fields_of = {"reason_needed": "question"}

    question = text_field("Ce qui manque", rows=2, help_text="Ce que vous allez demander à qui oriente.")

    def build(self, data):
        return AskForMore(self.user, self.referral, question=data["question"])


class BackForm(DecisionForm):
    slot, icon = "retour", "rotate"
    title, button = "Sortir de la liste d’attente", "Remettre à décider"
    done = "L’orientation est de nouveau à décider."
    fields_of = {"reason_needed": "reason"}

    reason = text_field("Pourquoi maintenant", rows=2)

    def build(self, data):
        return TakeOffWaitingList(self.user, self.referral, reason=data["reason"])


DECISIONS = {form.slot: form for form in (AdmitForm, WaitForm, AskForm, RefuseForm, BackForm)}


def decisions_for(referral, user, bound=None):
    """The forms that make sense in the state the request is in; `bound` comes back in its place."""
    if referral.is_decided:
        return []
    waiting = referral.status == referral.Status.WAITING
    slots = ["admettre", "retour" if waiting else "attente", "complement", "refuser"]
    return [
        bound if bound is not None and bound.slot == slot else DECISIONS[slot](user=user, referral=referral)
        for slot in slots
    ]
