"""The feed of activity reports, for those who follow the project with a reader."""

import datetime

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure

from content.models import ReportPage
from content.models.settings import ServiceSettings

LENGTH = 20


class ReportFeed(Feed):
    """The latest reports, each with its PDF."""

    feed_type = Atom1Feed
    title = "Héberge Toit – rapports d’activité"
    subtitle = "Les rapports d’activité du projet Héberge Toit, à La Louvière."
    link = "/rapports/"
    language = "fr-BE"

    def get_object(self, request):
        """Who signs the feed, read once."""
        return ServiceSettings.for_request(request)

    def author_name(self, service):
        return service.organisation

    def items(self, service):
        reports = ReportPage.objects.live().public().select_related("document")
        return reports.order_by("-first_published_at", "-period_end")[:LENGTH]

    def item_title(self, report):
        return report.title

    def item_description(self, report):
        return report.summary

    def item_link(self, report):
        return report.url

    def item_guid(self, report):
        return f"urn:uuid:{report.translation_key}"

    def item_pubdate(self, report):
        return report.first_published_at or self._end(report)

    def item_updateddate(self, report):
        return report.last_published_at or self._end(report)

    def item_enclosures(self, report):
        if report.document is None:
            return []
        address = self._absolute(report.document.url)
        return [Enclosure(address, str(report.size), "application/pdf")]

    def __call__(self, request, *args, **kwargs):
        self._absolute = request.build_absolute_uri
        return super().__call__(request, *args, **kwargs)

    @staticmethod
    def _end(report):
        return timezone.make_aware(datetime.datetime.combine(report.period_end, datetime.time()))
