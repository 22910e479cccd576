from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

import forms.admin.documents  # noqa: F401 (its hooks register themselves)
from forms.admin.partners import hooks as partner_hooks  # noqa: F401
from forms.admin.travel import hooks as travel_hooks  # noqa: F401
from forms.admin.viewsets import FormDefinitionViewSet

register_snippet(FormDefinitionViewSet)


@hooks.register("register_admin_urls")
def staff_filling():
    return [
        path("reponses/pdf/", include("forms.pdf_urls")),
        path("reponses/tableurs/", include("forms.admin.spreadsheets.urls")),
        path("reponses/", include("forms.staff_urls")),
        path("formulaires/", include("forms.admin.spreadsheets.template_urls")),
    ]
