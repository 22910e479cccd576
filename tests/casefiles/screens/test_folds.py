"""A folded form is made when it is asked for: by the fold itself, or by the address of the page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.admin.folds import Folded, slots_of
from casefiles.admin.forms import FILE_ACTS
from casefiles.models import ExitReason, Objective
from tests.casefiles.screens.pages import act_url, as_sent, file_url, text_of, unfolded
from tests.factories import casefiles as make
from tests.support.french_spaces import templates

pytestmark = pytest.mark.django_db
# The page of a file with a little of everything: what it asks the database, whoever looks.
QUESTIONS = 57


def form_url(case_file, slot):
    return reverse("casefiles:file_form", args=[case_file.pk, slot])


def plan_url(case_file):
    return reverse("casefiles:plan", args=[case_file.pk])


def test_only_the_form_of_a_contact_is_made(own, case_file):
    page = own.get(file_url(case_file))
    made = {slot for slot, form in page.context["forms"].items() if not isinstance(form, Folded)}
    assert made == {"contact"}
    assert f'href="{file_url(case_file)}?ouvrir=etape#plier-etape"' in text_of(page)
    assert 'name="to_stage"' not in text_of(page)


def test_the_address_unfolds_it_without_a_script(own, case_file):
    words = text_of(own.get(file_url(case_file), {"ouvrir": "etape"}))
    assert re.search(r'<details class="ht-fold" open>\s*<summary id="plier-etape">', words)
    assert 'name="to_stage"' in words


def test_every_fold_has_its_form(own, case_manager, case_file):
    make.objective(case_manager, case_file)
    for slot in slots_of(case_manager, case_file):
        answer = own.get(form_url(case_file, slot))
        assert answer.status_code == 200
        assert f'action="{act_url(case_file, slot)}"' in text_of(answer)
        assert FILE_ACTS[slot].button in text_of(answer)
        assert "<html" not in text_of(answer)


@pytest.mark.parametrize(("slot", "read"), [("personne", 1), ("action", 1), ("objectif", 0), ("besoin", 0)])
def test_a_form_that_tells_of_the_file_is_a_reading(own, case_file, journal, slot, read):
    own.get(form_url(case_file, slot))
    assert len(journal("casefile.read")) == read


def test_the_page_is_read_once_whatever_it_unfolds(own, case_file, journal):
    own.get(file_url(case_file), {"ouvrir": "personne"})
    assert len(journal("casefile.read")) == 1


@pytest.mark.parametrize("slot", ["confier", "rouvrir", "corriger", "n-importe-quoi"])
def test_what_one_may_not_do_has_no_form(own, case_file, slot):
    assert own.get(form_url(case_file, slot)).status_code == 404


def test_somebody_else_finds_no_form(client_for, colleague, case_file, journal):
    assert client_for(colleague).get(form_url(case_file, "personne")).status_code == 404
    assert not journal("casefile.read")


def test_a_closed_file_has_the_form_that_reopens_it(own, case_file):
    given = {"reason": ExitReason.objects.first().pk, "note": "La personne a quitté la région."}
    assert own.post(act_url(case_file, "fermer"), given).status_code == 302
    assert own.get(form_url(case_file, "rouvrir")).status_code == 200
    assert own.get(form_url(case_file, "etape")).status_code == 404


def test_a_file_that_moved_before_the_fold_opened_is_told_of(own, client_for, coordination, case_file):
    """The form knows where the file stood on the page, not only when it was unfolded."""
    page = own.get(file_url(case_file))
    moving = unfolded(client_for(coordination), case_file, "etape")
    following = moving.following.pk
    make.contact(coordination, case_file)
    act = act_url(case_file, "etape")
    assert client_for(coordination).post(act, as_sent(moving, to_stage=following)).status_code == 302
    form = own.get(form_url(case_file, "fermer"), {"etat": page.context["stands"]}).context["form"]
    reason = ExitReason.objects.first().pk
    late = own.post(act_url(case_file, "fermer"), as_sent(form, reason=reason, note="Assez tôt."))
    assert late.status_code == 422
    assert "a changé d’étape" in text_of(late)


def test_the_page_asks_little(own, case_manager, case_file):
    goal = make.objective(case_manager, case_file)
    make.planned_action(case_manager, goal)
    make.contact(case_manager, case_file)
    own.get(file_url(case_file))
    with CaptureQueriesContext(connection) as captured:
        own.get(file_url(case_file))
    assert len(captured) <= QUESTIONS


class TestThePlanPage:
    """What is refused on the page of the plan stands there, with what was typed."""

    def test_a_refused_objective(self, own, case_file, journal):
        given = {"retour": "plan", "axis": "", "statement": "Garder ce logement", "due_on": "0001-01-01"}
        answer = own.post(act_url(case_file, "objectif"), given)
        assert answer.status_code == 422
        words = text_of(answer)
        assert "Rien n’est encore enregistré" in words
        assert "Garder ce logement" in words
        assert 'name="retour" value="plan"' in words
        assert "Tout le plan sur une page" not in words
        assert answer.templates[0].name == "casefiles/admin/plan/page.html"
        assert len(journal("casefile.read")) == 1

    def test_a_refused_result_stands_beside_its_objective(self, own, case_manager, case_file):
        goal = make.objective(case_manager, case_file)
        given = {"retour": "plan", "state": "nulle-part", "result": "Presque tout"}
        answer = own.post(act_url(case_file, "resultat", goal), given)
        assert answer.status_code == 422
        assert answer.templates[0].name == "casefiles/admin/plan/page.html"
        assert answer.context["asked"] == "tout"
        assert "Presque tout" in text_of(answer)

    def test_from_the_file_it_comes_back_to_the_file(self, own, case_file):
        answer = own.post(act_url(case_file, "objectif"), {"statement": "Garder ce logement"})
        assert answer.status_code == 422
        assert answer.templates[0].name == "casefiles/admin/file.html"

    def test_its_folds_come_back_to_it(self, own, case_file):
        words = text_of(own.get(plan_url(case_file)))
        assert f'href="{plan_url(case_file)}?ouvrir=objectif#plier-objectif"' in words
        assert 'name="statement"' in text_of(own.get(plan_url(case_file), {"ouvrir": "objectif"}))
        form = own.get(form_url(case_file, "objectif"), {"retour": "plan"})
        assert 'name="retour" value="plan"' in text_of(form)
        given = as_sent(form.context["form"], retour="plan", statement="Garder ce logement")
        given["axis"] = form.context["form"].fields["axis"].queryset.first().pk
        done = own.post(act_url(case_file, "objectif"), given)
        assert done.url == f"{plan_url(case_file)}#plan"
        assert Objective.objects.filter(case_file=case_file).count() == 1


def test_no_fold_is_out_of_the_way_of_the_keyboard():
    """Inside `<details tabindex>` a browser’s Tab never stops at the title: the title holds the address."""
    wrong = [path.name for path in templates() if re.search(r"<details\b[^>]*\btabindex", path.read_text())]
    assert wrong == []
