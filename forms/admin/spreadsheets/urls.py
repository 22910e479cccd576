"""Filled spreadsheets, under /gestion/reponses/tableurs/. Who may reach them stands in forms/addresses.py."""

from django.urls import path

from forms.admin.spreadsheets import views

app_name = "form_sheets"
urlpatterns = [
    path("", views.SheetsView.as_view(), name="list"),
    path("<uuid:pk>/", views.ImportView.as_view(), name="import"),
    path("<uuid:pk>/confirmer/", views.confirm_import, name="confirm"),
    path("<uuid:pk>/abandonner/", views.discard_import, name="discard"),
    path("<uuid:pk>/lignes-a-corriger-<int:sheet>.xlsx", views.lines_to_mend, name="mend"),
    path("<uuid:pk>/original/", views.original, name="original"),
]
