"""What actions on a programme share: coordination alone, and the second of two people is told."""

import hashlib
import json
from dataclasses import dataclass

from casefiles.access import may_configure
from casefiles.actions.base import Action, Refused
from casefiles.actions.unchanged import CHANGED

_STALE = (
    "Pendant que vous écriviez, quelqu’un a changé cette partie du dispositif. Rien de ce que vous avez tapé "
    "n’est perdu : ce qui est enregistré maintenant est rappelé plus bas. "
    "Vérifiez, puis enregistrez à nouveau."
)


def mark_of(values):
    """A short mark of what a part holds, to notice that it changed meanwhile. It tells nothing by itself."""
    text = json.dumps(values, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2s(text.encode(), digest_size=12).hexdigest()


@dataclass(kw_only=True, eq=False, repr=False)
class ProgrammeAction(Action):
    """`seen` is the mark of the part as it was read; None when nobody read a page first."""

    seen: str | None = None

    journal_code = "programme.changed"

    def check(self):
        if not may_configure(self.actor):
            raise Refused("Seule la coordination règle les dispositifs.", "not_yours")
        super().check()

    def _refuse_if_changed(self, values):
        if self.seen is not None and self.seen != mark_of(values):
            raise Refused(_STALE, CHANGED)

    def _entry(self, result):
        return {"target": self.target.slug, "details": self._details(result)}

    def _details(self, result):
        return {}
