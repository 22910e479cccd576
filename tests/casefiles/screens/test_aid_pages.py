"""The pages of aid requests, of the settlement and of letters: written, refused, warned of, printed."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import AgreePlan, AnswerAid, AskAid, FileSettlement, NoteDebt, NoteDebtLetter
from casefiles.models import AidRequest, DebtLetter, DebtSettlement, RepaymentPlan
from tests.casefiles.screens.pages import file_url
from tests.casefiles.screens.test_money_pages import money_url, text
from tests.factories import casefiles as make


def aid_url(case_file, act=None, item=None):
    if act is None:
        return reverse("casefiles:money_aid", args=[case_file.pk])
    if item is None:
        return reverse("casefiles:money_aid_act", args=[case_file.pk, act])
    return reverse("casefiles:money_aid_item_act", args=[case_file.pk, act, item.pk])


@pytest.fixture
def aid(case_file, case_manager):
    given = {"kind": "deposit", "to_name": "CPAS Exemple", "asked_on": make.day(100)}
    return AskAid(case_manager, case_file, amount=Decimal(1200), **given).execute()


@pytest.fixture
def debt(case_file, case_manager):
    given = {"kind": "energy", "creditor": "Fournisseur Exemple", "amount": Decimal(230)}
    return NoteDebt(case_manager, case_file, noted_on=make.day(100), **given).execute()


def hidden(response_form):
    return {"seen": response_form.revision}


def test_from_the_request_to_the_end_of_the_appeal(own, case_file):
    sent = {
        "kind": "integration",
        "to_name": "CPAS Exemple",
        "amount": "1 314,20 €",
        "asked_on": f"{make.day(100)}",
    }
    assert own.post(aid_url(case_file, "demande"), sent).status_code == 302
    aid = AidRequest.objects.get()
    assert aid.amount == Decimal("1314.20")
    assert "Sans réponse" in text(own.get(aid_url(case_file)))
    answer = {"state": "refused", "decided_on": f"{make.day(75)}", "because": "Revenus"} | hidden(aid)
    there = own.post(aid_url(case_file, "repondre", aid), answer)
    assert there.url == f"{aid_url(case_file)}#aide-{aid.pk}"
    # The appeal is warned of where one looks first.
    today = text(own.get(file_url(case_file))).split('id="aujourdhui"')[1].split("</section>")[0]
    assert "Recours (revenu d’intégration (CPAS)) : possible jusqu’au" in today
    assert "Demandes d’aide à suivre" in text(own.get(reverse("wagtailadmin_home")))
    for act, sent in (
        ("sans-recours", {}),
        ("recours", {"on": f"{make.day(3)}"}),
        ("fin-recours", {"outcome": "won", "on": ""}),
    ):
        aid.refresh_from_db()
        assert own.post(aid_url(case_file, act, aid), sent | hidden(aid)).status_code == 302, act
    assert "Recours gagné" in text(own.get(aid_url(case_file)))
    assert "Demandes d’aide à suivre" not in text(own.get(reverse("wagtailadmin_home")))


@pytest.mark.parametrize(
    ("act", "wrong", "said"),
    [
        ("demande", {"amount": "1.234"}, "deux façons"),
        ("demande", {"amount": "-20"}, "sans signe moins"),
        ("demande", {"to_name": ""}, "écrivez son nom"),
        ("repondre", {"decided_on": f"{make.day(101)}"}, "avant la demande"),
        ("repondre", {"appeal_until": f"{make.day(91)}"}, "finirait avant la réponse"),
        ("repondre", {"state": "granted", "granted_amount": "0"}, "plus grand que zéro"),
    ],
)
def test_what_cannot_be_is_told_and_kept(own, case_file, aid, act, wrong, said):
    sent = {"kind": "energy", "to_name": "Exemple", "state": "refused", "decided_on": f"{make.day(90)}"}
    sent |= {"because": "Un motif que l’on garde", "note": "Un mot que l’on garde"} | hidden(aid) | wrong
    response = own.post(aid_url(case_file, act, None if act == "demande" else aid), sent)
    assert response.status_code == 422
    assert said in text(response)
    assert "que l’on garde" in text(response)


def test_two_people_correct_one_request(own, case_file, aid):
    shown = {"initial-kind": "deposit", "initial-to_name": "CPAS Exemple", "initial-amount": "1200,00"}
    shown |= {"initial-asked_on": f"{aid.asked_on}", "initial-note": "", "initial-service": "", "seen": 0}
    sent = shown | {"kind": "deposit", "to_name": "CPAS Exemple", "asked_on": f"{aid.asked_on}"}
    assert own.post(aid_url(case_file, "corriger", aid), sent | {"amount": "900"}).status_code == 302
    response = own.post(aid_url(case_file, "corriger", aid), sent | {"amount": "800"})
    assert response.status_code == 422
    assert "900,00" in text(response)
    # A step that was shown before somebody else's is told too.
    assert own.post(aid_url(case_file, "enlever", aid), {"seen": 0}).status_code == 422


def test_a_letter_warns_is_corrected_and_taken_away(own, case_file, case_manager, debt):
    given = {"dated_on": make.day(9), "procedure": "notice", "answer_by": make.day(2)}
    letter = NoteDebtLetter(case_manager, debt, **given).execute()
    assert "Courrier d’une dette : répondre avant le" in text(own.get(file_url(case_file)))
    assert "Courriers de dettes qui attendent une réponse" in text(own.get(reverse("wagtailadmin_home")))
    sent = {"way": "received", "dated_on": f"{make.day(9)}", "procedure": "bailiff", "seen": 0}
    response = own.post(
        money_url(case_file, "corriger-courrier", letter), sent | {"answer_by": f"{make.day(10)}"}
    )
    assert response.status_code == 422
    assert "avant la date du courrier" in text(response)
    response = own.post(money_url(case_file, "corriger-courrier", letter), sent | {"answer_by": ""})
    assert response.url.endswith(f"#dette-{debt.pk}")
    assert "Courriers de dettes qui attendent une réponse" not in text(own.get(reverse("wagtailadmin_home")))
    letter.refresh_from_db()
    own.post(money_url(case_file, "enlever-courrier", letter), {"seen": letter.revision})
    assert not DebtLetter.objects.exists()


def test_a_settlement_stops_new_plans_and_is_printed(own, case_file, case_manager, debt, aid):
    sent = {"filed_on": f"{make.day(60)}", "monthly": "950", "mediator": "Médiatrice Exemple"}
    wrong = {"admissible_on": f"{make.day(30)}", "plan_kind": "amicable", "plan_from": f"{make.day(20)}"}
    wrong |= {"plan_until": f"{make.day(-3000)}"}
    response = own.post(
        money_url(case_file, "reglement"), sent | wrong | {"plan_until": f"{make.day(-3000)}"}
    )
    assert response.status_code == 422
    assert "sept ans au plus" in text(response)
    own.post(money_url(case_file, "reglement"), sent)
    settlement = DebtSettlement.objects.get()
    shown = {"initial-monthly": "950,00", "initial-mediator": "Médiatrice Exemple"}
    shown |= {"initial-filed_on": f"{make.day(60)}", "seen": 0}
    sent |= {"admissible_on": f"{make.day(30)}"}
    own.post(money_url(case_file, "completer-reglement", settlement), shown | sent)
    page = text(own.get(money_url(case_file)))
    assert "les créanciers ne se paient plus un par un" in page
    assert "Convenir d’un plan de remboursement" not in page
    plan = {"monthly": "50", "first_due_on": f"{make.day(-3)}"}
    response = own.post(money_url(case_file, "plan", debt), plan)
    assert response.status_code == 422
    assert "Pas de nouveau plan" in text(response)
    assert not RepaymentPlan.objects.exists()
    assert "Règlement collectif de dettes</strong> en cours" in text(own.get(file_url(case_file)))
    printed = text(own.get(reverse("casefiles:money_print", args=[case_file.pk])))
    assert "je reçois 950,00 € pour vivre" in printed
    assert "Garantie locative" in printed
    settlement.refresh_from_db()
    own.post(money_url(case_file, "finir-reglement", settlement), {"outcome": "revoked"} | hidden(settlement))
    assert "révoqué par le tribunal" in text(own.get(money_url(case_file)))


def test_an_admitted_settlement_stops_the_plans_in_one_press(own, case_file, case_manager, debt):
    AgreePlan(case_manager, debt, monthly=Decimal(50), first_due_on=make.day(-5)).execute()
    filed = {"filed_on": make.day(60), "admissible_on": make.day(30)}
    settlement = FileSettlement(case_manager, case_file, **filed).execute()
    assert "Arrêter tous les plans qui courent" in text(own.get(money_url(case_file)))
    response = own.post(money_url(case_file, "arreter-plans", settlement), follow=True)
    assert "Les plans sont arrêtés" in text(response)
    assert "Arrêter tous les plans qui courent" not in text(response)
    assert RepaymentPlan.objects.get().state == "stopped"
    again = own.post(money_url(case_file, "arreter-plans", settlement))
    assert again.status_code == 422
    assert "Aucun plan ne court plus" in text(again)


@pytest.mark.parametrize(
    ("ends_in", "home", "file"),
    [(61, None, None), (60, "à préparer", "finit le"), (-1, "dire comment il s’est terminé", "est arrivé à")],
)
def test_the_end_of_a_settlement_is_recalled(own, case_file, case_manager, ends_in, home, file):
    plan = {"plan_kind": "amicable", "plan_from": make.day(20), "plan_until": make.day(-ends_in)}
    days = {"filed_on": make.day(60), "admissible_on": make.day(30)} | plan
    FileSettlement(case_manager, case_file, **days).execute()
    today, page = text(own.get(reverse("wagtailadmin_home"))), text(own.get(file_url(case_file)))
    assert ("Règlements collectifs qui prennent fin" in today) == (home is not None)
    assert ("Le plan du règlement collectif" in page) == (file is not None)
    assert (home or "") in today
    assert (file or "") in page


def test_coordination_sees_what_is_late(client_for, coordination, case_file, case_manager, aid):
    AnswerAid(case_manager, aid, state="refused", decided_on=make.day(75), because="Revenus").execute()
    page = text(client_for(coordination).get(reverse("casefiles:late", args=["aides"])))
    assert "Recours (garantie locative)" in page
    assert "dans " in page


def test_it_does_not_exist_for_a_colleague(client_for, colleague, case_file, aid):
    client = client_for(colleague)
    assert client.get(aid_url(case_file)).status_code == 404
    assert client.post(aid_url(case_file, "enlever", aid), {"seen": 0}).status_code == 404


def test_as_many_questions_for_many_rows(own, case_file, case_manager, aid, debt, django_assert_num_queries):
    def write():
        asked = AskAid(
            case_manager, case_file, kind="energy", to_name="CPAS", asked_on=make.day(90)
        ).execute()
        AnswerAid(case_manager, asked, state="refused", decided_on=make.day(80), because="Revenus").execute()
        day = {"dated_on": make.day(9), "answer_by": make.day(2)}
        NoteDebtLetter(case_manager, debt, procedure="notice", **day).execute()

    FileSettlement(case_manager, case_file, filed_on=make.day(60)).execute()
    write()
    for address in (aid_url(case_file), money_url(case_file), file_url(case_file)):
        own.get(address)
        with CaptureQueriesContext(connection) as one:
            own.get(address)
        write()
        write()
        with django_assert_num_queries(len(one)):
            own.get(address)
