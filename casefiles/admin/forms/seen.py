"""A form over what two people may edit at once: the second sees what changed, and neither loses a word.

The form hides the revision it was made from, and beside each field what it held then. When the action
answers « changed », a field that was not touched takes what stands now; one that was touched keeps what was
typed, with what stands now underneath. Sending again then knows the new revision.
"""

import datetime

from django import forms
from django.db import models
from django.utils import timezone

from casefiles.actions.unchanged import revision_of
from casefiles.admin.forms.file import FileForm
from casefiles.templatetags.casework import on_moment
from portal.audit.models import JournalEntry

LOOKED_THROUGH = 50


class SeenForm(FileForm):
    """A subclass says which record it edits, what stands in each field, and which acts may change it."""

    # Journal codes of the acts that change the record, to say who did it and when.
    change_codes = ()

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in self.standing().items():
            if name in self.fields:
                self.fields[name].initial = value
                self.fields[name].show_hidden_initial = True
        self.fields["seen"].initial = revision_of(self.record())

    def record(self):
        """The record that is edited, as the database has it; None before it exists."""
        raise NotImplementedError

    def standing(self):
        """{field: what is recorded now}."""
        raise NotImplementedError

    def changes(self):
        """The journal entries that may have changed the record, the most recent first."""
        rows = JournalEntry.objects.filter(subject=self.case_file.pk, action__in=self.change_codes)
        return rows.select_related("actor").order_by("-id")[:LOOKED_THROUGH]

    def clean_seen(self):
        """A page that does not say what it showed is told of everything that differs."""
        seen = self.cleaned_data.get("seen")
        return -1 if seen is None else seen

    def reconcile(self):
        """Take in what stands now. True when nothing that this form shows has changed: it may go through."""
        standing = {name: value for name, value in self.standing().items() if name in self.fields}
        self.data, moved = self.data.copy(), []
        for name, value in standing.items():
            shown, now = self._shown(name), as_typed(value)
            if shown != now and as_typed(self.cleaned_data.get(name)) != now:
                moved.append(name)
                self._show_now(name, value, untouched=shown is not None and shown == self._typed(name))
            self.data[self[name].html_initial_name] = now
        self.cleaned_data["seen"] = revision_of(self.record())
        self.data[self["seen"].html_name] = str(self.cleaned_data["seen"])
        return not moved

    @property
    def problems(self):
        """After a quarrel, the summary leads to each field that differs."""
        differing = [field for field in self.visible_fields() if getattr(field.field, "now", "")]
        return super().problems + [
            (field.id_for_label, f"{field.label} : enregistré maintenant « {field.field.now} »")
            for field in differing
        ]

    def _show_now(self, name, value, *, untouched):
        field = self.fields[name]
        field.now, field.now_by, field.now_taken = self._words(name, value), self._who(name), untouched
        if untouched:
            self.data[self[name].html_name] = as_typed(value)

    def _shown(self, name):
        raw = self.data.get(self[name].html_initial_name)
        return None if raw is None else as_typed(raw)

    def _typed(self, name):
        return as_typed(self.data.get(self[name].html_name))

    def _words(self, name, value):
        """What stands now, as one reads it."""
        choices = (
            dict(getattr(self.fields[name], "choices", ())) if not isinstance(value, models.Model) else {}
        )
        if value in (None, ""):
            return "rien"
        if isinstance(value, bool):
            return "oui" if value else "non"
        if isinstance(value, datetime.date):
            return f"{value:%d/%m/%Y}"
        return str(choices.get(value, value))

    def _who(self, name):
        """« par Camille Fictive, le 22 novembre 2026 à 14:05 », from the journal."""
        entries = list(self.changes())
        told = [entry for entry in entries if name in entry.details.get("fields", ())] or entries
        if not told or told[0].actor is None:
            return ""
        return f"par {told[0].actor}, le {on_moment(timezone.localtime(told[0].recorded_at))}"


def as_typed(value):
    """A value as a browser sends it back, so that shown, typed and standing can be compared."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, models.Model):
        return str(value.pk)
    return str(value).replace("\r\n", "\n").strip()
