"""The file on one page. Reading it is written in the journal first; then only is it shown."""

import logging

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from casefiles.access import holds, kept_from, may_read_confidential, may_work_on, rows_of, visible_to
from casefiles.actions.file.open import OpenFile
from casefiles.actions.file.stages import demands
from casefiles.actions.unchanged import state_of
from casefiles.admin import sections
from casefiles.admin.agenda.section import agenda_of
from casefiles.admin.contract_reviews import alerts_of as contract_alerts
from casefiles.admin.folds import forms_of
from casefiles.admin.forms import ITEM_ACTS
from casefiles.admin.housing.line import housing_of
from casefiles.admin.lease.summary import alerts_of as home_alerts
from casefiles.admin.lease.summary import home_of
from casefiles.admin.money.reading import alerts_of as money_alerts
from casefiles.admin.money.reading import summary_of
from casefiles.admin.network.reading import alerts_of as network_alerts
from casefiles.admin.network.reading import network_of
from casefiles.admin.path import path_of
from casefiles.admin.received import received_of
from casefiles.admin.results import evaluation_of
from casefiles.admin.sharing.section import running_of
from casefiles.admin.street import street_of
from casefiles.admin.timeline.line import Line, latest
from casefiles.admin.timeline.meetings import Contacts
from casefiles.contract.versions import section_of as contract_section
from casefiles.grid.rows import last_on_paper, section_of
from casefiles.models import (
    Assignment,
    CaseDocument,
    CaseFile,
    DatePrecision,
    HouseholdMember,
    HousingSituation,
    Stage,
    StageMove,
)
from casefiles.silence import next_contact
from portal.audit.journal import record
from portal.vault.serving import attachment_response

logger = logging.getLogger(__name__)

# What the page shows whole that stands on the line of time too.
ON_THE_LINE = ("contacts", "moves", "assignments", "closures", "rhythms", "documents", "needs")
# Always unfolded: the page is made for noting a contact.
STANDING = {"contact"}
# An address may unfold a form with something chosen: {word of the query: (slot, field)}.
CHOSEN_BY = {"pour": ("action", "objective"), "remplir": ("bilan", "form")}


class FileView(View):
    def get(self, request, pk):
        case_file = find(request.user, pk)
        return show(request, case_file, bound=_asked_form(request, case_file))


class DocumentView(View):
    """A document of the file, handed over as a download and written in the journal."""

    def get(self, request, pk, document):
        case_file = find(request.user, pk)
        rows = rows_of(request.user, case_file, CaseDocument).select_related("stored_file")
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
        "covered_by",
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
    prefetch_related_objects([case_file], "programme__contact_kinds")
    unfolded = request.GET.get("contacts") == "tous"
    most = sections.CONTACTS_UNFOLDED if unfolded else sections.CONTACTS_SHOWN
    context = file_context(request.user, case_file, most=most)
    context |= forms_of(request.user, case_file, bound=bound, asked=_asked(request))
    _choose(request, context["forms"])
    if "contact" in context["forms"]:
        context["forms"]["contact"].fields["objective"].rows = sections.open_objectives(context["plan"])
    context["unfolded"], context["stands"] = unfolded, state_of(case_file)
    context |= _line_of(request.user, case_file, context)
    return render(request, "casefiles/admin/file.html", context, status=status)


def _line_of(user, case_file, context):
    """The latest moments and how many there are; most of them the page has read already."""
    line = Line(user, case_file)
    known = [row for name in ON_THE_LINE for row in context[name]]
    count = line.count_of(Contacts)
    return {
        "latest_moments": latest(line, known=known),
        "moment_count": len(line.marks),
        "contact_count": count,
        "contacts_hidden": count - len(context["contacts"]),
    }


def _asked(request):
    """The slots of the forms that stand unfolded."""
    by_choice = {slot for word, (slot, _field) in CHOSEN_BY.items() if request.GET.get(word)}
    return STANDING | by_choice | set(request.GET.getlist("ouvrir"))


def _choose(request, forms):
    """What the address says of a form stands in it already."""
    for word, (slot, field) in CHOSEN_BY.items():
        form = forms.get(slot)
        if request.GET.get(word) and form is not None and form.is_asked:
            form.initial[field] = request.GET[word]


def file_context(user, case_file, *, most=sections.CONTACTS_SHOWN):
    """Everything the file holds, as its page and its print show it."""
    stages = list(Stage.objects.filter(programme=case_file.programme_id).order_by("order"))
    moves = list(rows_of(user, case_file, StageMove).select_related("from_stage", "to_stage", "by"))
    plan = sections.plan_of(user, case_file)
    actions = sections.open_actions(plan)
    documents = sections.documents_of(user, case_file)
    contacts = sections.contacts_of(user, case_file, most)
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
    network = network_of(user, case_file, members, timezone.localdate())
    alerts += network_alerts(network, case_file)
    contract = contract_section(user, case_file, sections.open_objectives(plan))
    alerts += contract_alerts(contract, case_file)
    home = home_of(user, case_file, timezone.localdate())
    alerts += home_alerts(home, case_file)
    money = summary_of(user, case_file, timezone.localdate())
    alerts += money_alerts(money, case_file)
    return {
        "header_title": case_file.reference,
        "case_file": case_file,
        "person": case_file.person,
        "household": household,
        "members": members,
        "relations": HouseholdMember.Relation.choices,
        "network": network,
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
        **agenda_of(user, case_file),
        "money": money,
        "housing": housing_of(user, case_file, timezone.localdate()),
        "home": home,
        "housing_situations": HousingSituation.choices,
        "date_precisions": DatePrecision.choices,
        "documents": documents,
        "shared": running_of(user, case_file),
        "received": received_of(case_file.referral),
        "readings": sections.readings_of(case_file),
        "demands": [] if case_file.is_closed else demands(case_file),
        "may_read_confidential": may_read_confidential(user, case_file),
        "holds_file": holds(user, case_file),
        "kept_from": kept_from(user, case_file),
        "may_write": may_work_on(user, case_file),
        "today": timezone.localdate(),
    }


def _assignments(user, case_file):
    rows = rows_of(user, case_file, Assignment)
    return list(rows.select_related("case_manager", "assigned_by").order_by("-started_on", "-created_at"))
