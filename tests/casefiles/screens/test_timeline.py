"""The line of time: every noun, scoped, filtered, paged, journalled, with a fixed number of queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casefiles.admin.sections import READ_ACTS
from casefiles.admin.timeline.line import NOUNS, PAGE, Line, latest
from casefiles.admin.timeline.moment import KINDS
from casefiles.models import Appointment, CaseDocument, Contact, LifeAxis
from tests.casefiles.screens.pages import text_of
from tests.factories import casefiles as make
from tests.factories.timeline import one_of_each

pytestmark = pytest.mark.django_db
SECRET = "Mot que personne d’autre ne lit"


def line_url(case_file, name="timeline"):
    return reverse(f"casefiles:{name}", args=[case_file.pk])


@pytest.fixture
def whole(case_file, case_manager):
    one_of_each(case_file, case_manager, secret=SECRET)
    return case_file


class TestWhatStandsOnIt:
    def test_every_noun_has_its_moment_and_every_kind_its_filter(self, whole, case_manager):
        line = Line(case_manager, whole)
        sides = {mark.side for mark in line.marks}
        assert sides == {side for noun in NOUNS for side in noun.sides} - {"contract-ended"}
        assert [kind for kind, _count in line.count_by_kind()] == list(KINDS)
        moments = line.read(line.marks)
        assert len(moments) == len(line.marks)
        assert all(moment.title and moment.day and moment.kind for moment in moments)

    def test_the_newest_stands_first(self, whole, case_manager):
        days = [mark.day for mark in Line(case_manager, whole).marks]
        assert days == sorted(days, reverse=True)

    def test_an_appointment_told_by_its_contact_stands_once(self, case_file, case_manager):
        at = timezone.now() - datetime.timedelta(days=3)
        kept = Appointment.objects.create(
            case_file=case_file, owner=case_manager, made_by=case_manager, starts_at=at
        )
        contact = make.contact(case_manager, case_file, days_ago=3)
        Contact.objects.filter(pk=contact.pk).update(appointment=kept)
        sides = [mark.side for mark in Line(case_manager, case_file).marks]
        assert "appointment" not in sides
        assert sides.count("contact") == 1

    def test_an_appointment_late_in_the_evening_stands_on_its_own_day(self, case_file, case_manager):
        # 23:30 in Brussels on the night the clocks go back is another day in UTC.
        at = datetime.datetime(2025, 10, 26, 22, 45, tzinfo=datetime.UTC)
        Appointment.objects.create(
            case_file=case_file, owner=case_manager, made_by=case_manager, starts_at=at
        )
        marks = Line(case_manager, case_file).marks
        assert {mark.day for mark in marks if mark.side == "appointment"} == {datetime.date(2025, 10, 26)}

    def test_what_is_to_come_is_apart_and_not_among_the_latest(self, own, case_file, case_manager):
        at = timezone.now() + datetime.timedelta(days=4)
        Appointment.objects.create(
            case_file=case_file, owner=case_manager, made_by=case_manager, starts_at=at
        )
        assert "À venir" in text_of(own.get(line_url(case_file)))
        line = Line(case_manager, case_file)
        moments, total = latest(line), len(line.marks)
        assert all(moment.day <= make.day() for moment in moments)
        assert total == len(moments) + 1


class TestWhoReads:
    def test_the_confidential_note_is_for_who_holds_the_file(self, own, whole, client_for, coordination):
        assert SECRET in text_of(own.get(line_url(whole)))
        others = text_of(client_for(coordination).get(line_url(whole)))
        assert SECRET not in others
        assert "réservée à la personne référente" in others
        assert "Note partagée" in others
        assert "avec la personne, le ou la propriétaire" in others

    def test_a_confidential_document_is_not_counted_for_others(self, whole, case_manager, coordination):
        CaseDocument.objects.filter(case_file=whole).update(confidential=True)
        assert "document" in {mark.side for mark in Line(case_manager, whole).marks}
        assert "document" not in {mark.side for mark in Line(coordination, whole).marks}

    def test_somebody_else_s_file_does_not_exist(self, whole, client_for, colleague):
        client = client_for(colleague)
        assert client.get(line_url(whole)).status_code == 404
        assert client.get(line_url(whole, "timeline_print")).status_code == 404
        assert Line(colleague, whole).marks == []

    def test_reading_it_is_reading_the_file(self, own, case_file, journal):
        own.get(line_url(case_file))
        (entry,) = journal("casefile.timeline_read")
        assert entry.subject == case_file.pk
        assert "casefile.timeline_read" in READ_ACTS

    def test_the_print_is_written_and_says_nothing_confidential(self, own, whole, journal):
        CaseDocument.objects.filter(case_file=whole).update(confidential=True)
        page = text_of(own.get(line_url(whole, "timeline_print")))
        assert SECRET not in page
        assert "Document ajouté" not in page
        assert "Note partagée" in page
        assert "Les notes confidentielles ne sont pas imprimées" in page
        assert len(journal("casefile.printed")) == 1


class TestFilters:
    def shown(self, client, case_file, query):
        response = client.get(f"{line_url(case_file)}?{query}")
        assert response.status_code == 200
        return [moment for stretch in response.context["stretches"] for moment in stretch.moments]

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
    def test_by_kind(self, own, whole, kind):
        moments = self.shown(own, whole, f"quoi={kind.code}")
        assert moments
        assert {moment.kind for moment in moments} == {kind}

    def test_by_two_kinds_and_by_axis(self, own, whole):
        moments = self.shown(own, whole, "quoi=contact&quoi=plan&axe=home")
        assert {moment.kind.code for moment in moments} == {"contact", "plan"}
        assert {moment.axis.code for moment in moments} == {"home"}
        assert self.shown(own, whole, "axe=debts") == []

    @pytest.mark.parametrize(
        "query", ["quoi=😀", "axe=';--", "page=999999999999", "page=-3", "page=x", "quoi=&axe=&page="]
    )
    def test_what_nobody_offers_is_not_an_error(self, own, whole, query):
        assert self.shown(own, whole, query)

    def test_the_filter_is_carried_to_the_print(self, own, whole):
        response = own.get(f"{line_url(whole, 'timeline_print')}?quoi=besoin")
        assert "Besoin sans solution" in text_of(response)
        assert "Note partagée" not in text_of(response)


class TestLength:
    def many(self, case_file, user, count):
        kind, axis = make.ContactKind.objects.first(), LifeAxis.objects.first()
        Contact.objects.bulk_create(
            Contact(case_file=case_file, date=make.day(n // 3), kind=kind, axis=axis, author=user, note="Vu")
            for n in range(count)
        )

    def questions(self, client, url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    def test_as_many_questions_for_two_thousand_as_for_a_few(self, own, whole, case_manager):
        url = line_url(whole)
        few = self.questions(own, url)
        assert few <= 47
        for _ in range(3):
            one_of_each(whole, case_manager)
        self.many(whole, case_manager, 2000)
        assert self.questions(own, url) <= few
        assert self.questions(own, f"{url}?page=41") <= few

    def test_pages_hold_everything_once_and_months_lead_to_their_page(self, own, case_file, case_manager):
        self.many(case_file, case_manager, 3 * PAGE)
        seen = []
        for number in (1, 2, 3, 4):
            response = own.get(f"{line_url(case_file)}?page={number}")
            seen += [moment.key for stretch in response.context["stretches"] for moment in stretch.moments]
        assert len(seen) == len(set(seen)) == response.context["page"].paginator.count
        (_year, months), *_ = response.context["years"][::-1]
        path, _, anchor = months[-1][1].partition("#")
        assert f'id="{anchor}"' in text_of(own.get(path))


def test_a_file_unfolds_its_latest_hundred_contacts_and_leads_to_the_others(own, case_file, case_manager):
    kind = make.ContactKind.objects.first()
    Contact.objects.bulk_create(
        Contact(case_file=case_file, date=make.day(n % 30), kind=kind, author=case_manager)
        for n in range(103)
    )
    page = own.get(reverse("casefiles:file", args=[case_file.pk]), {"contacts": "tous"})
    assert len(page.context["contacts"]) == 100
    assert f"{line_url(case_file)}?quoi=contact" in text_of(page)
    assert "3 contacts plus anciens" in text_of(page)
    printed = own.get(reverse("casefiles:file_print", args=[case_file.pk]))
    assert len(printed.context["contacts"]) == 103


def test_only_what_may_still_be_corrected_leads_back_to_the_file(own, case_file, case_manager):
    old, new = make.contact(case_manager, case_file), make.contact(case_manager, case_file)
    Contact.objects.filter(pk=old.pk).update(created_at=make.moment(45))
    page = text_of(own.get(line_url(case_file)))
    assert f"#contact-{new.pk}" in page
    assert f"#contact-{old.pk}" not in page
