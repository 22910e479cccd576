"""Filling forms in the staff area, under /gestion/reponses/."""

from django.urls import path

from forms.views.staff import choose, done, new

app_name = "form_answers"
urlpatterns = [
    path("nouvelle/", choose, name="choose"),
    path("nouvelle/<slug:slug>/", new, name="new"),
    path("encodee/<str:code>/", done, name="done"),
]
