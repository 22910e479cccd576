"""The versions of the contract of a file, as its pages ask for them: a number of queries that never grows."""

import logging

from casefiles.access import rows_of, visible_to
from casefiles.contract.changes import changes_since
from casefiles.contract.printing import Altered, paper_of
from casefiles.models import EngagementContract

logger = logging.getLogger(__name__)
State = EngagementContract.State
LIVE = (State.TO_SIGN, State.SIGNED)


def paper_or_none(contract):
    """What the version says, or None when it is no longer what was made; whoever runs the portal is told."""
    try:
        return paper_of(contract)
    except Altered:
        logger.error("Contract %s is not what was made: its fingerprint differs", contract.pk)
        return None


def versions_of(user, case_file):
    """Every version, the newest first: one query, whatever their number, and nothing decrypted."""
    rows = rows_of(user, case_file, EngagementContract).defer("content", "ended_reason")
    return list(rows.select_related("made_by").order_by("-number"))


def section_of(user, case_file, objectives=None):
    """What the section « Contrat » of the file shows; `objectives` as for `plan_of`."""
    versions = versions_of(user, case_file)
    by_state = {row.state: row for row in versions if row.state in LIVE}
    current = by_state.get(State.TO_SIGN) or by_state.get(State.SIGNED)
    return {
        "versions": versions,
        "to_sign": by_state.get(State.TO_SIGN),
        "signed": by_state.get(State.SIGNED),
        "current": current,
        "changes": _changes(user, case_file, current, objectives),
    }


def _changes(user, case_file, current, objectives):
    if current is None or case_file.is_closed:
        return []
    row = visible_to(user, EngagementContract).get(pk=current.pk)
    row.case_file = case_file
    return changes_since(row, objectives) if paper_or_none(row) else []
