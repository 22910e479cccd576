"""Addresses of the plan of a file: its contract, its evaluation; and the needs nobody answers."""

from django.urls import path

from casefiles.admin.contracts import ContractActView, ContractPdfView, ContractView

CONTRACT = "dossiers/<uuid:pk>/contrats/<uuid:contract>/"

PLAN = [
    path(CONTRACT, ContractView.as_view(), name="contract"),
    path(f"{CONTRACT}contrat.pdf", ContractPdfView.as_view(), name="contract_pdf"),
    path(f"{CONTRACT}<slug:act>/", ContractActView.as_view(), name="contract_act"),
]
