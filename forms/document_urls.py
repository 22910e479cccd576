"""Addresses of the code books and of the record of processing, under /gestion/formulaires-documents/."""

from django.urls import path

from forms.views import documents

app_name = "forms_documents"
urlpatterns = [
    path("", documents.index, name="index"),
    path("<int:pk>/<int:number>/codes/", documents.codebook, name="codebook"),
    path("<int:pk>/<int:number>/registre/", documents.register, name="register"),
]
