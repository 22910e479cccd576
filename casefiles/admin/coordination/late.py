"""What is late, in the hands of everyone or of one person: one list for each kind."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from casefiles.access import may_be_case_manager
from casefiles.admin.lease.summary import asked_of
from casefiles.admin.money.aid_reading import asks_of
from casefiles.lateness import BY_CODE, KINDS
from casefiles.money.amounts import say_amount
from portal.audit.journal import record

PAGE = 40
NOBODY = "personne"
_WITH = ("person", "stage", "case_manager", "programme", "rhythm")


class LateView(View):
    def get(self, request, kind):
        if kind not in BY_CODE:
            raise Http404
        kind, today = BY_CODE[kind], timezone.localdate()
        holder, rows = self._limited(request, kind, kind.of(request.user, today))
        manager = f"{kind.to_file}case_manager"
        rows = rows.select_related(*(f"{kind.to_file}{name}" for name in _WITH)).order_by(
            f"{manager}__last_name", f"{manager}__first_name", manager, kind.order, "pk"
        )
        page = Paginator(rows, PAGE).get_page(request.GET.get("p"))
        lines = [_line(kind, row, today) for row in page]
        details = {"screen": f"late.{kind.code}", "count": len(lines)}
        record("casefile.list", actor=request.user, details=details)
        context = {
            "kind": kind,
            "kinds_tabs": KINDS,
            "lines": lines,
            "page": page,
            "holder": holder,
            "query": f"&referent={holder.pk}" if holder else "",
        }
        return render(request, "casefiles/admin/coordination/late.html", context)

    def _limited(self, request, kind, rows):
        """(the worker asked for or None, her rows)."""
        asked, manager = request.GET.get("referent", ""), f"{kind.to_file}case_manager"
        if asked == NOBODY:
            return None, rows.filter(**{f"{manager}__isnull": True})
        try:
            holder = may_be_case_manager().filter(pk=UUID(asked)).first()
        except ValueError:
            holder = None
        return holder, rows.filter(**{manager: holder}) if holder else rows


# What a line says, kind by kind: the file, what is late, since when, and where one goes.
_TELL = {
    "actions": lambda row: (row.objective.case_file, row.statement, row.due_on, f"action-{row.pk}"),
    "contacts": lambda row: (row, str(row.rhythm), row.contact_due_on, "contacts"),
    "etapes": lambda row: (
        row,
        f"{row.stage} : d’habitude {row.stage.usual_days} jours",
        row.stage_since,
        "parcours",
    ),
    "contrats": lambda row: (row.case_file, f"Version {row.number}", row.review_on, "plan"),
    "roles": lambda row: (row.case_file, _first_up(str(row.get_role_display())), row.until, "reseau"),
    "documents": lambda row: (row.case_file, row.title, row.valid_until, "documents"),
    "echeances": lambda row: (
        row.plan.debt.case_file,
        f"Échéance {row.number} : {say_amount(row.left)}",
        row.due_on,
        "argent",
    ),
    "courriers": lambda row: (
        row.debt.case_file,
        f"Courrier : {row.get_procedure_display()}",
        row.answer_by,
        "argent",
    ),
    "aides": lambda row: (row.case_file, asks_of(row).words, asks_of(row).day, "argent"),
    "reglements": lambda row: (row.case_file, "Fin du plan à noter", row.plan_until, "argent"),
    "baux": lambda row: (row.case_file, _asked(row), row.asked_on, "bail"),
    "logements": lambda row: (row.case_file, _first_up(row.get_topic_display()), row.act_by, "bail"),
}


def _asked(lease):
    return asked_of(lease, timezone.localdate()).words


def _first_up(words):
    return words[:1].upper() + words[1:]


def _line(kind, row, today):
    """What a line says, whatever the kind."""
    file, words, since, anchor = _TELL[kind.code](row)
    days = (today - since).days
    return {"file": file, "words": words, "since": since, "days": days, "anchor": anchor}
