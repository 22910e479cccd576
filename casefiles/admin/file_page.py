"""The file on one page. Reading it is written in the journal first; then only is it shown."""

import logging

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from casefiles.access import may_distribute, may_read_confidential, may_work_on, visible_to
from casefiles.actions.file.open import OpenFile
from casefiles.actions.file.stages import demands
from casefiles.admin import sections
from casefiles.admin.acting import attempt
from casefiles.admin.agenda.section import agenda_of
from casefiles.admin.contract_reviews import alerts_of as contract_alerts
from casefiles.admin.forms import FILE_ACTS, ITEM_ACTS
from casefiles.admin.path import path_of
from casefiles.admin.received import received_of
from casefiles.admin.results import evaluation_of
from casefiles.admin.street import street_of
from casefiles.admin.timeline.line import latest
from casefiles.contract.versions import section_of as contract_section
from casefiles.grid.rows import last_on_paper, section_of
from casefiles.models import Assignment, CaseDocument, CaseFile, Stage, StageMove
from casefiles.silence import next_contact
from portal.audit.journal import record
from portal.vault.serving import attachment_response

logger = logging.getLogger(__name__)

CLOSED_FILE_ACTS = ("rouvrir",)


class FileView(View):
    def get(self, request, pk):
        case_file = find(request.user, pk)
        return show(request, case_file, bound=_asked_form(request, case_file))


class FileActView(View):
    """Receives one act. On a refusal the page comes back with what was typed, opened where it went wrong."""

    def get(self, request, pk, act, item=None):
        return redirect("casefiles:file", pk)

    def post(self, request, pk, act, item=None):
        case_file = find(request.user, pk)
        form = self.bind(request, case_file, act, item)
        done, result = attempt(form, form.build)
        if not done:
            return show(request, find(request.user, pk), bound=form, status=422)
        messages.success(request, form.done, extra_tags=form.anchor)
        if not visible_to(request.user, CaseFile).filter(pk=pk).exists():
            return redirect("casefiles:file_list")
        return redirect(form.destination(result))

    def bind(self, request, case_file, act, item):
        given = {"user": request.user, "case_file": case_file}
        if item is None:
            if act not in FILE_ACTS:
                raise Http404
            return FILE_ACTS[act](request.POST, request.FILES, **given)
        return item_form(request.user, case_file, act, item)(request.POST, request.FILES)


class DocumentView(View):
    """A document of the file, handed over as a download and written in the journal."""

    def get(self, request, pk, document):
        case_file = find(request.user, pk)
        rows = (
            visible_to(request.user, CaseDocument).filter(case_file=case_file).select_related("stored_file")
        )
        row = get_object_or_404(rows, pk=document)
        record(
            "document.read",
            actor=request.user,
            subject=case_file.pk,
            target=case_file.reference,
            details={"document": str(row.pk)},
        )
        try:
            return attachment_response(row.stored_file)
        except FileNotFoundError:
            # The row stands and the bytes do not: whoever runs the portal must hear of it.
            logger.error("Stored file %s is missing from the vault", row.stored_file_id)
            raise Http404 from None


class PrintView(View):
    """The file as a clean A4 print."""

    def get(self, request, pk):
        case_file = find(request.user, pk)
        record("casefile.printed", actor=request.user, subject=case_file.pk, target=case_file.reference)
        context = file_context(request.user, case_file, most=None)
        context["last_assessment"] = last_on_paper(context["assessments"])
        return render(request, "casefiles/admin/file_print.html", context | {"printed_at": timezone.now()})


def find(user, pk):
    """The file, if this person may see it; otherwise it does not exist for her."""
    rows = visible_to(user, CaseFile).select_related(
        "person__household",
        "programme",
        "stage",
        "case_manager",
        "referral__submission__version",
        "referral__orienting_service",
        "exit_reason",
        "housing_outcome",
        "oriented_to",
        "rhythm",
    )
    return get_object_or_404(rows, pk=pk)


def item_form(user, case_file, act, item):
    """What makes the form of an act on one contact, objective, action or member of this very file."""
    if act not in ITEM_ACTS:
        raise Http404
    form_class, model, path = ITEM_ACTS[act]
    row = get_object_or_404(visible_to(user, model).filter(**{path: case_file}), pk=item)
    return lambda *data: form_class(*data, user=user, case_file=case_file, item=row)


