"""The versions of the contract of a file: read, printed, signed. Reading is written in the journal first."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from casefiles.access import may_work_on, rows_of
from casefiles.actions.contract.sign import SIGNABLE
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find
from casefiles.admin.forms.contract import CONTRACT_ACTS
from casefiles.contract.changes import changes_since
from casefiles.contract.printing import Altered, contract_pdf
from casefiles.contract.versions import paper_or_none, versions_of
from casefiles.models import EngagementContract
from portal.audit.journal import record


class ContractView(View):
    def get(self, request, pk, contract):
        return show(request, *found(request.user, pk, contract))


class ContractActView(View):
    """Receives one act on a version. On a refusal the page comes back with what was typed."""

    def get(self, request, pk, contract, act):
        return redirect("casefiles:contract", pk, contract)

    def post(self, request, pk, contract, act):
        if act not in CONTRACT_ACTS:
            raise Http404
        case_file, row = found(request.user, pk, contract)
        if paper_or_none(row) is None:
            return show(request, case_file, row, status=409)
        form = CONTRACT_ACTS[act](
            request.POST, request.FILES, user=request.user, case_file=case_file, item=row
        )
        done, result = attempt(form, form.build)
        if not done:
            return show(request, *found(request.user, pk, contract), bound=form, status=422)
        messages.success(request, form.done, extra_tags=form.anchor)
        return redirect(form.destination(result))


class ContractPdfView(View):
    """One version as it is signed on paper."""

    def get(self, request, pk, contract):
        case_file, row = found(request.user, pk, contract)
        account_for(request, row, "contract.printed")
        try:
            content = contract_pdf(row)
        except Altered:
            return show(request, case_file, row, status=409)
        name = f"contrat-{case_file.reference}-v{row.number}.pdf"
        return HttpResponse(
            content,
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
        )


def found(user, pk, contract):
    """The file and the version, if this person may see them."""
    case_file = find(user, pk)
    rows = rows_of(user, case_file, EngagementContract)
    rows = rows.select_related("made_by", "signed_copy").prefetch_related("signatures__recorded_by")
    row = get_object_or_404(rows, pk=contract)
    row.case_file = case_file
    return case_file, row


def account_for(request, contract, act):
    record(
        act,
        actor=request.user,
        subject=contract.case_file.pk,
        target=contract.case_file.reference,
        details={"contract": str(contract.pk), "version": contract.number},
    )


def show(request, case_file, contract, *, bound=None, status=200):
    account_for(request, contract, "contract.read")
    paper = paper_or_none(contract)
    may_write = may_work_on(request.user, case_file) and not case_file.is_closed and paper is not None
    live = contract.state in SIGNABLE
    context = {
        "header_title": f"Contrat · {case_file.reference}",
        "case_file": case_file,
        "person": case_file.person,
        "contract": contract,
        "paper": paper,
        "signatures": list(contract.signatures.all()),
        "changes": changes_since(contract) if paper and live and not case_file.is_closed else [],
        "versions": versions_of(request.user, case_file),
        "forms": _forms(request.user, case_file, contract, bound) if may_write else {},
        "may_write": may_write,
        "bound": bound,
        "problems": bound.problems if bound is not None else [],
        "today": timezone.localdate(),
    }
    return render(request, "casefiles/admin/contract/page.html", context, status=status)


def _forms(user, case_file, contract, bound):
    """{slot: form} of what may be done with this version now."""
    State = EngagementContract.State
    slots = {
        State.TO_SIGN: ("signer", "exemplaire", "abandonner"),
        State.SIGNED: ("signer", "exemplaire", "abandonner"),
        State.REPLACED: ("exemplaire",),
    }.get(contract.state, ())
    forms = {slot: CONTRACT_ACTS[slot](user=user, case_file=case_file, item=contract) for slot in slots}
    if bound is not None:
        forms[bound.slot] = bound
    return forms
