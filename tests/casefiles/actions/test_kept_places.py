"""A place offered to somebody who waits is kept from everybody: a file handed over, many, or opened again."""

import pytest

from casefiles.actions import (
    AdmitReferral,
    AnswerOffer,
    Assign,
    AssignMany,
    ChangeProgramme,
    CloseFile,
    OfferPlace,
    Refused,
    ReopenFile,
)
from casefiles.free_places import free_places_of
from casefiles.models import Assignment, CaseFile, ExitReason, PlaceOffer, WaitingEntry
from portal.accounts.models import User
from portal.audit.models import JournalEntry
from tests.casefiles.actions.test_capacity_race import THREADS, at_once
from tests.factories import casefiles as make
from tests.factories.waiting import waiting

SOON = make.day(-7)
WHY = "Congé de longue durée"
BEYOND = "Une famille avec un nourrisson, cette nuit."
KEPT = "La place libre chez .* est déjà proposée à quelqu’un de la liste d’attente"


@pytest.fixture
def programme(case_manager, colleague):
    """Two places each."""
    return make.heberge_toit(case_manager, colleague, capacity_per_case_manager=2)


@pytest.fixture
def held(programme, case_manager):
    """A file of the case manager, who has another place."""
    return make.opened_file(case_manager, programme)


@pytest.fixture
def offer(programme, colleague):
    """The colleague holds one file; her other place is offered to somebody."""
    make.opened_file(colleague, programme)
    return OfferPlace(colleague, waiting(colleague, programme), answer_by=SOON).execute()


def closed(user, case_file):
    CloseFile(user, case_file, reason=ExitReason.objects.first(), note="Sortie avant la fin.").execute()
    return case_file


class TestHandedOver:
    @pytest.mark.parametrize("state", ["open", "accepted"])
    def test_a_kept_place_is_not_given(self, state, held, offer, colleague, coordination, case_manager):
        if state == "accepted":
            AnswerOffer(colleague, offer, state=state).execute()
        with pytest.raises(Refused, match=KEPT) as refused:
            Assign(coordination, held, case_manager=colleague, reason=WHY).execute()
        assert refused.value.code == "full"
        assert refused.value.message.endswith(
            "attendez sa réponse, retirez la proposition, ou écrivez le motif du dépassement."
        )
        assert held.active_assignment().case_manager == case_manager

    def test_once_declined_it_is(self, held, offer, colleague, coordination):
        AnswerOffer(colleague, offer, state="declined").execute()
        Assign(coordination, held, case_manager=colleague, reason=WHY).execute()
        assert held.active_assignment().over_capacity_by is None

    def test_beside_it_there_may_be_another(self, held, colleague, coordination, programme):
        OfferPlace(colleague, waiting(colleague, programme), answer_by=SOON).execute()
        Assign(coordination, held, case_manager=colleague, reason=WHY).execute()
        assert free_places_of(colleague, programme) == 0

    def test_coordination_goes_past_it_and_signs(self, held, offer, colleague, coordination):
        Assign(coordination, held, case_manager=colleague, reason=WHY, over_capacity_reason=BEYOND).execute()
        assignment = held.active_assignment()
        assert (assignment.over_capacity_by, assignment.over_capacity_reason) == (coordination, BEYOND)
        assert JournalEntry.objects.filter(action="assignment.over_capacity", reason=BEYOND).count() == 1
        offer.refresh_from_db()
        assert offer.state == "open"

    def test_a_reason_where_there_is_place_signs_nothing(self, held, colleague, coordination):
        Assign(coordination, held, case_manager=colleague, reason=WHY, over_capacity_reason=BEYOND).execute()
        assert held.active_assignment().over_capacity_by is None

    def test_a_place_kept_elsewhere_is_not_hers(self, held, colleague, coordination, programme):
        """At somebody else's it keeps nothing here."""
        entry = waiting(coordination, programme)
        OfferPlace(coordination, entry, answer_by=SOON, case_manager=held.case_manager).execute()
        make.opened_file(colleague, programme)
        Assign(coordination, held, case_manager=colleague, reason=WHY).execute()
        assert held.active_assignment().case_manager == colleague

    def test_several_kept_are_said_as_several(self, held, colleague, coordination, programme):
        for _number in range(2):
            OfferPlace(colleague, waiting(colleague, programme), answer_by=SOON).execute()
        with pytest.raises(Refused, match=r"Les 2 places libres chez .* à des personnes"):
            Assign(coordination, held, case_manager=colleague, reason=WHY).execute()


