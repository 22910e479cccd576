"""The path of a file: each step of its programme, walked, current or to come, with its dates."""

from dataclasses import dataclass

from django.utils import timezone

DONE, CURRENT, TO_COME = "done", "current", "to_come"
WORDS = {DONE: "étape faite", CURRENT: "étape actuelle", TO_COME: "étape à venir"}


@dataclass(frozen=True)
class Step:
    stage: object
    number: int
    state: str
    entered_on: object = None
    days: int | None = None

    @property
    def words(self):
        return WORDS[self.state]

    @property
    def is_slow(self):
        return (
            self.state == CURRENT and bool(self.stage.usual_days) and (self.days or 0) > self.stage.usual_days
        )


def path_of(case_file, stages, moves, on=None):
    """The steps in order. A step is dated with the last time the file entered it."""
    on = on or timezone.localdate()
    entered = {move.to_stage_id: move.moved_on for move in moves}
    current = case_file.stage
    return [
        Step(
            stage,
            number,
            _state(stage, current, case_file),
            entered.get(stage.pk) if stage.order <= current.order else None,
            (on - case_file.stage_since).days if stage.pk == current.pk else None,
        )
        for number, stage in enumerate(stages, 1)
    ]


def _state(stage, current, case_file):
    if stage.pk == current.pk:
        return DONE if case_file.is_closed else CURRENT
    return DONE if stage.order < current.order else TO_COME
