"""The page of the money of a file: read, written, refused, tried, printed."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import AgreePlan, NoteDebt
from casefiles.models import Debt, RepaymentPlan
from portal.audit.models import JournalEntry
from tests.casefiles.screens.pages import file_url
from tests.factories import casefiles as make


def money_url(case_file, act=None, item=None):
    if act is None:
        return reverse("casefiles:money", args=[case_file.pk])
    if item is None:
        return reverse("casefiles:money_act", args=[case_file.pk, act])
    return reverse("casefiles:money_item_act", args=[case_file.pk, act, item.pk])


@pytest.fixture
def own(client_for, case_manager):
    return client_for(case_manager)


@pytest.fixture
def debt(case_file, case_manager):
    given = {"kind": "energy", "creditor": "Fournisseur Exemple", "amount": Decimal("230.50")}
    return NoteDebt(case_manager, case_file, noted_on=make.day(100), **given).execute()


@pytest.fixture
def plan(debt, case_manager):
    return AgreePlan(case_manager, debt, monthly=Decimal(100), first_due_on=make.day(40)).execute()


def typed(**changes):
    given = {"creditor": "Hôpital Exemple", "kind": "health", "amount": "1 234,50 €", "procedure": "reminder"}
    return given | changes


def text(response):
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ").replace("&nbsp;", " ")


def test_noted_agreed_paid_and_stopped(own, case_file):
    assert own.post(money_url(case_file, "dette"), typed()).status_code == 302
    debt = Debt.objects.get()
    assert debt.amount == Decimal("1234.50")
    sent = {"monthly": "100", "first_due_on": f"{make.day(-3)}", "count": "13"}
    there = own.post(money_url(case_file, "plan", debt), sent)
    assert there.url == f"{money_url(case_file)}#dette-{debt.pk}"
    first = RepaymentPlan.objects.get().instalments.first()
    own.post(money_url(case_file, "payer", first), {"amount": "40,00", "paid_on": ""})
    page = text(own.get(money_url(case_file)))
    assert "1 194,50 €</strong> à rembourser" in page
    assert 'value="60,00"' in page
    own.post(money_url(case_file, "reprendre", first))
    plan = RepaymentPlan.objects.get()
    own.post(money_url(case_file, "arreter-plan", plan), {"seen": plan.revision, "reason": "Autre accord"})
    assert "Autre accord" in text(own.get(money_url(case_file)))
    sent = {"way": "sent", "dated_on": f"{make.day()}", "procedure": "settled"}
    own.post(money_url(case_file, "courrier", debt), sent)
    debt.refresh_from_db()
    own.post(money_url(case_file, "enlever-dette", debt), {"seen": debt.revision})
    assert not Debt.objects.exists()


def test_a_part_pressed_twice_is_paid_once(own, case_file, plan):
    first = plan.instalments.first()
    sent = {"amount": "40", "paid_on": "", "seen_paid": "0.00"}
    own.post(money_url(case_file, "payer", first), sent)
    again = own.post(money_url(case_file, "payer", first), sent)
    assert again.status_code == 422
    assert "il en reste 60,00 €" in text(again)
    first.refresh_from_db()
    assert first.paid == 40
    # Told, one may mean it.
    assert 'name="seen_paid" value="40.00"' in text(again)
    assert own.post(money_url(case_file, "payer", first), sent | {"seen_paid": "40.00"}).status_code == 302
    first.refresh_from_db()
    assert first.paid == 80


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("-20", "sans signe moins"),
        ("12,345", "deux chiffres au plus"),
        ("1.234", "deux façons"),
        ("beaucoup", "Écrivez un montant"),
        ("0", "plus grand que zéro"),
    ],
)
def test_an_amount_that_cannot_be_is_told_and_kept(own, case_file, amount, said):
    response = own.post(money_url(case_file, "dette"), typed(amount=amount))
    assert response.status_code == 422
    assert said in text(response)
    assert f'value="{amount}"' in text(response)
    assert not Debt.objects.exists()


def test_instalments_that_do_not_add_up_are_told_beside_their_number(own, case_file, debt):
    sent = {"monthly": "20", "first_due_on": f"{make.day(-3)}", "count": "10"}
    response = own.post(money_url(case_file, "plan", debt), sent)
    assert response.status_code == 422
    assert "10 × 20,00 € font 200,00 €, il manque 30,50 €" in text(response)
    assert not RepaymentPlan.objects.exists()


def test_what_if_writes_nothing(own, case_file, debt, plan):
    before = JournalEntry.objects.count()
    page = text(own.get(money_url(case_file), {"dette": str(debt.pk), "essai": "25"}))
    assert "en 10 échéances" in page
    assert "la dernière de 5,50 €" in page
    assert "plus tard que le plan" in page
    assert list(JournalEntry.objects.order_by("-pk")[:1].values_list("action", flat=True)) == [
        "casefile.read"
    ]
    assert JournalEntry.objects.count() == before + 1
    assert RepaymentPlan.objects.get().monthly == 100
    assert "Écrivez un montant" in text(own.get(money_url(case_file), {"dette": str(debt.pk), "essai": "x"}))
    assert own.get(money_url(case_file), {"dette": "x", "essai": "2"}).status_code == 200


def test_what_is_late_is_said_on_the_file_and_on_the_day(own, case_file, plan):
    page = text(own.get(file_url(case_file)))
    assert "échéance" in page.split('id="aujourdhui"')[1].split("</section>")[0]
    assert "230,50 €</strong> à rembourser" in page
    home = text(own.get(reverse("wagtailadmin_home")))
    assert "Échéances en retard" in home
    assert f"{reverse('casefiles:money', args=[case_file.pk])}#dette-{plan.debt_id}" in home


def test_printed_in_plain_words_and_written_in_the_journal(own, case_file, plan):
    page = text(own.get(reverse("casefiles:money_print", args=[case_file.pk])))
    assert "Il me reste <strong>230,50 €" in page
    assert "Je paie 100,00 € par mois" in page
    assert JournalEntry.objects.filter(action="money.printed", subject=case_file.pk).count() == 1


def test_it_does_not_exist_for_a_colleague(client_for, colleague, case_file, plan):
    client, first = client_for(colleague), plan.instalments.first()
    assert client.get(money_url(case_file)).status_code == 404
    assert client.post(money_url(case_file, "payer", first)).status_code == 404


def test_what_somebody_wrote_meanwhile_is_told(own, case_file, debt):
    shown = {"initial-amount": "230,50", "initial-creditor": "Fournisseur Exemple", "initial-kind": "energy"}
    shown |= {"initial-noted_on": f"{debt.noted_on}", "initial-note": "", "seen": 0}
    shown |= {"initial-procedure": debt.procedure}
    sent = shown | {"amount": "200", "creditor": "Fournisseur Exemple", "kind": "energy"}
    sent |= {"noted_on": f"{debt.noted_on}", "procedure": debt.procedure}
    assert own.post(money_url(case_file, "corriger-dette", debt), sent).status_code == 302
    response = own.post(money_url(case_file, "corriger-dette", debt), sent | {"amount": "210"})
    assert response.status_code == 422
    assert "200,00" in text(response)


def test_as_many_questions_for_many_debts(own, case_file, case_manager, plan, django_assert_num_queries):
    own.get(money_url(case_file))
    with CaptureQueriesContext(connection) as one:
        own.get(money_url(case_file))
    for number in range(3):
        another = NoteDebt(
            case_manager, case_file, kind="rent", creditor=f"Exemple {number}", amount=Decimal(90)
        ).execute()
        AgreePlan(case_manager, another, monthly=Decimal(30), first_due_on=make.day(-1)).execute()
    with django_assert_num_queries(len(one)):
        own.get(money_url(case_file))
