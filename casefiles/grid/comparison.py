"""Several assessments side by side: one row for each scale, by identity, one column for each date."""

from dataclasses import dataclass

from casefiles.grid.changes import DOWN, UP, Change
from forms.definition import vocabulary as words
from forms.definition.document import text

STEPS = words.SCALE_STEPS[-1]


@dataclass(frozen=True)
class Point:
    """One step at one date; `asked` is False when that version had no such question."""

    assessment: object
    step: int | None
    asked: bool

    @property
    def percent(self):
        return (self.step or 0) * 100 // STEPS


@dataclass(frozen=True)
class Row:
    label: str
    points: list
    low: str = ""
    high: str = ""

    @property
    def is_stable(self):
        given = {point.step for point in self.points if point.step is not None}
        return len(given) == 1 and sum(point.step is not None for point in self.points) > 1

    @property
    def change(self):
        """From the first step that was given to the last."""
        given = [point.step for point in self.points if point.step is not None]
        if len(given) < 2 or given[0] == given[-1]:
            return None
        return Change(f"{given[0]} → {given[-1]}", UP if given[-1] > given[0] else DOWN)


def compared(assessments):
    """[Row] of finished assessments, oldest first, worded as in the most recent one."""
    scales = [_scales(assessment.version.document) for assessment in assessments]
    return [
        Row(label, _points(uid, assessments, scales), *_ends(question))
        for uid, (label, question) in _newest_first(scales).items()
    ]


def _scales(document):
    """{uid: (label, question)} of the scales; a section with one scale gives it its name."""
    found = {}
    for section in document["sections"]:
        asked = [question for question in section["questions"] if question["type"] == words.SCALE]
        for question in asked:
            label = text(section["title"]) if len(asked) == 1 else text(question["label"])
            found[question["uid"]] = (label, question)
    return found


def _newest_first(scales):
    """All the scales: those of the last version in its order, then those that older ones had."""
    rows = {}
    for one in reversed(scales):
        for uid, labelled in one.items():
            rows.setdefault(uid, labelled)
    return rows


def _points(uid, assessments, scales):
    return [
        Point(assessment, assessment.given.get(asked[uid][1]["key"]) if uid in asked else None, uid in asked)
        for assessment, asked in zip(assessments, scales, strict=True)
    ]


def _ends(question):
    return text(question["ends"]["low"]), text(question["ends"]["high"])
