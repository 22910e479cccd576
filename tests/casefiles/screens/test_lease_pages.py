"""The page of the sliding lease and that of a home that is kept; what the file and the day say of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.actions import (
    AnswerLeaseCheck,
    CloseFile,
    HoldLeaseReview,
    OpenHomeAlert,
    SlideLease,
    StartLease,
    StopLease,
)
from casefiles.eligibility import add_months
from casefiles.models import ExitReason, HomeAlert, HomeService, HousingPeriod, SlidingLease
from tests.casefiles.screens.pages import NOT_ASCII, as_sent, file_url, text_of
from tests.factories import casefiles as make
from tests.factories.home import home_alert, partner, sliding_lease, whole_home


def url(case_file, page="lease"):
    return reverse(f"casefiles:{page}", args=[case_file.pk])


def typed(**changes):
    return {
        "owner": "Propriétaire Fictif",
        "operator_name": "Service fictif",
        "started_on": f"{make.day(800)}",
        "ends_on": f"{make.day(-200)}",
    } | changes


def form_of(response, slot):
    """The form of an act on the first lease of the page."""
    return response.context["leases"][0].forms[slot]


@pytest.fixture
def lease(case_file, case_manager):
    return StartLease(
        case_manager,
        case_file,
        owner="Propriétaire Fictif",
        operator=partner("Agence immobilière sociale (exemple)"),
        started_on=make.day(800),
        ends_on=make.day(-200),
    ).execute()


class TestLease:
    def test_its_whole_life_from_the_page(self, own, case_file, journal):
        page = own.get(url(case_file))
        assert "Un bail glissant" in text_of(page)
        goal = make.objective(case_file.case_manager, case_file)
        form = own.get(url(case_file)).context["start_form"]
        sent = as_sent(form, **typed(), objectives=[f"{goal.pk}"])
        assert own.post(form.url, sent).url == f"{url(case_file)}#bail"
        lease = SlidingLease.objects.get()
        assert lease.objectives.get() == goal
        review = own.get(url(case_file)).context["leases"][0].line.steps[1].row
        sent = as_sent(review.form, held_on=f"{make.day(430)}", decided=f"On continue {NOT_ASCII}")
        assert own.post(review.form.url, sent).status_code == 302
        form = form_of(own.get(url(case_file)), "rencontre")
        sent = as_sent(form, decided="Visite du bailleur", part_landlord="on", date=f"{make.day(5)}")
        assert own.post(form.url, sent).url == f"{url(case_file)}#rencontres"
        form = form_of(own.get(url(case_file)), "glisser")
        sent = as_sent(form, on=f"{make.day(400)}", at_home="on")
        assert own.post(form.url, sent).url == f"{url(case_file)}#ligne"
        assert HousingPeriod.objects.get().is_home
        page = own.get(url(case_file))
        assert "6 mois après" in text_of(page)
        assert "&lt;script&gt;alert(1)" in text_of(page)
        check = page.context["leases"][0].line.steps[-3].row
        assert own.post(check.form.url, as_sent(check.form, answer="housed")).status_code == 302
        text = text_of(own.get(url(case_file)))
        assert "toujours dans ce logement" in text
        assert "logement gardé" in text
        assert len(journal("casefile.read")) >= 6

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"ends_on": f"{make.day(-900)}"}, "Une sous-location dure trois ans au plus"),
            ({"ends_on": f"{make.day(900)}"}, "se termine avant d’avoir commencé"),
            ({"ends_on": "31/02/2026"}, "Écrivez une date qui existe"),
            ({"started_on": "22/11/1026"}, "trop ancienne"),
            ({"owner": ""}, "Propriétaire"),
            ({"operator_name": ""}, "Choisissez le service qui loue"),
        ],
    )
    def test_what_cannot_be_is_told_beside_what_was_typed(self, own, case_file, wrong, says):
        sent = typed(place="Rue Fictive, 12") | wrong
        response = own.post(f"{url(case_file)}commencer/", sent)
        assert response.status_code == 422
        assert says in text_of(response)
        assert "Rue Fictive, 12" in text_of(response)
        assert not SlidingLease.objects.exists()

    def test_a_second_running_lease_is_refused(self, own, case_file, lease):
        response = own.post(f"{url(case_file)}commencer/", typed())
        assert response.status_code == 422
        assert "Un bail glissant est déjà en cours" in text_of(response)

    def test_a_slide_before_the_lease_is_refused_where_it_was_typed(self, own, case_file, lease):
        sent = {"on": f"{make.day(900)}", "seen": "0", "note": "Bail signé chez le notaire"}
        response = own.post(f"{url(case_file)}glisser/{lease.pk}/", sent)
        assert response.status_code == 422
        assert "cette date est avant" in text_of(response)
        assert "Bail signé chez le notaire" in text_of(response)
        lease.refresh_from_db()
        assert lease.is_running

    def test_what_somebody_wrote_meanwhile_is_told(self, own, case_file, lease, case_manager):
        form = form_of(own.get(url(case_file)), "corriger")
        first = as_sent(form, objectives=[], place="Rue Fictive, 1")
        second = first | {"place": "Rue Fictive, 2"}
        assert own.post(form.url, first).status_code == 302
        response = own.post(form.url, second)
        assert response.status_code == 422
        assert "Rue Fictive, 1" in text_of(response)
        stop = {"on": f"{make.day(1)}", "reason": "left", "seen": "0"}
        response = own.post(f"{url(case_file)}arreter/{lease.pk}/", stop)
        assert response.status_code == 422
        again = stop | {"seen": form_of(response, "arreter")["seen"].value()}
        assert own.post(f"{url(case_file)}arreter/{lease.pk}/", again).status_code == 302

    def test_a_closed_file_only_asks_for_news(self, own, case_file, lease, case_manager):
        SlideLease(case_manager, lease, on=make.day(400)).execute()
        CloseFile(
            case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie fictive."
        ).execute()
        page = own.get(url(case_file))
        [told] = page.context["leases"]
        assert page.context["start_form"] is None
        assert not any(told.forms.values())
        assert told.line.steps[-1].row.form is not None

    def test_nobody_else_reaches_it(self, client_for, colleague, case_file, lease):
        other = client_for(colleague)
        assert other.get(url(case_file)).status_code == 404
        assert other.post(f"{url(case_file)}enlever/{lease.pk}/", {"seen": "0"}).status_code == 404
        assert SlidingLease.objects.exists()

    def test_a_row_of_another_file_is_not_of_this_one(self, own, case_file, case_manager, programme):
        other = sliding_lease(make.opened_file(case_manager, programme), case_manager, make.day(30))
        assert own.post(f"{url(case_file)}enlever/{other.pk}/", {"seen": "0"}).status_code == 404
        assert own.post(f"{url(case_file)}danser/{other.pk}/").status_code == 404
        assert own.post(f"{url(case_file)}danser/").status_code == 404
        assert own.get(f"{url(case_file)}commencer/").url == url(case_file)


class TestKeeping:
    def test_a_visit_an_alert_and_a_service_from_the_page(self, own, case_file):
        page = url(case_file, "keeping")
        form = own.get(page).context["visit_form"]
        sent = as_sent(form, found_rent="act", found_health="good", note=NOT_ASCII)
        assert own.post(form.url, sent).url == f"{page}#visites"
        response = own.get(page)
        assert "il faut agir" in text_of(response)
        [alert] = response.context["open_alerts"]
        edit, close = alert.forms["corriger"], alert.forms["regler"]
        assert own.post(edit.url, as_sent(edit, act_by=f"{make.day(-3)}")).url == f"{page}#alertes"
        assert own.post(close.url, as_sent(close, how="Payé")).status_code == 422
        close = own.get(page).context["open_alerts"][0].forms["regler"]
        assert own.post(close.url, as_sent(close, how="Payé en deux fois")).status_code == 302
        assert HomeAlert.objects.get().closed_how == "Payé en deux fois"
        again = own.get(page).context["closed_alerts"][0].forms["rouvrir"]
        assert own.post(again.url, as_sent(again)).status_code == 302
        form = own.get(page).context["service_form"]
        service = partner()
        assert own.post(form.url, as_sent(form, service=service.pk, topic="health")).status_code == 302
        answer = own.get(page).context["services"][0].form
        assert own.post(answer.url, as_sent(answer, answer="started")).url == f"{page}#services"
        assert HomeService.objects.get().answer == "started"

    @pytest.mark.parametrize(
        ("act", "sent", "says"),
        [
            ("visite", {"date": f"{make.day(1)}"}, "Notez au moins un constat"),
            ("visite", {"date": f"{make.day(1)}", "found_rent": "'; --"}, "choix"),
            ("alerte", {"topic": "rent", "words": "Retard", "opened_on": f"{make.day(-2)}"}, "dans le futur"),
            ("service", {"topic": "rent", "called_on": "demain"}, "Écrivez une date qui existe"),
        ],
    )
    def test_what_cannot_be_is_told(self, own, case_file, act, sent, says):
        response = own.post(f"{url(case_file, 'keeping')}{act}/", sent)
        assert response.status_code == 422
        assert says in text_of(response)


@pytest.mark.parametrize("page", ["lease", "keeping", "file"])
def test_as_many_questions_for_much_as_for_little(own, case_file, case_manager, page):
    address = file_url(case_file) if page == "file" else url(case_file, page)

    def questions():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert own.get(address).status_code == 200
        return len(asked)

    whole_home(case_file, case_manager, make.day(20))
    questions()
    few = questions()
    for ago in (30, 40, 50):
        whole_home(case_file, case_manager, make.day(ago))
    assert questions() <= few


class TestWhatAsks:
    def test_the_day_and_the_file_and_what_is_late_say_it(
        self, own, client_for, coordination, case_file, lease, case_manager
    ):
        home_alert(case_file, case_manager, make.day(9), act_by=make.day(1))
        file_page, day = text_of(own.get(file_url(case_file))), text_of(own.get("/gestion/"))
        assert "Point annuel du bail" in file_page
        assert "Alerte, loyer et charges" in file_page
        assert "Point annuel du bail" in day
        assert "Alerte&nbsp;: loyer et charges" in day
        coordinator = client_for(coordination)
        for kind, words in (("baux", "Point annuel du bail"), ("logements", "Loyer et charges")):
            late = text_of(coordinator.get(reverse("casefiles:late", args=[kind])))
            assert case_file.reference in late
            assert words in late
        team = coordinator.get(reverse("casefiles:team"))
        assert dict((kind.code, many) for kind, many in team.context["kinds"])["baux"] == 1

    def test_what_is_done_asks_no_more(self, own, case_file, lease, case_manager):
        for review in lease.reviews.all():
            HoldLeaseReview(case_manager, review, held_on=review.due_on, decided="Fait").execute()
        assert "Baux et logements" not in text_of(own.get("/gestion/"))
        SlideLease(case_manager, lease, on=add_months(make.day(), -13)).execute()
        for check in lease.checks.all()[:2]:
            assert "Toujours dans son logement" in text_of(own.get("/gestion/"))
            AnswerLeaseCheck(case_manager, check, answer="housed", on=make.day()).execute()
        assert "Baux et logements" not in text_of(own.get("/gestion/"))

    def test_a_lease_that_stopped_asks_nothing(self, own, case_file, lease, case_manager):
        StopLease(case_manager, lease, on=make.day(1), reason="left").execute()
        assert "Baux et logements" not in text_of(own.get("/gestion/"))

    def test_every_open_alert_is_seen_whatever_its_day(self, own, case_file, case_manager):
        given = {"topic": "health", "words": "Ne mange plus", "opened_on": make.day(1)}
        OpenHomeAlert(case_manager, case_file, **given).execute()
        assert "Alerte&nbsp;: santé" in text_of(own.get("/gestion/"))
