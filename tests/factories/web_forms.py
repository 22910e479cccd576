"""Public forms of every type of question, whole or one part at a time."""

import copy

from forms.setup import create_from_document
from tests.factories import every_type


def every_type_version(*, slug=every_type.SLUG, paged=False, public=True, kind="other", change=None):
    """The published version of a form with every type of question."""
    document = copy.deepcopy(every_type.document())
    document |= {"form": slug, "paged": paged}
    if change is not None:
        change(document)
    return create_from_document(document, kind=kind, public=public).current_version


def posted(answers=None, **changes):
    """What a browser posts of clean answers: flat names, one value or several; None takes one away."""
    fields = {}
    for key, answer in {**(every_type.ANSWERS if answers is None else answers), **changes}.items():
        if isinstance(answer, list) and answer and isinstance(answer[0], dict):
            for row, line in enumerate(answer, start=1):
                fields |= {f"{key}__{row}__{inner}": value for inner, value in line.items()}
        elif answer is not None:
            fields[key] = answer
    return fields
