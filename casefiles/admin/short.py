"""The first lines of a list, and how many there are in all."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Short:
    rows: list
    total: int

    @property
    def hidden(self):
        return self.total - len(self.rows)