class TestManyHandedOver:
    def test_the_preview_and_the_act_say_the_same(self, held, offer, colleague, coordination):
        def many(**data):
            return AssignMany(
                actor=coordination, case_files=[held], case_manager=colleague, reason=WHY, **data
            )

        [seen] = many().preview()
        [done] = many().execute()
        assert seen.refusal == done.refusal
        assert "proposées à quelqu’un" in seen.refusal
        [beyond] = many(over_capacity_reason=BEYOND).preview()
        assert beyond.is_done

    def test_the_last_that_fits_is_the_one_before_the_kept_place(
        self, case_manager, colleague, coordination, programme
    ):
        files = [make.opened_file(case_manager, programme) for _number in range(2)]
        OfferPlace(colleague, waiting(colleague, programme), answer_by=SOON).execute()
        act = AssignMany(actor=coordination, case_files=files, case_manager=colleague, reason=WHY)
        assert [row.is_done for row in act.preview()] == [True, False]
        assert [row.is_done for row in act.execute()] == [True, False]
        assert Assignment.objects.filter(case_manager=colleague, ended_on=None).count() == 1

    def test_all_or_none_is_none(self, case_manager, colleague, coordination, programme):
        files = [make.opened_file(case_manager, programme) for _number in range(2)]
        OfferPlace(colleague, waiting(colleague, programme), answer_by=SOON).execute()
        with pytest.raises(Refused, match=files[1].reference):
            AssignMany(
                actor=coordination, case_files=files, case_manager=colleague, reason=WHY, whole=True
            ).execute()
        assert not Assignment.objects.filter(case_manager=colleague).exists()


class TestOpenedAgain:
    def test_a_kept_place_is_not_taken(self, held, colleague, case_manager, programme):
        make.opened_file(case_manager, programme)
        closed(case_manager, held)
        OfferPlace(case_manager, waiting(case_manager, programme), answer_by=SOON).execute()
        with pytest.raises(Refused, match=KEPT) as refused:
            ReopenFile(case_manager, held, reason="Retour à la rue").execute()
        assert refused.value.message.endswith("attendez sa réponse, ou retirez la proposition.")
        held.refresh_from_db()
        assert held.is_closed

    def test_coordination_goes_past_it_and_signs(self, held, offer, case_manager, colleague, coordination):
        closed(case_manager, held)
        act = {"case_manager": colleague, "reason": "Retour à la rue"}
        with pytest.raises(Refused, match=KEPT):
            ReopenFile(coordination, held, **act).execute()
        ReopenFile(coordination, held, over_capacity_reason=BEYOND, **act).execute()
        assert held.active_assignment().over_capacity_by == coordination

    def test_the_place_kept_for_the_one_who_comes_back_is_hers(self, case_manager, programme):
        """Somebody known waits again, is offered the last place, and her closed file goes on with it."""
        make.opened_file(case_manager, programme)
        before = closed(case_manager, make.opened_file(case_manager, programme))
        entry = waiting(case_manager, programme)
        OfferPlace(case_manager, entry, answer_by=SOON).execute()
        AdmitReferral(case_manager, entry.referral, person=before.person, reopen=before).execute()
        before.refresh_from_db()
        assert not before.is_closed
        assert before.active_assignment().over_capacity_by is None
        assert PlaceOffer.objects.get().state == "accepted"


def test_going_past_a_kept_place_at_admission_is_signed(offer, colleague, coordination, programme):
    other = make.received_referral(programme)
    case_file = AdmitReferral(
        coordination, other, case_manager=colleague, over_capacity_reason=BEYOND
    ).execute()
    assert case_file.active_assignment().over_capacity_by == coordination


