"""What the editor checks: a draft may be unfinished, a publication may not."""

from copy import copy

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from forms.identities import completed


class FormDefinitionForm(WagtailAdminModelForm):
    def clean_body(self):
        """Two blocks of one identity would be one question: the second gets its own."""
        body = self.cleaned_data["body"]
        raw = body.get_prep_value()
        distinct = completed(raw)
        return body if distinct == raw else body.stream_block.to_python(distinct)

    def clean(self):
        cleaned = super().clean()
        # Deferred validation is Wagtail's word for « saved as a draft ».
        if not self.is_deferred_validation and not self.errors:
            self._refuse_unpublishable(cleaned)
        return cleaned

    def _refuse_unpublishable(self, cleaned):
        from forms.publishing import draft_document

        draft = copy(self.instance)
        for name, value in cleaned.items():
            setattr(draft, name, value)
        _document, problems = draft_document(draft)
        if problems:
            self.add_error(None, ValidationError(problems))
