"""Addresses of the programmes, under /gestion/dispositifs/."""

from django.urls import path

from casefiles.admin.programmes.views import (
    CriterionView,
    NewCriterionView,
    NewProgrammeView,
    PartView,
    ProgrammesView,
    ProgrammeView,
)

urlpatterns = [
    path("", ProgrammesView.as_view(), name="programmes"),
    path("nouveau/", NewProgrammeView.as_view(), name="programme_new"),
    path("<int:pk>/", ProgrammeView.as_view(), name="programme"),
    path("<int:pk>/criteres/nouveau/", NewCriterionView.as_view(), name="programme_criterion_new"),
    path("<int:pk>/criteres/<int:criterion>/", CriterionView.as_view(), name="programme_criterion"),
    path("<int:pk>/<slug:part>/", PartView.as_view(), name="programme_part"),
]
