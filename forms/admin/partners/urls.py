"""Addresses of these screens, under /gestion/formulaires/acces/; forms/addresses.py says who may enter."""

from django.urls import path

from forms.admin.partners import views

app_name = "forms_partners"
urlpatterns = [
    path("", views.AccessListPage.as_view(), name="list"),
    path("donner/", views.GiveAccessPage.as_view(), name="give"),
    path("<int:pk>/retirer/", views.TakeBackPage.as_view(), name="take_back"),
]
