"""The patterns by which the guard finds far cells, against what a loop over letters and digits would say."""

import itertools

import pytest

from portal.sheets.extent import column_letters, column_number
from portal.sheets.scan import _far_patterns

COLUMNS = [
    1,
    2,
    25,
    26,
    27,
    52,
    53,
    59,
    60,
    61,
    78,
    79,
    199,
    200,
    201,
    256,
    257,
    702,
    703,
    1024,
    1025,
    16_384,
]
ROWS = [
    1,
    9,
    10,
    999,
    1_000,
    5_010,
    5_011,
    19_999,
    20_010,
    20_011,
    99_999,
    199_999,
    200_010,
    200_011,
    1_048_576,
]


@pytest.mark.parametrize("last_column", [26, 60, 200, 256, 702, 1_024])
@pytest.mark.parametrize("last_row", [999, 5_010, 20_010, 200_010])
def test_every_far_address_is_found_and_no_near_one(last_column, last_row):
    maybe, exact = _far_patterns(last_column, last_row)
    for column, row in itertools.product(COLUMNS, ROWS):
        letters, far = column_letters(column), column > last_column or row > last_row
        for name in (letters, letters.lower()):
            tag = f'<c s="1" r="{name}{row}" t="s">'.encode()
            assert bool(exact.search(tag)) == far, tag
            assert maybe.search(tag) or not far, tag
    row_tag = f'<row r="{last_row + 1}">'.encode()
    assert maybe.search(row_tag)
    assert exact.search(row_tag)


def test_letters_and_numbers_of_columns():
    assert [column_letters(number) for number in (1, 26, 27, 702, 703, 16_384)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert all(column_number(column_letters(number).encode()) == number for number in COLUMNS)
