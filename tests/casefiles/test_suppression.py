"""Small counts cannot be read, and cannot be worked out from what is shown beside them."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from casefiles.statistics.suppression import ALL, LEAST, hidden_cells

KINDS, PLACES = ("a", "b", "c"), (1, 2)


@st.composite
def tables(draw):
    """A table of people with its totals; a person may count in several cells, so totals are no plain sums."""
    cells = list(product(KINDS, PLACES))
    people = draw(st.lists(st.sets(st.sampled_from(cells), min_size=1, max_size=2), max_size=40))
    counts = {}
    for kind, place in product([*KINDS, ALL], [*PLACES, ALL]):
        counts[kind, place] = sum(
            any((kind in (ALL, k)) and (place in (ALL, p)) for k, p in where) for where in people
        )
    return counts


@given(tables())
def test_no_small_count_is_shown_nor_left_alone_beside_its_total(counts):
    dimensions = ([*KINDS, ALL], [*PLACES, ALL])
    hidden = hidden_cells(counts, dimensions)
    assert all(cell in hidden for cell, count in counts.items() if 0 < count < LEAST)
    for kind in dimensions[0]:
        assert_line(counts, hidden, (kind, ALL), [(kind, place) for place in PLACES])
    for place in dimensions[1]:
        assert_line(counts, hidden, (ALL, place), [(kind, place) for kind in KINDS])


def assert_line(counts, hidden, total, parts):
    back = [cell for cell in parts if cell in hidden]
    if back and total not in hidden:
        assert len(back) > 1
        assert sum(counts[cell] for cell in back) >= LEAST


def test_what_needs_no_hiding_is_shown():
    counts = {("a", 1): 5, ("a", 2): 0, ("a", ALL): 5}
    assert hidden_cells(counts, (["a"], [1, 2, ALL])) == set()


def test_the_smallest_neighbour_is_hidden_too():
    counts = {("a", 1): 3, ("a", 2): 9, ("a", 3): 7, ("a", ALL): 19}
    assert hidden_cells(counts, (["a"], [1, 2, 3, ALL])) == {("a", 1), ("a", 3)}
