"""The page of what is shared, the person’s copy, and what a partner reads."""

import io

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import SetFeedback, WithdrawSharing
from casefiles.models import CaseDocument, Debt, Instalment, PartnerAccount, RepaymentPlan, SharingAgreement
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from tests.casefiles.screens.pages import NOT_ASCII, file_url
from tests.factories import casefiles as make
from tests.factories.accounts import person
from tests.factories.content import ServiceFactory
from tests.factories.home import sliding_lease
from tests.factories.sharing import partner_of, share
from tests.factories.timeline import one_of_each

HOME = "/gestion/"


@pytest.fixture
def service(db):
    return ServiceFactory(name="Maison médicale (exemple)")


@pytest.fixture
def own(client_for, case_manager):
    return client_for(case_manager)


@pytest.fixture
def guest(client_for, service):
    """A partner, signed in."""
    return client_for(partner_of(service))


def page_of(case_file):
    return reverse("casefiles:sharing", args=[case_file.pk])


def shared_page(case_file):
    return reverse("casefiles:shared_file", args=[case_file.pk])


def owe(case_file, user):
    """A debt of 80 euros, of which one of four instalments is paid."""
    debt = Debt.objects.create(
        case_file=case_file,
        author=user,
        kind="health",
        creditor="Clinique Exemple",
        amount=80,
        noted_on=make.day(50),
        procedure="bill",
        note="Une confidence",
    )
    plan = RepaymentPlan.objects.create(debt=debt, author=user, agreed_on=make.day(50), total=80, monthly=20)
    for number in range(4):
        paid = {"paid": 20, "paid_on": make.day(40)} if number == 0 else {}
        due = make.day(40 - 30 * number)
        Instalment.objects.create(plan=plan, number=number + 1, due_on=due, amount=20, **paid)


def typed(service, **changes):
    return {
        "service": service.pk,
        "informed_on": f"{make.day(0)}",
        "agreed_on": f"{make.day(0)}",
        "agreed_how": "orally",
        "bound": "L’infirmière",
        "mission": "Soigner et loger",
        "until": f"{make.day(-90)}",
        "part_plan": "on",
        "need_plan": "Pour aller dans le même sens",
    } | changes


