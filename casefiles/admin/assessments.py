"""Assessments in a file: the grid while it is under way, the answers once finished, several side by side."""

import json

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views import View

from casefiles.access import may_work_on, rows_of
from casefiles.actions import (
    AnswersRefused,
    Conflict,
    DiscardAssessment,
    FinishAssessment,
    FollowVersion,
    SaveAssessmentDraft,
)
from casefiles.actions.assessment.follow_version import may_follow, newer_version
from casefiles.actions.assessment.save_draft import stored
from casefiles.actions.base import Refused
from casefiles.admin.file_page import find
from casefiles.grid.documents import without_files
from casefiles.grid.drawing import drawing_of
from casefiles.grid.merging import HELD_ON, marks
from casefiles.grid.page import grid_of, typed_words
from casefiles.grid.rows import comparisons, finished_of, previous_of, with_all
from casefiles.models import Assessment
from forms.outputs.web.form import raw_answers
from forms.services import service_names, spelled
from portal.audit.journal import record

# Names of the page itself: no question can have them, a key begins with a letter.
SEEN, FINISH = "_seen", "_finish"
MAX_MARKS = 400


class AssessmentView(View):
    """The grid or, once finished, the answers. What is posted is kept first, whatever comes next."""

    def get(self, request, pk, assessment):
        case_file, row = self.found(request, pk, assessment)
        row, newer = self.follow(request, case_file, row)
        return self.show(request, case_file, row, newer=newer)

    def post(self, request, pk, assessment):
        case_file, row = self.found(request, pk, assessment)
        document = without_files(row.version.document)
        raw = spelled(document, raw_answers(document, request.POST))
        try:
            self.save(request, row, raw)
            if FINISH not in request.POST:
                messages.success(request, "Le bilan est enregistré.", extra_tags="bilan")
                return redirect("casefiles:assessment", case_file.pk, row.pk)
            FinishAssessment(request.user, row).execute()
        except Conflict as conflict:
            return self.come_back(request, case_file, row, conflict.merged.answers, conflict)
        except AnswersRefused as refused:
            return self.come_back(request, case_file, row, stored(row), refused, errors=refused.errors)
        except Refused as refused:
            return self.come_back(request, case_file, row, raw, refused)
        messages.success(request, "Le bilan est terminé.", extra_tags="bilans")
        return redirect(f"{reverse('casefiles:file', args=[case_file.pk])}#bilans")

    # --- steps ---------------------------------------------------------------------------------------------
    def found(self, request, pk, assessment):
        case_file = find(request.user, pk)
        rows = rows_of(request.user, case_file, Assessment)
        row = get_object_or_404(with_all(rows), pk=assessment)
        row.case_file = case_file
        return case_file, row

    def follow(self, request, case_file, row):
        """The draft goes on with the newest version when it can; otherwise what keeps it is said."""
        version, found = newer_version(row)
        if version is None or not may_work_on(request.user, case_file) or case_file.is_closed:
            return row, None
        if not may_follow(version, found):
            return row, {
                "version": version,
                "changes": [one.sentence for one in found if one.effect != "soft"],
            }
        try:
            FollowVersion(request.user, row).execute()
        except Refused:
            # Somebody finished it, or published again, this very moment: it is shown as it now is.
            row.refresh_from_db()
            return row, None
        messages.info(
            request,
            f"Ce bilan suit maintenant la version {version.number} du formulaire.",
            extra_tags="bilan",
        )
        return row, None

    def save(self, request, row, raw):
        SaveAssessmentDraft(
            request.user,
            row,
            answers=raw,
            held_on=_day(request.POST.get(HELD_ON)),
            seen=_marks(request.POST.get(SEEN)),
        ).execute()

    def come_back(self, request, case_file, row, raw, refused, errors=None):
        row.refresh_from_db()
        theirs = refused.merged.conflicts if isinstance(refused, Conflict) else {}
        return self.show(
            request, case_file, row, raw=raw, refused=refused, errors=errors, theirs=theirs, status=422
        )

    def show(
        self,
        request,
        case_file,
        row,
        *,
        raw=None,
        refused=None,
        errors=None,
        theirs=None,
        newer=None,
        status=200,
        more=None,
    ):
        record(
            "assessment.read",
            actor=request.user,
            subject=case_file.pk,
            target=case_file.reference,
            details={"assessment": str(row.pk)},
        )
        may_write = row.is_draft and may_work_on(request.user, case_file) and not case_file.is_closed
        previous = previous_of(request.user, row)
        shown = raw if raw is not None and may_write else row.given
        kept = stored(row) if row.is_draft else {}
        context = {
            "header_title": f"{row.form} · {case_file.reference}",
            "case_file": case_file,
            "person": case_file.person,
            "assessment": row,
            "grid": grid_of(
                row.version,
                {key: value for key, value in shown.items() if key != HELD_ON},
                previous=previous,
                errors=errors,
                theirs=theirs,
                today=row.held_on,
                services=service_names(row.version.document) if may_write else (),
            ),
            "previous": previous,
            "may_write": may_write,
            "held_on": shown.get(HELD_ON) or row.held_on.isoformat(),
            "held_on_theirs": _day((theirs or {}).get(HELD_ON)),
            "seen": json.dumps(marks(kept)),
            "refused": refused,
            "newer": newer,
            "lost": [] if may_write or raw is None else typed_words(row.version, raw),
            "today": timezone.localdate(),
            **(more or {}),
        }
        template = "grid" if may_write else "reading"
        return render(request, f"casefiles/admin/assessment/{template}.html", context, status=status)


class AssessmentDiscardView(AssessmentView):
    """A draft is given up, with a reason; the page comes back when there is none."""

    def get(self, request, pk, assessment):
        return redirect("casefiles:assessment", pk, assessment)

    def post(self, request, pk, assessment):
        case_file, row = self.found(request, pk, assessment)
        reason = request.POST.get("reason", "")[:300]
        try:
            DiscardAssessment(request.user, row, reason=reason).execute()
        except Refused as refused:
            row.refresh_from_db()
            problem = {"discard_problem": refused.message, "discard_reason": reason}
            said = None if row.is_draft else refused
            return self.show(request, case_file, row, refused=said, status=422, more=problem)
        messages.success(request, "Le bilan est abandonné.", extra_tags="bilans")
        return redirect(f"{reverse('casefiles:file', args=[case_file.pk])}#bilans")


class ComparisonView(View):
    """Every finished assessment of the file, one row for each axis."""

    def get(self, request, pk):
        case_file = find(request.user, pk)
        record("assessment.compared", actor=request.user, subject=case_file.pk, target=case_file.reference)
        finished = finished_of(request.user, case_file)
        context = {
            "header_title": f"Bilans · {case_file.reference}",
            "case_file": case_file,
            "person": case_file.person,
            "comparisons": [
                (form, columns, rows, drawing_of(rows)) for form, columns, rows in comparisons(finished)
            ],
        }
        return render(request, "casefiles/admin/assessment/comparison.html", context)


def _day(text):
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def _marks(text):
    """The marks that the page carried; none of it is trusted, what is wrong only asks one question more."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): str(value) for key, value in list(found.items())[:MAX_MARKS]}
