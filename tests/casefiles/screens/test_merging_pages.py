"""« Doublons »: the pairs, the preview of a merge, the merge and its undoing, for coordination only."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions import CloseFile, CorrectPerson
from casefiles.models import CaseFile, ExitReason, PersonMerge
from tests.casefiles.screens.pages import file_url, text_of
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db

LIST = "/gestion/doublons/"


def compare_url(kept, other):
    return f"{LIST}{kept.pk}/{other.pk}/"


def undo_url(merge):
    return f"{LIST}fusions/{merge.pk}/defaire/"


@pytest.fixture
def theirs(client_for, coordination):
    return client_for(coordination)


@pytest.fixture
def two(case_manager, programme):
    kept = make.opened_file(case_manager, programme, last_name="Lefèvre", phone="0470 11 11 11")
    other = make.opened_file(case_manager, programme, last_name="Lefebvre", phone="0470 22 22 22")
    reason = ExitReason.objects.first()
    CloseFile(case_manager, other, reason=reason, note="Sortie fictive, avant la fin.").execute()
    return kept.person, other.person


def given(page, **changes):
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | {"reason": "Même carte"} | changes


def merge_on_screen(client, kept, other, **changes):
    page = client.get(compare_url(kept, other))
    return client.post(compare_url(kept, other), given(page, **changes))


def test_the_pair_is_listed_with_what_matches(theirs, two, journal):
    page = text_of(theirs.get(LIST))
    assert "Lefèvre" in page
    assert "Lefebvre" in page
    assert "même date de naissance" in page
    assert compare_url(*two) in page or compare_url(*reversed(two)) in page
    assert journal("person.duplicates_listed")[0].details == {"pairs": 1, "merges": 0}


def test_the_preview_says_field_by_field_and_what_moves(theirs, two, journal):
    page = text_of(theirs.get(compare_url(*two)))
    assert "0470 11 11 11" in page
    assert "0470 22 22 22" in page
    assert CaseFile.objects.get(person=two[1]).reference in page
    assert {entry.subject for entry in journal("person.compared")} == set(
        CaseFile.objects.values_list("pk", flat=True)
    )


def test_comparing_is_told_in_the_file(theirs, own, two, coordination):
    theirs.get(compare_url(*two))
    assert coordination.get_full_name() in text_of(own.get(file_url(two[0].case_files.get())))


def test_merging_then_undoing_on_the_screen(theirs, two):
    kept, other = two
    answer = merge_on_screen(theirs, kept, other, keep_phone="merged", keep_last_name="merged")
    assert answer.url == f"{LIST}#fusions"
    kept.refresh_from_db()
    assert (kept.last_name, kept.phone) == ("Lefebvre", "0470 22 22 22")
    page = text_of(theirs.get(LIST))
    assert "Aucune ressemblance à examiner" in page
    assert "Défaire cette fusion" in page
    merge = PersonMerge.objects.get()
    assert theirs.post(undo_url(merge), {"reason": "Deux cousines"}).status_code == 302
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.last_name, other.last_name, other.merged_into) == ("Lefèvre", "Lefebvre", None)
    page = text_of(theirs.get(LIST))
    assert "Deux cousines" in page
    assert "Défaire cette fusion" not in page


def test_what_stayed_is_told(theirs, two, case_manager):
    kept, other = two
    merge_on_screen(theirs, kept, other, keep_phone="merged")
    file = CaseFile.objects.get(person=kept, closed_on=None)
    CorrectPerson(case_manager, file, changes={"phone": "0470 99 99 99"}).execute()
    theirs.post(undo_url(PersonMerge.objects.get()), {"reason": "Deux cousines"})
    assert "Téléphone : changé depuis la fusion" in text_of(theirs.get(LIST))


def test_an_old_preview_is_made_again_and_loses_nothing(theirs, two, case_manager):
    kept, other = two
    page = theirs.get(compare_url(kept, other))
    CorrectPerson(case_manager, kept.case_files.get(), changes={"phone": "0470 33 33 33"}).execute()
    late = theirs.post(compare_url(kept, other), given(page, reason="Texte gardé 😀"))
    shown = text_of(late)
    assert late.status_code == 422
    assert "0470 33 33 33" in shown
    assert "Texte gardé 😀" in shown
    assert not PersonMerge.objects.exists()
    again = {name: value for name, value in late.context["form"].data.items()}
    assert theirs.post(compare_url(kept, other), again).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"keep_phone": "x"},
        {"keep_phone": ""},
        {"seen": ""},
        {"seen": "a.b"},
        {"seen": "9" * 40},
    ],
)
def test_what_is_missing_or_wrong_is_said(theirs, two, wrong):
    answer = merge_on_screen(theirs, *two, **wrong)
    assert answer.status_code == 422
    assert not PersonMerge.objects.exists()


def test_two_open_files_are_said_before_trying(theirs, case_manager, programme):
    one, other = (make.opened_file(case_manager, programme).person for _number in range(2))
    page = text_of(theirs.get(compare_url(one, other)))
    assert "un dossier ouvert dans Héberge Toit" in page
    assert merge_on_screen(theirs, one, other).status_code == 422


def test_undoing_without_a_reason_comes_back(theirs, two):
    merge_on_screen(theirs, *two)
    answer = theirs.post(undo_url(PersonMerge.objects.get()), {"reason": ""})
    assert answer.status_code == 422
    assert "ht-field__error" in text_of(answer)


def test_a_merged_person_is_nowhere_offered(theirs, own, two, programme):
    kept, other = two
    merge_on_screen(theirs, kept, other)
    assert theirs.get(compare_url(kept, other)).status_code == 404
    again = make.received_referral(programme, last_name="Lefebvre", phone="0470 22 22 22")
    page = text_of(theirs.get(f"/gestion/orientations/{again.pk}/"))
    assert str(other.pk) not in page


@pytest.mark.parametrize("role", ["case_manager", "data_officer", "dpo", "administrator", "communication"])
def test_nobody_else_enters(request, client_for, role, two):
    client = client_for(request.getfixturevalue(role))
    for address in (LIST, compare_url(*two)):
        assert client.get(address).status_code == 403


def test_unknown_people_are_not_there(theirs, two):
    assert theirs.get(compare_url(two[0], two[0])).status_code == 404
    assert theirs.get(f"{LIST}{uuid.uuid4()}/{two[0].pk}/").status_code == 404
    assert theirs.post(f"{LIST}fusions/{uuid.uuid4()}/defaire/", {}).status_code == 404


def test_many_pairs_and_merges_ask_as_many_questions(theirs, two, case_manager, programme):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            assert theirs.get(LIST).status_code == 200
        return len(captured)

    def pair(number):
        name = f"Paire{'bcdfgklmnp'[number % 10]}{'bcdfgklmnp'[number // 10]}"
        for first in ("Camille", "Camile"):
            person = make.PersonFactory(first_name=first, last_name=name)
            make.CaseFileFactory(programme=programme, case_manager=case_manager, person=person)

    pair(0)
    questions()
    few = questions()
    for number in range(1, 12):
        pair(number)
    assert questions() <= few
