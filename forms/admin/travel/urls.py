"""Addresses of the journeys, under /gestion/formulaires/. Who may reach them stands in forms/addresses.py."""

from django.urls import path

from forms.admin.travel import views

app_name = "forms_travel"
urlpatterns = [
    path("importer/", views.ImportPage.as_view(), name="import"),
    path("importer/confirmer/", views.ConfirmPage.as_view(), name="confirm"),
    path("exporter/<int:pk>/<int:number>.json", views.export_json, name="json"),
    path("exporter/<int:pk>/<int:number>.xlsx", views.export_xlsform, name="xlsform"),
]
