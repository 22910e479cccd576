"""Addresses of the agenda and of contacts, under /gestion/."""

from django.urls import path

from casefiles.admin.agenda.appointment import (
    AppointmentActView,
    AppointmentView,
    CalendarFileView,
    NewReminderView,
    NewView,
    ReminderActView,
)
from casefiles.admin.agenda.contact_page import ContactView
from casefiles.admin.agenda.feed import FeedPageView
from casefiles.admin.agenda.pages import DayView, TeamView, WeekView
from casefiles.admin.agenda.templates import TemplateActView, TemplatesView

AGENDA = [
    path("agenda/", WeekView.as_view(), name="agenda"),
    path("agenda/jour/", DayView.as_view(), name="agenda_day"),
    path("agenda/equipe/", TeamView.as_view(), name="agenda_team"),
    path("agenda/adresse/", FeedPageView.as_view(), name="calendar"),
    path("agenda/modeles/", TemplatesView.as_view(), name="contact_templates"),
    path("agenda/modeles/<slug:act>/<uuid:pk>/", TemplateActView.as_view(), name="contact_template_act"),
    path("agenda/rendez-vous/", NewView.as_view(), name="appointment_new"),
    path("agenda/rendez-vous/<uuid:pk>/", AppointmentView.as_view(), name="appointment"),
    path("agenda/rendez-vous/<uuid:pk>/rendez-vous.ics", CalendarFileView.as_view(), name="appointment_ics"),
    path("agenda/rendez-vous/<uuid:pk>/<slug:act>/", AppointmentActView.as_view(), name="appointment_act"),
    path("agenda/rappels/", NewReminderView.as_view(), name="reminder_new"),
    path("agenda/rappels/<uuid:pk>/<slug:act>/", ReminderActView.as_view(), name="reminder_act"),
    path("dossiers/<uuid:pk>/contact/", ContactView.as_view(), name="contact_new"),
]
