"""Views of the registers: journalled, and never deleting a line that a file still uses."""

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import transaction
from django.shortcuts import redirect
from wagtail_modeladmin.views import CreateView, DeleteView, EditView, IndexView, InspectView

from casefiles.usage import usages
from portal.audit.journal import record


class RegisterIndex(IndexView):
    """The whole list, when the address asks for a filter that does not exist."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            messages.warning(request, "Ce filtre n’existe pas : voici toute la liste.")
            return redirect(self.index_url)


class JournalledForm:
    """Saving and the journal entry are one transaction."""

    journal_code = "register.changed"

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            journal(self.request.user, self.journal_code, self.instance)
        return response


class RegisterCreate(JournalledForm, CreateView):
    journal_code = "register.added"


class RegisterEdit(JournalledForm, EditView):
    pass


class RegisterInspect(InspectView):
    page_title = "Consulter"

    def get_field_display_value(self, field_name, field=None):
        value = super().get_field_display_value(field_name, field)
        return {True: "oui", False: "non"}[value] if isinstance(value, bool) else value


class RegisterDelete(DeleteView):
    """Says how often the line is used instead of deleting it, and offers to put it to rest."""

    def get_context_data(self, **kwargs):
        can_rest = hasattr(self.instance, "active")
        return super().get_context_data(usages=usages(self.instance), can_rest=can_rest, **kwargs)

    def post(self, request, *args, **kwargs):
        with transaction.atomic():
            # Held, so that nobody starts to use the line between the count and the deletion.
            type(self.instance).objects.select_for_update().get(pk=self.instance.pk)
            if usages(self.instance):
                return self._put_to_rest() if "rest" in request.POST else self.get(request, *args, **kwargs)
            journal(request.user, "register.deleted", self.instance)
            return super().post(request, *args, **kwargs)

    def _put_to_rest(self):
        self.instance.active = False
        self.instance.save(update_fields=["active"])
        journal(self.request.user, "register.changed", self.instance)
        messages.success(
            self.request, f"« {self.instance} » n’est plus proposé. Les anciens dossiers le gardent."
        )
        return redirect(self.index_url)


def journal(user, code, line):
    record(
        code, actor=user, target=f"{line._meta.model_name}:{line.pk}", details={"list": line._meta.model_name}
    )