class TestTeam:
    def test_agreed_then_taken_back(self, own, case_file, service):
        assert "Rien n’est partagé" in own.get(file_url(case_file)).content.decode()
        response = own.post(page_of(case_file), typed(service))
        assert response.url == f"{page_of(case_file)}#partages"
        assert "Maison médicale (exemple)</strong>, jusqu’au" in own.get(file_url(case_file)).content.decode()
        agreement = SharingAgreement.objects.get()
        withdraw = reverse("casefiles:sharing_withdraw", args=[case_file.pk, agreement.pk])
        assert own.post(withdraw, {"why": ""}).status_code == 422
        assert own.post(withdraw, {"why": "person"}, follow=True).status_code == 200
        again = own.post(withdraw, {"why": "person"})
        assert "Cet accord est déjà retiré." in again.content.decode()
        page = own.get(page_of(case_file)).content.decode()
        assert "la personne ne veut plus partager" in page
        assert "Retirer le partage" not in page

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"service": ""}, "service"),
            ({"service": "999999"}, "service"),
            ({"service": NOT_ASCII}, "service"),
            ({"informed_on": "1026-01-01", "agreed_on": "demain"}, "agreed_on"),
            ({"bound": " "}, "bound"),
            ({"until": "2126-01-01"}, "until"),
            ({"need_plan": ""}, "need_plan"),
            ({"part_plan": ""}, "part_plan"),
            ({"agreed_how": NOT_ASCII}, "agreed_how"),
        ],
    )
    def test_what_is_missing_is_said_and_what_was_typed_stays(self, own, case_file, service, changes, field):
        response = own.post(page_of(case_file), typed(service, mission=NOT_ASCII) | changes)
        assert response.status_code == 422
        assert response.context["form"].errors[field]
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in response.content.decode()
        assert not SharingAgreement.objects.exists()

    def test_the_copy_of_the_person(self, own, case_file, case_manager, service):
        agreement = share(case_manager, case_file, "plan", service=service)
        address = reverse("casefiles:sharing_pdf", args=[case_file.pk, agreement.pk])
        response = own.get(address)
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)
        assert "Maison médicale" in text
        assert "Il le faut (plan)" in text
        assert "Les notes ne sont jamais partagées" in text
        assert "Ni les courriers" not in text
        money = share(case_manager, case_file, "debts")
        response = own.get(reverse("casefiles:sharing_pdf", args=[case_file.pk, money.pk]))
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)
        assert "Ni les courriers, ni les notes" in " ".join(text.split())
        assert JournalEntry.objects.filter(action="sharing.printed", subject=case_file.pk).exists()

    def test_a_colleague_reads_nothing_of_it(self, client_for, colleague, case_file, case_manager):
        agreement = share(case_manager, case_file)
        theirs = client_for(colleague)
        pdf = reverse("casefiles:sharing_pdf", args=[case_file.pk, agreement.pk])
        assert theirs.get(page_of(case_file)).status_code == theirs.get(pdf).status_code == 404

    def test_as_many_questions_for_many_as_for_few(self, own, case_file, case_manager):
        share(case_manager, case_file, "plan")
        own.get(page_of(case_file))
        with CaptureQueriesContext(connection) as few:
            own.get(page_of(case_file))
        for _ in range(4):
            share(case_manager, case_file)
        with CaptureQueriesContext(connection) as many:
            own.get(page_of(case_file))
        assert len(many) == len(few)

    def test_coordination_ties_accounts(self, client_for, coordination, service):
        guest = person(Role.PARTNER)
        theirs, address = client_for(coordination), reverse("casefiles:partner_accounts")
        assert "Aucun" in theirs.get(address).content.decode()
        theirs.post(address, {"compte": guest.pk, "service": service.pk})
        assert PartnerAccount.objects.get(user=guest).service == service
        theirs.post(address, {"compte": guest.pk, "service": ""})
        assert not PartnerAccount.objects.exists()
        assert theirs.post(address, {"compte": guest.pk, "service": "99999"}).status_code == 422
        for wrong in (coordination.pk, NOT_ASCII, ""):
            assert theirs.post(address, {"compte": wrong, "service": service.pk}).status_code == 404


