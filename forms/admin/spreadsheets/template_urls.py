"""The spreadsheets to fill in, under /gestion/formulaires/."""

from django.urls import path

from forms.admin.spreadsheets.downloads import template, version_template

app_name = "form_templates"
urlpatterns = [
    path("<slug:slug>/modele.xlsx", template, name="current"),
    path("<slug:slug>/version-<int:number>.xlsx", version_template, name="version"),
]
