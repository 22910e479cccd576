"""The steps of each axis over time as small bars: one panel for each axis, one bar for each assessment.

Time runs from left to right and each bar carries its number, so that it reads in black and white, on paper
and aloud. Drawn by the server as SVG: no script, no inline style.
"""

from dataclasses import dataclass

from casefiles.grid.comparison import STEPS
from casefiles.templatetags.casework import on_day

BAR, PITCH, LEFT = 24, 42, 12
STEP, TOP = 13, 18
FLOOR = TOP + STEPS * STEP
HEIGHT = FLOOR + 30
LEAST_BARS = 3


@dataclass(frozen=True)
class Bar:
    x: int
    step: int | None
    day: object
    is_last: bool

    @property
    def y(self):
        return FLOOR - (self.step or 0) * STEP

    @property
    def height(self):
        return (self.step or 0) * STEP

    @property
    def middle(self):
        return self.x + BAR // 2

    @property
    def above(self):
        return self.y - 4


@dataclass(frozen=True)
class Panel:
    label: str
    bars: list
    low: str
    high: str

    @property
    def width(self):
        return LEFT * 2 + max(len(self.bars), LEAST_BARS) * PITCH

    @property
    def words(self):
        """« Santé : 2 sur 5 le 3 mars 2026, sans réponse le 1er juin 2026. »"""
        said = [
            f"{f'{bar.step} sur {STEPS}' if bar.step else 'sans réponse'} le {on_day(bar.day)}"
            for bar in self.bars
        ]
        return f"{self.label} : {', '.join(said)}."


@dataclass(frozen=True)
class Drawing:
    panels: list
    height: int = HEIGHT
    floor: int = FLOOR
    bar: int = BAR
    day_y: int = FLOOR + 12
    year_y: int = FLOOR + 24
    lines: tuple = tuple(FLOOR - step * STEP for step in range(1, STEPS + 1))


def drawing_of(rows):
    """The drawing of a comparison; axes that nobody ever answered are left to the table."""
    return Drawing([panel_of(row) for row in rows if any(point.step is not None for point in row.points)])


def panel_of(row):
    last = max((place for place, point in enumerate(row.points) if point.step is not None), default=-1)
    bars = [
        Bar(LEFT + place * PITCH + (PITCH - BAR) // 2, point.step, point.assessment.held_on, place == last)
        for place, point in enumerate(row.points)
    ]
    return Panel(row.label, bars, row.low, row.high)
