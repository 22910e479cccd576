"""Small counts are hidden, and so is what would give them back by a subtraction."""

from itertools import product

LEAST = 5
# The coordinate of a total along a dimension.
ALL = None


def hidden_cells(counts, dimensions):
    """The coordinates that must not be shown.

    `counts` gives a number for each point of the product of `dimensions`, whose values may be ALL. A count
    from 1 to 4 is hidden. Then, along each dimension, the parts that are hidden beside a total that is shown
    must be at least two and at least five people together, or one more is hidden; until nothing changes.
    """
    cells = list(product(*dimensions))
    hidden = {cell for cell in cells if 0 < counts[cell] < LEAST}
    lines = list(_lines(dimensions))
    changed = True
    while changed:
        changed = False
        for line in lines:
            more = _one_more(line, counts, hidden)
            if more is not None:
                hidden.add(more)
                changed = True
    return hidden


def _lines(dimensions):
    """(total, [parts]) of each line of cells that a total sums up."""
    for place, values in enumerate(dimensions):
        if ALL not in values:
            continue
        others = [[ALL] if index == place else axis for index, axis in enumerate(dimensions)]
        for total in product(*others):
            parts = [(*total[:place], value, *total[place + 1 :]) for value in values if value is not ALL]
            yield total, parts


def _one_more(line, counts, hidden):
    """The cell to hide so that this line gives nothing back, or None."""
    total, parts = line
    kept_back = [cell for cell in parts if cell in hidden]
    if not kept_back or total in hidden:
        return None
    if len(kept_back) > 1 and sum(counts[cell] for cell in kept_back) >= LEAST:
        return None
    shown = [cell for cell in parts if cell not in hidden and counts[cell]]
    return min(shown, key=lambda cell: counts[cell]) if shown else total
