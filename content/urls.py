"""Public addresses that are not pages: the feed of reports, the headless API, the site map."""

from django.urls import include, path, re_path
from wagtail.contrib.sitemaps.views import sitemap

from content import views
from content.api import router
from content.directory.check_page import check_entry
from content.feeds import ReportFeed

own = [
    # A NUL is never part of an address, and PostgreSQL refuses to look one up.
    re_path(r"\x00", views.nothing_here, name="nothing_here"),
    # The token is all the address says.
    re_path(r"^fiche/(?P<token>[A-Za-z0-9_-]{20,64})/$", check_entry, name="service_check"),
    path("rapports/flux.xml", ReportFeed(), name="report_feed"),
    path("sitemap.xml", sitemap, name="sitemap"),
]

urlpatterns = [
    path("", include((own, "content"))),
    path("api/v2/", router.urls),
]