def _asked_form(request, case_file):
    """`?corriger=<contact>` opens the correction of that contact, not yet filled."""
    contact = request.GET.get("corriger")
    if not contact or case_file.is_closed:
        return None
    from django.core.exceptions import ValidationError

    try:
        return item_form(request.user, case_file, "corriger", contact)()
    except ValidationError:
        raise Http404 from None


def show(request, case_file, bound=None, status=200):
    OpenFile(request.user, case_file).execute()
    unfolded = request.GET.get("contacts") == "tous"
    most = sections.CONTACTS_UNFOLDED if unfolded else sections.CONTACTS_SHOWN
    context = file_context(request.user, case_file, bound=bound, most=most)
    context["unfolded"] = unfolded
    context["latest_moments"], context["moment_count"] = latest(request.user, case_file)
    _prefer_objective(context, request.GET.get("pour", ""))
    _prefer_form(context, request.GET.get("remplir", ""))
    return render(request, "casefiles/admin/file.html", context, status=status)


def _prefer_objective(context, objective):
    """`?pour=<objective>` unfolds the form of a new action with that objective chosen."""
    form = context["forms"].get("action")
    if objective and form is not None and not form.is_bound:
        context["wanted_objective"] = objective
        form.initial["objective"] = objective


def _prefer_form(context, wanted):
    """`?remplir=<form>` unfolds the form that begins an assessment, with the one that the stage asks for."""
    form = context["forms"].get("bilan")
    if wanted and form is not None and not form.is_bound:
        context["wanted_form"] = wanted
        form.initial["form"] = wanted


def file_context(user, case_file, *, bound=None, most=sections.CONTACTS_SHOWN):
    stages = list(Stage.objects.filter(programme=case_file.programme_id).order_by("order"))
    moves = list(
        visible_to(user, StageMove).filter(case_file=case_file).select_related("from_stage", "to_stage", "by")
    )
    plan = sections.plan_of(user, case_file)
    actions = sections.open_actions(plan)
    documents = sections.documents_of(user, case_file)
    contacts, contact_count = sections.contacts_of(user, case_file, most)
    household, members = sections.household_of(user, case_file)
    street = street_of(case_file, case_file.programme)
    path = path_of(case_file, stages, moves)
    closures = sections.closures_of(user, case_file)
    alerts = sections.alerts_of(
        user,
        case_file,
        street=street,
        path=path,
        actions=actions,
        documents=documents,
        closures=closures,
    )
    contract = contract_section(user, case_file)
    alerts += contract_alerts(contract, case_file)
    return {
        "header_title": case_file.reference,
        "case_file": case_file,
        "person": case_file.person,
        "household": household,
        "members": members,
        "street": street,
        "path": path,
        "step_number": next((step.number for step in path if step.stage.pk == case_file.stage_id), 0),
        "moves": moves[::-1],
        "assignments": _assignments(user, case_file),
        "closures": closures,
        "rhythms": sections.rhythms_of(user, case_file),
        "next_contact": next_contact(case_file),
        "alerts": alerts,
        "assessments": section_of(user, case_file),
        "plan": plan,
        "open_actions": actions,
        "contract": contract,
        **evaluation_of(user, case_file, plan),
        "contacts": contacts,
        "contact_count": contact_count,
        "contacts_hidden": contact_count - len(contacts),
        **agenda_of(user, case_file),
        "documents": documents,
        "received": received_of(case_file.referral),
        "readings": sections.readings_of(case_file),
        "demands": [] if case_file.is_closed else demands(case_file),
        "may_read_confidential": may_read_confidential(user, case_file),
        "may_write": may_work_on(user, case_file),
        "today": timezone.localdate(),
        **_forms(user, case_file, bound),
    }


def _assignments(user, case_file):
    rows = visible_to(user, Assignment).filter(case_file=case_file)
    return list(rows.select_related("case_manager", "assigned_by").order_by("-started_on", "-created_at"))


def _forms(user, case_file, bound):
    """{"forms": {slot: form}} of what this person may write now; `bound` stands in its own slot."""
    forms = {}
    if may_work_on(user, case_file):
        slots = (
            CLOSED_FILE_ACTS
            if case_file.is_closed
            else [slot for slot in FILE_ACTS if slot not in CLOSED_FILE_ACTS]
        )
        for slot in slots:
            if slot != "confier" or may_distribute(user):
                forms[slot.replace("-", "_")] = FILE_ACTS[slot](user=user, case_file=case_file)
    if bound is not None:
        forms[bound.slot.replace("-", "_")] = bound
    return {"forms": forms, "bound": bound, "problems": bound.problems if bound is not None else []}
