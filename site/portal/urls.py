"""Every address of the portal. Who may reach each one stands in the rooms' `addresses.py`."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

handler400 = "portal.shell.errors.bad_request"
handler403 = "portal.shell.errors.permission_denied"
handler404 = "portal.shell.errors.page_not_found"
handler500 = "portal.shell.errors.server_error"

urlpatterns = [
    path("", include("portal.accounts.urls")),
    path("", include("portal.shell.urls")),
    path("", include("content.urls")),
    path("orienter/", include("forms.urls")),
    path("formulaires/", include("forms.public_urls")),
    path("api/formulaires/", include("forms.api.urls")),
    path("agenda/", include("casefiles.public_urls")),
    path("relais/", include("casefiles.sharing.public_urls")),
    path("gestion/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
