"""The page of the budget notebook, and its print."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from casefiles.models import BudgetMonth
from casefiles.money.budget import month_moved
from portal.audit.models import JournalEntry
from tests.casefiles.actions.test_budget import amounts_of, save
from tests.casefiles.screens.pages import NOT_ASCII
from tests.factories import casefiles as make


@pytest.fixture
def own(client_for, case_manager):
    return client_for(case_manager)


def page_of(case_file, month=None, **query):
    address = reverse("casefiles:money_budget", args=[case_file.pk])
    words = ({"mois": f"{month:%Y-%m}"} if month else {}) | query
    return f"{address}?{'&'.join(f'{name}={value}' for name, value in words.items())}"


def test_filled_then_copied_to_the_next_month(own, case_file, case_manager):
    last = month_moved(make.day(0).replace(day=1), -1)
    sent = {"in_integration": "1 314,20 €", "rent": "1.020,50", "food": "", "note": "Fêtes", "seen": "0"}
    assert own.post(page_of(case_file, last), sent).status_code == 302
    page = own.get(page_of(case_file)).content.decode()
    assert "Partir du dernier mois noté" in page
    assert "293,70" in page
    # On a telephone the head of the table is not there: each amount names its month.
    assert page.count(f'data-of="{date_format(last, "F Y")}"') == 2 + 3
    copied = own.get(page_of(case_file, copier=1))
    assert copied.context["form"]["rent"].value() == "1020,50"
    assert BudgetMonth.objects.count() == 1
    printed = own.get(reverse("casefiles:money_budget_print", args=[case_file.pk]) + f"?mois={last:%Y-%m}")
    assert "Mon budget de" in printed.content.decode()
    assert JournalEntry.objects.filter(action="budget.printed", subject=case_file.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rent": "1.020"}, "rent"),
        ({"rent": "-5"}, "rent"),
        ({"food": "12,345"}, "food"),
        ({"food": NOT_ASCII}, "food"),
    ],
)
def test_what_is_wrong_stands_beside_its_line_and_nothing_is_lost(own, case_file, wrong, field):
    response = own.post(page_of(case_file), {"in_work": "900", "note": NOT_ASCII, "seen": "0"} | wrong)
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert 'value="900"' in response.content.decode()
    assert not BudgetMonth.objects.exists()


def test_two_people_fill_the_same_month(own, case_file, case_manager):
    save(case_manager, case_file, {"rent": "600"})
    response = own.post(page_of(case_file), {"rent": "650", "seen": "0"})
    assert response.status_code == 422
    assert "enregistré maintenant « 600,00 »" in response.content.decode()
    again = {
        name: value for name, value in response.context["form"].data.items() if name != "csrfmiddlewaretoken"
    }
    assert own.post(page_of(case_file), again).status_code == 302
    assert {code: str(amount) for code, amount in amounts_of(BudgetMonth.objects.get()).items()} == {
        "rent": "650.00"
    }


@pytest.mark.parametrize("month", ["x", "2026-99", "0001-01", "'; --"])
def test_a_month_that_is_none_is_this_month(own, case_file, month):
    assert own.get(page_of(case_file, mois=month)).status_code == 200


def test_a_colleague_finds_nothing(client_for, colleague, case_file):
    assert client_for(colleague).get(page_of(case_file)).status_code == 404


def test_as_many_questions_for_many_months_as_for_few(own, case_file, case_manager):
    this_month = make.day(0).replace(day=1)
    counts = []
    for months in (2, 8):
        for number in range(months):
            save(
                case_manager,
                case_file,
                {"rent": "600", "food": "200"},
                month=month_moved(this_month, -number),
            )
        own.get(page_of(case_file))
        with CaptureQueriesContext(connection) as captured:
            own.get(page_of(case_file))
        counts.append(len(captured))
    assert counts[0] == counts[1]
