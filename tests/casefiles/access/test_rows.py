"""Which rows each role sees, noun by noun."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone

from casefiles import access, ways
from casefiles.actions import (
    AcceptHandover,
    AddDocument,
    AddHouseholdMember,
    AddReminder,
    AddToNetwork,
    AgreePlan,
    AskAid,
    Assign,
    CloseFile,
    CorrectContact,
    DraftContract,
    FileSettlement,
    MergePersons,
    MoveInWaitingList,
    NoteDebt,
    NoteDebtLetter,
    NoteHousing,
    NoteUnmetNeed,
    OfferPlace,
    OpenCalendarFeed,
    PutOnWaitingList,
    ReferOut,
    RefuseReferral,
    RememberDistinctPersons,
    SaveBudget,
    ScheduleAppointment,
    SignContract,
    StartLetter,
    UndoMerge,
)
from casefiles.models import (
    CalendarFeed,
    CaseDocument,
    CaseFile,
    Contact,
    ContactKind,
    ContactTemplate,
    ContractSignature,
    DocumentKind,
    EngagementContract,
    ExitReason,
    Letter,
    LetterTemplate,
    Programme,
    Referral,
    ReferralEvent,
    RefusalReason,
    SavedFilter,
    UnmetNeedKind,
    WaitingEntry,
)
from portal.accounts.models import User
from portal.accounts.roles import Role
from tests.factories import casefiles as make
from tests.factories.accounts import UserFactory, person
from tests.factories.content import ServiceFactory
from tests.factories.handover import propose
from tests.factories.home import whole_home
from tests.factories.outside import send
from tests.factories.sharing import share
from tests.factories.waiting import waiting

_RULED = (ways.TO_FILE, ways.TO_REFERRAL, ways.TO_PERSON, ways.IN_AGENDA, ways.TO_HANDOVER)
EVERY_NOUN = [noun for nouns in _RULED for noun in nouns]


@pytest.fixture
def full_house(case_file, case_manager, colleague, programme, coordination):
    """A file and a waiting request with one row of every noun."""
    from django.core.files.base import ContentFile

    from tests.casefiles.actions.test_contents import pdf

    contact = make.contact(case_manager, case_file, note="Une note")
    CorrectContact(case_manager, contact, changes={"minutes": 5}, reason="Faute").execute()
    make.planned_action(case_manager, make.objective(case_manager, case_file))
    AddHouseholdMember(case_manager, case_file, relation="child").execute()
    kind = DocumentKind.objects.first()
    DraftContract(case_manager, case_file).execute()
    contract = EngagementContract.objects.get()
    SignContract(case_manager, contract, party=ContractSignature.Party.PERSON).execute()
    service = ServiceFactory()
    AddToNetwork(case_manager, case_file, role="health", service=service, started_on=make.day(3)).execute()
    ReferOut(case_manager, case_file, service=service, referred_on=make.day(3), reason="Des soins").execute()
    NoteHousing(case_manager, case_file, situation="shelter", started_on=make.day(3)).execute()
    SaveBudget(case_manager, case_file, month=make.day(0), amounts={"rent": Decimal(450)}).execute()
    share(case_manager, case_file)
    send(case_manager, case_file, "path")
    propose(case_manager, case_file, colleague, contact)
    whole_home(case_file, case_manager, make.day(2))
    debt = NoteDebt(case_manager, case_file, kind="rent", creditor="Exemple", amount=Decimal(50)).execute()
    NoteDebtLetter(case_manager, debt, dated_on=make.day(1), procedure="notice").execute()
    AgreePlan(case_manager, debt, monthly=Decimal(50), first_due_on=make.day(-9)).execute()
    AskAid(case_manager, case_file, kind="energy", to_name="CPAS Exemple").execute()
    FileSettlement(case_manager, case_file, filed_on=make.day(1)).execute()
    NoteUnmetNeed(case_manager, case_file, kind=UnmetNeedKind.objects.first()).execute()
    in_two_days = timezone.now() + datetime.timedelta(days=2)
    ScheduleAppointment(case_manager, case_file, starts_at=in_two_days).execute()
    AddReminder(case_manager, case_file, due_on=make.day(-2), words="Demander l’attestation").execute()
    upload = ContentFile(pdf(), name="a.pdf")
    AddDocument(case_manager, case_file, upload=upload, kind=kind, title="Attestation").execute()
    StartLetter(case_manager, case_file, template=LetterTemplate.objects.first()).execute()
    make.assessment(case_manager, case_file, step="2")
    referral = make.received_referral(programme)
    PutOnWaitingList(case_manager, referral, reason="Aucune place").execute()
    last = waiting(case_manager, programme)
    MoveInWaitingList(case_manager, last, turn=1, reason="Une raison").execute()
    OfferPlace(case_manager, last, answer_by=make.day(-7)).execute()
    other = make.opened_file(case_manager, programme)
    reason = ExitReason.objects.first()
    CloseFile(case_manager, other, reason=reason, note="Sortie fictive, avant la fin.").execute()
    merge = MergePersons(coordination, case_file.person, merged=other.person, reason="Même carte").execute()
    UndoMerge(coordination, merge, reason="Deux cousines").execute()
    RememberDistinctPersons(coordination, case_file.person, other=other.person).execute()
    return case_file


def seen_by(user, nouns=EVERY_NOUN):
    """The names of the nouns of which this person sees something."""
    return {model.__name__ for model in nouns if access.visible_to(user, model).exists()}


class TestEveryNoun:
    def test_who_holds_the_file_and_coordination_see_it(self, full_house, case_manager, coordination):
        assert seen_by(case_manager) == {model.__name__ for model in EVERY_NOUN}
        for model in EVERY_NOUN:
            assert access.visible_to(coordination, model).count() == model.objects.count(), model.__name__

    def test_other_roles_see_nothing(self, full_house, data_officer, dpo, administrator, communication):
        for user in (data_officer, dpo, administrator, communication):
            assert seen_by(user) == set()

    def test_nobody_in_particular_sees_nothing(self, full_house):
        without_role, superuser = UserFactory(), User.objects.create_superuser("racine@example.org", "x")
        stranger = UserFactory()
        stranger.groups.add(Group.objects.create(name="role_of_tomorrow"))
        for user in (without_role, superuser, stranger):
            assert seen_by(user) == set()

    def test_an_account_that_is_closed_sees_nothing(self, full_house, case_manager):
        User.objects.filter(pk=case_manager.pk).update(is_active=False)
        assert seen_by(User.objects.get(pk=case_manager.pk)) == set()

    def test_a_role_taken_away_takes_everything_away(self, full_house, case_manager):
        case_manager.groups.clear()
        assert seen_by(User.objects.get(pk=case_manager.pk)) == set()

    def test_a_colleague_sees_nothing_of_my_file(self, full_house, colleague):
        assert seen_by(colleague, [*ways.TO_FILE, *ways.TO_PERSON, *ways.IN_AGENDA]) == set()


class TestOneFile:
    """What `rows_of` gives of a file is what `visible_to` gives of it, whoever asks."""

    def same(self, user, case_file):
        for model in [*ways.TO_FILE, *ways.IN_AGENDA]:
            if model is CaseFile:
                continue
            path = ways.TO_FILE.get(model, "case_file__").removesuffix("__")
            told = access.visible_to(user, model).filter(**{path: case_file})
            given = access.rows_of(user, case_file, model)
            assert set(given) == set(told), f"{model.__name__} of {user}"
        return access.rows_of(user, case_file, Contact).count()

    @pytest.fixture
    def people(self, case_manager, colleague, coordination, data_officer, dpo, administrator, communication):
        """Of every role, and of two at once; nobody; somebody who left."""
        both = person(Role.COORDINATION)
        both.groups.add(Group.objects.get(name=Role.CASE_MANAGER.value))
        left = person(Role.COORDINATION)
        left.is_active = False
        left.save()
        staff = [case_manager, colleague, coordination, data_officer, dpo, administrator, communication]
        return [*staff, both, left, person(Role.PARTNER), UserFactory(), AnonymousUser()]

    def test_of_each_person(self, full_house, people):
        for model in (CaseDocument, Letter):
            model.objects.update(confidential=True)
        case_file = CaseFile.objects.get(pk=full_house.pk)
        assert [self.same(user, case_file) for user in people[:3]] == [3, 0, 3]
        assert not any([self.same(user, case_file) for user in people[3:] if user != people[7]])
        assert self.same(people[7], case_file) == 3

    def test_of_notes_that_were_kept(self, full_house, people, colleague):
        Contact.objects.filter(case_file=full_house).update(kept_by=colleague)
        for user in people:
            assert self.same(user, full_house) == 0

    def test_while_somebody_stands_in(self, case_file, case_manager, colleague, people):
        told = make.contact(case_manager, case_file, note="Cochée")
        make.contact(case_manager, case_file, note="Pas cochée")
        cover = propose(case_manager, case_file, colleague, told, covers_until=make.day(-5))
        AcceptHandover(colleague, cover).execute()
        case_file.refresh_from_db()
        assert [self.same(user, case_file) for user in people[:3]] == [2, 1, 2]
        for user in people[3:]:
            self.same(user, case_file)

    def test_a_noun_of_no_file_raises(self, case_file, case_manager):
        with pytest.raises(LookupError):
            access.rows_of(case_manager, case_file, Referral)


def test_working_tools_are_seen_by_whose_they_are(programme, case_manager, colleague, coordination, dpo):
    kind = ContactKind.objects.first()
    OpenCalendarFeed(case_manager, case_manager).execute()
    SavedFilter.objects.create(owner=case_manager, list=SavedFilter.List.FILES, name="Les miens", query="a=1")
    ContactTemplate.objects.create(owner=case_manager, label="Permanence", kind=kind)
    for model in (CalendarFeed, SavedFilter, ContactTemplate):
        assert access.visible_to(case_manager, model).count() == 1
        for user in (colleague, coordination, dpo):
            assert not access.visible_to(user, model).exists()
    ContactTemplate.objects.create(owner=None, label="De tout le monde", kind=kind)
    assert access.visible_to(colleague, ContactTemplate).count() == 1
    assert not access.visible_to(dpo, ContactTemplate).exists()


def test_every_confidential_noun_has_a_rule():
    """A new noun without a rule in access.py fails here, before a screen shows it."""
    from django.apps import apps

    from casefiles.models.common import ConfidentialRecord

    nouns = {
        model
        for model in apps.get_app_config("casefiles").get_models()
        if issubclass(model, ConfidentialRecord)
    }
    without = {model.__name__ for model in nouns - {*EVERY_NOUN, *ways.OWN}}
    # Of the exchange room: one opens one's own only, as its own tests show.
    own = {"ImportBatch", "ColumnMatching", "ExportColumns", "PreparedExport"}
    assert without <= own, without - own


def test_a_model_without_a_rule_raises(case_manager):
    with pytest.raises(LookupError):
        access.visible_to(case_manager, Programme)


def test_handing_over_closes_the_door_behind(case_file, case_manager, colleague, coordination):
    contact = make.contact(case_manager, case_file)
    Assign(coordination, case_file, case_manager=colleague, reason="Congé").execute()
    assert not access.may_see(case_manager, case_file)
    assert not access.may_see(case_manager, contact)
    assert (
        not access.may_see(case_manager, case_file.referral) or case_file.referral.decided_by == case_manager
    )
    assert access.may_see(colleague, contact)


def test_who_held_it_last_still_reads_a_closed_file(case_file, case_manager, colleague):
    CloseFile(
        case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie avant la fin."
    ).execute()
    assert access.may_see(case_manager, case_file)
    assert not access.may_see(colleague, case_file)


class TestRequests:
    def test_undecided_ones_of_my_programmes(self, referral, programme, case_manager, colleague):
        assert access.may_see(case_manager, referral)
        assert access.may_see(colleague, referral)
        programme.case_managers.remove(colleague)
        assert not access.may_see(colleague, referral)

    def test_refused_ones_only_by_who_refused(self, referral, case_manager, colleague, coordination):
        RefuseReferral(case_manager, referral, reason=RefusalReason.objects.first()).execute()
        assert access.may_see(case_manager, referral)
        assert not access.may_see(colleague, referral)
        assert access.may_see(coordination, referral)

    def test_the_request_follows_the_file(self, case_file, case_manager, colleague, coordination):
        Assign(coordination, case_file, case_manager=colleague, reason="Congé").execute()
        assert access.may_see(colleague, case_file.referral)

    def test_its_history_and_its_wait_are_as_visible_as_itself(self, referral, case_manager, programme):
        PutOnWaitingList(case_manager, referral, reason="Aucune place").execute()
        outsider = person(Role.CASE_MANAGER)
        for model in (Referral, ReferralEvent, WaitingEntry):
            assert access.visible_to(case_manager, model).exists()
            assert not access.visible_to(outsider, model).exists()


class TestConfidential:
    def test_notes_are_for_who_holds_the_file(self, case_file, case_manager, colleague, coordination, dpo):
        assert access.may_read_confidential(case_manager, case_file)
        for user in (colleague, coordination, dpo):
            assert not access.may_read_confidential(user, case_file)

    def test_documents_too(self, full_house, coordination, case_manager):
        for model in (CaseDocument, Letter):
            model.objects.update(confidential=True)
            assert access.visible_to(case_manager, model).exists()
            assert not access.visible_to(coordination, model).exists()


class TestExchange:
    def test_the_data_officer_exports_without_names(self, case_file, data_officer, case_manager, dpo):
        assert access.exportable_by(data_officer).get() == case_file
        assert not access.may_read_names(data_officer)
        assert access.may_read_names(case_manager)
        assert not access.exportable_by(dpo).exists()

    def test_nothing_is_imported_into_a_closed_file(self, case_file, case_manager, data_officer):
        assert access.importable_by(data_officer).exists()
        CloseFile(
            case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie avant la fin."
        ).execute()
        assert not access.importable_by(data_officer).exists()


def test_somebody_not_signed_in_sees_nothing(full_house):
    assert not any(access.visible_to(AnonymousUser(), model).exists() for model in EVERY_NOUN)


@pytest.mark.parametrize("count", [1, 6])
def test_scoping_costs_the_same_however_many_rows(
    count, programme, case_manager, django_assert_max_num_queries
):
    for _number in range(count):
        make.contact(case_manager, make.opened_file(case_manager, programme))
    user = User.objects.get(pk=case_manager.pk)
    with django_assert_max_num_queries(2):  # the roles, the rows
        assert len(access.visible_to(user, Contact)) == count
