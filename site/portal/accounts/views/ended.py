"""A form sent after the session ended: nothing is saved, nothing is lost.

What was typed goes back to the browser it came from, sealed for the person whose session it was. Once she is
signed in again, here or in another tab, the same page opens it for her to send again. We keep no copy.
"""

import base64
import json

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.crypto.cipher import seal, unseal
from portal.crypto.errors import CryptoError

MAX_BYTES = 500_000
# `current` and `repeated` are passwords: the page that changes one asks for all three again.
LEFT_OUT = {"csrfmiddlewaretoken", "sealed", "current", "repeated"}


def session_ended(request):
    """Answer a POST, or a script of the page, that came with a session that is over."""
    ended = request.ended_session
    context = {
        "had_files": bool(request.FILES) if request.method == "POST" else False,
        "sealed": _seal(request, ended.user_id) if ended and request.method == "POST" else "",
        "page": request.get_full_path(),
    }
    return render(request, "accounts/session_ended.html", context, status=403)


def _seal(request, user_id):
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in LEFT_OUT and "password" not in name
    ]
    content = json.dumps({"path": request.get_full_path(), "fields": fields}).encode()
    if not fields or len(content) > MAX_BYTES:
        return ""
    return base64.b64encode(seal(content, f"resume|{user_id}")).decode()


# The token of a page drawn before signing in again is stale by nature. Nothing is changed here: the seal
# shows that we wrote this for this very person, who still presses the button of a form with a fresh token.
@csrf_exempt
@never_cache
@require_POST
def resume(request):
    """Give back what was typed, as a form ready to be sent again."""
    sealed = request.POST.get("sealed", "")
    if not (request.user.is_authenticated and request.user.is_verified()):
        return render(
            request, "accounts/session_ended.html", {"sealed": sealed, "still_out": True}, status=403
        )
    try:
        content = json.loads(unseal(base64.b64decode(sealed, validate=True), f"resume|{request.user.pk}"))
    except (CryptoError, ValueError):
        return render(request, "accounts/resume_refused.html", status=400)
    return render(request, "accounts/resume.html", content)
