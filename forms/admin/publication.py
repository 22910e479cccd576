"""The screen before a new version: what changes for whom is read first, then one publishes, or goes back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from forms.admin.publication_words import publication_of
from forms.admin.versions_page import DefinitionPage, address
from forms.publishing import DraftChanged, publish_as_shown

NOTE_LENGTH = 300


class PublicationPage(DefinitionPage):
    template_name = "forms/admin/publication/publication.html"
    page_title = "Publier"

    def get_context_data(self, **kwargs):
        publication = publication_of(self.definition)
        return super().get_context_data(publication=publication, note_length=NOTE_LENGTH, **kwargs)

    def post(self, request, *args, **kwargs):
        note = request.POST.get("note", "").strip()[:NOTE_LENGTH]
        before = self.definition.versions.count()
        try:
            version = publish_as_shown(self.definition, request.POST.get("seal", ""), request.user, note)
        except DraftChanged:
            return self.again(note, changed=self._what_happened(request))
        except ValidationError:
            # What prevents it is on the page.
            return self.again(note)
        messages.success(request, self._success(version, version.number > before))
        return redirect(address("versions", self.definition.pk))

    def again(self, note, changed=""):
        """The screen once more, with what was written; nothing was published."""
        context = self.get_context_data(note=note, changed=changed)
        return self.render_to_response(context, status=409 if changed else 422)

    def _what_happened(self, request):
        """Why what was shown is no longer what would be published."""
        latest = self.definition.versions.order_by("-number").first()
        if latest and str(latest.number) != request.POST.get("present", ""):
            who = latest.published_by.get_full_name() if latest.published_by else "Quelqu’un"
            return f"{who} a publié la version {latest.number} pendant que vous lisiez."
        return "Le brouillon a changé pendant que vous lisiez."

    @staticmethod
    def _success(version, is_new):
        if is_new:
            return f"La version {version.number} est publiée."
        return f"C’est enregistré. La version {version.number} reste la version en cours."
