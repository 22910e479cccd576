"""The network of a file: drawn, told in words, written, and warned of before a role ends."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import AddHouseholdMember, AddToNetwork, EndInNetwork, ReferOut
from casefiles.admin.network.drawing import NARROW, WIDE, Node, draw, wrapped
from casefiles.models import Involvement, OutwardReferral
from portal.audit.models import JournalEntry
from tests.casefiles.screens.pages import NOT_ASCII, act_url, as_sent, file_url, text_of
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory


@pytest.fixture
def own(client_for, case_manager):
    return client_for(case_manager)


@pytest.fixture
def service(db):
    return ServiceFactory(name="Service Exemple – Le Pont")


@pytest.fixture
def role(case_file, case_manager, service):
    data = {"role": "co_work", "service": service, "name": "Camille Fictive", "started_on": make.day(90)}
    return AddToNetwork(case_manager, case_file, until=make.day(-12), **data).execute()


@pytest.fixture
def outward(case_file, case_manager, service):
    data = {"service": service, "referred_on": make.day(10), "reason": "Des soins", "ask_on": make.day(-4)}
    return ReferOut(case_manager, case_file, **data).execute()


def network_url(case_file):
    return reverse("casefiles:network", args=[case_file.pk])


def item_url(case_file, kind, row):
    return reverse("casefiles:network_item", args=[case_file.pk, kind, row.pk])


def typed(**changes):
    return {"role": "landlord", "name": "Dominique Fictif", "started_on": f"{make.day(5)}"} | changes


class TestPage:
    def test_drawn_and_told_in_words(self, own, case_file, case_manager, role, outward):
        AddHouseholdMember(case_manager, case_file, relation="child", lives_with=True).execute()
        AddHouseholdMember(case_manager, case_file, relation="sibling", lives_with=False).execute()
        page = text_of(own.get(network_url(case_file)))
        wide = page.split("ht-web--wide", 1)[1].split("</svg>", 1)[0]
        assert wide.count("ht-web__window") == 2
        assert "Frère ou sœur" in wide
        assert "Orientation en attente" in wide
        assert wide.count("ht-web__link is-soon") == 1
        assert "Camille Fictive" in page
        assert "préparez la suite" in page
        assert "en attente de réponse" in page

    def test_on_the_print_of_the_file(self, own, case_file, role):
        assert "Camille Fictive" in text_of(own.get(reverse("casefiles:file_print", args=[case_file.pk])))

    def test_reading_it_is_written(self, own, case_file, role):
        before = JournalEntry.objects.filter(action="casefile.read").count()
        own.get(network_url(case_file))
        own.get(item_url(case_file, "role", role))
        assert JournalEntry.objects.filter(action="casefile.read").count() == before + 2

    def test_the_request_tells_who_oriented(self, own, case_file, service, case_manager):
        referral = case_file.referral
        referral.orienting_service = service
        referral.save()
        assert "d’après la demande reçue" in text_of(own.get(network_url(case_file)))
        data = {"role": "oriented", "service": service, "started_on": make.day(50)}
        AddToNetwork(case_manager, case_file, **data).execute()
        assert "d’après la demande reçue" not in text_of(own.get(network_url(case_file)))

    def test_as_many_questions_for_many_roles(
        self, own, case_file, case_manager, role, outward, django_assert_num_queries
    ):
        for url in (network_url(case_file), file_url(case_file)):
            own.get(url)
            with CaptureQueriesContext(connection) as one:
                own.get(url)
            for number in range(3):
                data = {"service": ServiceFactory(), "name": f"Personne {number}"}
                AddToNetwork(
                    case_manager, case_file, role="health", started_on=make.day(3), until=make.day(-3), **data
                ).execute()
                ReferOut(
                    case_manager, case_file, service=data["service"], referred_on=make.day(3), reason="Soins"
                ).execute()
            with django_assert_num_queries(len(one)):
                own.get(url)

    def test_a_colleague_finds_nothing(self, client_for, case_file, role, colleague):
        client = client_for(colleague)
        assert client.get(network_url(case_file)).status_code == 404
        assert client.get(item_url(case_file, "role", role)).status_code == 404

    def test_an_item_of_another_file_or_kind_is_not_found(
        self, own, case_file, role, case_manager, programme
    ):
        other = make.opened_file(case_manager, programme)
        assert own.get(item_url(other, "role", role)).status_code == 404
        assert own.get(item_url(case_file, "orientation", role)).status_code == 404
        assert own.get(item_url(case_file, "autre", role)).status_code == 404
        assert own.post(item_url(case_file, "role", role), {"acte": "suite"}).status_code == 404


class TestWriting:
    def test_added_corrected_ended_and_taken_away(self, own, case_file):
        sent = own.post(act_url(case_file, "intervenant"), typed(name=NOT_ASCII, note=NOT_ASCII))
        assert sent.url == f"{network_url(case_file)}#reseau"
        role = Involvement.objects.get()
        assert role.name == NOT_ASCII
        url = item_url(case_file, "role", role)
        form = own.get(url).context["forms"]["corriger"]
        own.post(url, as_sent(form, acte="corriger", until=f"{make.day(-40)}"))
        role.refresh_from_db()
        assert role.until == make.day(-40)
        own.post(url, {"acte": "terminer", "seen": role.revision, "ended_on": f"{make.day(1)}"})
        role.refresh_from_db()
        assert role.ended_on == make.day(1)
        assert "Avant</h2>" in text_of(own.get(network_url(case_file)))
        own.post(url, {"acte": "enlever", "seen": role.revision})
        assert not Involvement.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"until": f"{make.day(6)}"}, "La fin prévue précède le début"),
            ({"name": ""}, "Choisissez un service de l’annuaire, ou écrivez un nom"),
            ({"started_on": "31/02/2026"}, "Écrivez une date qui existe"),
            ({"role": "'; --"}, "Sélectionnez un choix valide"),
        ],
    )
    def test_a_refusal_stands_on_the_page_of_the_network(self, own, case_file, wrong, words):
        response = own.post(act_url(case_file, "intervenant"), typed(note="À garder", **wrong))
        assert response.status_code == 422
        assert words in text_of(response)
        assert "À garder" in text_of(response)
        assert "Autour de la personne" in text_of(response)

    def test_an_end_before_the_beginning(self, own, case_file, role):
        sent = {"acte": "terminer", "seen": role.revision, "ended_on": f"{make.day(91)}"}
        response = own.post(item_url(case_file, "role", role), sent)
        assert response.status_code == 422
        assert "se termine avant d’avoir commencé" in text_of(response)

    def test_what_somebody_wrote_meanwhile_is_told(self, own, case_file, role):
        url = item_url(case_file, "role", role)
        form = own.get(url).context["forms"]["corriger"]
        first, second = (as_sent(form, acte="corriger", name=name) for name in ("Première", "Deuxième"))
        assert own.post(url, first).status_code == 302
        response = own.post(url, second)
        assert response.status_code == 422
        assert "Première" in text_of(response)
        assert "Deuxième" in text_of(response)

    def test_sent_to_a_service_and_what_came_of_it(self, own, case_file, service):
        data = {"service": service.pk, "referred_on": f"{make.day(2)}", "reason": "Des soins", "ask_on": ""}
        own.post(act_url(case_file, "orienter-vers"), data)
        outward = OutwardReferral.objects.get()
        url = item_url(case_file, "orientation", outward)
        form = own.get(url).context["forms"]["corriger"]
        first, second = (as_sent(form, acte="corriger", reason=words) for words in ("Des dents", "Un dos"))
        assert own.post(url, first).url == f"{network_url(case_file)}#orientations"
        told = own.post(url, second)
        assert told.status_code == 422
        assert "Des dents" in text_of(told)
        assert "Un dos" in text_of(told)
        sent = {
            "acte": "suite",
            "seen": 1,
            "outcome": "taken_on",
            "outcome_on": f"{make.day(0)}",
            "role": "health",
        }
        response = own.post(item_url(case_file, "orientation", outward), sent)
        assert response.url == f"{network_url(case_file)}#orientations"
        assert Involvement.objects.get().role == "health"
        assert "pris en charge" in text_of(own.get(network_url(case_file)))


class TestWarning:
    def test_before_it_ends_on_the_file_the_day_and_the_team(
        self, own, client_for, coordination, case_file, case_manager, role
    ):
        assert "prend fin le" in text_of(own.get(file_url(case_file)))
        today = reverse("wagtailadmin_home")
        assert "Rôles qui prennent fin" in text_of(own.get(today))
        late = reverse("casefiles:late", args=["roles"])
        assert case_file.reference not in text_of(client_for(coordination).get(late))
        Involvement.objects.filter(pk=role.pk).update(until=make.day(3))
        assert "devait se terminer le" in text_of(own.get(file_url(case_file)))
        assert case_file.reference in text_of(client_for(coordination).get(late))
        EndInNetwork(case_manager, role, ended_on=make.day(1)).execute()
        assert "Rôles qui prennent fin" not in text_of(own.get(today))


class TestDrawing:
    @pytest.mark.parametrize("size", [WIDE, NARROW])
    @pytest.mark.parametrize("count", [1, 2, 7, 30])
    def test_the_cards_stay_inside_and_apart(self, size, count):
        nodes = [Node("Administrateur de biens", "Service Exemple " * number) for number in range(count)]
        drawing = draw(nodes, 4, size)
        assert len(drawing.cards) + drawing.hidden == count
        for card in drawing.cards:
            assert card.x in range(size.width - card.width + 1)
            assert card.y in range(drawing.height - card.height + 1)
        for one in drawing.cards:
            beside = [card for card in drawing.cards if card.x == one.x and card.y > one.y]
            assert all(card.y >= one.y + one.height for card in beside)
        assert all(x in range(size.width) and y in range(drawing.height) for x, y, _side in drawing.windows)

    def test_words_on_lines(self):
        assert wrapped("Administrateur de biens", 15, 2) == ["Administrateur", "de biens"]
        assert wrapped("un deux trois quatre", 7, 2) == ["un deux", "trois …"]
        assert wrapped("Anticonstitutionnellement", 10, 2) == ["Anticonst…"]
        assert wrapped("", 10, 2) == []
