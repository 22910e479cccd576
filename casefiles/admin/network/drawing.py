"""The network drawn as a house between two columns of those who stand around it.

Drawn by the server as SVG, once for a wide screen and once for a telephone; the page shows the one that fits
and says the same in words.
"""

from dataclasses import dataclass

MOST_DRAWN = 14


@dataclass(frozen=True)
class Size:
    """How large a drawing is, in its own units: one unit is about a pixel where it is shown."""

    name: str
    width: int
    column: int
    font: int
    pad: int
    gap: int
    house: int

    @property
    def line(self):
        return round(self.font * 1.3)

    @property
    def characters(self):
        """How many fit on a line of a card."""
        return int((self.column - 2 * self.pad) / (self.font * 0.54))


NARROW = Size("narrow", 320, 120, 13, 7, 10, 46)
WIDE = Size("wide", 760, 246, 16, 14, 14, 120)


@dataclass(frozen=True)
class Node:
    """What a card of the drawing says: a role, who holds it, until when; `tone` is how the line is drawn."""

    role: str
    who: str
    until: str = ""
    tone: str = ""
    is_close: bool = False


@dataclass(frozen=True)
class Line:
    words: str
    y: int
    tone: str


@dataclass(frozen=True)
class Card:
    x: int
    y: int
    width: int
    height: int
    tone: str
    lines: list
    text_x: int
    path: str


@dataclass(frozen=True)
class Drawing:
    """What the template draws."""

    size: Size
    height: int
    cards: list
    windows: list
    hidden: int

    @property
    def house(self):
        """(x of the middle, y of the ground, half of the width, y of the top)."""
        half = self.size.house // 2
        middle, ground = self.size.width // 2, self.height // 2 + half
        return {
            "roof": f"M{middle - half} {ground}V{ground - half}L{middle} {ground - 2 * half}"
            f"L{middle + half} {ground - half}V{ground}Z",
            "middle": middle,
            "name_y": ground + self.size.line,
        }


def drawings_of(nodes, at_home):
    """The two drawings of these nodes; `at_home` is how many live in the house, the person among them."""
    return [draw(nodes, at_home, size) for size in (WIDE, NARROW)] if nodes else []


def draw(nodes, at_home, size):
    shown = nodes[:MOST_DRAWN]
    left, right = _sides(shown, size)
    tall = max(_height_of(left, size), _height_of(right, size), size.house + 3 * size.line)
    height = tall + 2 * size.gap
    cards = [
        *_stack(left, 1, height, size),
        *_stack(right, size.width - size.column - 1, height, size),
    ]
    return Drawing(size, height, cards, _windows(at_home, height, size), len(nodes) - len(shown))


def _sides(nodes, size):
    """[(node, its lines)] left and right: who is close on the right, the rest where there is room."""
    left, right = [], []
    for node in nodes:
        card = (node, _lines_of(node, size))
        if node.is_close or _height_of(right, size) < _height_of(left, size):
            right.append(card)
        else:
            left.append(card)
    return left, right


def _lines_of(node, size):
    """[(words, tone)] of a card."""
    said = [(words, "is-role") for words in wrapped(node.role, size.characters, 2)]
    said += [(words, "") for words in wrapped(node.who, size.characters, 3)]
    return said + [(words, "is-until") for words in wrapped(node.until, size.characters, 2)]


def _card_height(lines, size):
    return len(lines) * size.line + 2 * size.pad


def _height_of(cards, size):
    return sum(_card_height(lines, size) + size.gap for _node, lines in cards)


def _stack(cards, x, height, size):
    """The cards of one column, one under the other, in the middle of the height."""
    y = (height - _height_of(cards, size) + size.gap) // 2
    for node, lines in cards:
        tall = _card_height(lines, size)
        yield Card(
            x,
            y,
            size.column,
            tall,
            node.tone,
            [
                Line(words, y + size.pad + (number + 1) * size.line - size.line // 4, tone)
                for number, (words, tone) in enumerate(lines)
            ],
            x + size.pad,
            _link(x, y + tall // 2, height // 2, size),
        )
        y += tall + size.gap


def _link(x, y, house_y, size):
    """From the inner edge of a card to the side of the house."""
    on_left = x < size.width // 2
    start = x + size.column if on_left else x
    end = size.width // 2 + (-1 if on_left else 1) * size.house // 2
    bend = (start + end) // 2
    return f"M{start} {y}C{bend} {y} {bend} {house_y + size.house // 5} {end} {house_y + size.house // 5}"


def _windows(at_home, height, size):
    """[(x, y, side)]: one lit window for each who lives there."""
    side = size.house // 6
    count = max(1, min(at_home, 6))
    across = min(count, 3)
    step = side + side // 2
    left = size.width // 2 - (across * step - side // 2) // 2
    top = height // 2 + side // 3 - (side // 2 if count > 3 else 0)
    return [(left + number % 3 * step, top + number // 3 * step, side) for number in range(count)]


def wrapped(text, characters, most):
    """The words on `most` lines at most; what does not fit ends with an ellipsis."""
    lines, words = [], text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and len(line) + 1 + len(words[0]) <= characters:
            line += " " + words.pop(0)
        lines.append(line)
    if words:
        lines[-1] += " …"
    return [line if len(line) <= characters else line[: characters - 1].rstrip() + "…" for line in lines]
