"""A draft goes on with the newest version of its form, when nothing that was answered is touched by it."""

from dataclasses import dataclass

from casefiles.actions.assessment.on_assessment import AssessmentAction
from casefiles.actions.base import Refused
from forms.definition.diff import changes, is_soft


def newer_version(assessment):
    """(version, [Change]) when the form was published again since this draft began, else (None, [])."""
    current = assessment.form.current_version
    if not assessment.is_draft or current is None or current.pk == assessment.version_id:
        return None, []
    return current, changes(assessment.version.document, current.document)


def may_follow(version, found):
    """Whether the draft can go on with that version without losing or breaking anything."""
    return version is not None and is_soft(found)


@dataclass(kw_only=True, eq=False, repr=False)
class FollowVersion(AssessmentAction):
    journal_code = "assessment.version_followed"

    def _check(self):
        version, found = newer_version(self.target)
        if not may_follow(version, found):
            raise Refused("Ce bilan reste sur la version avec laquelle il a commencé.", "own_version")
        self._version = version

    def _perform(self):
        self.target.version = self._version
        self.target.save()
        return self.target
