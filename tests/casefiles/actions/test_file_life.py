"""A model of case work: anybody tries anything, in any order, and what must hold holds after each step."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.casefiles.actions.life.always import Always
from tests.casefiles.actions.life.core import CAPACITY, Machine
from tests.casefiles.actions.life.corrections import Corrections
from tests.casefiles.actions.life.files import Files
from tests.casefiles.actions.life.papers import Papers
from tests.casefiles.actions.life.requests import Requests
from tests.casefiles.actions.life.setting import Setting
from tests.casefiles.actions.life.within import Within
from tests.factories import casefiles as make


class CaseWork(Requests, Files, Within, Papers, Corrections, Setting, Always, Machine):
    pass


@pytest.mark.django_db
def test_whatever_people_try_case_work_stays_whole(request, case_manager, colleague, coordination):
    CaseWork.programme = make.heberge_toit(case_manager, colleague, capacity_per_case_manager=CAPACITY)
    CaseWork.grid = CaseWork.programme.assessment_form = make.small_grid()
    CaseWork.programme.save()
    CaseWork.people = {
        "case_manager": case_manager,
        "colleague": colleague,
        "coordination": coordination,
        **{
            name: request.getfixturevalue(name)
            for name in ("data_officer", "administrator", "communication", "dpo")
        },
    }
    long = settings().max_examples > 100
    run_state_machine_as_test(
        CaseWork,
        settings=settings(
            max_examples=200 if long else 12,
            stateful_step_count=60 if long else 25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a failure shorter takes minutes
        ),
    )
