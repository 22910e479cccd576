"""The public page on which a service reads its own entry again, under a link and without an account."""

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from content.directory.check_form import EntryForm
from content.directory.checking import CLOSED, CheckRefused, answer, link_of

_STATUS = {"unknown": 404, "expired": 410, "revoked": 410, "used": 200}


# No session stands behind this page, so there is nothing for a forged request to borrow: the link is the key.
@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check_entry(request, token):
    """The entry (GET); « rien n’a changé », or its corrections (POST)."""
    link = link_of(token)
    state = link.state if link is not None else "unknown"
    if state != "open":
        return _closed(request, state, refused=request.method == "POST")
    if request.method != "POST":
        return _page(request, link, EntryForm(instance=link.service))
    if request.POST.get("acte") == "confirmer":
        return _answer(request, token)
    form = EntryForm(request.POST, instance=link.service)
    if not form.is_valid():
        return _page(request, link, form, status=422)
    remark = form.cleaned_data["remark"].strip()
    return _answer(request, token, before=form.before(), proposed=form.proposed(), remark=remark)


def _answer(request, token, **said):
    try:
        answer(token, **said)
    except CheckRefused as refused:
        # Somebody else of the service was quicker.
        return _closed(request, refused.code, refused=True)
    return redirect(request.path)


def _page(request, link, form, status=200):
    context = {"link": link, "service": link.service, "form": form}
    return _private(render(request, "content/check/page.html", context, status=status))


def _closed(request, state, *, refused):
    status = 410 if refused and state == "used" else _STATUS[state]
    context = {"state": state, "words": CLOSED[state]}
    return _private(render(request, "content/check/closed.html", context, status=status))


def _private(response):
    """The address is a key: it is told to nobody, and to no search engine."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Django would write the address of a refusal in the log of the server.
    response._has_been_logged = True
    return response
