"""What the forms of a page under the file share: they come back to it, each with ids of its own."""

from django import forms
from django.urls import reverse
from django.utils import timezone

from casefiles.access import rows_of
from casefiles.actions.unchanged import revision_of
from casefiles.admin.forms.file import FileForm
from casefiles.models import Objective


class RoomForm(FileForm):
    """`page` is the address it comes back to; with an item, its ids say which one."""

    page = ""
    fields_template = "casefiles/admin/parts/room_fields.html"

    def destination(self, result):
        return f"{reverse(f'casefiles:{self.page}', args=[self.case_file.pk])}#{self.anchor}"

    @property
    def url(self):
        """Where it is sent."""
        if self.item is None:
            return reverse(f"casefiles:{self.page}_act", args=[self.case_file.pk, self.slot])
        return reverse(f"casefiles:{self.page}_item_act", args=[self.case_file.pk, self.slot, self.item.pk])


class OnceForm(RoomForm):
    """An act on a row that somebody else may have changed meanwhile: one is told, then it is a choice."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = revision_of(self.item)

    def clean_seen(self):
        seen = self.cleaned_data.get("seen")
        return -1 if seen is None else seen

    def reconcile(self):
        """The page comes back with what stands now; sending again then knows it."""
        self.data = self.data.copy()
        self.data[self["seen"].html_name] = str(revision_of(self.item))
        return False


class DayForm(forms.Form):
    """For a form that tells of a day: today, unless one changes it."""

    day_field = "on"

    def start_today(self):
        self.fields[self.day_field].initial = timezone.localdate
        self.fields[self.day_field].widget.attrs["max"] = timezone.localdate().isoformat()


class ObjectivesField(forms.ModelMultipleChoiceField):
    """The objectives of the plan, a box for each."""

    def __init__(self):
        super().__init__(
            label="Objectifs de l’accompagnement",
            queryset=None,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="Ils viennent du plan d’action : cochez ceux que l’on vise pendant ce bail.",
        )

    def label_from_instance(self, objective):
        return objective.statement

    def offer(self, user, case_file, kept=()):
        """Those under way, and those that are of the lease already."""
        rows = rows_of(user, case_file, Objective)
        self.queryset = (
            rows.filter(state=Objective.State.OPEN) | rows.filter(pk__in=[one.pk for one in kept])
        ).order_by("axis__order", "opened_on")
