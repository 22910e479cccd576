"""Which column of the file is which field: recognised, proposed, said by hand, kept under a name."""

from django.shortcuts import redirect
from wagtail.admin import messages

from casefiles.actions.base import Refused
from casefiles.exchange.batches import match
from casefiles.exchange.batches.receive import read_again
from casefiles.exchange.column_forms import ColumnsForm, ReadingForm
from casefiles.exchange.headings import missing_of
from casefiles.exchange.resources import RESOURCES
from casefiles.exchange.views.base import ExchangePage
from casefiles.exchange.views.own import OwnBatchMixin
from casefiles.models import ImportBatch
from portal.sheets.cells import is_blank, shown
from portal.sheets.sheet import Unreadable
from portal.sheets.writers.workbook import letters

_OPEN = (ImportBatch.State.MATCHING, ImportBatch.State.PREVIEWED)
MAX_SAMPLE = 60


class ColumnsView(OwnBatchMixin, ExchangePage):
    template_name = "casefiles/exchange/columns.html"
    page_title = "Colonnes du fichier"

    def get(self, request, *args, **kwargs):
        return self._if_open() or self._show()

    def post(self, request, *args, **kwargs):
        if (closed := self._if_open()) is not None:
            return closed
        reading = ReadingForm(request.POST, batch=self.batch)
        # Somebody who changed the encoding and asks for the preview wants the file read again first.
        if request.POST.get("do") == "line" or ("line" in request.POST and reading.has_changed()):
            return self._read_otherwise(reading)
        form = ColumnsForm(request.POST, batch=self.batch, fields=self._fields())
        if not form.is_valid():
            return self._show(form, status=422)
        try:
            match.match(self.batch, form.columns(), keep_as=form.cleaned_data["keep_as"])
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._show(form, status=422)
        except Unreadable as unreadable:
            return self._unreadable(unreadable)
        return redirect("exchange:import", pk=self.batch.pk)

    def _read_otherwise(self, form):
        chosen = ColumnsForm(self.request.POST, batch=self.batch, fields=self._fields())
        if form.is_valid():
            try:
                match.read_otherwise(
                    self.batch,
                    form.cleaned_data["line"],
                    text=form.text(),
                    chosen=chosen.said_by_hand(),
                    keep_as=self.request.POST.get("keep_as", ""),
                )
            except Refused as refused:
                form.add_error("line", refused.message)
            except Unreadable as unreadable:
                # So read, it is no table: as it was, it still is one.
                form.add_error(None, unreadable.message)
        if form.errors:
            self.batch.refresh_from_db()
            chosen.is_valid()
            return self._show(chosen, status=422, reading=form)
        messages.success(
            self.request, f"Le fichier est relu, titres à la ligne {self.batch.reading['line']}."
        )
        return redirect("exchange:import_columns", pk=self.batch.pk)

    def _if_open(self):
        return None if self.batch.state in _OPEN else redirect("exchange:import", pk=self.batch.pk)

    def _unreadable(self, unreadable):
        messages.error(self.request, unreadable.message)
        return redirect("exchange:import_new")

    def _fields(self):
        return RESOURCES[self.batch.target].sheet_fields()

    def _show(self, form=None, *, status=200, reading=None):
        try:
            sheet = read_again(self.batch)
        except Unreadable as unreadable:
            return self._unreadable(unreadable)
        fields = self._fields()
        form = form or ColumnsForm(batch=self.batch, fields=fields)
        context = self.get_context_data(
            batch=self.batch,
            form=form,
            reading=reading or ReadingForm(batch=self.batch),
            columns=list(self._columns(form, match.sample_of(self.batch, sheet))),
            required=self._required(form, fields),
            problems=[] if form.is_bound else self._problems(form, fields),
            kept_name=kept_name(self.batch),
            unread=self.batch.reading["source"].get("unread", 0),
            source=self.batch.reading["source"],
        )
        return self.render_to_response(context, status=status)

    def _columns(self, form, samples):
        """The columns that have a heading or something under it."""
        likely = self.batch.reading.get("likely", {})
        for position, (label, cells) in enumerate(samples):
            if is_blank(label) and all(is_blank(cell) for cell in cells):
                continue
            yield {
                "letters": letters(position + 1),
                "label": label,
                "samples": [_short(shown(cell)) for cell in cells],
                "field": form[f"col{position}"],
                "proposed": not form.is_bound and str(position) in likely,
            }

    @staticmethod
    def _required(form, fields):
        chosen = set(form.chosen())
        return [
            {"label": field.column_name, "found": name in chosen}
            for name, field in fields.items()
            if field.required
        ]

    def _problems(self, form, fields):
        """What was unclear when the file came, but for the columns that are proposed since."""
        told = set(missing_of(self.batch.columns, fields))
        unclear = [problem for problem in self.batch.reading.get("problems", []) if problem not in told]
        return unclear + missing_of(dict(enumerate(form.chosen())), fields)


def kept_name(batch):
    """The name of the matching that these columns come from, if they still are as it says."""
    kept = match.kept_matching(batch)
    return kept.name if kept else ""


def _short(text):
    return text if len(text) <= MAX_SAMPLE else f"{text[: MAX_SAMPLE - 1]}…"
