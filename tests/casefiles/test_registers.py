"""The lists that staff edit, through their real screens."""

import pytest
from django.urls import reverse

from casefiles.models import ContactKind, LifeAxis
from content.directory.models import PartnerCategory
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make

LISTS = [
    "axes-de-vie",
    "natures-de-contact",
    "moyens-de-contact",
    "motifs-de-refus",
    "motifs-de-sortie",
    "logements-a-la-sortie",
    "natures-de-document",
    "categories-de-partenaires",
]


def address(path, verb="index", *args):
    return reverse(f"{path.replace('/', '_')}_modeladmin_{verb}", args=args)


@pytest.fixture
def coordinator(client_for, coordination, programme):
    PartnerCategory.objects.get_or_create(name="Accueil fictif", slug="accueil-fictif")
    return client_for(coordination)


@pytest.mark.parametrize("name", LISTS)
def test_each_list_opens_adds_edits_and_inspects(coordinator, name):
    response = coordinator.get(address(f"listes/{name}"))
    assert response.status_code == 200
    line = response.context["object_list"][0]
    for verb in ("edit", "inspect", "delete", "history"):
        assert coordinator.get(address(f"listes/{name}", verb, line.pk)).status_code == 200
    assert coordinator.get(address(f"listes/{name}", "create")).status_code == 200


@pytest.mark.parametrize("query", ["zz=1", "active__exact=peut-être", "active__exact=%00", "p=abc", "o=zz"])
def test_a_filter_that_does_not_exist_shows_the_whole_list(coordinator, query):
    response = coordinator.get(f"{address('listes/axes-de-vie')}?{query}", follow=True)
    assert response.status_code == 200
    assert len(response.context["object_list"]) == LifeAxis.objects.count()


def test_a_line_is_added_with_a_code_made_from_its_label(coordinator):
    coordinator.post(
        address("listes/axes-de-vie", "create"), {"label": "Mobilité", "order": 90, "active": "on"}
    )
    assert LifeAxis.objects.get(label="Mobilité").code == "mobilite"
    assert JournalEntry.objects.filter(action="register.added").exists()


def test_a_code_does_not_change_afterwards(coordinator):
    axis = LifeAxis.objects.get(code="debts")
    data = {"label": "Dettes", "order": 1, "active": "on", "code": "autre"}
    coordinator.post(address("listes/axes-de-vie", "edit", axis.pk), data)
    axis.refresh_from_db()
    assert (axis.code, axis.label) == ("debts", "Dettes")


def test_a_line_in_use_is_put_to_rest_instead_of_deleted(coordinator, case_file, case_manager):
    make.contact(case_manager, case_file)
    kind = ContactKind.objects.get(code="interview")
    url = address("listes/natures-de-contact", "delete", kind.pk)
    for response in (coordinator.get(url), coordinator.post(url)):
        assert response.status_code == 200
        assert "est utilisé 1 fois" in response.text
        assert "Ne plus le proposer" in response.text
    coordinator.post(url, {"rest": "1"})
    kind.refresh_from_db()
    assert not kind.active


def test_a_line_nobody_uses_is_deleted(coordinator):
    kind = ContactKind.objects.create(code="never", label="Jamais utilisé")
    coordinator.post(address("listes/natures-de-contact", "delete", kind.pk))
    assert not ContactKind.objects.filter(pk=kind.pk).exists()


def test_a_line_that_does_not_exist_is_not_found(coordinator):
    for key in ("999999", "x'; --"):
        assert coordinator.get(f"/gestion/listes/axes-de-vie/edit/{key}/").status_code == 404


def test_lists_ask_the_database_the_same_however_long(coordinator, django_assert_max_num_queries):
    coordinator.get(address("listes/axes-de-vie"))
    with django_assert_max_num_queries(25) as few:
        coordinator.get(address("listes/axes-de-vie"))
    LifeAxis.objects.bulk_create(LifeAxis(code=f"axe-{n}", label=f"Axe {n}") for n in range(60))
    with django_assert_max_num_queries(len(few)):
        coordinator.get(address("listes/axes-de-vie"))


def test_a_bad_number_is_an_error_of_the_form(coordinator):
    axis = LifeAxis.objects.get(code="debts")
    url = address("listes/axes-de-vie", "edit", axis.pk)
    for value in ("-1", "dix", "99999999999", ""):
        response = coordinator.post(url, {"label": "Dettes", "active": "on", "order": value})
        assert response.status_code == 200
    axis.refresh_from_db()
    assert axis.label == "Apurement des dettes"


@pytest.mark.parametrize("role", ["case_manager", "communication", "dpo", "administrator"])
def test_other_roles_do_not_edit_lists(role, request, client_for, programme):
    client = client_for(request.getfixturevalue(role))
    assert client.get(address("listes/axes-de-vie")).status_code in (302, 403, 404)


def test_the_data_officer_edits_lists(client_for, data_officer, programme):
    assert client_for(data_officer).get(address("listes/axes-de-vie")).status_code == 200
