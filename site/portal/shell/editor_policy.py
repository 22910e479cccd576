"""The page editor's content policy.

Everywhere else scripts and styles come from our own files only. Wagtail's page editor, its choosers and its
date fields write inline scripts and styles: there, and only there, these are let through. Previews stand in a
frame.
"""

from fnmatch import fnmatch

EDITOR_ADDRESSES = (
    "wagtailadmin_pages:*",
    "wagtailadmin_choose_*",
    "wagtailadmin_explore*",
    "wagtailimages*",
    "wagtaildocs:*",
    "wagtaildocs_chooser:*",
    "wagtailsnippets_*",
    "wagtailsettings:*",
    "wagtailredirects:*",
    "wagtailusers_*",
    "wagtailadmin_reports:*",
    "wagtailadmin_collections:*",
    "wagtailadmin_account*",
    "wagtailsites:*",
)
PREVIEWS = ("*:preview*", "*:view_draft", "*:revisions_view")
LOOSER = {
    "script-src": ["'unsafe-inline'"],
    "style-src": ["'unsafe-inline'"],
    "frame-src": ["'self'"],
    "img-src": ["blob:"],
}


class EditorPolicyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        name = getattr(request.resolver_match, "view_name", None) or ""
        if _among(name, EDITOR_ADDRESSES):
            response._csp_update = LOOSER
        if _among(name, PREVIEWS):
            # A preview is made by a request of its own, which brings back the policy of the public page.
            response.headers.pop("Content-Security-Policy", None)
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            response._csp_replace = {"frame-ancestors": ["'self'"]}
        return response


def _among(name, patterns):
    return any(fnmatch(name, pattern) for pattern in patterns)
