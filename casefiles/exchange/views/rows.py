"""Settling things on the preview: a cell mended, a row left out, an answer given, a word replaced."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from wagtail.admin import messages

from casefiles.actions.base import Refused
from casefiles.exchange.batches import chunks as stored
from casefiles.exchange.batches import match, preview
from casefiles.exchange.column_forms import MAX_CELL, WordsForm
from casefiles.exchange.resources.base import LEAVE_OUT
from casefiles.exchange.results import Outcome
from casefiles.exchange.screen import Typed, preview_columns
from casefiles.exchange.views.import_page import ROWS_PER_PAGE, ImportView
from portal.sheets.cells import shown

TOO_LONG = "Raccourcissez : 32 767 caractères au plus."
NO_ANSWER = "Choisissez une réponse."


class SettlingView(ImportView):
    """A form of the preview: it comes back to the same place or, with what was typed, says what is wrong."""

    http_method_names = ["post"]

    def back(self, anchor=""):
        asked = {name: self.asked[name] for name in ("lignes", "p") if self.asked.get(name)}
        query = f"?{urlencode(asked)}" if asked else ""
        return HttpResponseRedirect(f"{reverse('exchange:import', args=[self.batch.pk])}{query}{anchor}")

    def again(self):
        """The whole page once more, with what was typed."""
        return self.render_to_response(self.get_context_data(), status=422)


class RowView(SettlingView):
    """One row. `do` says what: "mend", "leave_out", "take_back", "answer"."""

    def post(self, request, *args, line, **kwargs):
        self.line, self.message = line, ""
        places = stored.places_of_lines(self.batch, [line]) if self.batch.is_previewed else []
        if self.batch.is_previewed and not places:
            raise Http404
        self.row = stored.rows_at(self.batch, places)[0] if places else None
        try:
            self._settle(request.POST.get("do", ""))
        except Refused as refused:
            self.message = refused.message
            messages.error(request, refused.message)
            return self.back()
        if self.typed:
            return self._answer() if self._is_fetched() else self.again()
        return self._answer() if self._is_fetched() else self.back(self._anchor())

    def _settle(self, what):
        if self.row is None:
            raise Refused(preview.TOO_LATE, "confirmed")
        if what == "leave_out":
            preview.leave_out(self.batch, self.line)
        elif what == "take_back":
            preview.decide(self.batch, self.line, "")
        elif what == "answer":
            self._give_answer(self.request.POST.get("what", ""))
        else:
            self._mend()

    def _give_answer(self, what):
        known = {code for code, _label in self.resource.choices_for(self.row.finding)}
        if what in known and what != LEAVE_OUT:
            preview.decide(self.batch, self.line, what)
        else:
            self.typed = Typed(self.line, {}, {}, NO_ANSWER)

    def _mend(self):
        sent = {
            column.position: self.request.POST[f"c{column.position}"]
            .replace("\r\n", "\n")
            .replace("\x00", "")
            for column in preview_columns(self.batch, self.resource)
            if f"c{column.position}" in self.request.POST
        }
        problems = {position: TOO_LONG for position, text in sent.items() if len(text) > MAX_CELL}
        if problems:
            self.typed = Typed(self.line, sent, problems)
            return
        cells = {p: text for p, text in sent.items() if text != shown(self.row.cells[p])}
        if cells:
            preview.mend(self.batch, self.line, cells)

    def _is_fetched(self):
        return self.request.headers.get("X-Requested-With") == "fetch"

    def _anchor(self):
        """The row itself as long as it is wrong, else the next one to mend."""
        following = self.request.POST.get("suite", "")
        row = stored.rows_at(self.batch, stored.places_of_lines(self.batch, [self.line]))[0]
        if row.outcome == Outcome.WRONG or not following.isdecimal():
            return f"#l{self.line}"
        return f"#l{following}"

    def _answer(self):
        """The rows that the page shows, and the counts: the script puts them in their place."""
        lines = [int(line) for line in self.request.POST.get("vues", "").split(",") if line.isdecimal()]
        lines = [line for line in lines if line < 10**8][:ROWS_PER_PAGE]
        places = stored.places_of_lines(self.batch, {*lines, self.line})
        drawn = self.drawn(stored.rows_at(self.batch, places))
        kind = self.asked.get("lignes", "")
        context = {
            "batch": self.batch,
            "kind": kind if kind in Outcome.values else "",
            "settled": next(row for row in drawn["rows"] if row.number == self.line),
            "page_number": self.asked.get("p", ""),
            **self.announced(),
            **drawn,
        }
        return render(
            self.request, "casefiles/exchange/settled.html", context, status=422 if self.typed else 200
        )


class WordsView(SettlingView):
    """Values that no list knows: each stands for one of the list in every row, or is left empty."""

    def post(self, request, *args, **kwargs):
        taken_back = request.POST.get("reprendre", "")
        self.words_form = WordsForm(request.POST, words=self.seen.words, kept=match.kept_matching(self.batch))
        try:
            if taken_back:
                name, _, word = taken_back.partition("|")
                preview.replace_word(self.batch, name, word, "")
                match.keep_words(self.batch, forgotten=[(name, word)])
            elif not self.words_form.is_valid():
                return self.again()
            else:
                self._replace()
        except Refused as refused:
            messages.error(request, refused.message)
        return self.back("#ex-announced")

    def _replace(self):
        chosen = self.words_form.replacements()
        if not chosen:
            messages.warning(self.request, "Rien n’a été choisi : aucune valeur n’est remplacée.")
            return
        preview.replace_words(self.batch, chosen)
        if name := self.words_form.cleaned_data.get("keep_as", "").strip():
            match.keep(self.batch, name)
        match.keep_words(self.batch)
        noun = "valeur est remplacée" if len(chosen) == 1 else "valeurs sont remplacées"
        messages.success(self.request, f"{len(chosen)} {noun} dans toutes les lignes.")
