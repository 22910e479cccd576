"""Pages of the public site and the settings they share."""

from content.models.directory import DirectoryPage
from content.models.pages import ContactPage, HomePage, OrientationPage, ProjectPage, StandardPage
from content.models.reports import ReportIndexPage, ReportPage
from content.models.settings import ServiceSettings

__all__ = [
    "ContactPage",
    "DirectoryPage",
    "HomePage",
    "OrientationPage",
    "ProjectPage",
    "ReportIndexPage",
    "ReportPage",
    "ServiceSettings",
    "StandardPage",
]
