from django.urls import path

from forms.api.reading import description, form_list, schema
from forms.api.sending import answers

app_name = "forms_api"
urlpatterns = [
    path("", form_list, name="list"),
    path("openapi.json", description, name="openapi"),
    path("<slug:slug>/versions/<int:number>/schema.json", schema, name="schema"),
    path("<slug:slug>/versions/<int:number>/reponses/", answers, name="answers"),
]
