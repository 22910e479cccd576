"""A file that is proposed to a colleague, by the action."""

from casefiles.actions import ProposeHandover
from tests.factories import casefiles as make


def propose(giver, case_file, receiver, *ticked, **changes):
    """The notes of `ticked` go along; the joint meeting is in three days."""
    given = {"receiver": receiver, "meeting_on": make.day(-3), "why": "Un congé (exemple)"}
    return ProposeHandover(giver, case_file, ticked=ticked, **(given | changes)).execute()
