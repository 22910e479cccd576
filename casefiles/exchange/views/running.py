"""Confirming what was announced, going on with it, watching it, giving it up."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from casefiles.actions.base import Refused
from casefiles.exchange.batches.keep import discard
from casefiles.exchange.batches.run import confirm, run_step
from casefiles.exchange.batches.undo import undo_step
from casefiles.exchange.views.import_page import progress_context
from casefiles.exchange.views.own import own_batch

OLDER = (
    "L’aperçu a changé depuis que cette page s’est affichée : rien n’a été importé. "
    "Le voici tel qu’il est, relisez-le puis confirmez à nouveau."
)
STALE = (
    "La base a changé depuis l’aperçu : rien n’a été importé. "
    "Voici le nouvel aperçu, relisez-le puis confirmez à nouveau."
)


@require_POST
def confirm_import(request, pk):
    """Start, or go on with, what was announced. The page that confirms carries what it showed."""
    batch = own_batch(request.user, pk)
    shown = {"sha256": request.POST.get("sha256", ""), "plan": request.POST.get("plan", "")}
    announced = batch.plan
    if batch.is_previewed and not confirm(batch, **shown):
        messages.warning(request, STALE if shown["plan"] == announced else OLDER)
    elif batch.is_running:
        run_step(batch)
    elif batch.state == batch.State.UNDOING:
        undo_step(batch)
    return redirect("exchange:import", pk=pk)


@never_cache
@require_safe
def progress(request, pk):
    """Where the work has come to, for the script of the page; 204 when there is nothing left to watch."""
    batch = own_batch(request.user, pk)
    if not batch.is_at_work:
        return HttpResponse(status=204)
    context = {"batch": batch, **progress_context(batch)}
    return render(request, "casefiles/exchange/parts/progress.html", context)


@require_POST
def discard_import(request, pk):
    batch = own_batch(request.user, pk)
    try:
        discard(batch)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("exchange:import", pk=pk)
    messages.success(request, "L’import est abandonné : rien n’a été écrit, le fichier est effacé.")
    return redirect("exchange:imports")
