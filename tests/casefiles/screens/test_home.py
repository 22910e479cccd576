"""Everyone finds her own work at home, and nothing of the others'."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casefiles.actions import CloseFile, ReopenFile, ScheduleAppointment
from casefiles.actions.file.change_rhythm import begin_rhythm
from casefiles.admin.drawing import House
from casefiles.models import ExitReason, FollowUpRhythm
from tests.casefiles.screens.pages import file_url, text_of
from tests.factories import casefiles as make


@pytest.mark.django_db
def test_today_of_a_case_manager(own, case_manager, case_file, referral):
    goal = make.objective(case_manager, case_file, at=make.moment(20))
    make.planned_action(case_manager, goal, at=make.moment(19), statement="Appeler", due_on=make.day(3))
    page = text_of(own.get(reverse("wagtailadmin_home")))
    assert referral.reference in page
    assert "Appeler" in page
    assert "en retard de 3 jours" in page
    # No contact since it was opened forty days ago.
    assert case_file.reference in page.split('id="sans-nouvelles"')[1]
    assert "1 place prise sur 10, 9 libres" in page


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["communication", "data_officer", "dpo", "administrator"])
def test_the_other_roles_see_no_case_work(request, client_for, role, case_file, referral):
    client = client_for(request.getfixturevalue(role))
    page = text_of(client.get(reverse("wagtailadmin_home")))
    assert case_file.reference not in page
    assert referral.reference not in page
    assert reverse("casefiles:file_list") not in page
    assert "À décider" not in page
    for name in ("casefiles:file_list", "casefiles:referral_list", "casefiles:waiting_list"):
        assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (0, "0 place prise sur 10, 10 libres"),
        (1, "1 place prise sur 10, 9 libres"),
        (9, "9 places prises sur 10, 1 libre"),
        (10, "10 places prises sur 10, aucune libre"),
        (12, "12 places prises sur 10, 2 au-delà de la limite"),
    ],
)
def test_a_house_is_readable_aloud(taken, words):
    house = House(taken, 10)
    assert house.words == words
    assert sum(window.lit for window in house.windows) == taken
    assert len(house.windows) == max(taken, 10)


def busy(case_manager, programme, number):
    """A file with everything that the page of the day speaks of."""
    case_file = make.opened_file(case_manager, programme)
    begin_rhythm(case_file, FollowUpRhythm.objects.get(code="weekly"), on=make.day(40), by=case_manager)
    case_file.save()
    goal = make.objective(case_manager, case_file, at=make.moment(20))
    make.planned_action(case_manager, goal, at=make.moment(19), due_on=make.day(number % 3))
    ScheduleAppointment(
        case_manager, case_file, starts_at=timezone.now() + datetime.timedelta(minutes=1)
    ).execute()
    make.received_referral(programme)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["case_manager", "coordination"])
def test_as_many_questions_however_many_files(request, client_for, case_manager, programme, role):
    client = client_for(request.getfixturevalue(role))

    def questions():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("wagtailadmin_home")).status_code == 200
        return len(captured)

    # More than a list shows: the whole of it is then counted, which is one question more for each list.
    for number in range(7):
        busy(case_manager, programme, number)
    questions()
    few = questions()
    for number in range(2):
        busy(case_manager, programme, number)
    assert questions() == few


@pytest.mark.django_db
def test_the_next_contact_stands_on_the_page_of_the_day(own, case_manager, case_file):
    begin_rhythm(case_file, FollowUpRhythm.objects.get(code="weekly"), on=make.day(40), by=case_manager)
    case_file.save()
    block = text_of(own.get(reverse("wagtailadmin_home"))).split('id="contacts-attendus"')[1]
    assert case_file.reference in block.split("</section>")[0]
    assert "en retard de 33 jours" in block
    make.contact(case_manager, case_file)
    begin_rhythm(case_file, case_file.rhythm, on=make.day(), by=case_manager)
    case_file.save()
    block = text_of(own.get(reverse("wagtailadmin_home"))).split('id="contacts-attendus"')[1]
    assert "dans 7 jours" in block.split("</section>")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "dormant"),
    [("weekly", True), ("monthly", True), ("quarterly", False), ("on_request", True), ("", True)],
)
def test_a_lighter_rhythm_is_not_dormancy(own, case_manager, case_file, code, dormant):
    """Forty days of silence: past the thirty of the programme, and past a month; not past a quarter."""
    case_file.rhythm = case_file.contact_due_on = None
    if code:
        begin_rhythm(case_file, FollowUpRhythm.objects.get(code=code), on=make.day(40), by=case_manager)
    case_file.save()
    block = text_of(own.get(reverse("wagtailadmin_home"))).split('id="sans-nouvelles"')[1]
    assert (case_file.reference in block) is dormant
    listed = text_of(own.get(reverse("casefiles:file_list"), {"due": "dormant"}))
    assert (case_file.reference in listed) is dormant
    assert ("Sans contact depuis" in text_of(own.get(file_url(case_file)))) is (code in ("", "on_request"))


@pytest.mark.django_db
def test_a_file_opened_again_yesterday_does_not_sleep(own, case_manager, case_file):
    reason = ExitReason.objects.first()
    CloseFile(
        case_manager, case_file, reason=reason, note="Sortie avant la fin.", at=make.moment(30)
    ).execute()
    ReopenFile(case_manager, case_file, reason="Retour à la rue", at=make.moment(1)).execute()
    block = text_of(own.get(reverse("wagtailadmin_home"))).split('id="sans-nouvelles"')[1]
    assert case_file.reference not in block
    assert "Sans contact depuis" not in text_of(own.get(file_url(case_file)))
