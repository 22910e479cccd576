"""An assessment is begun from the file; its grid has a page of its own."""

from django.urls import reverse
from django.utils import timezone

from casefiles.actions.assessment.start import StartAssessment
from casefiles.admin.forms.base import choice_of, date_field
from casefiles.admin.forms.file import FileForm
from forms.models import FormDefinition


class StartAssessmentForm(FileForm):
    slot, anchor, done = "bilan", "bilans", "Le bilan est commencé : il se remplit en une ou plusieurs fois."
    button, dress, tells = "Commencer", "ht-form--two", False
    fields_of = {"future": "held_on", "before_file": "held_on", "begun": "form", "unpublished": "form"}

    held_on = date_field("Fait le")
    form = choice_of("Lequel ?", None, empty=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        programme = self.case_file.programme
        offered = FormDefinition.objects.filter(pk__in=[form.pk for form in programme.file_forms])
        self.fields["held_on"].initial = timezone.localdate
        self.fields["form"].queryset = offered
        self.fields["form"].initial = programme.assessment_form_id

    def build(self, data):
        return StartAssessment(self.user, self.case_file, form=data["form"], held_on=data["held_on"])

    def destination(self, result):
        return reverse("casefiles:assessment", args=[self.case_file.pk, result.pk])
