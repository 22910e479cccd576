"""The small square on the first page: a telephone opens the form online, and a machine reads the version."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True)
class Square:
    side: int
    path: str


def square(content):
    """A QR code as one SVG path, one unit a module: drawn by the page itself, nothing is fetched."""
    matrix = segno.make_qr(content, error="m").matrix
    runs = [run for y, row in enumerate(matrix) for run in _runs(row, y)]
    return Square(len(matrix), "".join(runs))


def _runs(row, y):
    """The dark stretches of a line: « M3 7h2v1h-2z »."""
    start = None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield f"M{start} {y}h{x - start}v1h{start - x}z"
            start = None
