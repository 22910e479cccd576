"""Answers to one form over all its versions: assessments, referrals, opinions.

Without names, only closed answers leave, and none of class C4: what somebody wrote freely can hold a name.
"""

from itertools import islice

from django import forms
from django.utils import timezone

from casefiles.access import exportable_answers, exportable_by, exportable_forms, may_read_names
from casefiles.admin.forms.base import NativeDate
from casefiles.exchange.exports.base import CHUNK, Export
from forms.definition import vocabulary as words
from forms.definition.document import answerable
from forms.definition.municipalities import MUNICIPALITIES
from forms.models import FormDefinition, FormVersion
from forms.outputs.answers_table import AnswersTable
from forms.outputs.register import leaves_without_names
from portal.accounts.roles import Role
from portal.audit.journal import record
from portal.sheets.writers.columns import OutColumn

_WIDTHS = {words.LONG_TEXT: 50, words.SHORT_TEXT: 26, words.SCALE: 12, words.WHOLE_NUMBER: 12}


class AnswersFilter(forms.Form):
    form = forms.ModelChoiceField(
        label="Formulaire",
        queryset=FormDefinition.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Choisissez un formulaire de la liste."},
    )
    since = forms.DateField(label="Depuis le", required=False, widget=NativeDate())
    until = forms.DateField(label="Jusqu’au", required=False, widget=NativeDate())

    def __init__(self, data, *, offered):
        data = {name: data.get(name, "") for name in ("form", "since", "until")}
        first = offered.filter(kind="assessment").first() or offered.first()
        data["form"] = data["form"] or (first.pk if first else "")
        super().__init__(data)
        self.fields["form"].queryset = offered


class AnswersExport(Export):
    code = "answers"
    title = "Réponses aux formulaires"
    noun = "réponse"
    icon = "form"
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER})
    file_stem = "reponses"
    opens_filters = True
    with_names_label = "Ajouter les réponses qui nomment quelqu’un et les textes libres"
    filters = ("form", "since", "until")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._filter = AnswersFilter(self.request.GET, offered=exportable_forms(self.user).order_by("title"))
        self.form = self._filter.cleaned_data["form"] if self._filter.is_valid() else None
        self._table = None

    @property
    def subject(self):
        return self.form.title if self.form else ""

    @property
    def may_have_names(self):
        return may_read_names(self.user)

    def filter_form(self):
        return self._filter

    def queryset(self):
        answers = exportable_answers(self.user, self.form, with_names=self.with_names)
        chosen = self._filter.cleaned_data if self.form else {}
        if chosen.get("since"):
            answers = answers.filter(received_at__date__gte=chosen["since"])
        if chosen.get("until"):
            answers = answers.filter(received_at__date__lte=chosen["until"])
        related = ("assessment__case_file", "referral__case_file")
        return answers.select_related(*related).order_by("received_at", "pk")

    # --- columns -------------------------------------------------------------------------------------------
    @property
    def table(self):
        if self._table is None:
            versions = FormVersion.objects.filter(definition=self.form) if self.form else ()
            wanted = _everything if self.with_names else leaves_without_names
            self._table = AnswersTable([(one.pk, one.document) for one in versions], wanted)
            self._numbers = {one.pk: one.number for one in versions}
            self._documents = {one.pk: one.document for one in versions}
        return self._table

    def columns(self):
        """What is known of every sending, then one column for each question; rows() fills the latter."""
        asked = [
            OutColumn(column.heading, None, _WIDTHS.get(column.question["type"], 18))
            for column in self.table.columns
        ]
        return [*self._of_the_sending(), *asked]

    def _of_the_sending(self):
        return [
            OutColumn("Dossier", lambda sent: _file_of(sent) and _file_of(sent).reference, 16),
            OutColumn("Date", _day_of, 12),
            OutColumn("Canal", lambda sent: sent.get_channel_display(), 20),
            OutColumn("Version du formulaire", lambda sent: self._numbers[sent.version_id], 12),
        ]

    def rows(self, keys):
        table, known, left = self.table, self._of_the_sending(), iter(keys)
        while chunk := list(islice(left, CHUNK)):
            found = {sent.pk: sent for sent in self.queryset().filter(pk__in=chunk)}
            for key in chunk:
                if key in found:
                    sent = found[key]
                    yield [column.value(sent) for column in known] + table.row(
                        sent.version_id, self._answers(sent)
                    )

    def _answers(self, sent):
        """The answers as they leave: without names, a town typed by hand is only another town."""
        if self.with_names:
            return sent.answers
        towns = {
            question["key"]
            for question in answerable(self._documents[sent.version_id])
            if question["type"] == words.MUNICIPALITY
        }
        return {
            key: "autre" if key in towns and answer not in MUNICIPALITIES else answer
            for key, answer in sent.answers.items()
        }

    # --- traces --------------------------------------------------------------------------------------------
    def journal_filters(self):
        filters = super().journal_filters()
        return {**filters, "form": self.form.slug if self.form else ""}

    def journal(self, keys, *, reason, file_format):
        super().journal(keys, reason=reason, file_format=file_format)
        if not self.with_names:
            return
        # Whoever asks who read this file finds the export there too.
        sent = self.queryset().order_by()
        for path in ("assessment__case_file", "referral__case_file"):
            touched = exportable_by(self.user).filter(pk__in=sent.exclude(**{path: None}).values(path))
            for pk, reference in touched.values_list("pk", "reference"):
                record(
                    "exchange.answers_exported", actor=self.user, subject=pk, target=reference, reason=reason
                )


def _everything(question):
    return question["type"] != words.FILE


def _file_of(sent):
    assessment, referral = getattr(sent, "assessment", None), getattr(sent, "referral", None)
    if assessment is not None:
        return assessment.case_file
    return getattr(referral, "case_file", None)


def _day_of(sent):
    assessment = getattr(sent, "assessment", None)
    return assessment.held_on if assessment is not None else timezone.localdate(sent.received_at)
