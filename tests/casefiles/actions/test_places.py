import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.actions import AdmitReferral, Assign, CloseFile, Refused
from casefiles.actions.file.places import choose_place
from casefiles.caseload import loads
from casefiles.models import Assignment, ExitReason
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make

PLACES = st.sets(st.integers(1, 14))


@given(PLACES, st.integers(1, 12))
def test_the_first_free_place_is_chosen_and_never_one_too_many(taken, capacity):
    place = choose_place(taken, capacity)
    if len(taken) >= capacity:
        assert place is None
    else:
        assert place not in taken
        assert set(range(1, place)) <= taken


@given(PLACES, st.integers(1, 12))
def test_exceeding_always_finds_a_free_place(taken, capacity):
    place = choose_place(taken, capacity, may_exceed=True)
    assert place not in taken
    assert place <= len(taken) + 1


@pytest.fixture
def full(case_manager, programme):
    """Ten files held."""
    return [make.opened_file(case_manager, programme) for _number in range(10)]


def test_the_refusal_says_what_to_do(full, case_manager, coordination, programme):
    referral = make.received_referral(programme)
    with pytest.raises(Refused, match="Vous accompagnez déjà 10 situations pour 10 places") as refusal:
        AdmitReferral(case_manager, referral).check()
    assert "liste d’attente" in refusal.value.message
    assert refusal.value.code == "full"
    with pytest.raises(Refused, match=f"{case_manager} accompagne déjà 10"):
        AdmitReferral(coordination, referral, case_manager=case_manager).check()
    referral.refresh_from_db()
    assert referral.status == "received"


def test_whoever_may_exceed_is_not_sent_to_ask_herself(full, case_manager, coordination, programme):
    referral = make.received_referral(programme)
    with pytest.raises(Refused) as refusal:
        AdmitReferral(coordination, referral, case_manager=case_manager).execute()
    assert "écrivez le motif du dépassement" in refusal.value.message
    assert "demandez à la coordination" not in refusal.value.message


def test_a_case_manager_cannot_exceed_her_own_capacity(full, case_manager, programme):
    referral = make.received_referral(programme)
    with pytest.raises(Refused, match="déjà 10"):
        AdmitReferral(case_manager, referral, over_capacity_reason="Une urgence, vraiment.").execute()


@pytest.mark.parametrize("reason", ["", "   ", "urgent"])
def test_exceeding_needs_a_reason_in_words(full, case_manager, coordination, programme, reason):
    referral = make.received_referral(programme)
    with pytest.raises(Refused):
        AdmitReferral(
            coordination, referral, case_manager=case_manager, over_capacity_reason=reason
        ).execute()


@pytest.fixture
def eleventh(full, case_manager, coordination, programme):
    return AdmitReferral(
        coordination,
        make.received_referral(programme),
        case_manager=case_manager,
        over_capacity_reason="Famille avec un nourrisson.",
    ).execute()


def test_coordination_exceeds_with_a_reason_that_the_journal_keeps(
    eleventh, coordination, case_manager, programme
):
    assignment = eleventh.active_assignment()
    assert (assignment.place, assignment.capacity) == (11, 10)
    assert assignment.over_capacity_by == coordination
    assert assignment.over_capacity_reason == "Famille avec un nourrisson."
    entry = JournalEntry.objects.get(action="assignment.over_capacity")
    assert entry.reason == "Famille avec un nourrisson."
    assert entry.subject == eleventh.pk
    load = next(each for each in loads(programme) if each.case_manager == case_manager)
    assert (load.taken, load.is_full, load.left) == (11, True, 0)


def test_a_freed_place_goes_first_to_who_stands_beyond_the_capacity(eleventh, full, case_manager, programme):
    reason = ExitReason.objects.first()
    CloseFile(case_manager, full[3], reason=reason, note="Sortie avant la fin, fictive.").execute()
    assert eleventh.active_assignment().place == 4
    with pytest.raises(Refused, match="déjà 10"):
        make.opened_file(case_manager, programme)


def test_a_lowered_capacity_takes_nobody_away(full, case_manager, programme):
    programme.capacity_per_case_manager = 8
    programme.save()
    assert Assignment.objects.filter(ended_on__isnull=True).count() == 10
    reason = ExitReason.objects.first()
    for case_file in full[:2]:
        CloseFile(case_manager, case_file, reason=reason, note="Sortie avant la fin, fictive.").execute()
    with pytest.raises(Refused, match="8 situations pour 8 places"):
        make.opened_file(case_manager, programme)


def test_a_file_handed_over_frees_a_place_and_takes_another(
    case_file, case_manager, colleague, coordination, programme
):
    Assign(coordination, case_file, case_manager=colleague, reason="Congé de longue durée").execute()
    assert {load.case_manager: load.taken for load in loads(programme)} == {case_manager: 0, colleague: 1}
    ended = case_file.assignments.get(ended_on__isnull=False)
    assert (ended.case_manager, ended.end) == (case_manager, "reassigned")


def test_only_coordination_hands_over(case_file, case_manager, colleague):
    with pytest.raises(Refused, match="coordination"):
        Assign(case_manager, case_file, case_manager=colleague, reason="Congé").execute()


def test_a_file_goes_only_to_a_case_manager_of_the_programme(case_file, coordination, communication):
    with pytest.raises(Refused, match="n’accompagne pas"):
        Assign(coordination, case_file, case_manager=communication, reason="Erreur").execute()


def test_loads_ask_the_database_once(full, programme, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert sorted(load.taken for load in loads(programme)) == [0, 10]
