"""What actions on a case file share."""

from casefiles.access import may_work_on
from casefiles.actions.base import Action, Refused, hold
from casefiles.actions.waiting.turns import hold_list

NOT_YOURS = (
    "Ce dossier n’est pas le vôtre : seules la personne référente et la coordination peuvent y écrire."
)
CLOSED = ("Ce dossier est fermé : rouvrez-le pour y écrire.", "closed")


class FileAction(Action):
    """An action whose target is a case file, or something that belongs to one."""

    works_on_closed = False
    # Whether it takes one of somebody's places: the programme is then held first, as when a place is offered.
    takes_place = False

    @property
    def case_file(self):
        return self.target

    def _hold(self):
        if self.takes_place:
            hold_list(self.case_file.programme_id)
        hold(self.target)
        if self.case_file is not self.target:
            hold(self.case_file)

    def check(self):
        if not may_work_on(self.actor, self.case_file):
            raise Refused(NOT_YOURS, "not_yours")
        if self.case_file.is_closed and not self.works_on_closed:
            raise Refused(*CLOSED)
        super().check()

    def _entry(self, result):
        return {
            "subject": self.case_file.pk,
            "target": self.case_file.reference,
            "details": self._details(result),
        }

    def _details(self, result):
        return {}
