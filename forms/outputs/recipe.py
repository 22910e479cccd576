"""What a kept file is made of beside its document: the code that makes it, the words it borrows, as one hash.

A wording of a condition that was put right, or a new font, makes every form's file anew at its next download.
"""

import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders

from content import typography
from portal import printing

_FORMS = Path(__file__).resolve().parents[1]
_WORDS = [*sorted((_FORMS / "definition").glob("*.py")), Path(typography.__file__)]


def made_of(*paths):
    """Hash of these files and of what all outputs say alike."""
    digest = hashlib.sha256()
    for path in [*paths, *_WORDS]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def printed_with():
    """The files that every printed output leans on: how we print, and the fonts."""
    return [Path(printing.__file__), *(Path(finders.find(font)) for font in printing.FONTS.values())]
