"""The forms of the agenda: an appointment, its move, its end; a reminder."""

import uuid

from django import forms
from django.urls import reverse
from django.utils import timezone

from casefiles.access import visible_to
from casefiles.actions.agenda.cancel import CancelAppointment
from casefiles.actions.agenda.move import FIELDS, MoveAppointment
from casefiles.actions.agenda.on_agenda import overlapping
from casefiles.actions.agenda.remind import AddReminder, PostponeReminder
from casefiles.actions.agenda.schedule import ScheduleAppointment
from casefiles.actions.contact.log import contact_kinds_of
from casefiles.admin.forms.base import CaseForm, choice_of, date_field, text_field
from casefiles.admin.forms.contact import PartsForm, minutes_field, time_field
from casefiles.admin.forms.file import FileForm
from casefiles.models import CaseFile, ContactKind, ContactMedium
from casefiles.moments import NoSuchHour, local_moment
from casefiles.templatetags.casework import at_hour, on_day

YEARS = range(2000, 2101)
WRONG_HOUR = (
    "Cette heure n’existe pas ce jour-là : à 2 heures, il est déjà 3 heures à l’heure d’été. "
    "Choisissez 3 heures ou plus tard."
)


def check_year(day):
    """A day that the clock can reckon with: what is further is a slip of the keyboard."""
    if day is not None and day.year not in YEARS:
        raise forms.ValidationError(f"Vérifiez l’année : {day.year:04d}.")
    return day


