"""A filled PDF dropped by anyone: its answers come back on the web page, to be checked, then sent."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from content.typography import french
from forms.definition import vocabulary as words
from forms.limits import TooManySendings, count_extra
from forms.readers.pdf.drop import AlreadyReceived, Refused, take
from forms.views.fill import address_of, current_version, page
from portal.shell.client import client_address

FILE_FIELD = "fichier"
_NOT_OPEN = (
    "Ce formulaire n’est pas ouvert à tous : remettez-le à la personne de l’équipe qui vous l’a donné."
)
_WHICH = "Répondez plutôt en ligne, ou apportez-nous le papier."
_BUSY = "Trop de fichiers sont arrivés en peu de temps : réessayez dans une heure, ou répondez en ligne."
_ROBOT = "Un champ invisible a été rempli, sans doute par votre navigateur. Choisissez le fichier à nouveau."


# As for the form itself: no session stands behind this page, so there is nothing to forge.
@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request):
    """The small page where one drops a filled PDF; then the web form of its version, with its answers."""
    if request.method != "POST":
        return _ask(request)
    if request.POST.get(words.TRAP_FIELD):
        return _ask(request, _ROBOT, status=400)
    try:
        count_extra("drop", client_address(request))
        dropped = take(request.FILES.get(FILE_FIELD), accepts=_why_not)
    except TooManySendings:
        response = _ask(request, _BUSY, status=429)
        response["Retry-After"] = "3600"
        return response
    except AlreadyReceived as again:
        return _ask(request, first=again.first, status=409)
    except Refused as refusal:
        return _ask(request, refusal.message, status=422)
    return page(
        request,
        dropped.version,
        dropped.token,
        dropped.raw,
        dropped.errors,
        source=dropped.source,
        notice="dropped",
        notice_template="forms/drop_notice.html",
        why=french(dropped.why),
        current_number=current_version(dropped.version.document["form"]).number,
    )


def _why_not(version):
    if version is None:
        return _WHICH
    return "" if current_version(version.document["form"]) else _NOT_OPEN


def _ask(request, refusal="", *, first=None, status=200):
    context = {
        "refusal": french(refusal),
        "first": first,
        "field": FILE_FIELD,
        "trap": words.TRAP_FIELD,
        "fill_url": address_of("orientation"),
    }
    return render(request, "forms/drop.html", context, status=status)
