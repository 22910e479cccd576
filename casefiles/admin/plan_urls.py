"""Addresses of the plan of a file: its contract, its evaluation; and what is counted for the authorities."""

from django.urls import path

from casefiles.admin.assessments import AssessmentDiscardView
from casefiles.admin.contracts import ContractActView, ContractPdfView, ContractView
from casefiles.admin.evaluation import EvaluationView
from casefiles.admin.housing.views import NightView
from casefiles.admin.money.views import MoneyActView, MoneyPrintView, MoneyView
from casefiles.admin.needs.views import NeedsPrintView, NeedsView
from casefiles.admin.plan_page import PlanItemView, PlanView

CONTRACT = "dossiers/<uuid:pk>/contrats/<uuid:contract>/"

PLAN = [
    path(
        "dossiers/<uuid:pk>/bilans/<uuid:assessment>/abandonner/",
        AssessmentDiscardView.as_view(),
        name="assessment_discard",
    ),
    path("nuit/", NightView.as_view(), name="night"),
    path("besoins/", NeedsView.as_view(), name="needs"),
    path("besoins/imprimer/", NeedsPrintView.as_view(), name="needs_print"),
    path("dossiers/<uuid:pk>/argent/", MoneyView.as_view(), name="money"),
    path("dossiers/<uuid:pk>/argent/imprimer/", MoneyPrintView.as_view(), name="money_print"),
    path("dossiers/<uuid:pk>/argent/<slug:act>/", MoneyActView.as_view(), name="money_act"),
    path("dossiers/<uuid:pk>/argent/<slug:act>/<uuid:item>/", MoneyActView.as_view(), name="money_item_act"),
    path("dossiers/<uuid:pk>/plan/", PlanView.as_view(), name="plan"),
    path("dossiers/<uuid:pk>/plan/<slug:kind>/<uuid:item>/", PlanItemView.as_view(), name="plan_item"),
    path("dossiers/<uuid:pk>/evaluation/", EvaluationView.as_view(), name="evaluation"),
    path(CONTRACT, ContractView.as_view(), name="contract"),
    path(f"{CONTRACT}contrat.pdf", ContractPdfView.as_view(), name="contract_pdf"),
    path(f"{CONTRACT}<slug:act>/", ContractActView.as_view(), name="contract_act"),
]