class AppointmentFields(PartsForm):
    """When, how long, where, with whom. Only the day and the hour are needed."""

    fields_of = {
        "far": "day",
        "past": "day",
        "minutes": "minutes",
        "owner": "owner",
        "not_begun": "day",
    }

    day = date_field("Jour")
    time = time_field("Heure")
    minutes = minutes_field(required=True, least=5)
    kind = choice_of("Nature", None, required=False, empty="–")
    medium = choice_of("Moyen", None, required=False, empty="–")
    place = forms.CharField(label="Lieu", required=False, max_length=160)
    with_whom = forms.CharField(label="Avec qui d’autre", required=False, max_length=300)
    note = text_field("À ne pas oublier", required=False, rows=2, max_length=2000)

    quick = ("day", "time", "minutes", "place")

    def prepare(self, programme):
        """The lists of this programme; without a file, those of everyone."""
        kinds = contact_kinds_of(programme) if programme else ContactKind.objects.all()
        self.fields["kind"].queryset = kinds.filter(active=True)
        self.fields["medium"].queryset = ContactMedium.objects.filter(active=True)
        self.fields["minutes"].initial = 60
        self.fields["day"].initial = timezone.localdate

    @property
    def first_fields(self):
        return [self[name] for name in ("case_file", *self.quick) if name in self.fields]

    @property
    def more_fields(self):
        return [
            self[name] for name in ("kind", "medium", "with_whom", "owner", "note") if name in self.fields
        ]

    @property
    def more_is_open(self):
        folded = [*self.more_fields, *self.part_fields]
        said = (field.value() for field in folded if field.name != "owner")
        return any(field.errors for field in folded) or any(said)

    def clean_day(self):
        return check_year(self.cleaned_data["day"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("time"):
            try:
                cleaned["starts_at"] = local_moment(cleaned["day"], cleaned["time"])
            except NoSuchHour:
                self.add_error("time", WRONG_HOUR)
        return cleaned

    def planned(self, data):
        """What the action is given, from what was typed."""
        names = ("starts_at", "minutes", "kind", "medium", "place", "with_whom", "note")
        return {name: data[name] for name in names}


class NewAppointment(AppointmentFields):
    """Made once, however often the button is pressed; what it overlaps is said, not refused."""

    slot = "rendez-vous"
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def prepare(self, programme):
        super().prepare(programme)
        self.fields["key"].initial = uuid.uuid4

    def schedule(self, data, subject):
        self.action = ScheduleAppointment(
            self.user,
            subject,
            parts=self.parts_of(data),
            owner=data.get("owner"),
            key=data["key"],
            **self.planned(data),
        )
        return self.action

    @property
    def done(self):
        return f"Le rendez-vous est pris.{overlap_words(self.action.made)}"


class FileAppointmentForm(NewAppointment, FileForm):
    """On the page of the file. Coordination chooses in whose agenda it stands."""

    slot, anchor, button = "rendez-vous", "agenda", "Prendre ce rendez-vous"
    fields_template, dress = "casefiles/admin/agenda/fields.html", "ht-quick"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.prepare(self.case_file.programme)
        holder = self.case_file.case_manager
        if holder is not None and holder.pk != self.user.pk:
            self.fields["owner"] = OwnerField(holder, self.user)

    @classmethod
    def fold_id(cls):
        return "nouveau-rendez-vous"

    def build(self, data):
        return self.schedule(data, self.case_file)


class OwnAppointmentForm(NewAppointment, CaseForm):
    """From the agenda: with somebody whose file one holds, or for oneself."""

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.prepare(None)
        self.fields["case_file"] = HeldFileField(user)

    def build(self, data):
        return self.schedule(data, data["case_file"] or self.user)


class MoveForm(AppointmentFields, CaseForm):
    """Its item is a planned appointment."""

    slot = "deplacer"
    fields_of = AppointmentFields.fields_of
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, item, **kwargs):
        self.user, self.item = user, item
        super().__init__(*args, **kwargs)
        self.prepare(item.case_file.programme if item.case_file else None)
        for name in ("kind", "medium"):
            self.fields[name].queryset |= self.fields[name].queryset.model.objects.filter(
                pk=getattr(item, f"{name}_id")
            )
        self._start_from(item)

    def _start_from(self, item):
        begins = timezone.localtime(item.starts_at)
        standing = {"day": begins.date(), "time": begins.time(), "seen": item.revision}
        standing |= {
            name: getattr(item, name) for name in ("minutes", "kind", "medium", "place", "with_whom")
        }
        self.initial = {**standing, "note": item.note, **self.initial}
        self.set_parts(item.parts_expected)

    def reconcile(self):
        """Somebody changed it meanwhile: what stands now is said under each field, what was typed stays."""
        self.data = self.data.copy()
        self.data[self["seen"].html_name] = str(self.item.revision)
        for name in (*self.quick, "kind", "medium", "with_whom", "note"):
            standing = self.initial.get(name)
            if str(self.cleaned_data.get(name) or "") != str(standing or ""):
                self.fields[name].now = str(standing or "rien")
        return False

    def build(self, data):
        given = {**self.planned(data), "parts_expected": list(self.parts_of(data))}
        changes = {name: given[name] for name in FIELDS if (given[name] or None) != getattr(self.item, name)}
        return MoveAppointment(self.user, self.item, changes=changes, seen=data["seen"])


class CancelForm(CaseForm):
    slot = "annuler"
    fields_of = {"reason_needed": "reason"}

    reason = forms.CharField(label="Pourquoi", max_length=300)

    def __init__(self, *args, user, item, **kwargs):
        self.user, self.item = user, item
        super().__init__(*args, **kwargs)

    def build(self, data):
        return CancelAppointment(self.user, self.item, reason=data["reason"])


class ReminderFields(forms.Form):
    fields_of = {"past": "due_on", "far": "due_on", "words": "words"}

    words = forms.CharField(label="À faire", max_length=500)
    due_on = date_field("Pour le")
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def prepare(self):
        self.fields["due_on"].initial = timezone.localdate
        self.fields["key"].initial = uuid.uuid4

    def remind(self, data, subject):
        given = {name: data[name] for name in ("due_on", "words", "key")}
        return AddReminder(self.user, subject, **given)


class FileReminderForm(ReminderFields, FileForm):
    slot, anchor, done = "rappel", "agenda", "Le rappel est noté."
    button, tells = "Noter ce rappel", False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.prepare()

    def build(self, data):
        return self.remind(data, self.case_file)


class OwnReminderForm(ReminderFields, CaseForm):
    slot, done = "rappel", "Le rappel est noté."

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.prepare()
        self.fields["case_file"] = HeldFileField(user)

    def build(self, data):
        return self.remind(data, data["case_file"] or self.user)


class PostponeForm(CaseForm):
    slot = "reporter"
    fields_of = {"past": "due_on", "far": "due_on"}

    due_on = date_field("Reporter au")

    def __init__(self, *args, user, item, **kwargs):
        self.user, self.item = user, item
        super().__init__(*args, **kwargs)

    def build(self, data):
        return PostponeReminder(self.user, self.item, due_on=data["due_on"])


class OwnerField(forms.ChoiceField):
    """In whose agenda: who holds the file, or oneself."""

    def __init__(self, holder, user):
        self.people = {str(person.pk): person for person in (holder, user)}
        choices = [(key, str(person)) for key, person in self.people.items()]
        super().__init__(label="Dans l’agenda de", choices=choices)

    def clean(self, value):
        return self.people[super().clean(value)]


class HeldFileField(forms.ModelChoiceField):
    """The open files that this person holds; none of them: something of one's own."""

    def __init__(self, user):
        held = visible_to(user, CaseFile).filter(case_manager=user, closed_on__isnull=True)
        super().__init__(
            label="Avec",
            queryset=held.select_related("person").order_by("reference"),
            required=False,
            empty_label="Sans dossier",
        )

    def label_from_instance(self, case_file):
        return f"{case_file.person.get_full_name()} ({case_file.reference})"


def overlap_words(appointment):
    """« Attention : il chevauche un autre rendez-vous, de 14:00 à 15:00. », or nothing."""
    hours = [f"de {at_hour(row.starts_at)} à {at_hour(row.ends_at)}" for row in overlapping(appointment)]
    if not hours:
        return ""
    others = "un autre rendez-vous" if len(hours) == 1 else "d’autres rendez-vous"
    day = on_day(timezone.localdate(appointment.starts_at))
    return f" Attention, le {day} il chevauche {others} : {', '.join(hours)}."


def day_url(day):
    return f"{reverse('casefiles:agenda_day')}?jour={day:%Y-%m-%d}"
