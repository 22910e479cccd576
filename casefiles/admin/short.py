"""The first lines of a list, and how many there are in all."""

from dataclasses import dataclass

SHOWN = 6


@dataclass(frozen=True)
class Short:
    rows: list
    total: int

    @property
    def hidden(self):
        return self.total - len(self.rows)


def short(queryset, shown=SHOWN):
    """One question for a list that fits, a second one to count a longer one."""
    rows = list(queryset[: shown + 1])
    return Short(rows[:shown], len(rows) if len(rows) <= shown else queryset.count())
