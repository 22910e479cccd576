"""What a letter still lacks. It stands in its place in brackets, is asked for, and lets no letter go."""

import re

_HOLE = re.compile(r"\[à compléter\s*: ([^\[\]]{1,120})\]")


def hole(label):
    """« [à compléter : montant] », which whoever reads the draft understands too."""
    return f"[à compléter\u00a0: {label_of(label)}]"


def label_of(label):
    """A label as it stands in a hole."""
    return " ".join(str(label).replace("[", "(").replace("]", ")").split())[:120]


def holes_in(texts):
    """The labels of what lacks, each once, in the order in which they come."""
    return list(dict.fromkeys(found for text in texts for found in _HOLE.findall(text)))


def fill(text, given):
    """The text with what is given, by label, in the place of its holes."""
    return _HOLE.sub(lambda match: given.get(match[1]) or match[0], text)


def parts_of(text):
    """[(text, whether it is a hole)], to show the one and the other."""
    parts, at = [], 0
    for match in _HOLE.finditer(text):
        parts += [(text[at : match.start()], False), (match[0], True)]
        at = match.end()
    return [part for part in [*parts, (text[at:], False)] if part[0]]
