"""A sheet that is nearly all wrong asks for its most frequent words, not for all of them on one page."""

import pytest

from casefiles.exchange.batches.common import resource_of
from casefiles.exchange.survey import MOST_WORDS, survey
from portal.accounts.roles import Role
from tests.casefiles.exchange import sheets
from tests.factories.accounts import person


@pytest.mark.django_db
def test_the_most_frequent_words_are_asked_for_first(case_file, preview):
    rows = [
        (f"K{number}", "04/03/2026", case_file.reference, f"Inventée {number}", "", "45", "", "")
        for number in range(MOST_WORDS + 30)
    ]
    rows += [(f"L{number}", *rows[-1][1:]) for number in range(3)]
    _client, batch = preview(person(Role.COORDINATION), sheets.csv_bytes(*rows))
    seen = survey(batch, resource_of(batch))
    assert (len(seen.words), seen.further_words) == (MOST_WORDS, 30)
    assert (seen.words[0].word, seen.words[0].count) == (rows[-1][3], 4)


@pytest.mark.django_db
def test_only_the_first_rows_are_opened_and_the_page_says_so(case_file, preview, monkeypatch):
    monkeypatch.setattr("casefiles.exchange.survey.MOST_LOOKED_AT", 5)
    rows = [
        (f"K{number}", "04/03/2026", case_file.reference, "Inventée", "", "45", "", "") for number in range(8)
    ]
    client, batch = preview(person(Role.COORDINATION), sheets.csv_bytes(*rows))
    seen = survey(batch, resource_of(batch))
    assert seen.is_partial
    assert [word.count for word in seen.words] == [5]
    page = client.get(f"/gestion/echanges/imports/{batch.pk}/").content.decode()
    assert "premières lignes à corriger ont été comptées" in page