class TestPromisedAllTheSame:
    """Who was promised the place has it without a signature of her own, whoever went past her."""

    def admitted(self, coordination, colleague, referral, **data):
        return AdmitReferral(coordination, referral, case_manager=colleague, **data).execute()

    def test_past_her_by_hand(self, held, offer, colleague, coordination):
        Assign(coordination, held, case_manager=colleague, reason=WHY, over_capacity_reason=BEYOND).execute()
        mine = self.admitted(coordination, colleague, offer.entry.referral).active_assignment()
        assert (mine.place, mine.over_capacity_by) == (2, None)
        assert held.active_assignment().place == 3

    def test_past_her_by_another_request(self, offer, colleague, coordination, programme):
        other = make.received_referral(programme)
        self.admitted(coordination, colleague, other, over_capacity_reason=BEYOND)
        # A reason that is written where none is needed signs nothing.
        mine = self.admitted(coordination, colleague, offer.entry.referral, over_capacity_reason=BEYOND)
        assert mine.active_assignment().over_capacity_by is None

    def test_the_next_one_needs_a_signature(self, held, offer, colleague, coordination, programme):
        Assign(coordination, held, case_manager=colleague, reason=WHY, over_capacity_reason=BEYOND).execute()
        with pytest.raises(Refused, match="déjà 2 situations pour 2 places") as refused:
            self.admitted(coordination, colleague, make.received_referral(programme))
        assert refused.value.code == "full"

    def test_declined_the_number_stays_free_until_somebody_leaves(
        self, held, offer, colleague, coordination, programme
    ):
        Assign(coordination, held, case_manager=colleague, reason=WHY, over_capacity_reason=BEYOND).execute()
        AnswerOffer(colleague, offer, state="declined").execute()
        with pytest.raises(Refused, match="déjà 2 situations pour 2 places"):
            self.admitted(coordination, colleague, make.received_referral(programme))

    def test_once_the_capacity_is_lowered_it_takes_a_signature(
        self, offer, colleague, coordination, programme
    ):
        programme.capacity_per_case_manager = 1
        programme.save()
        with pytest.raises(Refused, match="déjà 1 situation pour 1 place"):
            self.admitted(coordination, colleague, offer.entry.referral)


def test_who_offers_a_place_stays_in_the_team_until_it_is_answered(
    case_manager, colleague, coordination, programme
):
    offer = OfferPlace(colleague, waiting(colleague, programme), answer_by=SOON).execute()
    team = {"part": "equipe", "data": {"case_managers": [case_manager]}}
    with pytest.raises(Refused, match=f"chez {colleague} à quelqu’un de la liste d’attente"):
        ChangeProgramme(coordination, programme, **team).execute()
    AnswerOffer(colleague, offer, state="declined").execute()
    ChangeProgramme(coordination, programme, **team).execute()
    assert list(programme.case_managers.all()) == [case_manager]


# --- at once ------------------------------------------------------------------------------------------------


def race(coordination, colleague, files, entries, *, act):
    """Half of them offer the last place, half of them take it."""

    def work(number, barrier):
        user, holder = User.objects.get(pk=coordination.pk), User.objects.get(pk=colleague.pk)
        if number % 2:
            entry = WaitingEntry.objects.get(pk=entries[number // 2])
            return OfferPlace(user, entry, answer_by=SOON, case_manager=holder).execute()
        return act(user, CaseFile.objects.get(pk=files[number // 2]), holder)

    return at_once(work)


def hand_over(user, case_file, holder):
    return Assign(user, case_file, case_manager=holder, reason=WHY).execute()


def open_again(user, case_file, holder):
    return ReopenFile(user, case_file, case_manager=holder, reason="Retour à la rue").execute()


def hand_over_all(user, case_file, holder):
    act = AssignMany(actor=user, case_files=[case_file], case_manager=holder, reason=WHY, whole=True)
    return act.execute()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [hand_over, open_again, hand_over_all])
def test_the_last_place_is_offered_or_taken_never_both(case_manager, colleague, coordination, act):
    programme = make.heberge_toit(case_manager, colleague, capacity_per_case_manager=THREADS)
    files = [make.opened_file(case_manager, programme) for _number in range(THREADS // 2)]
    entries = [waiting(colleague, programme).pk for _number in range(THREADS // 2)]
    if act is open_again:
        for case_file in files:
            closed(case_manager, case_file)
    for _number in range(THREADS - 1):
        make.opened_file(colleague, programme)

    outcomes = race(coordination, colleague, [row.pk for row in files], entries, act=act)

    assert [o for o in outcomes if isinstance(o, Exception) and not isinstance(o, Refused)] == []
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == THREADS - 1
    taken = Assignment.objects.filter(case_manager=colleague, ended_on__isnull=True).count()
    assert taken + PlaceOffer.objects.filter(state="open").count() == THREADS


@pytest.mark.django_db(transaction=True)
def test_two_lists_that_cross_do_not_wait_for_each_other(case_manager, colleague, coordination, programme):
    """The same files in two orders, all or none: one has them all, or each in its turn."""
    files = [make.opened_file(case_manager, programme).pk for _number in range(2)]

    def give(number, barrier):
        order = files if number % 2 else files[::-1]
        rows = [CaseFile.objects.get(pk=pk) for pk in order]
        return AssignMany(
            actor=coordination, case_files=rows, case_manager=colleague, reason=WHY, whole=True
        ).execute()

    outcomes = at_once(give)

    assert {type(outcome) for outcome in outcomes} == {list, Refused}
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Refused)} == {"already_held"}
    assert Assignment.objects.filter(case_manager=colleague, ended_on__isnull=True).count() == 2
