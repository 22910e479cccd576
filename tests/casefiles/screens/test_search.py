"""One box: references however typed, names, telephones, national numbers; within what one may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions import CorrectPerson
from portal.audit.journal import fingerprint
from tests.casefiles.screens.pages import NOT_ASCII, file_url, referral_url, text_of
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db
SEARCH = "/gestion/recherche/"


@pytest.fixture
def known(case_manager, case_file):
    changes = {
        "first_name": "Hélène",
        "last_name": "O’Fictive-Cœur",
        "phone": "+32 478 12 34 56",
        "national_number": "90.04.02-123.45",
    }
    CorrectPerson(case_manager, case_file, changes=changes).execute()
    return case_file


@pytest.mark.parametrize(
    "words",
    [
        "helene",
        "HÉLÈNE coeur",
        "o'fictive",
        "0478/12.34.56",
        "0478 12 34 56",
        "+32478123456",
        "0032 478 12 34 56",
        "90.04.02-123.45",
        "90040212345",
    ],
)
def test_the_person_is_found(own, known, words):
    assert known.reference in text_of(own.get(SEARCH, {"q": words}))


@pytest.mark.parametrize("words", ["{0}", "{1}", " {2} "])
def test_a_whole_reference_goes_straight_to_the_file(own, known, words):
    reference = known.reference
    words = words.format(reference, reference.replace("-", ""), reference.lower())
    answer = own.get(SEARCH, {"q": words})
    assert (answer.status_code, answer.url) == (302, file_url(known))


def test_a_request_without_a_file_is_found_and_one_with_a_file_is_not_twice(own, referral, case_file):
    page = text_of(own.get(SEARCH, {"q": "Camille"}))
    assert referral.reference in page
    assert case_file.reference in page
    assert case_file.referral.reference not in page
    assert own.get(SEARCH, {"q": referral.reference}).url == referral_url(referral)


@pytest.mark.parametrize(
    "words", ["0478 12 34 5", "12 34 56", "0479/12.34.56", "90.04.02-123.46", "personne dici"]
)
def test_a_piece_of_a_number_finds_nobody(own, known, words):
    assert known.reference not in text_of(own.get(SEARCH, {"q": words}))


def test_what_is_not_mine_is_not_found(client_for, colleague, known):
    client = client_for(colleague)
    for words in ("Hélène", "0478/12.34.56", known.reference):
        assert known.reference not in text_of(client.get(SEARCH, {"q": words})).replace(words, "")


def test_the_journal_keeps_that_one_searched_not_what(own, known, journal):
    own.get(SEARCH, {"q": "Hélène"})
    entry = journal("casefile.search")[-1]
    assert entry.details == {"count": 1, "search": fingerprint("helene")}


@pytest.mark.parametrize("words", ["", "   ", "%", "_", NOT_ASCII, "x" * 5000, "\x00", "-", "+" * 40])
def test_strange_words_are_no_500(own, known, words):
    answer = own.get(SEARCH, {"q": words})
    assert answer.status_code == 200
    assert known.reference not in text_of(answer)


def test_the_lists_find_a_telephone_too(own, known):
    assert known.reference in text_of(own.get("/gestion/dossiers/", {"q": "0478/12.34.56"}))
    assert known.reference not in text_of(own.get("/gestion/dossiers/", {"q": "0478/12.34.57"}))


def test_requests_are_found_by_telephone(own, programme):
    referral = make.received_referral(programme, phone="0471 22 33 44")
    assert referral.reference in text_of(own.get(SEARCH, {"q": "0471.22.33.44"}))
    assert referral.reference in text_of(own.get("/gestion/orientations/", {"q": "+32 471 22 33 44"}))


def test_as_many_questions_for_many_as_for_few(own, case_manager, programme):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            own.get(SEARCH, {"q": "Exemple"})
        return len(captured)

    for _number in range(2):
        make.opened_file(case_manager, programme)
        make.received_referral(programme)
    questions()
    few = questions()
    for _number in range(6):
        make.opened_file(case_manager, programme)
        make.received_referral(programme)
    assert questions() == few
