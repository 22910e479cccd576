"""The agenda asks the database as much for five hundred appointments as for one, whoever looks at it."""

import datetime
from itertools import cycle

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casefiles.models import Appointment, Contact, ContactKind, ContactMedium, Reminder
from portal.accounts.roles import Role
from tests.factories import casefiles as make
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db
ZONE = timezone.get_default_timezone()
# A Wednesday, at three in the afternoon.
WEDNESDAY = datetime.datetime(2026, 11, 25, 15, 0, tzinfo=ZONE)
MONDAY = datetime.datetime(2026, 11, 23, 7, 0, tzinfo=ZONE)
MANY = 500


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(WEDNESDAY, tick=True):
        yield


def fill(programme, owners, count, *, starts):
    """So many appointments: of a file each, of requests, of one's own; told about, late, cancelled."""
    owner_of, kinds, media = (
        cycle(owners),
        cycle(ContactKind.objects.all()),
        cycle(ContactMedium.objects.all()),
    )
    rows = []
    for number in range(count):
        owner = next(owner_of)
        subject = {}
        if number % 3 == 0:
            subject = {"case_file": make.CaseFileFactory(programme=programme, case_manager=owner)}
        elif number % 3 == 1:
            subject = {"referral": make.ReferralFactory(programme=programme)}
        cancelled = number % 7 == 3
        rows.append(
            Appointment(
                owner=owner,
                made_by=owner,
                starts_at=starts(number),
                kind=next(kinds),
                medium=next(media),
                place="Rue Exemple, 1",
                with_whom="Une personne",
                parts_expected=["person"],
                state="cancelled" if cancelled else "planned",
                cancelled_because="Malade" if cancelled else None,
                **subject,
            )
        )
    Appointment.objects.bulk_create(rows)
    told = [row for row in rows if row.case_file_id and row.starts_at < WEDNESDAY and row.state == "planned"]
    for row in told[::2]:
        Contact.objects.create(
            case_file=row.case_file,
            date=row.starts_at.date(),
            kind=row.kind,
            author=row.owner,
            appointment=row,
        )
    Reminder.objects.bulk_create(
        Reminder(
            case_file=row.case_file,
            owner=row.owner,
            made_by=row.owner,
            due_on=row.starts_at.date(),
            words="À voir",
        )
        for row in rows
        if row.case_file_id
    )


def in_the_week(number):
    return MONDAY + datetime.timedelta(days=number % 7, minutes=15 * (number % 48))


def today(number):
    return WEDNESDAY.replace(hour=7, minute=0) + datetime.timedelta(minutes=number)


VIEWS = [
    ("agenda", "case_manager", in_the_week),
    ("agenda_day", "case_manager", today),
    ("agenda_team", "coordination", in_the_week),
    ("agenda", "coordination", in_the_week),
]


@pytest.mark.parametrize(("name", "reader", "starts"), VIEWS)
def test_as_many_questions_for_many_as_for_few(
    request, client_for, programme, case_manager, name, reader, starts
):
    user = request.getfixturevalue(reader)
    client, url = client_for(user), reverse(f"casefiles:{name}")
    team = [person(Role.CASE_MANAGER, first_name=f"Équipe-{number}") for number in range(5)]
    programme.case_managers.add(*team)
    owners = [user, user, *team]

    def asked():
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url)
        assert answer.status_code == 200
        return answer, [query["sql"] for query in captured]

    fill(programme, owners, 21, starts=starts)
    asked()  # the first visit fills caches that later ones use
    _answer, few = asked()
    fill(programme, owners, MANY, starts=starts)
    answer, many = asked()
    assert len(many) == len(few), "\n".join(sorted(set(many) - set(few)))
    shown = sum(line.count("/agenda/rendez-vous/") for line in answer.content.decode().splitlines())
    assert shown >= MANY // len(owners), "the page shows what there is"


@pytest.mark.parametrize(("name", "starts"), [("agenda", in_the_week), ("agenda_day", today)])
def test_five_hundred_of_one_s_own_are_all_there(client_for, programme, case_manager, name, starts):
    fill(programme, [case_manager], MANY, starts=starts)
    answer = client_for(case_manager).get(reverse(f"casefiles:{name}"))
    assert answer.status_code == 200
    if name == "agenda":
        assert sum(len(day.slots) for day in answer.context["week"].days) == MANY
    else:
        assert len(answer.context["appointments"]) == MANY
