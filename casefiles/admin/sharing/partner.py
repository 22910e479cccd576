"""What a partner service sees: the parts of files agreed with it, and the news of its own requests."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View
from wagtail.admin.ui.components import Component

from casefiles.access import agreements_with, own_orientations, partner_service
from casefiles.feedback import levels_to_tell
from casefiles.models import SharedPart
from casefiles.sharing.reading import read_part
from portal.audit.journal import record

ORIENTATIONS_SHOWN = 50


@dataclass(frozen=True)
class Told:
    """One request of the service: its number, its day, and the words that may be told of it."""

    reference: str
    day: object
    words: str


class PartnerPanel(Component):
    """The home page of a partner."""

    name = "casefiles_partner"
    order = 10
    template_name = "casefiles/admin/sharing/partner_home.html"

    def __init__(self, user):
        self.user = user
        rows = agreements_with(user).select_related("case_file__person", "case_file__case_manager", "service")
        self.agreements = list(rows.prefetch_related("sections").order_by("case_file__reference"))
        for row in self.agreements:
            row.shows_name = any(section.part == SharedPart.IDENTITY for section in row.sections.all())
        self.orientations = [told(referral) for referral in self._orientations()]
        record(
            "sharing.list_read",
            actor=user,
            details={"shared": len(self.agreements), "orientations": len(self.orientations)},
        )

    def _orientations(self):
        rows = own_orientations(self.user).select_related(
            "case_file__case_manager", "reopened_file__case_manager", "redirected_to"
        )
        return rows.order_by("-received_at")[:ORIENTATIONS_SHOWN]

    def get_context_data(self, parent_context=None):
        return {
            "user": self.user,
            "today": timezone.localdate(),
            "service": partner_service(self.user),
            "agreements": self.agreements,
            "orientations": self.orientations,
        }


def told(referral):
    """The most that may be told of a request now; of some, nothing at all."""
    levels = levels_to_tell(referral)
    words = levels[-1][1] if levels else "Nous ne pouvons rien dire de cette demande."
    return Told(referral.reference, timezone.localdate(referral.received_at), words)


class SharedFileView(View):
    """The parts of one file that are shared at the moment of this request, and nothing else of it."""

    def get(self, request, pk):
        rows = agreements_with(request.user).select_related(
            "case_file__person", "case_file__case_manager", "case_file__programme", "service"
        )
        agreement = get_object_or_404(rows, case_file=pk)
        case_file = agreement.case_file
        sections = {section.part: section for section in agreement.sections.all()}
        shared = [part for part in SharedPart.values if part in sections]
        record(
            "sharing.read",
            actor=request.user,
            subject=case_file.pk,
            target=case_file.reference,
            details={"agreement": str(agreement.pk), "parts": shared},
        )
        context = {
            "header_title": f"Partagé · {case_file.reference}",
            "agreement": agreement,
            "case_file": case_file,
            "shows_name": SharedPart.IDENTITY in shared,
            "parts": [
                {"code": part, "label": SharedPart(part).label, "need": sections[part].need}
                | read_part(request.user, case_file, part)
                for part in shared
            ],
        }
        return render(request, "casefiles/admin/sharing/shared_file.html", context)
