"""Addresses of the handover of a file."""

from django.urls import path

from casefiles.admin.handover.outside import OutsideView, OutsideWithdrawView
from casefiles.admin.handover.views import HandoverActView, HandoverView, NewHandoverView

HANDOVERS = [
    path("dossiers/<uuid:pk>/relais/", NewHandoverView.as_view(), name="handover_new"),
    path("dossiers/<uuid:pk>/relais/dehors/", OutsideView.as_view(), name="outside"),
    path(
        "dossiers/<uuid:pk>/relais/dehors/<uuid:item>/retirer/",
        OutsideWithdrawView.as_view(),
        name="outside_withdraw",
    ),
    path("relais/<uuid:pk>/", HandoverView.as_view(), name="handover"),
    path("relais/<uuid:pk>/<slug:act>/", HandoverActView.as_view(), name="handover_act"),
]
