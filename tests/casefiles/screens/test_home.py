"""Everyone finds her own work at home, and nothing of the others'."""

import pytest
from django.urls import reverse

from casefiles.admin.drawing import House
from tests.casefiles.screens.pages import text_of
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
