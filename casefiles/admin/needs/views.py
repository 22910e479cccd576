"""The screen of the needs nobody answers, its print and its export: counts, never a name."""

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from casefiles.admin.forms.base import choice_of
from casefiles.admin.needs.counting import gather, years
from casefiles.admin.taken_away import TakeAwayForm, sheet_response
from casefiles.exchange.forms import reason_field
from casefiles.models import Programme
from portal.audit.journal import record

HEADINGS = ["Besoin", "1er trimestre", "2e trimestre", "3e trimestre", "4e trimestre", "Année"]
WIDTHS = [52, 14, 14, 14, 14, 12]


class ChoiceForm(forms.Form):
    """What the table is about; anything that is not offered falls back on what is."""

    annee = forms.ChoiceField(label="Année", required=False)
    dispositif = choice_of("Dispositif", None, required=False, empty="Tous les dispositifs")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, auto_id="id_%s", label_suffix="", **kwargs)
        self.user, self.offered = user, years(user)
        self.fields["annee"].choices = [(str(year), str(year)) for year in self.offered]
        self.fields["dispositif"].queryset = Programme.objects.order_by("name")

    def gathered(self):
        self.is_valid()
        chosen = self.cleaned_data
        return gather(self.user, int(chosen.get("annee") or self.offered[0]), chosen.get("dispositif"))


class ExportForm(TakeAwayForm):
    slot = "besoins"

    reason = reason_field("Par exemple : « note au comité de pilotage ». Sans nom de personne.")


class NeedsView(View):
    template = "casefiles/admin/needs/page.html"

    def get(self, request):
        return self.show(request, ExportForm())

    def post(self, request):
        """The table that is on the screen, taken away with a reason."""
        form = ExportForm(request.POST)
        if not form.is_valid():
            return self.show(request, form, status=422)
        gathered = ChoiceForm(request.GET, user=request.user).gathered()
        file_format = form.cleaned_data["file_format"]
        record(
            "needs.exported",
            actor=request.user,
            target=str(gathered.year),
            reason=form.cleaned_data["reason"],
            details={
                "format": file_format,
                "count": len(gathered.rows),
                "programme": gathered.programme.slug if gathered.programme else "",
            },
        )
        return sheet_response(
            _lines(gathered),
            file_format,
            headings=HEADINGS,
            widths=WIDTHS,
            sheet="Besoins",
            name=f"besoins-sans-solution-{gathered.year}",
        )

    def show(self, request, form, status=200):
        choice = ChoiceForm(request.GET, user=request.user)
        context = {
            "header_title": "Besoins sans solution",
            "choice": choice,
            "gathered": choice.gathered(),
            "headings": HEADINGS,
            "form": form,
            "problems": form.problems,
            "query": request.GET.urlencode(),
            "printed_at": timezone.now(),
        }
        return render(request, self.template, context, status=status)


class NeedsPrintView(NeedsView):
    """The same on an A4, in the dress of the service."""

    http_method_names = ["get", "head"]
    template = "casefiles/admin/needs/print.html"


def _lines(gathered):
    return [
        [row.label, *(cell.value for cell in row.quarters), row.total.value]
        for row in [*gathered.rows, gathered.everyone]
    ]
