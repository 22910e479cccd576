"""The directory: found without accents, filtered, deaf to nonsense, as quick with many services as few."""

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.directory.models import Service
from content.directory.text import readable_slug, search_key
from tests.factories.content import MissionFactory, MunicipalityFactory, ServiceFactory


def names(client, query=""):
    response = client.get(f"/reseau/{query}")
    assert response.status_code == 200
    return [service.name for service in response.context["services"]]


def test_words_are_found_whatever_their_accents_and_case(client, site):
    ServiceFactory(name="Épicerie Exemple – L’Œuvre")
    ServiceFactory(name="Autre Exemple")
    for words in ("epicerie", "ÉPICERIE", "l'oeuvre", "œuvre", "exemple epic"):
        assert names(client, f"?q={words}") == ["Épicerie Exemple – L’Œuvre"], words


def test_a_mission_is_a_word_that_finds_its_services(client, site):
    service = ServiceFactory(name="Service Exemple", missions=[MissionFactory(name="Hygiène et douches")])
    assert names(client, "?q=hygiene") == ["Service Exemple"]
    service.missions.clear()
    assert names(client, "?q=hygiene") == []


def test_filter_by_mission_and_place(client, site):
    mission, place = MissionFactory(slug="lit"), MunicipalityFactory(slug="houdeng")
    ServiceFactory(name="A Exemple", missions=[mission], municipalities=[place])
    ServiceFactory(name="B Exemple", missions=[mission])
    ServiceFactory(name="C Exemple", municipalities=[place])
    assert names(client, "?mission=lit") == ["A Exemple", "B Exemple"]
    assert names(client, "?localite=houdeng") == ["A Exemple", "C Exemple"]
    assert names(client, "?mission=lit&localite=houdeng") == ["A Exemple"]


def test_hidden_services_are_hidden_everywhere(client, site):
    service = ServiceFactory(name="Caché Exemple", is_published=False)
    assert names(client) == []
    assert client.get(f"/reseau/{service.slug}/").status_code == 404


def test_a_service_shows_what_one_needs(client, site):
    service = ServiceFactory(
        name="Service Exemple",
        telephone="064 00 01 02",
        who_is_served="Tout le monde",
        perimeter="Toute la région",
        street="Rue Exemple 1",
        postal_code="7100",
        city="La Louvière",
        last_checked_on=datetime.date.today(),
    )
    markup = client.get(f"/reseau/{service.slug}/").content.decode()
    for words in (
        "064 00 01 02",
        'href="tel:064000102"',
        "Tout le monde",
        "Toute la région",
        "Rue Exemple 1",
        "vérifiées le",
    ):
        assert words in markup
    assert "appelez avant" not in markup


def test_an_old_entry_says_so(client, site):
    service = ServiceFactory(last_checked_on=datetime.date.today() - datetime.timedelta(days=400))
    assert "appelez avant" in client.get(f"/reseau/{service.slug}/").content.decode()


NONSENSE = [
    "?mission=zzz",
    "?mission=%00",
    "?localite=%F0%9F%9A%AA",
    "?mission=1%27%3B--",
    "?q=%27%3B%20DROP%20TABLE%3B%20--",
    "?q=%00",
    "?q=%F0%9F%8F%A0",
    "?q=" + "x" * 5000,
    "?q=%25_%5C",
    "?page=999",
    "?page=-1",
    "?page=abc",
    "?page=%00",
    "?mission[]=a&mission=b&mission=c",
]


def test_nonsense_is_answered_kindly(client, site):
    ServiceFactory(name="Service Exemple")
    for query in NONSENSE:
        assert client.get(f"/reseau/{query}").status_code == 200, query


def test_an_unknown_mission_is_named_and_left_aside(client, site):
    ServiceFactory(name="Service Exemple")
    response = client.get("/reseau/?mission=zzz")
    assert [service.name for service in response.context["services"]] == ["Service Exemple"]
    assert "pas dans la liste" in response.content.decode()


STRANGE = ["/reseau/%00/", "/%00", "/reseau/../../etc/passwd", "/reseau/%F0%9F%9A%AA/", "/reseau/a'b/"]


def test_a_strange_address_is_not_found(client, site):
    for address in STRANGE:
        assert client.get(address).status_code == 404, address


def questions(client):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get("/reseau/").status_code == 200
    return len(caught)


def test_the_list_asks_as_much_for_two_as_for_twenty(client, site):
    mission, place = MissionFactory(), MunicipalityFactory()
    ServiceFactory.create_batch(2, missions=[mission], municipalities=[place])
    client.get("/reseau/")
    few = questions(client)
    ServiceFactory.create_batch(18, missions=[mission], municipalities=[place])
    assert questions(client) == few


def test_pages_keep_the_filters(client, site):
    mission = MissionFactory(slug="lit")
    ServiceFactory.create_batch(25, missions=[mission])
    markup = client.get("/reseau/?mission=lit").content.decode()
    assert "?mission=lit&amp;page=2" in markup
    assert len(client.get("/reseau/?mission=lit&page=2").context["services"]) == 5


def test_two_services_never_share_an_address(site):
    first = ServiceFactory(name="Maison d’accueil Exemple")
    second = ServiceFactory(name="Maison d'accueil Exemple")
    assert first.slug == "maison-d-accueil-exemple"
    assert second.slug == "maison-d-accueil-exemple-2"


def test_changing_one_field_keeps_the_search_key_true(site):
    service = ServiceFactory(name="Service Exemple")
    service.name = "Nouveau nom Éclair"
    service.save(update_fields=["name"])
    assert Service.objects.matching("eclair").get() == service


def test_text_is_brought_to_one_form():
    assert search_key("  L’Œil ", None, "ÇA\u00a0va\n") == "l'oeil ca va"
    assert readable_slug("L’Éclaircie – seul·e") == "l-eclaircie-seule"
