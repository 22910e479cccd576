"""On to the next stage, or back to an earlier one with a reason. The exit is an act of its own: CloseFile."""

from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.stages import demands, enter, next_stage
from casefiles.actions.unchanged import refuse_if_moved


@dataclass(kw_only=True, eq=False, repr=False)
class MoveStage(FileAction):
    to_stage: Any
    reason: str = ""
    seen_state: str | None = None

    journal_code = "casefile.stage_moved"

    @property
    def is_back(self):
        return self.to_stage.order < self.target.stage.order

    def _check(self):
        refuse_if_moved(self.target, self.seen_state)
        if self.to_stage.programme_id != self.target.programme_id:
            raise Refused("Cette étape est d’un autre dispositif.", "other_programme")
        if self.to_stage.pk == self.target.stage_id:
            raise Refused("Le dossier est déjà à cette étape.", "same_stage")
        if self.day < self.target.stage_since:
            raise Refused("Le passage ne peut pas précéder l’entrée dans l’étape actuelle.", "before_stage")
        if self.to_stage.is_exit:
            raise Refused(
                "Pour la sortie, choisissez un motif : passez par « Fermer le dossier ».", "use_close"
            )
        self._check_back() if self.is_back else self._check_forward()

    def _check_back(self):
        written(self.reason, message="Écrivez pourquoi l’on revient à une étape précédente.")

    def _check_forward(self):
        following = next_stage(self.target)
        if following is None or following.pk != self.to_stage.pk:
            raise Refused("On avance d’une étape à la fois.", "one_at_a_time")
        refuse_if_missing(self.target)

    def _perform(self):
        move = enter(self.target, self.to_stage, on=self.day, by=self.actor, reason=self.reason)
        self.target.save()
        return move

    def _details(self, result):
        return {"from": result.from_stage.kind, "to": result.to_stage.kind}


def refuse_if_missing(case_file):
    """Raise Refused with what the stage still asks for."""
    missing = [demand.words for demand in demands(case_file) if not demand.is_met]
    if missing:
        raise Refused(f"Avant de passer à la suite, il manque : {' ; '.join(missing)}.", "stage_asks")
