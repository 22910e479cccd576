"""« Ce sont deux personnes », said on the screen, shown where one would ask again, and taken back."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions import CloseFile, RememberDistinctPersons
from casefiles.models import DistinctPersons, ExitReason
from tests.casefiles.screens.pages import text_of
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db

LIST = "/gestion/doublons/"
NUMBER = "90.04.02-001.23"


def compare_url(one, other):
    return f"{LIST}{one.pk}/{other.pk}/"


def forget_url(pair):
    return f"{LIST}distinctes/{pair.pk}/reprendre/"


@pytest.fixture
def theirs(client_for, coordination):
    return client_for(coordination)


def closed_person(case_manager, programme, **identity):
    case_file = make.opened_file(case_manager, programme, **identity)
    reason = ExitReason.objects.first()
    CloseFile(case_manager, case_file, reason=reason, note="Sortie fictive, avant la fin.").execute()
    return case_file.person


@pytest.fixture
def two(case_manager, programme):
    """Both closed: a new request may be about either."""
    return (
        closed_person(case_manager, programme, last_name="Lefèvre", phone="", national_number=NUMBER),
        closed_person(case_manager, programme, last_name="Lefebvre", phone=""),
    )


def said_on_screen(client, one, other, **given):
    return client.post(f"{compare_url(one, other)}deux-personnes/", given)


def test_said_from_the_list_it_is_proposed_no_more(theirs, two):
    page = text_of(theirs.get(LIST))
    assert "Ce sont deux personnes" in page
    answer = said_on_screen(theirs, *two)
    assert answer.url == f"{LIST}#distinctes"
    page = text_of(theirs.get(LIST))
    assert "Aucune ressemblance à examiner" in page
    assert "C’est retenu" in page
    assert "Reprendre" in page


def test_the_reason_is_shown_and_a_comparison_says_it_was_done(theirs, two, coordination):
    said_on_screen(theirs, *two, reason="Deux cousines, vues ensemble")
    for page in (text_of(theirs.get(LIST)), text_of(theirs.get(compare_url(*two)))):
        assert "Deux cousines, vues ensemble" in page
        assert str(coordination) in page
    assert "Déjà comparées&nbsp;: deux personnes, le" in page
    assert "Ou bien deux personnes" in page


def test_a_reason_too_long_comes_back_whole(theirs, two):
    late = said_on_screen(theirs, *two, reason="é" * 2001)
    assert late.status_code == 422
    assert "é" * 2001 in text_of(late)
    assert not DistinctPersons.objects.exists()


def test_taken_back_on_the_screen(theirs, two):
    said_on_screen(theirs, *two)
    pair = DistinctPersons.objects.get()
    assert theirs.get(forget_url(pair)).status_code == 302
    assert DistinctPersons.objects.exists()
    assert theirs.post(forget_url(pair)).status_code == 302
    assert "de nouveau proposée" in text_of(theirs.get(LIST))
    assert theirs.post(forget_url(pair)).status_code == 302  # pressed twice
    assert not DistinctPersons.objects.exists()


def test_nobody_else_says_it(own, two, case_manager, coordination):
    assert said_on_screen(own, *two).status_code in (403, 404)
    pair = RememberDistinctPersons(coordination, two[0], other=two[1]).execute()
    assert own.post(forget_url(pair)).status_code in (403, 404)
    assert DistinctPersons.objects.exists()


def test_of_people_out_of_reach_nothing_is_said(theirs, two):
    stranger = make.PersonFactory()
    assert said_on_screen(theirs, two[0], stranger).status_code == 404
    assert theirs.post(f"{LIST}{two[0].pk}/{uuid.uuid4()}/deux-personnes/").status_code == 404
    assert theirs.get(f"{compare_url(*two)}deux-personnes/").status_code == 302


class TestAdmission:
    @pytest.fixture
    def again(self, programme, two):
        return make.received_referral(programme, last_name="Lefèvre", phone="", national_number=NUMBER)

    def page(self, client, referral):
        return client.get(f"/gestion/orientations/{referral.pk}/")

    def choices(self, page):
        return re.findall(r'name="who" value="([^"]+)"', page.content.decode())

    def test_who_was_told_apart_from_her_is_shown_and_not_proposed(self, theirs, two, again, coordination):
        before = self.page(theirs, again)
        assert f"same:{two[1].pk}" in self.choices(before)
        RememberDistinctPersons(coordination, two[0], other=two[1]).execute()
        page = self.page(theirs, again)
        assert f"same:{two[0].pk}" in self.choices(page)
        assert f"same:{two[1].pk}" not in self.choices(page)
        shown = text_of(page)
        assert "Avec Camille Lefèvre, déjà comparées&nbsp;: deux personnes, le" in shown
        assert f"par {coordination}." in shown

    def test_it_costs_one_question_however_many_pairs(
        self, theirs, two, again, case_manager, programme, coordination
    ):
        def questions():
            with CaptureQueriesContext(connection) as captured:
                self.page(theirs, again)
            return len(captured)

        RememberDistinctPersons(coordination, two[0], other=two[1]).execute()
        questions()
        few = questions()
        for name in ("Lefeuvre", "Lefévre", "Lefevere"):
            person = closed_person(case_manager, programme, last_name=name, phone="")
            RememberDistinctPersons(coordination, two[0], other=person).execute()
        assert questions() <= few + 3  # one journal entry for each file that is shown


def test_the_list_costs_the_same_for_more_pairs(theirs, two, case_manager, programme, coordination):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            assert theirs.get(LIST).status_code == 200
        return len(captured)

    people = [closed_person(case_manager, programme, last_name=f"Autre{n}", phone="") for n in range(5)]
    RememberDistinctPersons(coordination, two[0], other=two[1]).execute()
    questions()
    few = questions()
    for person in people:
        RememberDistinctPersons(coordination, two[0], other=person).execute()
    assert questions() == few
