"""The only address of case work outside /gestion/: the calendar feed, which says nothing of anyone."""

from django.urls import re_path

from casefiles.admin.agenda.feed import calendar_feed

app_name = "calendars"

urlpatterns = [
    re_path(r"^(?P<secret>[A-Za-z0-9_-]{20,64})\.ics$", calendar_feed, name="feed"),
]
