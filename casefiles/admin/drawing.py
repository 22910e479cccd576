"""Coordinates for the small drawings of the staff area: windows of a house, months of a street clock.

Drawn by the server as SVG: no script, no inline style, and a sentence for those who do not see them.
"""

from dataclasses import dataclass

COLUMNS = 5
PITCH_X, PITCH_Y = 24, 28
LEFT, TOP = 14, 44


@dataclass(frozen=True)
class Window:
    x: int
    y: int
    lit: bool
    beyond: bool = False


@dataclass(frozen=True)
class House:
    """A case manager's places: one window each, lit when somebody is accompanied."""

    taken: int
    capacity: int

    @property
    def left(self):
        return max(0, self.capacity - self.taken)

    @property
    def is_full(self):
        return self.taken >= self.capacity

    @property
    def beyond(self):
        return max(0, self.taken - self.capacity)

    @property
    def columns(self):
        return min(COLUMNS, max(1, self.capacity))

    @property
    def windows(self):
        return [
            Window(
                LEFT + (number % self.columns) * PITCH_X,
                TOP + (number // self.columns) * PITCH_Y,
                number < self.taken,
                number >= self.capacity,
            )
            for number in range(max(self.capacity, self.taken))
        ]

    @property
    def rows(self):
        return -(-max(self.capacity, self.taken) // self.columns)

    @property
    def width(self):
        return 2 * LEFT + self.columns * PITCH_X - 8

    @property
    def height(self):
        return TOP + self.rows * PITCH_Y + 4

    @property
    def roof(self):
        """The stroke of the house: a roof, then its right-hand wall and the threshold."""
        return self._stroke(10)

    @property
    def long_roof(self):
        """The same stroke, whose threshold runs on as the street."""
        return self._stroke(-1200)

    def _stroke(self, end):
        middle, wall, floor = self.width // 2, self.width - 4, self.height - 4
        return f"M4 36 {middle} 6 {wall} 34V{floor}H{end}"

    @property
    def words(self):
        """« 8 places prises sur 10, 2 libres »."""
        taken = f"{self.taken} place{'s' if self.taken > 1 else ''} prise{'s' if self.taken > 1 else ''}"
        if self.beyond:
            return f"{taken} sur {self.capacity}, {self.beyond} au-delà de la limite"
        free = f"{self.left} libre{'s' if self.left > 1 else ''}" if self.left else "aucune libre"
        return f"{taken} sur {self.capacity}, {free}"


@dataclass(frozen=True)
class Month:
    x: int
    full: float

    @property
    def width(self):
        return round(MONTH_WIDTH * self.full, 1)


MONTH_WIDTH, MONTH_PITCH = 26, 30


def months_bar(since, limit_months, on):
    """One segment for each month of the limit, filled as far as the street has lasted."""
    from casefiles.eligibility import add_months

    bar = []
    for number in range(limit_months):
        start, end = add_months(since, number), add_months(since, number + 1)
        full = (on - start).days / max(1, (end - start).days)
        bar.append(Month(number * MONTH_PITCH, min(1.0, max(0.0, full))))
    return bar
