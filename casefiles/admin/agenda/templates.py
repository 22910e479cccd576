"""Templates of contacts: one press keeps one, one press fills the form."""

import json

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from casefiles.access import visible_to
from casefiles.actions import DeleteContactTemplate, Refused, SaveContactTemplate
from casefiles.actions.contact.log import contact_kinds_of
from casefiles.models import Contact, ContactTemplate
from portal.accounts.roles import Role

_WITH = ("kind", "medium", "axis")


def offered_templates(user, case_file):
    """One's own, then those of the team, of the kinds that this programme offers: with what they fill."""
    kinds = contact_kinds_of(case_file.programme).filter(active=True)
    rows = visible_to(user, ContactTemplate).filter(kind__in=kinds).select_related(*_WITH)
    rows = sorted(rows, key=lambda row: (row.owner_id is None, row.label.casefold()))
    for row in rows:
        row.fills = json.dumps(values_of(row))
    return rows


def values_of(template):
    """{field of the form: value as the browser writes it}."""
    values = {
        "kind": str(template.kind_id),
        "medium": str(template.medium_id or ""),
        "axis": str(template.axis_id or ""),
        "minutes": str(template.minutes or ""),
        "outcome": Contact.Outcome.HELD.value,
    }
    if template.place:
        values["place"] = template.place
    return values | {f"part_{part}": part in template.parts_present for part in Contact.Part.values}


def fill_from(form, template):
    """What the template says stands in the form; the note is left to whoever writes it."""
    for name, value in values_of(template).items():
        if name in form.fields:
            form.initial[name] = value


class TemplatesView(View):
    """One's own templates and those of the team."""

    def get(self, request):
        rows = visible_to(request.user, ContactTemplate).select_related(*_WITH).order_by("label")
        shares = request.user.has_role(Role.COORDINATION)
        context = {
            "own": [row for row in rows if row.owner_id],
            "shared": [row for row in rows if row.owner_id is None],
            "shares": shares,
            "tab": "templates",
        }
        return render(request, "casefiles/admin/agenda/templates.html", context)


class TemplateActView(View):
    """`depuis/<contact>` keeps one, `supprimer/<template>` drops one."""

    def get(self, request, act, pk):
        return redirect("casefiles:contact_templates")

    def post(self, request, act, pk):
        if act == "depuis":
            return self.keep(request, pk)
        if act != "supprimer":
            raise Http404
        template = get_object_or_404(visible_to(request.user, ContactTemplate), pk=pk)
        try:
            DeleteContactTemplate(request.user, template).execute()
            messages.success(request, "Le modèle est supprimé.")
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect("casefiles:contact_templates")

    def keep(self, request, pk):
        rows = visible_to(request.user, Contact).select_related("case_file", *_WITH)
        contact = get_object_or_404(rows, pk=pk)
        where = f"{reverse('casefiles:file', args=[contact.case_file_id])}#contacts"
        shared = request.POST.get("shared") == "on"
        label = request.POST.get("label", "")[:200]
        action = SaveContactTemplate.of_contact(request.user, contact, label=label.strip(), shared=shared)
        try:
            template = action.execute()
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(where)
        words = f"Le modèle « {template.label} » est gardé : il attend au-dessus du formulaire."
        messages.success(request, words, extra_tags="contacts")
        return redirect(where)
