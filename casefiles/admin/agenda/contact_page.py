"""A contact on a page of its own: light on a telephone, and filled from an appointment or a template."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from casefiles.access import may_work_on, rows_of, visible_to
from casefiles.actions import OpenFile
from casefiles.admin.acting import attempt
from casefiles.admin.agenda.templates import fill_from, offered_templates
from casefiles.admin.forms import ContactForm
from casefiles.models import Appointment, CaseFile, Contact, ContactTemplate

NOT_WRITTEN = "Ce dossier ne se complète plus : il est fermé, ou une autre personne le suit."


class ContactView(View):
    """`?rendez-vous=` and `?deroulement=`, `?modele=`, `?complete=`, `?retour=jour`."""

    def get(self, request, pk):
        case_file = find_file(request.user, pk)
        if case_file.is_closed or not may_work_on(request.user, case_file):
            messages.warning(request, NOT_WRITTEN)
            return redirect("casefiles:file", pk)
        return self.show(request, case_file, prepared(request, case_file))

    def post(self, request, pk):
        case_file = find_file(request.user, pk)
        form = ContactForm(request.POST, user=request.user, case_file=case_file)
        done, result = attempt(form, form.build)
        if not done:
            return self.show(request, find_file(request.user, pk), form, status=422)
        messages.success(request, form.done, extra_tags="" if form.cleaned_data["back"] else form.anchor)
        return redirect(form.destination(result))

    def show(self, request, case_file, form, status=200):
        OpenFile(request.user, case_file).execute()
        context = {
            "form": form,
            "case_file": case_file,
            "person": case_file.person,
            "problems": form.problems,
            "templates": offered_templates(request.user, case_file),
            "appointment": _named(request.user, Appointment, form, "appointment", case_file),
            "completed": _named(request.user, Contact, form, "completes", case_file),
        }
        return render(request, "casefiles/admin/agenda/contact.html", context, status=status)


def find_file(user, pk):
    rows = visible_to(user, CaseFile).select_related("person", "programme", "stage", "case_manager")
    return get_object_or_404(rows, pk=pk)


def prepared(request, case_file):
    """The form as the address asks for it; what the address names must be of this file."""
    form = ContactForm(user=request.user, case_file=case_file)
    if request.GET.get("retour") == "jour":
        form.initial["back"] = "jour"
    appointment = _asked(request, "rendez-vous", Appointment, case_file=case_file)
    if appointment is not None:
        fill_from_appointment(form, appointment, request.GET.get("deroulement", ""))
    completed = _asked(request, "complete", Contact, case_file=case_file)
    if completed is not None:
        form.initial |= {"completes": completed.pk, "kind": completed.kind_id}
    template = _asked(request, "modele", ContactTemplate)
    if template is not None:
        fill_from(form, template)
    return form


def fill_from_appointment(form, appointment, outcome):
    """What was planned is what took place, until somebody says otherwise."""
    begins = timezone.localtime(appointment.starts_at)
    passed = appointment.starts_at <= timezone.now()
    form.initial |= {
        "appointment": appointment.pk,
        "date": min(begins.date(), timezone.localdate()),
        "time": begins.time() if passed else None,
        "minutes": appointment.minutes,
        "place": appointment.place or "",
        "people_present": appointment.with_whom or "",
        "medium": appointment.medium_id,
    }
    if form.fields["kind"].queryset.filter(pk=appointment.kind_id).exists():
        form.initial["kind"] = appointment.kind_id
    form.initial["outcome"] = outcome if outcome in Contact.Outcome.values else Contact.Outcome.HELD
    if form.initial["outcome"] == Contact.Outcome.HELD:
        form.set_parts(appointment.parts_expected)
    else:
        form.initial["minutes"] = None


def _asked(request, name, model, **of):
    """The row that the address names; none of this person's is a page that does not exist."""
    text = request.GET.get(name)
    if not text:
        return None
    try:
        key = uuid.UUID(text)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(visible_to(request.user, model).filter(**of), pk=key)


def _named(user, model, form, name, case_file):
    """The appointment, or the contact, that the form hides."""
    try:
        key = uuid.UUID(str(form[name].value() or ""))
    except ValueError:
        return None
    rows = rows_of(user, case_file, model)
    return rows.select_related("kind").filter(pk=key).first()