class TestPartner:
    def test_reads_what_is_shared_and_nothing_else(self, guest, case_file, case_manager, service):
        one_of_each(case_file, case_manager, secret="Secret de la référente")
        make.objective(case_manager, case_file, statement="Trouver un toit (exemple)")
        assert guest.get(shared_page(case_file)).status_code == 404
        share(case_manager, case_file, "plan", "contacts", service=service)
        page = guest.get(shared_page(case_file)).content.decode()
        assert "Trouver un toit (exemple)" in page
        assert "Il le faut (plan)" in page
        for hidden in ("Note partagée", "Secret de la référente", case_file.person.last_name, "Rien trouvé"):
            assert hidden not in page
        entry = JournalEntry.objects.get(action="sharing.read")
        assert entry.subject == case_file.pk
        assert entry.details["parts"] == ["plan", "contacts"]

    def test_debts_lease_and_documents_say_what_is_needed(self, guest, case_file, case_manager, service):
        """A debt half paid, one that is paid, a lease that runs, a paper that is open and one that is not."""
        one_of_each(case_file, case_manager)
        paper = CaseDocument.objects.get(case_file=case_file)
        CaseDocument.objects.filter(pk=paper.pk).update(valid_until=make.day(-40))
        owe(case_file, case_manager)
        lease = sliding_lease(case_file, case_manager, make.day(30), operator=service, operator_name=None)
        lease.reviews.create(due_on=make.day(-330))
        share(case_manager, case_file, "debts", "lease", "documents", service=service)
        guest.get(shared_page(case_file))
        with CaptureQueriesContext(connection) as few:
            page = " ".join(guest.get(shared_page(case_file)).content.decode().split())
        assert "Clinique Exemple</strong>&nbsp;: reste 60,00" in page
        assert "20,00 € par mois, prochaine échéance à payer&nbsp;: 20,00 €, pour le" in page
        assert "Maison médicale (exemple)</strong> loue et sous-loue" in page
        assert "Prochain point annuel le" in page
        assert "Une carte <span" in page
        assert "valable jusqu’au" in page
        for hidden in (
            "Propriétaire Exemple",
            "Sous huitaine",
            "Une confidence",
            "Propriétaire Fictif",
            "carte.pdf",
            str(paper.pk),
        ):
            assert hidden not in page, hidden
        CaseDocument.objects.filter(pk=paper.pk).update(confidential=True)
        for _ in range(3):
            owe(case_file, case_manager)
        with CaptureQueriesContext(connection) as many:
            page = guest.get(shared_page(case_file)).content.decode()
        assert "Une carte" not in page
        assert page.count("Clinique Exemple") == 4
        assert len(many) == len(few)

    def test_taken_back_the_next_page_is_gone(self, guest, case_file, case_manager, service):
        agreement = share(case_manager, case_file, service=service)
        assert guest.get(shared_page(case_file)).status_code == 200
        assert case_file.person.last_name in guest.get(HOME).content.decode()
        WithdrawSharing(case_manager, agreement, why="person").execute()
        assert guest.get(shared_page(case_file)).status_code == 404
        assert case_file.reference not in guest.get(HOME).content.decode()

    def test_the_reading_stands_in_the_file(self, guest, own, case_file, case_manager, service):
        share(case_manager, case_file, service=service)
        guest.get(shared_page(case_file))
        page = own.get(file_url(case_file)).content.decode()
        assert "Andrea Partenaire-Fictive" in page.split('id="lectures"', 1)[1]

    def test_news_of_its_own_orientations_as_the_person_agreed(self, guest, programme, case_manager, service):
        ours = make.received_referral(programme)
        other = make.received_referral(programme)
        type(ours).objects.filter(pk=ours.pk).update(orienting_service=service)
        page = guest.get(HOME).content.decode()
        assert f"Votre demande {ours.reference}" in page
        assert other.reference not in page
        assert ours.last_name not in page
        ours.refresh_from_db()
        SetFeedback(case_manager, ours, level="nothing").execute()
        assert "Nous ne pouvons rien dire de cette demande." in guest.get(HOME).content.decode()

    def test_the_doors_of_the_team_stay_shut(self, guest, case_file, case_manager, service):
        share(case_manager, case_file, service=service)
        for address in (file_url(case_file), page_of(case_file), "/gestion/dossiers/", "/gestion/nuit/"):
            assert guest.get(address).status_code in (302, 403, 404), address
        menu = guest.get(HOME).content.decode()
        for entry in ("agenda", "dossiers", "echanges", "orientations", "coordination"):
            assert f'href="/gestion/{entry}/' not in menu

    def test_without_a_service_one_is_told_so(self, client_for, case_file, case_manager):
        share(case_manager, case_file)
        page = client_for(person(Role.PARTNER)).get(HOME).content.decode()
        assert "pas encore relié à votre service" in page
        assert case_file.reference not in page

    def test_as_many_questions_for_many_files_as_for_few(self, guest, case_manager, programme, service):
        for _ in range(2):
            share(case_manager, make.opened_file(case_manager, programme), service=service)
        guest.get(HOME)
        with CaptureQueriesContext(connection) as few:
            guest.get(HOME)
        for _ in range(3):
            share(case_manager, make.opened_file(case_manager, programme), service=service)
        with CaptureQueriesContext(connection) as many:
            guest.get(HOME)
        assert len(many) == len(few)


def test_an_account_of_a_partner_has_no_other_role(client_for, administrator):
    given = {
        "first_name": "Andrea",
        "last_name": "Fictive",
        "email": "andrea@example.org",
        "roles": [Role.PARTNER.value, Role.CASE_MANAGER.value],
    }
    page = client_for(administrator).post(reverse("wagtailusers_users:add"), given)
    assert "ne se combine avec aucun autre" in page.content.decode()
