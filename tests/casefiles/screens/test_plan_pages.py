"""The whole plan on a page, its corrections, and its results; the drawn assessments beside it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import CorrectObjective, SetActionState, SettleObjective
from casefiles.models import Assessment
from tests.casefiles.screens.pages import NOT_ASCII, act_url, as_sent, file_url, text_of
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(case_file, case_manager):
    return make.objective(case_manager, case_file, own_words="Chez moi", means="Du temps", at=make.moment(20))


@pytest.fixture
def step(case_manager, goal):
    return make.planned_action(case_manager, goal, at=make.moment(20), due_on=make.day(3))


def plan_url(case_file, asked=""):
    return reverse("casefiles:plan", args=[case_file.pk]) + (f"?voir={asked}" if asked else "")


def item_url(case_file, kind, row):
    return reverse("casefiles:plan_item", args=[case_file.pk, kind, row.pk])


def form_of(response):
    return response.context["form"]


def test_it_shows_what_is_asked_for(own, case_manager, case_file, goal, step):
    other = make.objective(case_manager, case_file, statement="Objectif-Atteint")
    SettleObjective(case_manager, other, state="reached").execute()
    first, both = "Trouver un logement", ["Trouver un logement", "Objectif-Atteint"]
    for asked, kept in (
        ("", [first]),
        ("en-cours", [first]),
        ("en-retard", [first]),
        ("termine", ["Objectif-Atteint"]),
        ("tout", both),
        ("😀", [first]),
    ):
        response = own.get(plan_url(case_file, asked))
        shown = [row.statement for _axis, objectives in response.context["plan"] for row in objectives]
        assert shown == kept
        assert ("en retard" in text_of(response)) == (first in kept)
    assert "Du temps" in text_of(response)


def test_an_act_from_the_page_comes_back_to_it(own, case_file, step):
    response = own.post(act_url(case_file, "reporter", step), {"retour": "plan"})
    assert response.url == f"{plan_url(case_file)}#plan"
    step.refresh_from_db()
    assert step.due_on == make.day(-7)
    assert own.post(act_url(case_file, "reporter", step), {"retour": "//x"}).url.startswith(
        file_url(case_file)
    )


def test_an_objective_is_corrected_and_its_history_says_what(own, case_file, goal):
    url = item_url(case_file, "objectif", goal)
    form = form_of(own.get(url))
    response = own.post(url, as_sent(form, statement=NOT_ASCII))
    assert response.url == f"{file_url(case_file)}#objective-{goal.pk}"
    goal.refresh_from_db()
    assert goal.statement == NOT_ASCII
    page = text_of(own.get(url))
    assert "Objectif corrigé (énoncé)" in page
    assert "<script>alert(1)" not in page


def test_an_action_is_corrected(own, case_file, step):
    url = item_url(case_file, "action", step)
    sent = as_sent(form_of(own.get(url)), due_on=make.day(-5).isoformat(), retour="plan")
    assert own.post(url, sent).url == f"{plan_url(case_file)}#action-{step.pk}"
    step.refresh_from_db()
    assert step.due_on == make.day(-5)


@pytest.mark.parametrize("due_on", ["0001-01-01", "31/02/2026", "99999-12-31"])
def test_a_wrong_day_keeps_what_was_typed(own, case_file, goal, due_on):
    url = item_url(case_file, "objectif", goal)
    response = own.post(url, as_sent(form_of(own.get(url)), statement="Tapé-Fictif", due_on=due_on))
    assert response.status_code == 422
    assert "Tapé-Fictif" in text_of(response)


def test_the_second_person_sees_what_the_first_wrote(own, case_file, coordination, goal):
    url = item_url(case_file, "objectif", goal)
    sent = as_sent(form_of(own.get(url)), statement="Le mien")
    CorrectObjective(coordination, goal, changes={"statement": "Le sien"}).execute()
    response = own.post(url, sent)
    page = text_of(response)
    assert response.status_code == 422
    assert "Le sien" in page
    assert "Le mien" in page
    again = as_sent(form_of(response))
    assert own.post(url, again).status_code == 302
    goal.refresh_from_db()
    assert goal.statement == "Le mien"


def test_one_settled_by_mistake_is_taken_up_again_with_a_press(own, case_manager, case_file, goal):
    SettleObjective(case_manager, goal, state="dropped").execute()
    assert "Reprendre" in text_of(own.get(file_url(case_file)))
    own.post(act_url(case_file, "resultat", goal), {"state": "open", "result": ""})
    goal.refresh_from_db()
    assert goal.state == "open"


def test_somebody_else_finds_nothing(client_for, colleague, case_file, goal, step):
    client = client_for(colleague)
    for url in (
        plan_url(case_file),
        item_url(case_file, "objectif", goal),
        f"{file_url(case_file)}evaluation/",
    ):
        assert client.get(url).status_code == 404
    assert client.post(act_url(case_file, "reporter", step)).status_code == 404


def test_what_is_not_of_the_plan_is_not_found(own, case_file, goal, step):
    for kind, row in (("action", goal), ("objectif", step), ("contrat", goal)):
        assert own.get(item_url(case_file, kind, row)).status_code == 404


def test_the_number_of_questions_does_not_grow(own, case_manager, case_file, goal, step):
    urls = (plan_url(case_file, "tout"), f"{file_url(case_file)}evaluation/")

    def questions():
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                own.get(url)
            counts.append(len(captured))
        return counts

    questions()
    few = questions()
    for number in range(8):
        more = make.objective(case_manager, case_file, statement=f"Objectif {number}")
        SetActionState(case_manager, make.planned_action(case_manager, more), state="done").execute()
    assert questions() == few


class TestAssessments:
    def test_they_are_drawn_and_said(self, own, case_manager, case_file):
        make.assessment(case_manager, case_file, days_ago=20, finished=True, step="2")
        make.assessment(case_manager, case_file, days_ago=5, finished=True, step="4")
        page = text_of(own.get(f"{file_url(case_file)}bilans/"))
        drawn = page.split('class="ht-drawn"')[1].split("</figure>")[0]
        assert "Un axe : 2 sur 5 le" in drawn
        assert drawn.count("<rect") == 2
        assert "style=" not in drawn
        assert "is-last" in drawn.split("<rect")[2]
        printed = text_of(own.get(f"{file_url(case_file)}imprimer/"))
        assert "Un axe" in printed

    def test_a_draft_is_given_up_with_a_reason(self, own, case_manager, case_file, journal):
        draft = make.assessment(case_manager, case_file, step="2")
        url = reverse("casefiles:assessment_discard", args=[case_file.pk, draft.pk])
        refused = own.post(url, {"reason": " "})
        assert refused.status_code == 422
        assert "pourquoi ce bilan est abandonné" in text_of(refused)
        assert own.post(url, {"reason": "Commencé dans le mauvais dossier"}).status_code == 302
        assert not Assessment.objects.exists()
        [entry] = journal("assessment.discarded")
        assert (entry.reason, entry.details["answers"]) == ("Commencé dans le mauvais dossier", 1)
        assert own.post(url, {"reason": "Encore"}).status_code == 404

    def test_a_finished_one_is_not(self, own, case_manager, case_file):
        done = make.assessment(case_manager, case_file, finished=True, step="2")
        url = reverse("casefiles:assessment_discard", args=[case_file.pk, done.pk])
        response = own.post(url, {"reason": "Effacer"})
        assert response.status_code == 422
        assert "ne change plus" in text_of(response)
        assert Assessment.objects.filter(pk=done.pk).exists()
