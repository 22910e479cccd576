"""One part of a programme is set: its identity, its forms, its territory, its stages…"""

from dataclasses import dataclass
from typing import Any

from casefiles.actions.programme.on_programme import ProgrammeAction
from casefiles.actions.programme.parts import PARTS, changed_fields


@dataclass(kw_only=True, eq=False, repr=False)
class ChangeProgramme(ProgrammeAction):
    """`part` is one of PARTS; `data` is what it takes. Returns the names of the fields that changed."""

    part: str
    data: Any

    def _check(self):
        self._refuse_if_changed(PARTS[self.part].read(self.target))

    def _perform(self):
        part = PARTS[self.part]
        before = part.read(self.target)
        part.write(self.target, self.data)
        changed = changed_fields(before, part.read(self.target))
        if {"form", "active"} & set(changed):
            # What arrived before the programme had its form is taken up now.
            from casefiles.receiving import receive_waiting_submissions  # it needs the actions itself

            receive_waiting_submissions()
        return changed

    def _record(self, result):
        if result:
            super()._record(result)

    def _details(self, result):
        return {"part": self.part, "fields": result}
