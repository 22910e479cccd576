"""Addresses of the room, under /gestion/echanges/. Who may reach them stands in addresses.py."""

from django.urls import path

from casefiles.exchange.views import exports, imports

app_name = "exchange"

urlpatterns = [
    path("", imports.ImportListView.as_view(), name="imports"),
    path("importer/", imports.NewImportView.as_view(), name="import_new"),
    path("imports/<uuid:pk>/", imports.ImportView.as_view(), name="import"),
    path("imports/<uuid:pk>/confirmer/", imports.confirm_import, name="import_confirm"),
    path("imports/<uuid:pk>/abandonner/", imports.discard_import, name="import_discard"),
    path("imports/<uuid:pk>/lignes-a-corriger/", imports.ErrorsView.as_view(), name="import_errors"),
    path("modeles/<slug:target>/", imports.TemplateView.as_view(), name="template"),
    path("exporter/dossiers/", exports.ExportView.as_view(code="dossiers"), name="export"),
    path("exporter/contacts/", exports.ExportView.as_view(code="contacts"), name="export_contacts"),
    path("exporter/reponses/", exports.ExportView.as_view(code="answers"), name="export_answers"),
    path("exporter/services/", exports.ExportView.as_view(code="services"), name="export_services"),
]
