"""An assessment is begun: from now on it can be filled in several sittings."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.actions.assessment.on_assessment import check_held_on
from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.models import Assessment


@dataclass(kw_only=True, eq=False, repr=False)
class StartAssessment(FileAction):
    """`form` is one of those of the programme, its assessment grid if none is given."""

    form: Any = None
    held_on: datetime.date | None = None

    journal_code = "assessment.started"

    def _check(self):
        programme = self.target.programme
        self.form = self.form or programme.assessment_form
        if self.form is None or self.form.pk not in {form.pk for form in programme.file_forms}:
            raise Refused(
                "Ce dispositif n’a pas de grille de bilan : la coordination la choisit dans « Dispositifs ».",
                "no_form",
            )
        if self.form.current_version is None:
            raise Refused(f"« {self.form} » n’est pas publié : publiez-le d’abord.", "unpublished")
        drafts = Assessment.objects.filter(
            case_file=self.target, form=self.form, state=Assessment.State.DRAFT
        )
        if drafts.exists():
            raise Refused("Ce bilan est déjà commencé : reprenez-le là où il en est.", "begun")
        self.held_on = self.held_on or self.day
        check_held_on(self.held_on, self.target, self.day)

    def _perform(self):
        return Assessment.objects.create(
            case_file=self.target,
            form=self.form,
            version=self.form.current_version,
            held_on=self.held_on,
            author=self.actor,
            answers={},
            created_at=self.at,
        )

    def _details(self, result):
        return {"assessment": str(result.pk), "version": result.version.stamp}
