"""Addresses of the plan of a file: its contract, its evaluation; and what is counted for the authorities."""

from django.urls import path

from casefiles.admin.assessments import AssessmentDiscardView
from casefiles.admin.contracts import ContractActView, ContractPdfView, ContractView
from casefiles.admin.evaluation import EvaluationView
from casefiles.admin.housing.views import NightView
from casefiles.admin.keeping.page import KeepingView
from casefiles.admin.lease.page import LeaseView
from casefiles.admin.money.aid import AidView
from casefiles.admin.money.budget import BudgetPrintView, BudgetView
from casefiles.admin.money.views import MoneyActView, MoneyPrintView, MoneyView
from casefiles.admin.needs.views import NeedsPrintView, NeedsView
from casefiles.admin.network.views import NetworkItemView, NetworkView
from casefiles.admin.plan_page import PlanItemView, PlanView

CONTRACT = "dossiers/<uuid:pk>/contrats/<uuid:contract>/"


def room(place, view, name):
    """A page under the file, and its acts."""
    here = f"dossiers/<uuid:pk>/{place}/"
    return [
        path(here, view.as_view(), name=name),
        path(f"{here}<slug:act>/", view.as_view(), name=f"{name}_act"),
        path(f"{here}<slug:act>/<uuid:item>/", view.as_view(), name=f"{name}_item_act"),
    ]


PLAN = [
    *room("bail", LeaseView, "lease"),
    *room("maintien", KeepingView, "keeping"),
    path(
        "dossiers/<uuid:pk>/bilans/<uuid:assessment>/abandonner/",
        AssessmentDiscardView.as_view(),
        name="assessment_discard",
    ),
    path("nuit/", NightView.as_view(), name="night"),
    path("besoins/", NeedsView.as_view(), name="needs"),
    path("besoins/imprimer/", NeedsPrintView.as_view(), name="needs_print"),
    path("dossiers/<uuid:pk>/argent/", MoneyView.as_view(), name="money"),
    path("dossiers/<uuid:pk>/argent/budget/", BudgetView.as_view(), name="money_budget"),
    path("dossiers/<uuid:pk>/argent/budget/imprimer/", BudgetPrintView.as_view(), name="money_budget_print"),
    *room("argent/aides", AidView, "money_aid"),
    path("dossiers/<uuid:pk>/argent/imprimer/", MoneyPrintView.as_view(), name="money_print"),
    path("dossiers/<uuid:pk>/argent/<slug:act>/", MoneyActView.as_view(), name="money_act"),
    path("dossiers/<uuid:pk>/argent/<slug:act>/<uuid:item>/", MoneyActView.as_view(), name="money_item_act"),
    path("dossiers/<uuid:pk>/plan/", PlanView.as_view(), name="plan"),
    path("dossiers/<uuid:pk>/plan/<slug:kind>/<uuid:item>/", PlanItemView.as_view(), name="plan_item"),
    path("dossiers/<uuid:pk>/reseau/", NetworkView.as_view(), name="network"),
    path(
        "dossiers/<uuid:pk>/reseau/<slug:kind>/<uuid:item>/", NetworkItemView.as_view(), name="network_item"
    ),
    path("dossiers/<uuid:pk>/evaluation/", EvaluationView.as_view(), name="evaluation"),
    path(CONTRACT, ContractView.as_view(), name="contract"),
    path(f"{CONTRACT}contrat.pdf", ContractPdfView.as_view(), name="contract_pdf"),
    path(f"{CONTRACT}<slug:act>/", ContractActView.as_view(), name="contract_act"),
]
