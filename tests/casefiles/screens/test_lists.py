"""Lists: as many queries for 60 rows as for 10, searched without accents, journalled, scoped."""

import uuid
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.models import WaitingEntry
from portal.audit.journal import fingerprint
from tests.casefiles.screens.pages import text_of
from tests.factories import casefiles as make

LISTS = ["wagtailadmin_home", "casefiles:file_list", "casefiles:referral_list", "casefiles:waiting_list"]


def fill(programme, case_manager, number):
    """So many files, requests and stays on the waiting list, without the slow road of the actions."""
    for index in range(number):
        make.CaseFileFactory(
            programme=programme, case_manager=case_manager, person__last_name=f"Rangée {index}"
        )
        make.ReferralFactory(programme=programme)
        waiting = make.ReferralFactory(programme=programme, status="waiting")
        WaitingEntry.objects.create(
            referral=waiting, entered_on=make.day(index), entered_by=case_manager, reason="Pas de place"
        )


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.django_db
def test_ten_or_sixty_rows_ask_as_many_queries(own, case_manager, programme):
    fill(programme, case_manager, 10)
    addresses = [reverse(name) for name in LISTS]
    for address in addresses:
        own.get(address)  # what is read once and kept
    few = {address: queries(own, address) for address in addresses}
    fill(programme, case_manager, 50)
    assert {address: queries(own, address) for address in addresses} == few


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Lefevre", "lefèvre", "HÉLÈNE lefevre", "ht-2000-", "HT2000"])
def test_search_without_accents_or_case(own, case_manager, programme, typed):
    make.CaseFileFactory(
        programme=programme,
        case_manager=case_manager,
        person__first_name="Hélène",
        person__last_name="Lefèvre",
    )
    answer = own.get(reverse("casefiles:file_list"), {"q": typed})
    assert "Lefèvre" in text_of(answer)


@pytest.mark.django_db
def test_a_search_is_journalled_without_its_words(own, case_manager, programme, journal):
    own.get(reverse("casefiles:file_list"), {"q": "Lefèvre"})
    (entry,) = journal("casefile.search")
    assert entry.actor == case_manager
    assert entry.details["search"] == fingerprint("lefevre")
    assert "lef" not in str(entry.details).lower()


@pytest.mark.django_db
def test_a_list_is_journalled(own, programme, journal):
    own.get(reverse("casefiles:file_list"))
    own.get(reverse("casefiles:referral_list"))
    assert journal("casefile.list")
    assert journal("referral.list")


@pytest.mark.django_db
def test_filters(own, case_manager, colleague, programme):
    near = make.CaseFileFactory(
        programme=programme, case_manager=case_manager, last_contact_on=make.day(3), opened_on=make.day(90)
    )
    silent = make.CaseFileFactory(programme=programme, case_manager=case_manager, opened_on=make.day(45))
    address = reverse("casefiles:file_list")

    def shown(**query):
        page = text_of(own.get(address, query))
        return [row.reference for row in (near, silent) if row.reference in page]

    assert shown() == [near.reference, silent.reference]
    assert shown(silent=30) == [silent.reference]
    assert shown(status="closed") == []
    assert shown(stage=programme.exit_stage().pk) == []
    assert shown(opened_after=make.day(60).isoformat()) == [silent.reference]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        {"q": "'; -- 😀 %_\\"},
        {"q": "a" * 5000},
        {"silent": "999999999999999999999"},
        {"silent": "-3"},
        {"opened_after": "1026-02-31"},
        {"stage": "abc"},
        {"case_manager": "pas-un-uuid"},
        {"status": "inconnu"},
        {"ordering": "person__national_number"},
        {"p": "9999"},
    ],
)
def test_nonsense_in_the_address_is_harmless(own, programme, query):
    for name in ("casefiles:file_list", "casefiles:referral_list", "casefiles:waiting_list"):
        assert own.get(reverse(name), query).status_code == 200


@pytest.mark.django_db
def test_a_colleague_files_are_not_listed(client_for, colleague, case_file):
    client = client_for(colleague)
    for address in (reverse("casefiles:file_list"), reverse("wagtailadmin_home")):
        assert case_file.reference not in text_of(client.get(address))
    assert case_file.reference not in text_of(client.get(reverse("casefiles:file_list"), {"status": "all"}))


@pytest.mark.django_db
def test_coordination_sees_everybody(client_for, coordination, case_file):
    page = text_of(client_for(coordination).get(reverse("casefiles:file_list")))
    assert case_file.reference in page
    assert "Sans référent·e" in page


@pytest.mark.django_db
def test_ticked_rows_go_from_page_to_page_and_the_page_says_what_does_not(own, case_manager, programme):
    address = reverse("casefiles:file_list")
    fill(programme, case_manager, 2)
    assert "<noscript><p>Seules les lignes cochées de cette page" not in own.get(address).content.decode()
    fill(programme, case_manager, 26)
    page = own.get(address).content.decode()
    assert "<noscript><p>Seules les lignes cochées de cette page" in page
    assert 'data-most="60"' in page
    assert "casefiles/admin/ticks.js" in page
    # What the script keeps still fits into an address that is quoted once more.
    ticks = "&".join(f"ticked={uuid.uuid4()}" for _number in range(60))
    assert len(quote(f"{reverse('exchange:export')}?{ticks}", safe="")) < 4_094 - 600
