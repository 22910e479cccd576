"""Filled PDFs in the staff area, under /gestion/reponses/pdf/."""

from django.urls import path

from forms.views.drop_staff import drop, original_page, transcribe
from forms.views.pdf import version_pdf

app_name = "form_pdf"
urlpatterns = [
    path("", drop, name="drop"),
    path("verifier/", transcribe, name="transcribe"),
    path("original/<str:ticket>/<int:number>.jpg", original_page, name="original_page"),
    path("version/<slug:slug>/<int:number>.pdf", version_pdf, name="version"),
]
