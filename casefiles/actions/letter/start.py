"""A letter is begun from a template: what the file knows stands in it already."""

from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.letters.content import content_of
from casefiles.letters.values import FileValues
from casefiles.models import Letter


@dataclass(kw_only=True, eq=False, repr=False)
class StartLetter(FileAction):
    """`StartLetter(user, case_file, template=template).execute()` → a draft, with the words of that day."""

    template: Any

    journal_code = "letter.started"

    def _check(self):
        if not self.template.live:
            raise Refused("Ce modèle n’est plus proposé : choisissez-en un autre.", "template")

    def _perform(self):
        return Letter.objects.create(
            case_file=self.target,
            template=self.template,
            template_revision=self.template.live_revision,
            content=content_of(self.template, FileValues(self.actor, self.target, self.day)),
            made_by=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"letter": str(result.pk), "template": self.template.pk}
