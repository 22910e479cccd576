"""One import: its preview, its progress, its result, what was taken back."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property

from casefiles.exchange.batches import chunks as stored
from casefiles.exchange.batches.common import listed_for
from casefiles.exchange.batches.match import kept_matching
from casefiles.exchange.batches.run import pace_of, progress_of
from casefiles.exchange.batches.undo import BACK, KEPT, may_be_undone
from casefiles.exchange.column_forms import WordsForm
from casefiles.exchange.headings import ERRORS_HEADING
from casefiles.exchange.resources import RESOURCES
from casefiles.exchange.results import TO_MEND, TO_WRITE, Outcome
from casefiles.exchange.screen import Pencil, preview_columns, rows_on_screen, time_left
from casefiles.exchange.survey import Survey, page_of_wrong, replaced_words, survey
from casefiles.exchange.views.base import ExchangePage
from casefiles.exchange.views.links import links_of
from casefiles.exchange.views.own import OwnBatchMixin
from casefiles.models import ImportBatch
from casefiles.text import normalise
from portal.audit.journal import record
from portal.sheets.cells import is_blank

ROWS_PER_PAGE = 50
KEPT_PER_PAGE = 50
TABS = (
    ("", "Toutes", "list-ul"),
    (Outcome.WRONG, "À corriger", "warning"),
    (Outcome.LIKELY, "Déjà connues ?", "user"),
    (Outcome.DUPLICATE, "En double", "copy"),
    (Outcome.CHANGED, "Modifiées", "edit"),
    (Outcome.NEW, "Nouvelles", "plus"),
    (Outcome.UNCHANGED, "Identiques", "check"),
    (Outcome.LEFT_OUT, "Laissées de côté", "cross"),
)


class StoredRows:
    """The rows of a batch as a paginator asks for them: counted from the letters, opened page by page."""

    def __init__(self, batch, counts, kind, closed=()):
        self.batch, self.kind, self.closed = batch, kind, closed
        self.total = counts.get(kind, 0) if kind else sum(counts.values())

    def __len__(self):
        return self.total

    def __getitem__(self, asked):
        start, count = asked.start, asked.stop - asked.start
        if self.kind == Outcome.WRONG and self.closed:
            return page_of_wrong(self.batch, self.closed, start, count)
        return stored.page_of(self.batch, [self.kind] if self.kind else [], start, count)


class ImportView(OwnBatchMixin, ExchangePage):
    """The preview, the progress while it is written, the result after."""

    template_name = "casefiles/exchange/import.html"
    # What somebody typed and could not be kept, when the page comes back with it.
    typed = words_form = None

    def get(self, request, *args, **kwargs):
        if self.batch.state == ImportBatch.State.MATCHING:
            return redirect("exchange:import_columns", pk=self.batch.pk)
        return super().get(request, *args, **kwargs)

    def get_page_title(self):
        return RESOURCES[self.batch.target].page_title

    @cached_property
    def asked(self):
        """What the address asks to see; a form of the page carries it along."""
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @cached_property
    def counts(self):
        return stored.counts_of(self.batch)

    @cached_property
    def resource(self):
        return RESOURCES[self.batch.target](self.request.user, reason=self.batch.reason, batch=self.batch)

    @cached_property
    def kept(self):
        """The named matching that the columns come from."""
        return kept_matching(self.batch)

    @cached_property
    def seen(self):
        """What stands in the way, as long as something can be done about it."""
        if self.batch.is_previewed and self.counts.get(Outcome.WRONG):
            return survey(self.batch, self.resource)
        return Survey()

    def get_context_data(self, **kwargs):
        batch = self.batch
        record(
            "exchange.import_read",
            actor=self.request.user,
            target=batch.short_id,
            details={"state": batch.state},
        )
        context = super().get_context_data(**kwargs) | {"batch": batch, "title": self.resource.title}
        if batch.is_at_work:
            return context | progress_context(batch)
        return context | self.announced() | self.rows() | self.about_the_file() | self.taken_back()

    def announced(self):
        counts = self.counts
        return {
            "counts": counts,
            "tabs": self._tabs(),
            "to_write": sum(self.batch.counts.get(outcome, 0) for outcome in TO_WRITE),
            "wrong": sum(counts.get(outcome, 0) for outcome in TO_MEND),
            "closed_count": len(self.seen.closed),
            "seen": self.seen,
            "words": self.words_form or WordsForm(words=self.seen.words, kept=self.kept),
            "replaced": replaced_words(self.batch, self.resource) if self.batch.is_previewed else [],
            "may_undo": may_be_undone(self.batch),
        }

    def about_the_file(self):
        batch = self.batch
        if not batch.is_previewed:
            return {}
        fields = self.resource.sheet_fields()
        likely = batch.reading.get("likely", {})
        aside = [
            {
                "label": label,
                "likely": fields[likely[str(position)]].column_name if str(position) in likely else "",
            }
            for position, label in enumerate(batch.reading.get("labels", []))
            if position not in batch.columns
            and not is_blank(label)
            and normalise(label) != normalise(ERRORS_HEADING)
        ]
        same = listed_for(self.request.user).filter(sha256=batch.sha256, target=batch.target)
        return {
            "kept_name": self.kept.name if self.kept else "",
            "aside": aside,
            "notes": self.resource.notes(self.stored_rows),
            "earlier": same.filter(confirmed_at__isnull=False).exclude(pk=batch.pk).first(),
        }

    def taken_back(self):
        batch = self.batch
        if batch.state != ImportBatch.State.UNDONE or not batch.undo_results.get(KEPT):
            return {}
        rows = [row for row in stored.rows_of(batch, Outcome.values) if row.finding.get("kept")]
        page = Paginator(rows, KEPT_PER_PAGE).get_page(self.asked.get("g"))
        links = links_of(self.batch, self.resource, page.object_list)
        kept = [
            {"line": row.number, "why": row.finding["kept"], "link": links.get(row.number, "")}
            for row in page.object_list
        ]
        return {"kept": kept, "kept_page": page}

    def _tabs(self):
        return [
            {
                "kind": code,
                "label": label,
                "icon": icon,
                "count": self.counts.get(code, 0) if code else sum(self.counts.values()),
            }
            for code, label, icon in TABS
            if not code or self.counts.get(code)
        ]

    def rows(self):
        kind = self.asked.get("lignes", "")
        kind = kind if kind in Outcome.values else ""
        rows = StoredRows(self.batch, self.counts, kind, self.seen.closed)
        page = Paginator(rows, ROWS_PER_PAGE).get_page(self.asked.get("p"))
        return {
            "kind": kind,
            "page_obj": page,
            "page_number": page.number,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            **self.drawn(page.object_list),
        }

    def drawn(self, rows):
        """These rows as the page shows them."""
        rows = self.stored_rows = list(rows)
        columns = preview_columns(self.batch, self.resource)
        opened = self.asked.get("ligne", "")
        pencil = Pencil(
            is_open=self.batch.is_previewed,
            opened=int(opened) if opened.isdecimal() and len(opened) < 9 else None,
            typed=self.typed,
        )
        links = links_of(self.batch, self.resource, rows) if self.batch.confirmed_at else {}
        drawn = rows_on_screen(self.request.user, rows, columns, self.resource, pencil=pencil, links=links)
        return {"columns": columns, "rows": drawn, "lines": ",".join(str(row.number) for row in drawn)}


def progress_context(batch):
    """Where the writing, or the taking back, has come to."""
    done, total = progress_of(batch)
    if batch.state == ImportBatch.State.UNDOING:
        done, total, pace = _undo_progress(batch, done)
    else:
        pace = pace_of(batch)
    held = batch.claimed_until is not None and batch.claimed_until > timezone.now()
    return {
        "done": done,
        "to_do": total,
        "rate": round(pace[0]) if pace and pace[0] >= 1 else None,
        "left": time_left(pace[1]) if pace else "",
        "is_held": held,
        "is_undoing": batch.state == ImportBatch.State.UNDOING,
    }


def _undo_progress(batch, written):
    back = sum(batch.undo_results.get(what, 0) for what in (BACK, KEPT))
    total = written - batch.results.get(Outcome.WRONG, 0)
    passed = (timezone.now() - batch.undo_asked_at).total_seconds()
    pace = (back / passed, (total - back) * passed / back) if back and passed > 0 else None
    return back, total, pace
