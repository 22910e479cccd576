import pytest

from casefiles.actions import CloseFile, MoveStage, Refused, ReopenFile, SettleObjective
from casefiles.actions.file.stages import demands, next_stage
from casefiles.models import ExitReason, HousingOutcome
from tests.factories import casefiles as make


@pytest.fixture
def stages(programme):
    return list(programme.stages.order_by("order"))


def test_the_next_stage_waits_for_what_this_one_asks(case_file, case_manager, stages):
    with pytest.raises(Refused, match="un contact noté pendant cette étape"):
        MoveStage(case_manager, case_file, to_stage=stages[1]).execute()
    make.contact(case_manager, case_file)
    MoveStage(case_manager, case_file, to_stage=stages[1]).execute()
    case_file.refresh_from_db()
    assert case_file.stage == stages[1]
    assert case_file.stage_since == make.day()


def test_a_missed_appointment_is_not_a_contact(case_file, case_manager, stages):
    make.contact(case_manager, case_file, outcome="not_shown")
    with pytest.raises(Refused, match="contact"):
        MoveStage(case_manager, case_file, to_stage=stages[1]).execute()


def test_one_stage_at_a_time(case_file, case_manager, stages):
    make.contact(case_manager, case_file)
    with pytest.raises(Refused, match="une étape à la fois"):
        MoveStage(case_manager, case_file, to_stage=stages[2]).execute()


def test_planning_asks_for_an_objective_and_its_action(case_file, case_manager, stages):
    case_file.stage = stages[2]
    case_file.save()
    assert [demand.is_met for demand in demands(case_file)] == [False, True]
    goal = make.objective(case_manager, case_file)
    assert [demand.is_met for demand in demands(case_file)] == [True, False]
    make.planned_action(case_manager, goal)
    assert all(demand.is_met for demand in demands(case_file))
    assert next_stage(case_file) == stages[3]


def test_evaluation_asks_for_the_result_of_each_objective(case_file, case_manager, stages):
    case_file.stage = stages[4]
    case_file.save()
    goal = make.objective(case_manager, case_file)
    with pytest.raises(Refused, match="un résultat pour chaque objectif"):
        CloseFile(case_manager, case_file, reason=ExitReason.objects.first()).execute()
    SettleObjective(case_manager, goal, state="partly", result="Un début").execute()
    CloseFile(case_manager, case_file, reason=ExitReason.objects.first()).execute()


def test_going_back_needs_a_reason_and_keeps_the_path(case_file, case_manager, stages):
    make.contact(case_manager, case_file)
    MoveStage(case_manager, case_file, to_stage=stages[1]).execute()
    with pytest.raises(Refused, match="pourquoi"):
        MoveStage(case_manager, case_file, to_stage=stages[0]).execute()
    MoveStage(case_manager, case_file, to_stage=stages[0], reason="La situation a changé").execute()
    moves = list(case_file.stage_moves.all())
    assert [move.to_stage for move in moves] == [stages[0], stages[1], stages[0]]
    assert moves[-1].is_back
    assert moves[-1].by == case_manager
    assert moves[-1].reason == "La situation a changé"


def test_the_exit_is_not_a_stage_like_others(case_file, case_manager, stages):
    with pytest.raises(Refused, match="motif"):
        MoveStage(case_manager, case_file, to_stage=stages[5]).execute()


def test_an_early_exit_is_explained(case_file, case_manager):
    reason = ExitReason.objects.get(code="lost_contact")
    with pytest.raises(Refused, match="expliquez"):
        CloseFile(case_manager, case_file, reason=reason).execute()
    outcome = HousingOutcome.objects.get(code="street")
    CloseFile(
        case_manager,
        case_file,
        reason=reason,
        housing_outcome=outcome,
        note="Plus de nouvelles depuis trois mois.",
    ).execute()
    case_file.refresh_from_db()
    assert (case_file.closed_on, case_file.exit_reason, case_file.housing_outcome) == (
        make.day(),
        reason,
        outcome,
    )
    assert case_file.active_assignment() is None
    assert case_file.case_manager == case_manager


def test_a_closed_file_is_read_not_written(case_file, case_manager):
    CloseFile(
        case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie avant la fin."
    ).execute()
    with pytest.raises(Refused, match="fermé"):
        make.contact(case_manager, case_file)


def test_reopening_keeps_the_history_and_starts_from_the_assessment(case_file, case_manager, stages):
    CloseFile(
        case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie avant la fin."
    ).execute()
    ReopenFile(case_manager, case_file, reason="Retour à la rue").execute()
    case_file.refresh_from_db()
    assert case_file.stage == stages[1]
    assert not case_file.is_closed
    assert case_file.exit_reason is None
    assert case_file.active_assignment().case_manager == case_manager
    assert case_file.stage_moves.count() == 3
    assert case_file.assignments.count() == 2


def test_reopening_needs_a_place(case_file, case_manager, programme):
    CloseFile(
        case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie avant la fin."
    ).execute()
    for _number in range(10):
        make.opened_file(case_manager, programme)
    with pytest.raises(Refused, match="déjà 10"):
        ReopenFile(case_manager, case_file, reason="Retour à la rue").execute()


def test_a_move_does_not_precede_the_one_before(case_file, case_manager, stages):
    make.contact(case_manager, case_file)
    MoveStage(case_manager, case_file, to_stage=stages[1]).execute()
    with pytest.raises(Refused, match="précéder"):
        MoveStage(case_manager, case_file, to_stage=stages[0], reason="Retour", at=make.moment(3)).execute()


def test_a_colleague_does_not_move_my_file(case_file, colleague, stages):
    with pytest.raises(Refused, match="pas le vôtre"):
        MoveStage(colleague, case_file, to_stage=stages[1]).execute()
