from django.urls import path

from forms.views.drop import drop
from forms.views.fill import fill
from forms.views.pdf import pdf
from forms.views.receipt import receipt

app_name = "forms"
urlpatterns = [
    path("formulaire/", fill, name="fill"),
    path("formulaire.pdf", pdf, name="pdf"),
    path("deposer/", drop, name="drop"),
    path("recu/<str:code>/", receipt, name="receipt"),
]
