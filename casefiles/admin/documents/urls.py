"""Addresses of the documents and letters of a file."""

from django.urls import path

from casefiles.admin.documents.letters import LetterNewView, LetterPdfView, LetterView
from casefiles.admin.documents.preview import DocumentFrameView
from casefiles.admin.documents.views import DocumentActView, DocumentPageView, DocumentsView
from casefiles.admin.file_page import DocumentView

ONE = "dossiers/<uuid:pk>/documents/<uuid:document>/"
LETTERS = "dossiers/<uuid:pk>/lettres/"

DOCUMENTS = [
    path("dossiers/<uuid:pk>/documents/", DocumentsView.as_view(), name="documents"),
    path(ONE, DocumentView.as_view(), name="document"),
    path(f"{ONE}fiche/", DocumentPageView.as_view(), name="document_page"),
    path(f"{ONE}apercu/<int:first>/", DocumentFrameView.as_view(), name="document_frame"),
    path(f"{ONE}acte/<slug:act>/", DocumentActView.as_view(), name="document_act"),
    path(LETTERS, LetterNewView.as_view(), name="letter_new"),
    path(f"{LETTERS}<uuid:letter>/", LetterView.as_view(), name="letter"),
    path(f"{LETTERS}<uuid:letter>/projet.pdf", LetterPdfView.as_view(), name="letter_pdf"),
]
