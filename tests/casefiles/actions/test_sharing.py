"""The shared professional secret: five conditions, part by part, until a day, and taken back at once."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from casefiles import access, ways
from casefiles.actions import CloseFile, Refused, ReopenFile, TiePartner, WithdrawSharing
from casefiles.models import CaseFile, DebtLetter, ExitReason, SharedPart, SharingAgreement
from casefiles.sharing.reading import read_part
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.factories.accounts import person
from tests.factories.content import ServiceFactory
from tests.factories.sharing import EVERY_PART, partner_of, share
from tests.factories.timeline import one_of_each


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.code


@pytest.fixture
def service(db):
    return ServiceFactory()


@pytest.fixture
def partner(service):
    return partner_of(service)


@pytest.fixture
def full_file(case_file, case_manager):
    """One row of each noun, so that what is shared has something to show."""
    one_of_each(case_file, case_manager)
    make.planned_action(case_manager, make.objective(case_manager, case_file))
    return case_file


def rows_read(user, case_file):
    """{noun: number of its rows} that this partner may read."""
    return {model: access.shared_with(user, case_file, model).count() for model in ways.PART_OF}


# What no part opens: notes, letters, where somebody lives, the papers themselves.
KEPT_BACK = (
    '"casefiles_contact"."note"',
    '"casefiles_contact"."confidential_note"',
    '"casefiles_debt"."note"',
    '"casefiles_slidinglease"."owner"',
    '"casefiles_slidinglease"."place"',
    '"casefiles_slidinglease"."ended_note"',
    '"casefiles_leasereview"."decided"',
    '"casefiles_casedocument"."stored_file_id"',
    f'"{DebtLetter._meta.db_table}"',
)


def check_reading(user, case_file, expected):
    """Every part is asked for: what is not shared gives nothing, and its tables are not even opened."""
    with CaptureQueriesContext(connection) as asked:
        told = {part: read_part(user, case_file, part)["rows"] for part in EVERY_PART if part != "identity"}
    assert not [part for part, rows in told.items() if rows and part not in expected]
    said = " ".join(query["sql"] for query in asked)
    for model, (part, _path) in ways.PART_OF.items():
        assert part in expected or f'"{model._meta.db_table}"' not in said, model
    assert not [column for column in KEPT_BACK if column in said]


def test_by_itself_nothing_is_shared(full_file, partner):
    assert not any(rows_read(partner, full_file).values())
    assert not access.agreements_with(partner).exists()
    for model in (
        *ways.TO_FILE,
        *ways.TO_REFERRAL,
        *ways.TO_PERSON,
        *ways.IN_AGENDA,
        *ways.OWN,
    ):
        assert not access.visible_to(partner, model).exists()


@pytest.mark.parametrize("part", EVERY_PART)
def test_one_part_opens_itself_and_no_other(full_file, case_manager, service, partner, part):
    share(case_manager, full_file, part, service=service)
    assert access.parts_shared(partner, full_file) == {part}
    opened = {model for model, count in rows_read(partner, full_file).items() if count}
    assert opened <= {model for model, (of, _path) in ways.PART_OF.items() if of == part}
    assert opened or part in (SharedPart.IDENTITY, SharedPart.HOUSEHOLD)


def test_another_service_sees_nothing_of_it(full_file, case_manager, service):
    share(case_manager, full_file, service=service)
    assert access.parts_shared(partner_of(ServiceFactory()), full_file) == frozenset()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"informed_on": 0, "agreed_on": 1}, "informed_after"),
        ({"agreed_on": -1}, "agreed_future"),
        ({"until": 1}, "until_past"),
        ({"until": -400}, "until_far"),
        ({"bound": "  "}, "bound"),
        ({"mission": ""}, "mission"),
        ({"needs": {}}, "parts"),
        ({"needs": {"notes": "Tout savoir"}}, "parts"),
        ({"needs": {"plan": " "}}, "need_plan"),
    ],
)
def test_a_condition_that_is_missing(case_file, case_manager, changes, code):
    """Days are told by how many have passed."""
    days = {name: make.day(changes[name]) for name in ("informed_on", "agreed_on") if name in changes}
    assert refusal(share, case_manager, case_file, **(changes | days)) == code
    assert not SharingAgreement.objects.exists()


def test_one_agreement_at_a_time_with_a_service(case_file, case_manager, service, partner):
    first = share(case_manager, case_file, "plan", service=service)
    assert refusal(share, case_manager, case_file, "housing", service=service) == "twice"
    share(case_manager, case_file, "housing")
    WithdrawSharing(case_manager, first, why="changed").execute()
    share(case_manager, case_file, "path", service=service)
    assert access.parts_shared(partner, case_file) == {"path"}
    assert refusal(WithdrawSharing(case_manager, first, why="person").execute) == "withdrawn"


@pytest.mark.parametrize("end", ["withdrawn", "expired", "closed", "untied", "role", "account"])
def test_every_way_in_which_it_ends(full_file, case_manager, coordination, service, partner, end):
    ago = {"ago": 20, "until": 1} if end == "expired" else {}
    agreement = share(case_manager, full_file, service=service, **ago)
    if end == "withdrawn":
        WithdrawSharing(case_manager, agreement, why="person").execute()
    elif end == "closed":
        reason = ExitReason.objects.first()
        CloseFile(case_manager, full_file, reason=reason, note="Une sortie fictive.").execute()
    elif end == "untied":
        TiePartner(coordination, partner).execute()
    elif end == "role":
        partner.groups.clear()
    elif end == "account":
        User.objects.filter(pk=partner.pk).update(is_active=False)
    again = User.objects.get(pk=partner.pk)
    assert access.parts_shared(again, full_file) == frozenset()
    assert not any(rows_read(again, full_file).values())


def test_who_may_agree_and_tie(case_file, case_manager, colleague, coordination, partner, service):
    assert refusal(share, colleague, case_file) == "not_yours"
    assert refusal(TiePartner(case_manager, partner, service=service).execute) == "not_yours"
    assert refusal(TiePartner(coordination, colleague, service=service).execute) == "not_partner"
    other = ServiceFactory()
    TiePartner(coordination, partner, service=other).execute()
    assert access.partner_service(partner) == other


def test_the_journal_tells_which_parts_and_no_word(case_file, case_manager, service):
    agreement = share(case_manager, case_file, "plan", service=service, mission="Un secret bien gardé")
    entry = JournalEntry.objects.get(action="sharing.agreed")
    assert entry.subject == case_file.pk
    assert entry.details == {"agreement": str(agreement.pk), "service": service.slug, "parts": ["plan"]}


class Sharing(RuleBasedStateMachine):
    """Two services, one file: what each reads is what runs now, whatever happened before."""

    parts = st.sets(st.sampled_from(EVERY_PART), min_size=1)
    which = st.integers(0, 1)

    @initialize()
    def begin(self):
        # Each walk in a transaction of its own, taken back at its end.
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.manager = person(Role.CASE_MANAGER)
        self.coordination = person(Role.COORDINATION)
        self.file = make.opened_file(self.manager, make.heberge_toit(self.manager))
        one_of_each(self.file, self.manager)
        SharingAgreement.objects.all()._raw_delete("default")
        self.services = [ServiceFactory(), ServiceFactory()]
        self.partners = [partner_of(service) for service in self.services]
        self.tied = [0, 1]
        self.running = [None, None]
        self.past = 0

    @rule(which=which, parts=parts, past=st.booleans())
    def agree(self, which, parts, past):
        if self.file.is_closed:
            assert refusal(share, self.manager, self.file) == "closed"
            return
        # Each agreement of the past has days of its own.
        self.past += past
        days = {"ago": 39 - self.past, "until": 39 - self.past} if past else {}
        call = {"service": self.services[which], **days}
        if self.running[which] and not past:
            assert refusal(share, self.manager, self.file, *parts, **call) == "twice"
        else:
            agreement = share(self.manager, self.file, *parts, **call)
            if not past:
                self.running[which] = (agreement, frozenset(parts))

    @precondition(lambda self: any(self.running))
    @rule(which=which)
    def withdraw(self, which):
        if self.running[which]:
            WithdrawSharing(self.manager, self.running[which][0], why="person").execute()
            self.running[which] = None

    @rule()
    def close_or_reopen(self):
        self.file = CaseFile.objects.get(pk=self.file.pk)
        if self.file.is_closed:
            ReopenFile(self.manager, self.file, reason="Une nouvelle demande").execute()
        else:
            reason = ExitReason.objects.first()
            CloseFile(self.manager, self.file, reason=reason, note="Une sortie fictive.").execute()
        self.file = CaseFile.objects.get(pk=self.file.pk)

    @rule(which=which, service=st.sampled_from([0, 1, None]))
    def tie(self, which, service):
        given = None if service is None else self.services[service]
        TiePartner(self.coordination, self.partners[which], service=given).execute()
        self.tied[which] = service

    @invariant()
    def each_reads_what_runs_now_and_nothing_else(self):
        for partner, tied in zip(self.partners, self.tied, strict=True):
            running = None if tied is None or self.file.is_closed else self.running[tied]
            expected = running[1] if running else frozenset()
            assert access.parts_shared(partner, self.file) == expected
            opened = {model for model, count in rows_read(partner, self.file).items() if count}
            assert opened <= {model for model, (part, _path) in ways.PART_OF.items() if part in expected}
            check_reading(partner, self.file, expected)

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


class TestSharing(Sharing.TestCase, TestCase):
    settings = settings(Sharing.TestCase.settings, max_examples=10, stateful_step_count=12)
