"""The count of one night: on the screen, and taken away line by line without names."""

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from casefiles.admin.forms.base import choice_of, date_field
from casefiles.admin.housing.count import ethos_of, night_of
from casefiles.admin.taken_away import TakeAwayForm, sheet_response
from casefiles.exchange.forms import reason_field
from casefiles.models import Gender, Programme
from casefiles.statistics.bands import age_band, age_on
from portal.accounts.roles import CASE_WORK
from portal.audit.journal import record

HEADINGS = ["Dossier", "Dispositif", "ETHOS", "Situation", "Depuis", "Date connue", "Genre", "Âge"]
WIDTHS = [16, 24, 8, 44, 14, 16, 24, 12]


class ChoiceForm(forms.Form):
    """Which night, and which programme; a night that cannot be read or is to come gives way to tonight."""

    nuit = date_field("Nuit du", required=False)
    dispositif = choice_of("Dispositif", None, required=False, empty="Tous les dispositifs")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, auto_id="id_%s", label_suffix="", **kwargs)
        self.user = user
        self.fields["dispositif"].queryset = Programme.objects.order_by("name")

    def counted(self):
        self.is_valid()
        today = timezone.localdate()
        night = min(self.cleaned_data.get("nuit") or today, today)
        self.data = self.data.copy()
        self.data["nuit"] = f"{night}"
        return night_of(self.user, night, self.cleaned_data.get("dispositif"))


class ExportForm(TakeAwayForm):
    slot = "nuit"

    reason = reason_field("Par exemple : « dénombrement du 23 octobre ». Sans nom de personne.")


class NightView(View):
    def get(self, request):
        return self.show(request, ExportForm())

    def post(self, request):
        """One line per file, with its reference and without a name, for a reason."""
        form = ExportForm(request.POST)
        if not form.is_valid():
            return self.show(request, form, status=422)
        counted = ChoiceForm(request.GET, user=request.user).counted()
        file_format = form.cleaned_data["file_format"]
        record(
            "housing.counted",
            actor=request.user,
            target=str(counted.night),
            reason=form.cleaned_data["reason"],
            details={"format": file_format, "count": len(counted.files)},
        )
        return sheet_response(
            [_line(case_file, period, counted.night) for case_file, period in counted.files],
            file_format,
            headings=HEADINGS,
            widths=WIDTHS,
            sheet="Situations",
            name=f"situations-{counted.night}",
        )

    def show(self, request, form, status=200):
        choice = ChoiceForm(request.GET, user=request.user)
        context = {
            "header_title": "Situations d’une nuit",
            "choice": choice,
            "counted": choice.counted(),
            "names_missing": request.user.has_role(*CASE_WORK),
            "form": form,
            "problems": form.problems,
            "query": request.GET.urlencode(),
        }
        return render(request, "casefiles/admin/housing/night.html", context, status=status)


def _line(case_file, period, night):
    person = case_file.person
    where = ["", "pas noté", None, ""]
    if period is not None:
        where = [
            ethos_of(period.situation) or "",
            period.get_situation_display(),
            period.started_on,
            period.get_precision_display(),
        ]
    band = age_band(age_on(person.birth_date, night))
    return [case_file.reference, str(case_file.programme), *where, Gender(person.gender).label, band or ""]
