"""No row is alone: what too few people share is made coarser, then masked, then kept back.

Every column that leaves is taken for one by which somebody could be recognised. A combination leaves only if
at least `LEAST` different people share it, however many rows each of them has. Rows leave sorted by what they
say: their order tells nothing of the files they come from.
"""

from casefiles.statistics.suppression import LEAST

MASKED = "masqué"
# Combinations held at once; beyond, all of them are made coarser by one step.
MOST = 100_000


class Anonymised:
    """Takes lines (cells, subject, person), gives rows back; `kept_back` counts those that do not leave."""

    def __init__(self, columns, *, least=LEAST, most=MOST):
        self.columns, self.least, self.most = columns, least, most
        self.kept_back = 0
        self._ladder, self._step = None, 0

    def rows(self, lines):
        left, leaving = self._gather(lines), []
        for step in range(self._step, len(self._steps(left)) + 1):
            shared = {key: group for key, group in left.items() if len(group[1]) >= self.least}
            leaving += [(key, count) for key, (count, _people) in shared.items() if set(key) != {MASKED}]
            self.kept_back += sum(count for key, (count, _p) in shared.items() if set(key) == {MASKED})
            rest = {key: group for key, group in left.items() if key not in shared}
            left = self._coarser(rest, step) if step < len(self._ladder) else rest
        self.kept_back += sum(count for count, _people in left.values())
        for key, count in sorted(leaving, key=lambda pair: [str(cell) for cell in pair[0]]):
            for _row in range(count):
                yield list(key)

    def _gather(self, lines):
        """{combination: [rows, people]}; of the people, as many as matter."""
        groups, first = {}, [column.bands[0] if column.bands else None for column in self.columns]
        for cells, _subject, person in lines:
            key = tuple(
                band(cell) if band and cell is not None else cell
                for band, cell in zip(first, cells, strict=True)
            )
            for step in range(self._step):
                key = self._ladder[step](key)
            self._add(groups, key, 1, (person,))
            while len(groups) > self.most and self._step < len(self._steps(groups)):
                groups = self._coarser(groups, self._step)
                self._step += 1
        return groups

    def _add(self, groups, key, count, people):
        group = groups.setdefault(key, [0, set()])
        group[0] += count
        for person in people:
            if len(group[1]) < self.least:
                group[1].add(person)

    def _coarser(self, groups, step):
        found, change = {}, self._ladder[step]
        for key, (count, people) in groups.items():
            self._add(found, change(key), count, people)
        return found

    def _steps(self, groups):
        """One change of the key after another: wider bands first, then the most diverse columns masked."""
        if self._ladder is None:
            banded = [
                _banding(place, band)
                for place, column in enumerate(self.columns)
                for band in column.bands[1:]
            ]
            seen = [len({key[place] for key in groups}) for place in range(len(self.columns))]
            places = sorted(range(len(self.columns)), key=lambda place: -seen[place])
            self._ladder = banded + [_masking(frozenset(some)) for some in _portions(places)]
        return self._ladder


def _portions(places):
    """The places, a few at a time: a quarter of those that are left, one by one at the end."""
    while places:
        count = max(1, len(places) // 4)
        yield places[:count]
        places = places[count:]


def _banding(place, band):
    def change(key):
        cell = key[place]
        return key if cell is None else (*key[:place], band(cell), *key[place + 1 :])

    return change


def _masking(places):
    return lambda key: tuple(MASKED if place in places else cell for place, cell in enumerate(key))
