"""Two people fill one draft: what each of them changed is kept; only what both changed is asked again.

Answers are compared question by question with marks of what was on the screen, so that no page has to carry
the answers of somebody else.
"""

import hashlib
import json
from dataclasses import dataclass, field

# Stands beside the keys of questions, and can be none of them: a key begins with a letter.
HELD_ON = "_held_on"


@dataclass(frozen=True)
class Merged:
    """`answers` has mine wherever both changed; `conflicts` is {key: theirs} for these."""

    answers: dict
    conflicts: dict = field(default_factory=dict)


def mark(answer):
    """A short mark of one answer as typed; what is empty in any way has the mark of nothing."""
    if _is_empty(answer):
        return ""
    text = json.dumps(answer, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


def marks(answers):
    """{key: mark} of what is on a screen, without what is empty."""
    return {key: mark(answer) for key, answer in answers.items() if mark(answer)}


def merge(mine, theirs, seen):
    """What the draft becomes. `seen` are the marks of the answers that were on my screen when I began."""
    answers, conflicts = {}, {}
    for key in [*theirs, *(key for key in mine if key not in theirs)]:
        own, other, before = mark(mine.get(key)), mark(theirs.get(key)), seen.get(key, "")
        if own == before:
            answers[key] = theirs.get(key)
            continue
        answers[key] = mine.get(key)
        if other not in (own, before):
            conflicts[key] = theirs.get(key)
    return Merged({key: answer for key, answer in answers.items() if not _is_empty(answer)}, conflicts)


def _is_empty(answer):
    if isinstance(answer, dict):
        return all(_is_empty(value) for value in answer.values())
    if isinstance(answer, list | tuple):
        return all(_is_empty(value) for value in answer)
    return answer is None or (isinstance(answer, str) and not answer.strip())
