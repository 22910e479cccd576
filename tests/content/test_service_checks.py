"""An entry kept true by its own service: a link that serves once, corrections that staff accept or not."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content.directory.checking import CheckRefused, answer, close_links, decide, make_link, mark_of, refuse
from content.directory.entry import standing
from content.directory.models import CheckLink, Service, ServiceProposal
from portal.audit.models import JournalEntry
from tests.factories.content import MissionFactory, ServiceFactory
from tests.support.raw_sql import update_row

LONG_AGO = datetime.date(2020, 1, 1)
DUE = "/gestion/reseau/a-verifier/"


@pytest.fixture
def service(db):
    return ServiceFactory(
        name="Service Exemple – Le Pont",
        telephone="064 00 01 02",
        opening_hours="Le lundi\nLe mardi",
        email="pont@example.org",
        website="https://example.org/",
        missions=[MissionFactory(name="Santé", slug="sante")],
        last_checked_on=LONG_AGO,
    )


@pytest.fixture
def token(service):
    return make_link(None, service)[1]


def address(token):
    return reverse("content:service_check", args=[token])


def as_sent(client, token, **changes):
    """What a browser sends of the page, with these fields typed over."""
    sent = {"acte": "proposer"}
    for row in client.get(address(token)).context["form"].rows():
        value = row["field"].value()
        sent[row["field"].html_name] = "" if value is None else value
        if row["field"].field.show_hidden_initial:
            sent[row["field"].html_initial_name] = "" if value is None else value
    return sent | changes


def words_of(response):
    page = response.content.decode()
    return page.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


class TestLink:
    def test_nothing_personal_and_nothing_kept(self, service, token):
        assert token not in str(CheckLink.objects.values_list().get())
        assert len(token) >= 40
        assert address(token) == f"/fiche/{token}/"
        [entry] = JournalEntry.objects.filter(action="directory.link_made")
        assert token not in str(entry.details)

    def test_nothing_changed(self, client, service, token):
        page = client.get(address(token))
        assert page.status_code == 200
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page.headers["Cache-Control"]
        assert CheckLink.objects.get().is_open
        assert client.post(address(token), {"acte": "confirmer"}).url == address(token)
        service.refresh_from_db()
        assert service.last_checked_on == timezone.localdate()
        assert ServiceProposal.objects.get().kind == "confirmed"
        assert "Ce lien a déjà servi" in words_of(client.get(address(token)))

    @pytest.mark.parametrize(
        ("state", "status", "words"),
        [
            ("forged", 404, "Ce lien n’existe pas"),
            ("expired", 410, "son délai est passé"),
            ("revoked", 410, "remplacé ou fermé"),
            ("replaced", 410, "remplacé ou fermé"),
            ("used", 410, "a déjà servi"),
        ],
    )
    @pytest.mark.parametrize("sent", [{"acte": "confirmer"}, {"acte": "proposer", "name": "Autre"}])
    def test_a_link_that_is_not_open_any_more(self, client, service, token, state, status, words, sent):
        link = CheckLink.objects.get()
        if state == "forged":
            token = "x" * 43
        elif state == "expired":
            link.made_at = timezone.now() - datetime.timedelta(days=60)
            link.expires_at = timezone.now() - datetime.timedelta(seconds=1)
            link.save()
        elif state == "revoked":
            assert close_links(None, service) == 1
        elif state == "replaced":
            make_link(None, service)
        else:
            answer(token)
        before = (standing(service), ServiceProposal.objects.count())
        assert words in words_of(client.get(address(token)))
        response = client.post(address(token), sent)
        assert response.status_code == status
        assert words in words_of(response)
        service.refresh_from_db()
        assert (standing(service), ServiceProposal.objects.count()) == before

    def test_a_second_answer_of_two_at_once(self, service, token):
        answer(token)
        with pytest.raises(CheckRefused) as refused:
            answer(token, proposed={"city": "Ailleurs"})
        assert refused.value.code == "used"

    def test_a_refusal_writes_the_token_in_no_log(self, client, service, token, caplog):
        client.post(address(token), {"acte": "proposer", "name": ""})
        close_links(None, service)
        client.get(address(token))
        assert token not in caplog.text

    def test_without_a_cookie_and_from_anywhere(self, service, token):
        client = Client(enforce_csrf_checks=True)
        assert client.post(address(token), {"acte": "confirmer"}).status_code == 302
        assert not client.cookies


class TestProposal:
    def test_only_what_differs_is_kept_and_nothing_is_written_yet(self, client, service, token):
        sent = as_sent(
            client, token, telephone="064 00 99 99", opening_hours="Le lundi\r\nLe mardi", missions=[]
        )
        assert client.post(address(token), sent).status_code == 302
        proposal = ServiceProposal.objects.get()
        assert proposal.proposed == {"telephone": "064 00 99 99", "missions": []}
        assert proposal.before == {"telephone": "064 00 01 02", "missions": ["sante"]}
        service.refresh_from_db()
        assert (service.telephone, service.last_checked_on) == ("064 00 01 02", LONG_AGO)

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({}, "Rien ne diffère"),
            ({"website": "javascript:alert(1)"}, "Une adresse de site commence par https://"),
            ({"website": "file:///etc/passwd"}, "Une adresse de site commence par https://"),
            ({"website": "data:text/html,<script>"}, "Une adresse de site commence par https://"),
            ({"email": "pas une adresse"}, "adresse e-mail"),
            ({"name": ""}, "Nom du service : Champ requis"),
            ({"conditions": "a" * 2001}, "2000"),
            ({"missions": ["autre-chose"]}, "Sélectionnez un choix valide"),
            ({"remark": "a" * 1001}, "1000"),
        ],
    )
    def test_what_cannot_be_is_told_and_the_link_still_serves(self, client, service, token, wrong, words):
        sent = as_sent(client, token, **wrong)
        if wrong:
            sent["city"] = "Tapé ici"
        response = client.post(address(token), sent)
        assert response.status_code == 422
        assert words in words_of(response)
        assert not wrong or "Tapé ici" in words_of(response)
        assert CheckLink.objects.get().is_open
        assert not ServiceProposal.objects.exists()

    def test_what_staff_change_meanwhile_is_not_undone(self, client, service, token):
        sent = as_sent(client, token, city="Binche")
        service.telephone = "064 00 77 77"
        service.save()
        client.post(address(token), sent)
        assert ServiceProposal.objects.get().proposed == {"city": "Binche"}

    def test_characters_that_a_database_refuses(self, client, service, token):
        sent = as_sent(client, token, city="Binche", **{"initial-city": "Bin\x00che", "remark": "😀 '; --"})
        assert client.post(address(token), sent).status_code == 302
        assert ServiceProposal.objects.get().remark == "😀 '; --"


@pytest.fixture
def proposal(service, token):
    return answer(
        token,
        before={"telephone": "064 00 01 02", "city": ""},
        proposed={"telephone": "064 00 99 99", "city": "Binche"},
        remark="Fermé en août.",
    )


class TestDecision:
    def url(self, proposal):
        return f"{DUE}propositions/{proposal.pk}/"

    def test_what_is_ticked_is_taken_over(self, client_for, communication, service, proposal):
        client = client_for(communication)
        page = client.get(self.url(proposal))
        assert [(line["label"], line["now"], line["proposed"]) for line in page.context["lines"]] == [
            ("Téléphone public", "064 00 01 02", "064 00 99 99"),
            ("Localité", "rien", "Binche"),
        ]
        sent = {"vu": page.context["mark"], "repris": ["telephone"]}
        assert client.post(self.url(proposal), sent).status_code == 302
        service.refresh_from_db()
        assert (service.telephone, service.city) == ("064 00 99 99", "")
        assert service.last_checked_on == timezone.localdate()
        proposal.refresh_from_db()
        assert (proposal.state, proposal.taken, proposal.decided_by) == (
            "accepted",
            ["telephone"],
            communication,
        )

    def test_the_second_of_two_people_is_told(
        self, client_for, communication, coordination, service, proposal
    ):
        page = client_for(coordination).get(self.url(proposal))
        decide(communication, proposal, taken=["city"], seen=mark_of(service))
        sent = {"vu": page.context["mark"], "repris": ["telephone"]}
        response = client_for(coordination).post(self.url(proposal), sent)
        assert response.status_code == 422
        assert "a déjà décidé" in words_of(response)
        with pytest.raises(CheckRefused):
            refuse(coordination, proposal)
        service.refresh_from_db()
        assert service.telephone == "064 00 01 02"

    def test_an_entry_that_changed_meanwhile_is_read_again(self, client_for, coordination, service, proposal):
        client = client_for(coordination)
        page = client.get(self.url(proposal))
        service.telephone = "064 00 77 77"
        service.save()
        sent = {"vu": page.context["mark"], "repris": ["telephone"]}
        response = client.post(self.url(proposal), sent)
        assert response.status_code == 422
        assert "La fiche a changé pendant que vous lisiez" in words_of(response)
        assert "changé ici entre-temps" in words_of(response)

    def test_refused_or_nothing_ticked(self, client_for, coordination, service, proposal):
        client = client_for(coordination)
        response = client.post(self.url(proposal), {"vu": mark_of(service)})
        assert response.status_code == 422
        assert "Cochez ce que vous reprenez" in words_of(response)
        assert client.post(self.url(proposal), {"acte": "refuser"}).status_code == 302
        service.refresh_from_db()
        assert (service.telephone, service.last_checked_on) == ("064 00 01 02", LONG_AGO)
        assert ServiceProposal.objects.get().state == "refused"

    def test_a_name_that_another_service_took_meanwhile(self, service, token, communication):
        proposal = answer(token, proposed={"name": "Déjà pris Exemple"})
        ServiceFactory(name="Déjà pris Exemple")
        with pytest.raises(CheckRefused) as refused:
            decide(communication, proposal, taken=["name"], seen=mark_of(service))
        assert refused.value.code == "invalid"
        proposal.refresh_from_db()
        assert proposal.is_pending


class TestDue:
    def test_seen_by_who_keeps_the_directory(self, client_for, communication, case_manager, service):
        ServiceFactory(name="Fraîche Exemple", last_checked_on=timezone.localdate())
        ServiceFactory(name="Cachée Exemple", is_published=False)
        page = words_of(client_for(communication).get(DUE))
        assert service.name in page
        assert "Fraîche Exemple" not in page
        assert "Cachée Exemple" not in page
        assert "1 fiche à vérifier" in words_of(client_for(communication).get("/gestion/"))
        assert "fiche à vérifier" not in words_of(client_for(case_manager).get("/gestion/"))
        client_for(communication).post(f"{DUE}{service.pk}/relu/")
        assert not Service.objects.due().exists()

    def test_a_link_is_shown_once_sent_and_closed(self, client_for, communication, service):
        client = client_for(communication)
        page = words_of(client.post(f"{DUE}{service.pk}/lien/", {"envoyer": "1"}))
        [message] = mail.outbox
        assert message.to == ["pont@example.org"]
        [shown] = [word for word in message.body.split() if "/fiche/" in word]
        assert shown in page
        assert shown not in words_of(client.get(DUE))
        assert "sans réponse encore" in words_of(client.get(DUE))
        client.post(f"{DUE}{service.pk}/fermer/")
        assert CheckLink.objects.get().state == "revoked"
        assert client.post(f"{DUE}{service.pk}/autre/").status_code == 404

    def test_as_many_questions_for_many_entries(
        self, client_for, communication, service, token, django_assert_num_queries
    ):
        client = client_for(communication)
        client.get(DUE)
        with CaptureQueriesContext(connection) as one:
            client.get(DUE)
        for _ in range(3):
            answer(make_link(None, ServiceFactory())[1], proposed={"city": "Binche"})
            make_link(None, ServiceFactory())
        with django_assert_num_queries(len(one)):
            client.get(DUE)


class TestDatabase:
    @pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://example.org", "//example.org"])
    def test_a_web_address_that_is_none(self, service, website):
        with pytest.raises(IntegrityError):
            update_row(service, website=website)

    def test_one_open_link_for_one_service(self, service, token):
        with pytest.raises(IntegrityError), transaction.atomic():
            CheckLink.objects.create(
                service=service, token_hash="0" * 64, expires_at=timezone.now() + datetime.timedelta(1)
            )

    @pytest.mark.parametrize("change", [{"state": "accepted"}, {"kind": "other"}, {"state": "lost"}])
    def test_an_answer_that_makes_no_sense(self, proposal, change):
        with pytest.raises(IntegrityError):
            update_row(proposal, **change)

    def test_staff_are_told_of_a_script_too(self, client_for, communication, service):
        client = client_for(communication)
        response = client.post(
            f"/gestion/reseau/services/edit/{service.pk}/",
            {"name": service.name, "website": "javascript:alert(1)"},
        )
        assert "Une adresse de site commence par https://" in words_of(response)
