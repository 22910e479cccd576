"""Every form open to the public, under /formulaires/; the one of orientation has its own door (urls.py)."""

from django.urls import path

from forms.admin.spreadsheets.downloads import public_template
from forms.views.fill import fill
from forms.views.pdf import pdf

app_name = "public_forms"
urlpatterns = [
    path("<slug:slug>/", fill, name="fill"),
    path("<slug:slug>.xlsx", public_template, name="xlsx"),
    path("<slug:slug>/formulaire.pdf", pdf, name="pdf"),
]
