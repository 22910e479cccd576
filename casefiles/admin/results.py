"""What came of the objectives of a file, and the needs that were left open."""

from casefiles.access import rows_of
from casefiles.admin import sections
from casefiles.models import Objective, UnmetNeed, UnmetNeedKind

_ORDER = (Objective.State.REACHED, Objective.State.PARTLY, Objective.State.DROPPED, Objective.State.OPEN)


def evaluation_of(user, case_file, plan=None):
    """Results by axis, their count in words, and the needs of the file."""
    plan = sections.plan_of(user, case_file) if plan is None else plan
    needs = needs_of(user, case_file)
    return {
        "results": plan,
        "tally": tally_of(plan),
        "needs": needs,
        # For the correction of each of them.
        "need_kinds": list(UnmetNeedKind.objects.all()) if needs else [],
    }


def tally_of(plan):
    """[(state, label, how many)]: what was reached first."""
    states = [objective.state for _axis, objectives in plan for objective in objectives]
    return [(state, Objective.State(state).label, states.count(state)) for state in _ORDER]


def needs_of(user, case_file):
    rows = rows_of(user, case_file, UnmetNeed).select_related("kind", "axis", "author")
    return sorted(rows, key=lambda row: (row.met_on is not None, -row.noted_on.toordinal()))
