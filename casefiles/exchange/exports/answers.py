"""Answers to one form over all its versions: assessments, referrals, opinions.

Without names, only closed answers leave, and none of class C4: what somebody wrote freely can hold a name.
"""

from django import forms
from django.utils import timezone

from casefiles.access import exportable_answers, exportable_forms
from casefiles.admin.forms.base import NativeDate
from casefiles.exchange.exports.base import Export
from casefiles.exchange.exports.columns import ALL_LEVELS, DATE_BANDS, NAMED, TOLD_APART, Column, number_band
from forms.definition import vocabulary as words
from forms.definition.document import answerable
from forms.definition.municipalities import MUNICIPALITIES
from forms.models import FormDefinition, FormVersion
from forms.outputs.answers_table import AnswersTable
from forms.outputs.register import leaves_without_names
from portal.accounts.roles import Role

# An answer is opened one by one: fewer at once than plain columns.
CHUNK = 500
_BANDS = {words.DATE: DATE_BANDS, words.WHOLE_NUMBER: (number_band,), words.AMOUNT: (number_band,)}
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
    adds = "les réponses qui nomment quelqu’un et les textes libres"
    filters = ("form", "since", "until")
    named_code = "exchange.answers_exported"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._filter = AnswersFilter(self.request.GET, offered=exportable_forms(self.user).order_by("title"))
        self.form = self._filter.cleaned_data["form"] if self._filter.is_valid() else None
        versions = list(FormVersion.objects.filter(definition=self.form)) if self.form else []
        self._documents = {one.pk: one.document for one in versions}
        self._numbers = {one.pk: one.number for one in versions}
        self._tables = {}

    @property
    def subject(self):
        return self.form.title if self.form else ""

    def columns_key(self):
        return f"{self.code}:{self.form.slug}" if self.form else self.code

    def filter_form(self):
        return self._filter

    def scope(self):
        answers = exportable_answers(self.user, self.form, with_names=self.with_names)
        chosen = self._filter.cleaned_data if self.form else {}
        if chosen.get("since"):
            answers = answers.filter(received_at__date__gte=chosen["since"])
        if chosen.get("until"):
            answers = answers.filter(received_at__date__lte=chosen["until"])
        return answers.order_by("received_at", "pk")

    def tick_label(self):
        return ("received_at", "channel")

    # --- columns -------------------------------------------------------------------------------------------
    def table(self, wanted):
        """Every question of every version; `wanted(question)` says which may leave."""
        if wanted not in self._tables:
            self._tables[wanted] = AnswersTable(list(self._documents.items()), wanted)
        return self._tables[wanted]

    def all_columns(self):
        """What is known of every sending, then one column for each question."""
        without_names = {column.identity for column in self.table(leaves_without_names).columns}
        return [
            Column("file", "Dossier", value=_reference_of, width=16, levels=TOLD_APART),
            Column("day", "Date", value=_day_of, width=12, bands=DATE_BANDS),
            Column("channel", "Canal", value=lambda sent: sent.get_channel_display(), width=20),
            Column(
                "version",
                "Version du formulaire",
                value=lambda sent: self._numbers[sent.version_id],
                width=12,
                levels=TOLD_APART,
            ),
            *[
                Column(
                    "q:" + "/".join(map(str, asked.identity)),
                    asked.heading,
                    width=_WIDTHS.get(asked.question["type"], 18),
                    levels=ALL_LEVELS if asked.identity in without_names else NAMED,
                    bands=_BANDS.get(asked.question["type"], ()),
                )
                for asked in self.table(_everything).columns
            ],
        ]

    def lines(self, columns):
        table = self.table(_everything if self.with_names else leaves_without_names)
        places = {
            "q:" + "/".join(map(str, asked.identity)): place for place, asked in enumerate(table.columns)
        }
        answers = self.queryset().select_related("assessment__case_file", "referral__case_file")
        for number, sent in enumerate(answers.iterator(chunk_size=CHUNK)):
            row = table.row(sent.version_id, self._answers(sent))
            cells = [column.value(sent) if column.value else row[places[column.code]] for column in columns]
            file = _file_of(sent)
            yield cells, file and file.pk, file.person_id if file else f"answer {number}"

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

    def journal_filters(self):
        filters = super().journal_filters()
        return {**filters, "form": self.form.slug if self.form else ""}


def _everything(question):
    return question["type"] != words.FILE


def _file_of(sent):
    assessment, referral = getattr(sent, "assessment", None), getattr(sent, "referral", None)
    if assessment is not None:
        return assessment.case_file
    return getattr(referral, "case_file", None)


def _reference_of(sent):
    file = _file_of(sent)
    return file.reference if file else None


def _day_of(sent):
    assessment = getattr(sent, "assessment", None)
    return assessment.held_on if assessment is not None else timezone.localdate(sent.received_at)
