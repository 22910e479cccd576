"""What an import of persons and files wrote, undone row by row; nothing is forced."""

from django.db import transaction

from casefiles.access import visible_to
from casefiles.actions.base import Refused
from casefiles.actions.file.assign import Assign
from casefiles.actions.file.move_stage import MoveStage
from casefiles.actions.people.correct_person import CorrectPerson
from casefiles.actions.people.take_back_file import TakeBackFile, revisions_of, why_kept
from casefiles.exchange.resources.persons_rows import from_kept
from casefiles.exchange.resources.taken_back import RecordsTakenBack
from casefiles.models import CaseFile, Stage
from portal.accounts.models import User

GONE = "Ce dossier n’existe plus, ou n’est plus à votre portée."


class FilesTakenBack(RecordsTakenBack):
    """{key: why it is kept} of those that stay; a record is [line, key, [revisions, new person], before]."""

    def _found(self):
        keys = [pk for _line, pk, *_rest in self.records]
        files = visible_to(self.user, CaseFile).filter(pk__in=keys)
        files = files.select_related("person", "referral", "stage", "programme")
        return {str(file.pk): file for file in files}

    @staticmethod
    def _why_kept(case_file, seen, before):
        if case_file is None:
            return GONE
        if before is None:
            return why_kept(case_file, seen[:2])
        if case_file.is_closed:
            return f"Le dossier {case_file.reference} est fermé : rouvrez-le d’abord."
        if revisions_of(case_file) != tuple(seen[:2]):
            return f"Le dossier {case_file.reference} a été modifié depuis : il est gardé tel qu’il est."
        return None

    def _undo(self, case_file, seen, before):
        try:
            with transaction.atomic():
                for action in self._actions(case_file, seen, before):
                    action.execute()
        except Refused as refused:
            return refused.message
        return None

    def _actions(self, case_file, seen, before):
        """What takes it back, done one after the other: the first one may change what the next one reads."""
        user, reason = self.user, self.reason
        if before is None:
            yield TakeBackFile(user, case_file, seen=seen[:2], with_person=seen[2], reason=reason)
            return
        identity = {
            name: from_kept(name, value)
            for name, value in before.items()
            if name not in ("stage", "case_manager")
        }
        if identity:
            yield CorrectPerson(user, case_file, changes=identity)
        if "case_manager" in before:
            former = User.objects.filter(pk=before["case_manager"]).first()
            if former is None:
                raise Refused("La personne référente d’avant n’a plus de compte : le dossier est gardé.")
            yield Assign(user, case_file, case_manager=former, reason=reason)
        if "stage" in before:
            stage = Stage.objects.get(pk=before["stage"])
            yield MoveStage(user, case_file, to_stage=stage, reason=reason)
