"""One appointment: what was planned, what became of it, and its file for a calendar."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from casefiles.access import may_decide_on, may_work_on, visible_to
from casefiles.actions import EndAppointment, FinishReminder, OpenFile, OpenReferral, Refused
from casefiles.actions.agenda.end import contact_of
from casefiles.admin.acting import attempt
from casefiles.admin.agenda.ics import calendar_of
from casefiles.admin.agenda.pages import asked_day
from casefiles.admin.forms.agenda import (
    CancelForm,
    MoveForm,
    OwnAppointmentForm,
    OwnReminderForm,
    PostponeForm,
    day_url,
    overlap_words,
)
from casefiles.models import Appointment, Contact, Reminder

_WITH = (
    "case_file__person",
    "case_file__programme",
    "referral",
    "owner",
    "made_by",
    "kind",
    "medium",
    "contact",
)


def find_appointment(user, pk):
    """The appointment, if this person may see it; otherwise it does not exist for her."""
    return get_object_or_404(visible_to(user, Appointment).select_related(*_WITH), pk=pk)


class NewView(View):
    """A new appointment or reminder, from the agenda. `?jour=` gives the day, `?dossier=` the file."""

    form_class = OwnAppointmentForm
    words = {"title": "Prendre un rendez-vous", "button": "Prendre ce rendez-vous", "icon": "date"}
    day_field = "day"

    def get(self, request):
        today = timezone.localdate()
        initial = {"case_file": request.GET.get("dossier", "")}
        day = asked_day(request.GET.get("jour"), today)
        if day is not None and day >= today:
            initial[self.day_field] = day
        return self.show(request, self.form_class(user=request.user, initial=initial))

    def post(self, request):
        form = self.form_class(request.POST, user=request.user)
        done, result = attempt(form, form.build)
        if not done:
            return self.show(request, form, status=422)
        messages.success(request, form.done)
        day = result.due_on if isinstance(result, Reminder) else timezone.localdate(result.starts_at)
        return redirect(day_url(day))

    def show(self, request, form, status=200):
        context = {"form": form, "problems": form.problems, **self.words}
        return render(request, "casefiles/admin/agenda/new.html", context, status=status)


class NewReminderView(NewView):
    form_class = OwnReminderForm
    words = {"title": "Noter un rappel", "button": "Noter ce rappel", "icon": "thumbtack"}
    day_field = "due_on"


class AppointmentView(View):
    """Reading it is reading the file, or the request: it leaves a trace."""

    def get(self, request, pk):
        return show(request, find_appointment(request.user, pk))


class AppointmentActView(View):
    forms = {form.slot: form for form in (MoveForm, CancelForm)}
    done = {"deplacer": "Le rendez-vous est modifié.", "annuler": "Le rendez-vous est annulé."}

    def get(self, request, pk, act):
        return redirect("casefiles:appointment", pk)

    def post(self, request, pk, act):
        appointment = find_appointment(request.user, pk)
        if act == "terminer":
            return self.end(request, appointment)
        if act not in self.forms:
            raise Http404
        form = self.forms[act](request.POST, user=request.user, item=appointment)
        done, result = attempt(form, form.build)
        if not done:
            return show(request, find_appointment(request.user, pk), bound=form, status=422)
        overlaps = overlap_words(result) if act == "deplacer" else ""
        messages.success(request, self.done[act] + overlaps)
        return redirect("casefiles:appointment", pk)

    def end(self, request, appointment):
        """Took place or did not, without a contact to note: of one's own, or about a request."""
        try:
            state = request.POST.get("state", "")
            EndAppointment(request.user, appointment, state=state).execute()
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("casefiles:appointment", appointment.pk)
        messages.success(request, "C’est noté.")
        return redirect(back_url(request, timezone.localdate(appointment.starts_at)))


class CalendarFileView(View):
    """One appointment for a calendar: « Rendez-vous » and when, nothing else."""

    def get(self, request, pk):
        appointment = find_appointment(request.user, pk)
        response = HttpResponse(calendar_of([appointment]), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
        return response


class ReminderActView(View):
    """« Fait », or another day."""

    def get(self, request, pk, act):
        return redirect("casefiles:agenda_day")

    def post(self, request, pk, act):
        rows = visible_to(request.user, Reminder).select_related("case_file__person")
        reminder = get_object_or_404(rows, pk=pk)
        if act == "fait":
            return self.finish(request, reminder)
        if act != PostponeForm.slot:
            raise Http404
        form = PostponeForm(request.POST, user=request.user, item=reminder)
        done, _result = attempt(form, form.build)
        if not done:
            context = {"form": form, "reminder": reminder, "problems": form.problems}
            return render(request, "casefiles/admin/agenda/postpone.html", context, status=422)
        messages.success(request, "Le rappel est reporté.")
        return redirect(back_url(request, timezone.localdate(), reminder.case_file_id))

    def finish(self, request, reminder):
        try:
            FinishReminder(request.user, reminder).execute()
            messages.success(request, "Le rappel est fait.")
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect(back_url(request, timezone.localdate(), reminder.case_file_id))


def back_url(request, day, case_file=None):
    """Where one came from: the file, the week, or the day."""
    back = request.POST.get("back", "")
    if back == "dossier" and case_file is not None:
        return f"{reverse('casefiles:file', args=[case_file])}#agenda"
    if back == "semaine":
        return reverse("casefiles:agenda")
    return day_url(day)


def show(request, appointment, bound=None, status=200):
    user, case_file = request.user, appointment.case_file
    if case_file is not None:
        OpenFile(user, case_file).execute()
    elif appointment.referral is not None:
        OpenReferral(user, appointment.referral).execute()
    forms = {}
    writes = _may_write(user, appointment)
    if appointment.is_planned and writes:
        forms = {"deplacer": MoveForm(user=user, item=appointment)} if not _is_closed(appointment) else {}
        forms["annuler"] = CancelForm(user=user, item=appointment)
    if bound is not None:
        forms[bound.slot] = bound
    context = {
        "appointment": appointment,
        "contact": contact_of(appointment),
        "forms": forms,
        "may_write": writes,
        "is_closed": _is_closed(appointment),
        "has_begun": appointment.starts_at <= timezone.now(),
        "expected": parts_words(appointment.parts_expected),
        "problems": bound.problems if bound is not None else [],
    }
    return render(request, "casefiles/admin/agenda/appointment.html", context, status=status)


def parts_words(parts):
    return ", ".join(str(Contact.Part(part).label) for part in parts or () if part in Contact.Part.values)


def _may_write(user, appointment):
    if appointment.case_file is not None:
        return may_work_on(user, appointment.case_file)
    if appointment.referral is not None:
        return may_decide_on(user, appointment.referral)
    return appointment.owner_id == user.pk


def _is_closed(appointment):
    return appointment.case_file is not None and appointment.case_file.is_closed
