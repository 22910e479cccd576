"""Where a service outside gets what was sent to it: the page asks for a code, and says nothing of anyone."""

from django.urls import re_path

from casefiles.sharing.outside_page import open_outside

app_name = "outside"

urlpatterns = [re_path(r"^(?P<token>[A-Za-z0-9_-]{20,64})/$", open_outside, name="open")]
