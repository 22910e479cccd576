"""One keeps the filters of a list under a name: one's own, without the words that were searched."""

import pytest
from django.urls import reverse

from casefiles.models import SavedFilter
from tests.casefiles.screens.pages import NOT_ASCII, text_of

pytestmark = pytest.mark.django_db
FILES, REFERRALS = "/gestion/dossiers/", "/gestion/orientations/"


def kept_url(which="files"):
    return reverse("casefiles:saved_filters", args=[which])


def act_url(row, act):
    return reverse("casefiles:saved_filter_act", args=[row.pk, act])


def keep(client, name="Mes dossiers tranquilles", query="due=dormant", which="files"):
    return client.post(kept_url(which), {"name": name, "query": query})


def test_kept_then_opened_from_the_list(own, programme, case_manager, journal):
    answer = keep(own)
    assert (answer.status_code, answer.url) == (302, f"{FILES}?due=dormant")
    row = SavedFilter.objects.get()
    assert (row.owner, row.list, row.query) == (case_manager, "files", "due=dormant")
    page = text_of(own.get(FILES))
    assert f'href="{FILES}?due=dormant"' in page
    assert "Mes dossiers tranquilles" in page
    assert journal("filter.kept")[0].details == {"list": "files"}


def test_the_words_that_were_searched_are_not_kept(own, programme):
    page = text_of(own.get(FILES, {"q": "Exemple", "due": "late", "p": "1"}))
    assert 'name="query" value="due=late"' in page
    keep(own, query="q=Exemple&due=late&p=4&csrfmiddlewaretoken=x&unknown=1")
    assert SavedFilter.objects.get().query == "due=late"


def test_without_a_filter_there_is_nothing_to_keep(own, programme):
    assert "Garder ces filtres" not in text_of(own.get(FILES, {"q": "Exemple"}))
    answer = keep(own, query="q=Exemple")
    assert answer.status_code == 422
    assert "Choisissez d’abord un filtre" in text_of(answer)


def test_those_of_requests_stand_apart(own, programme):
    keep(own, which="referrals", query="status=waiting", name="En attente")
    assert "En attente</a>" in text_of(own.get(REFERRALS)).replace("\n", "")
    assert f'href="{REFERRALS}?status=waiting"' not in text_of(own.get(FILES))


def test_a_name_serves_once_and_comes_back(own, programme):
    keep(own, name="Mes dossiers")
    again = keep(own, name="mes  DOSSIERS", query="due=late")
    assert again.status_code == 422
    assert "déjà un filtre de ce nom" in text_of(again)
    assert 'value="mes  DOSSIERS"' in text_of(again)
    assert 'value="due=late"' in text_of(again)
    assert SavedFilter.objects.count() == 1


def test_renamed_and_deleted(own, programme, journal):
    keep(own)
    row = SavedFilter.objects.get()
    own.post(act_url(row, "renommer"), {"name": NOT_ASCII[:50]})
    row.refresh_from_db()
    assert row.name == NOT_ASCII[:50]
    assert "<script>alert" not in text_of(own.get(FILES))
    assert own.post(act_url(row, "renommer"), {"name": "  "}).status_code == 422
    own.post(act_url(row, "supprimer"))
    assert not SavedFilter.objects.exists()
    assert journal("filter.renamed")
    assert journal("filter.deleted")


def test_nobody_elses(own, client_for, colleague, programme):
    keep(own)
    row, other = SavedFilter.objects.get(), client_for(colleague)
    assert row.name not in text_of(other.get(FILES))
    for act in ("renommer", "supprimer"):
        assert other.post(act_url(row, act), {"name": "À moi"}).status_code == 404
    assert SavedFilter.objects.get().name == row.name
    assert keep(other).status_code == 302


@pytest.mark.parametrize("pk", ["0", "99999999999999999999999"])
def test_strange_addresses_are_not_found(own, programme, pk):
    assert own.post(f"/gestion/filtres/{pk}/supprimer/").status_code == 404
    assert own.get("/gestion/filtres/inconnu/").status_code == 404
    assert own.post(kept_url(), {}).status_code == 422
    assert keep(own, name="x" * 200).status_code == 422
    assert keep(own, query="&".join(f"stage={n}" for n in range(999))).status_code == 422
    assert keep(own, query="due=😀%ff&stage=%00").status_code in (302, 422)


def test_a_filter_that_means_nothing_any_more_shows_the_list(own, programme):
    keep(own, query="stage=999999&due=nonsense&case_manager=x")
    assert own.get(f"{FILES}?{SavedFilter.objects.get().query}").status_code == 200


def test_enough_is_enough(own, programme, case_manager):
    SavedFilter.objects.bulk_create(
        SavedFilter(owner=case_manager, list="files", name=f"Filtre {n}", query="due=late") for n in range(30)
    )
    assert "30 filtres au plus" in text_of(keep(own))
