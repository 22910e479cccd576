"""The directory of partner services on the public site: search, filters, one page per service."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from content.directory.filters import ServiceFilter
from content.directory.models import Service
from content.models.base import ContentPage

PER_PAGE = 20


class DirectoryPage(RoutablePageMixin, ContentPage):
    """Lists the services of the network. The services themselves live in content.directory."""

    drawing = "network"
    template = "content/pages/directory.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("page du réseau")

    @path("")
    def index(self, request):
        """The list, filtered by what the address says; an unknown filter is named and left aside."""
        listing = ServiceFilter(request.GET, queryset=Service.objects.published().with_lists())
        paginator = Paginator(listing.qs, PER_PAGE)
        query = request.GET.copy()
        query.pop("page", None)
        context = {
            "listing": listing,
            "services": paginator.get_page(request.GET.get("page")),
            "total": paginator.count,
            "query": query.urlencode(),
            "is_filtered": listing.is_filtered(),
        }
        return self.render(request, context_overrides=context)

    @path("<slug:slug>/")
    def service(self, request, slug):
        """One service."""
        service = Service.objects.published().with_lists().filter(slug=slug).first()
        if service is None:
            raise Http404
        return self.render(
            request, context_overrides={"service": service}, template="content/pages/service.html"
        )
