"""The journeys of forms stand among the screens of the forms."""

from django.urls import include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def travel_urls():
    return [path("formulaires/", include("forms.admin.travel.urls"))]
