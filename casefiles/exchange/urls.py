"""Addresses of the room, under /gestion/echanges/. Who may reach them stands in addresses.py."""

from django.urls import path

from casefiles.exchange.views import (
    columns,
    downloads,
    exports,
    import_page,
    imports,
    prepared,
    region,
    rows,
    running,
    undo,
)

app_name = "exchange"

urlpatterns = [
    path("", imports.ImportListView.as_view(), name="imports"),
    path("importer/", imports.NewImportView.as_view(), name="import_new"),
    path("imports/<uuid:pk>/", import_page.ImportView.as_view(), name="import"),
    path("imports/<uuid:pk>/colonnes/", columns.ColumnsView.as_view(), name="import_columns"),
    path("imports/<uuid:pk>/lignes/<int:line>/", rows.RowView.as_view(), name="import_row"),
    path("imports/<uuid:pk>/valeurs/", rows.WordsView.as_view(), name="import_words"),
    path("imports/<uuid:pk>/avancement/", running.progress, name="import_progress"),
    path("imports/<uuid:pk>/confirmer/", running.confirm_import, name="import_confirm"),
    path("imports/<uuid:pk>/abandonner/", running.discard_import, name="import_discard"),
    path("imports/<uuid:pk>/reprendre/", undo.UndoView.as_view(), name="import_undo"),
    path("imports/<uuid:pk>/lignes-a-corriger/", downloads.ErrorsView.as_view(), name="import_errors"),
    path("modeles/<slug:target>/", downloads.TemplateView.as_view(), name="template"),
    path("exporter/dossiers/", exports.ExportView.as_view(code="dossiers"), name="export"),
    path("exporter/contacts/", exports.ExportView.as_view(code="contacts"), name="export_contacts"),
    path("exporter/periodes/", exports.ExportView.as_view(code="housing"), name="export_housing"),
    path("exporter/reponses/", exports.ExportView.as_view(code="answers"), name="export_answers"),
    path("exporter/orientations/", exports.ExportView.as_view(code="requests"), name="export_requests"),
    path("exports/", prepared.ExportListView.as_view(), name="exports"),
    path("exports/<uuid:pk>/fichier/", prepared.ExportFileView.as_view(), name="export_file"),
    path("exports/<uuid:pk>/effacer/", prepared.forget_export, name="export_forget"),
    path("exports/colonnes/<uuid:pk>/", prepared.forget_columns, name="export_columns_forget"),
    path("region/", region.RegionView.as_view(), name="region"),
    path("region/imprimer/", region.RegionPrintView.as_view(), name="region_print"),
    path("region/<slug:file_format>/", region.RegionFileView.as_view(), name="region_file"),
    path("exporter/services/", exports.ExportView.as_view(code="services"), name="export_services"),
]
