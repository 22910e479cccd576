"""Addresses of what is shared with partner services."""

from django.urls import path

from casefiles.admin.sharing.accounts import PartnerAccountsView
from casefiles.admin.sharing.page import AgreementPdfView, SharingView, WithdrawView
from casefiles.admin.sharing.partner import SharedFileView

AGREEMENTS = "dossiers/<uuid:pk>/partages/"

SHARING = [
    path(AGREEMENTS, SharingView.as_view(), name="sharing"),
    path(f"{AGREEMENTS}<uuid:agreement>/retirer/", WithdrawView.as_view(), name="sharing_withdraw"),
    path(f"{AGREEMENTS}<uuid:agreement>/accord.pdf", AgreementPdfView.as_view(), name="sharing_pdf"),
    path("coordination/partenaires/", PartnerAccountsView.as_view(), name="partner_accounts"),
    path("partage/<uuid:pk>/", SharedFileView.as_view(), name="shared_file"),
]
