"""The screens of programmes: what is typed is kept, bad input is answered in French, two people are told."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.models import CaseFile, EligibilityCriterion, Programme, Referral, Stage, TerritoryPlace
from casefiles.setup import create_reference_data
from forms.setup import create_from_document, create_shipped_forms
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.factories import every_type

HOME = "/gestion/dispositifs/"


@pytest.fixture
def coordinator(client_for, coordination, programme):
    return client_for(coordination)


@pytest.fixture
def form(programme):
    """The published form with every type of question, leading to the programme."""
    made = create_from_document(every_type.document(), kind="referral", public=True)
    Programme.objects.filter(pk=programme.pk).update(form=made)
    programme.refresh_from_db()
    return made


def uid_of(key):
    questions = (one for part in every_type.document()["sections"] for one in part["questions"])
    return next(one["uid"] for one in questions if one["key"] == key)


def typed(response):
    """What a browser would send of the one form of a part, as the page shows it."""
    form = response.context["form"]
    rows = getattr(form, "rows", None)
    fields = [*form] if rows is None else [*form, *rows.management_form, *(f for row in rows for f in row)]
    data = {}
    for field in fields:
        value = field.value()
        if value is True:
            data[field.html_name] = "on"
        elif isinstance(value, (list, tuple)):
            data[field.html_name] = [str(getattr(one, "pk", one)) for one in value]
        elif value is not None and value is not False:
            data[field.html_name] = str(getattr(value, "pk", value))
    return data


def page(client, programme, part):
    return client.get(f"{HOME}{programme.pk}/{part}/")


def send(client, programme, part, data):
    return client.post(f"{HOME}{programme.pk}/{part}/", data)


PARTS = ("identite", "formulaires", "territoire", "etapes", "axes", "contrat", "codes", "equipe")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_sent_as_it_is_changes_nothing(coordinator, programme, part):
    data = typed(page(coordinator, programme, part))
    response = send(coordinator, programme, part, data)
    assert response.status_code == 302, response.context["form"].problems
    assert not JournalEntry.objects.filter(action="programme.changed").exists()


@pytest.mark.parametrize("part", PARTS)
def test_a_part_sent_empty_is_answered(coordinator, programme, part):
    before = list(programme.stages.values_list("name", flat=True))
    response = send(coordinator, programme, part, {})
    assert response.status_code in (302, 422)
    assert list(programme.stages.values_list("name", flat=True)) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("capacity_per_case_manager", "0"),
        ("capacity_per_case_manager", "-1"),
        ("capacity_per_case_manager", "99999999999999999999"),
        ("capacity_per_case_manager", "dix"),
        ("street_limit_months", "121"),
        ("contact_alert_days", ""),
        ("name", "  "),
        ("name", "x" * 121),
        ("file_prefix", "la"),
        ("file_prefix", "É"),
        ("public_page", "999999"),
        ("first_rhythm", "🏠"),
    ],
)
def test_a_bad_value_comes_back_with_what_was_typed(coordinator, programme, field, value):
    data = typed(page(coordinator, programme, "identite")) | {field: value, "contact_lock_days": "29"}
    response = send(coordinator, programme, "identite", data)
    assert response.status_code == 422
    assert response.context["form"].problems
    assert response.context["form"]["contact_lock_days"].value() == "29"
    programme.refresh_from_db()
    assert programme.contact_lock_days == 30


def test_without_a_limit_the_street_is_not_counted(coordinator, programme, case_file):
    data = typed(page(coordinator, programme, "identite")) | {"street_limit_months": ""}
    assert send(coordinator, programme, "identite", data).status_code == 302
    text = coordinator.get(f"/gestion/dossiers/{case_file.pk}/").text
    assert "pas de limite de temps" in text
    assert coordinator.get("/gestion/dossiers/").status_code == 200


def test_the_page_says_what_is_missing(coordinator, programme):
    Programme.objects.filter(pk=programme.pk).update(form=None)
    programme.case_managers.clear()
    text = coordinator.get(f"{HOME}{programme.pk}/").text
    assert "Aucun formulaire d’orientation" in text
    assert "Personne n’accompagne" in text


class TestStages:
    def test_a_stage_is_added_and_moved_without_script(self, coordinator, programme):
        data = typed(page(coordinator, programme, "etapes"))
        data |= {"etapes-6-name": "Visite", "etapes-6-kind": "assessment", "etapes-6-order": "2"}
        data |= {"etapes-6-asks_contact": "on"}
        assert send(coordinator, programme, "etapes", data).status_code == 302
        names = list(programme.stages.order_by("order").values_list("name", flat=True))
        assert names[:4] == ["Accueil", "Visite", "Bilan", "Planification"]
        assert programme.stages.get(name="Visite").asks_contact

    @pytest.mark.parametrize(
        ("row", "order", "expected"),
        [
            (1, "4", ["Accueil", "Planification", "Mise en œuvre", "Bilan", "Évaluation"]),
            (3, "1", ["Mise en œuvre", "Accueil", "Bilan", "Planification", "Évaluation"]),
        ],
    )
    def test_a_stage_takes_the_number_it_is_given(self, coordinator, programme, row, order, expected):
        programme.stages.filter(kind="intake").update(kind="assessment")
        data = typed(page(coordinator, programme, "etapes")) | {f"etapes-{row}-order": order}
        assert send(coordinator, programme, "etapes", data).status_code == 302
        assert list(programme.stages.order_by("order").values_list("name", flat=True))[:5] == expected

    def test_one_that_served_is_not_taken_away(self, coordinator, programme, case_file):
        data = typed(page(coordinator, programme, "etapes")) | {"etapes-0-DELETE": "on"}
        response = send(coordinator, programme, "etapes", data)
        assert response.status_code == 422
        assert "a servi à des dossiers" in response.text
        assert programme.stages.count() == 6

    def test_somebody_else_s_stage_is_not_taken_away_by_the_second(
        self, coordinator, coordination, client_for, programme
    ):
        mine = typed(page(coordinator, programme, "etapes"))
        theirs = dict(mine)
        theirs |= {"etapes-6-name": "Visite", "etapes-6-kind": "assessment", "etapes-6-order": "2"}
        theirs["etapes-0-name"] = "Premier accueil"
        assert send(client_for(coordination), programme, "etapes", theirs).status_code == 302
        mine["etapes-1-name"] = "Grand bilan"
        response = send(coordinator, programme, "etapes", mine)
        assert response.status_code == 422
        assert "quelqu’un a changé cette partie" in response.text
        assert "Premier accueil" in response.text
        assert "Visite" in response.text
        assert "Grand bilan" in response.text
        again = typed(response)
        assert send(coordinator, programme, "etapes", again).status_code == 302
        names = set(programme.stages.values_list("name", flat=True))
        assert {"Grand bilan", "Visite"} <= names
        assert programme.stages.count() == 7

    @pytest.mark.parametrize(
        "bad",
        [
            {"etapes-0-order": "0"},
            {"etapes-0-order": "99999999999999"},
            {"etapes-0-usual_days": "999999999999"},
            {"etapes-0-kind": "voyage"},
            {"etapes-0-name": ""},
            {"etapes-TOTAL_FORMS": "abc"},
            {"etapes-TOTAL_FORMS": "5000"},
            {"etapes-0-asks_form": "999999"},
        ],
    )
    def test_nonsense_is_answered(self, coordinator, programme, bad):
        data = typed(page(coordinator, programme, "etapes")) | bad
        response = send(coordinator, programme, "etapes", data)
        assert response.status_code == 422
        assert response.context["form"].problems
        assert programme.stages.count() == 6


class TestTerritory:
    def test_a_municipality_is_added_beside_the_lines(self, coordinator, programme):
        data = typed(page(coordinator, programme, "territoire")) | {"add": "7170 Manage"}
        assert send(coordinator, programme, "territoire", data).status_code == 302
        assert programme.territory.filter(postal_code="7170", name="Manage").exists()
        assert programme.territory.count() == 11

    def test_every_municipality_is_offered(self, coordinator, programme):
        assert '<option value="7170 Manage">' in page(coordinator, programme, "territoire").text

    def test_what_is_not_understood_comes_back(self, coordinator, programme):
        response = send(
            coordinator,
            programme,
            "territoire",
            typed(page(coordinator, programme, "territoire")) | {"places": "???"},
        )
        assert response.status_code == 422
        assert "Ligne 1, « ??? »" in response.text
        assert TerritoryPlace.objects.filter(programme=programme).count() == 10


def test_codes_are_added_and_taken_away(coordinator, programme):
    data = typed(page(coordinator, programme, "codes"))
    data |= {"codes-0-authority": "IWEPS", "codes-0-code": "DUS", "codes-0-label": "Urgence sociale"}
    data |= {"codes-1-authority": "SPW", "codes-1-code": "HT"}
    assert send(coordinator, programme, "codes", data).status_code == 302
    assert [str(code) for code in programme.report_codes.all()] == ["IWEPS : DUS", "SPW : HT"]
    data = typed(page(coordinator, programme, "codes")) | {"codes-0-DELETE": "on"}
    assert send(coordinator, programme, "codes", data).status_code == 302
    assert [str(code) for code in programme.report_codes.all()] == ["SPW : HT"]
    twice = typed(page(coordinator, programme, "codes"))
    twice |= {"codes-1-authority": "SPW", "codes-1-code": "HT"}
    assert "écrit deux fois" in send(coordinator, programme, "codes", twice).text


def test_who_holds_files_stays_in_the_team(coordinator, programme, case_file, colleague):
    data = {
        "case_managers": [str(colleague.pk)],
        "seen": typed(page(coordinator, programme, "equipe"))["seen"],
    }
    response = send(coordinator, programme, "equipe", data)
    assert response.status_code == 422
    assert "accompagne encore 1 dossier" in response.text


class TestEngagements:
    def test_they_are_set_and_shown(self, coordinator, programme):
        data = typed(page(coordinator, programme, "contrat")) | {"person_engages": "Je viens.\nJe préviens."}
        assert send(coordinator, programme, "contrat", data).status_code == 302
        shown = coordinator.get(f"{HOME}{programme.pk}/").text
        assert "<li>Je préviens.</li>" in shown
        assert "secret professionnel" in shown

    def test_what_was_typed_comes_back(self, coordinator, programme):
        data = typed(page(coordinator, programme, "contrat")) | {"person_engages": "Je viens.\n" * 13}
        response = send(coordinator, programme, "contrat", data)
        assert response.status_code == 422
        assert response.context["form"].problems[0][0] == "id_contrat_person_engages"
        assert response.context["form"]["person_engages"].value().count("Je viens.") == 13

    def test_the_second_is_told_what_stands(self, coordinator, programme):
        data = typed(page(coordinator, programme, "contrat"))
        send(coordinator, programme, "contrat", data | {"person_engages": "Je viens."})
        late = send(coordinator, programme, "contrat", data | {"person_engages": "Je préviens."})
        assert late.status_code == 422
        assert "<strong>Je viens.</strong>" in late.text
        assert ">\nJe préviens.</textarea>" in late.text


class TestCriteria:
    def new(self, client, programme, query, **data):
        url = f"{HOME}{programme.pk}/criteres/nouveau/?{query}"
        shown = client.get(url)
        return client.post(url, typed(shown) | data)

    def test_one_chooses_among_the_questions_by_their_words(self, coordinator, programme, form):
        text = coordinator.get(f"{HOME}{programme.pk}/criteres/nouveau/").text
        assert f'href="?question={uid_of("one")}">Un seul<' in text
        assert "À savoir" not in text

    def test_the_choices_of_the_question_are_offered(self, coordinator, programme, form):
        shown = coordinator.get(f"{HOME}{programme.pk}/criteres/nouveau/?question={uid_of('one')}")
        assert [label for _code, label in shown.context["form"].fields["values"].choices] == [
            "Premier",
            "Deuxième",
            "Rien",
        ]
        offered = dict(shown.context["form"].fields["comparison"].choices)
        assert "at_least" not in offered

    def test_a_number_that_is_taken_is_given_and_the_others_move_on(self, coordinator, programme):
        first, second = programme.criteria.all()[:2]
        url = f"{HOME}{programme.pk}/criteres/{second.pk}/"
        data = typed(coordinator.get(url)) | {"order": str(first.order), "label": "D’abord ceci"}
        assert coordinator.post(url, data).status_code == 302
        again = list(programme.criteria.all()[:2])
        assert [(one.pk, one.order) for one in again] == [(second.pk, 1), (first.pk, 2)]
        assert again[0].label == "D’abord ceci"

    def test_it_is_made(self, coordinator, programme, form):
        query = f"question={uid_of('one')}"
        more = {"comparison": "one_of", "values": ["first", "third"], "blocking": "on"}
        assert self.new(coordinator, programme, query, **more).status_code == 302
        made = programme.criteria.get(kind="answer")
        assert (made.values, made.blocking, made.order) == (["first", "third"], True, 5)
        assert "Un seul est l’une de Premier, Rien" in coordinator.get(f"{HOME}{programme.pk}/").text

    @pytest.mark.parametrize(
        ("key", "more"),
        [
            ("one", {"comparison": "one_of"}),
            ("one", {"comparison": "at_least", "values": ["first"]}),
            ("count", {"comparison": "at_least", "values": "beaucoup"}),
            ("count", {"comparison": "at_least", "values": "9" * 40}),
            ("day", {"comparison": "at_most", "values": "29/02/2025"}),
            ("agree", {"comparison": "equals", "values": ["yes"], "words_met": ""}),
        ],
    )
    def test_what_cannot_be_compared_is_refused(self, coordinator, programme, form, key, more):
        response = self.new(coordinator, programme, f"question={uid_of(key)}", **more)
        assert response.status_code == 422
        assert response.context["form"].problems
        assert not programme.criteria.filter(kind="answer").exists()

    def test_a_question_that_is_gone_is_said(self, coordinator, programme, form):
        self.new(coordinator, programme, f"question={uid_of('agree')}", comparison="equals", values=["yes"])
        made = programme.criteria.get(kind="answer")
        Programme.objects.filter(pk=programme.pk).update(form=None)
        assert "sa question n’est plus dans le formulaire" in coordinator.get(f"{HOME}{programme.pk}/").text
        shown = coordinator.get(f"{HOME}{programme.pk}/criteres/{made.pk}/")
        assert "Cette question n’est plus dans le formulaire publié" in shown.text
        response = coordinator.post(f"{HOME}{programme.pk}/criteres/{made.pk}/", typed(shown))
        assert response.status_code == 422
        assert response.context["form"].problems

    def test_a_question_that_goes_while_one_writes_loses_nothing(self, coordinator, programme, form):
        url = f"{HOME}{programme.pk}/criteres/nouveau/?question={uid_of('agree')}"
        data = typed(coordinator.get(url)) | {"values": ["yes"], "words_met": "Des mots pesés."}
        Programme.objects.filter(pk=programme.pk).update(form=None)
        response = coordinator.post(url, data)
        assert response.status_code == 422
        assert "n’est plus dans le formulaire publié" in response.text
        assert "Des mots pesés." in response.text

    def test_it_is_changed_and_taken_away(self, coordinator, programme):
        row = programme.criteria.get(kind="territory")
        url = f"{HOME}{programme.pk}/criteres/{row.pk}/"
        shown = typed(coordinator.get(url))
        assert coordinator.post(url, shown | {"label": "Chez nous"}).status_code == 302
        row.refresh_from_db()
        assert row.label == "Chez nous"
        told = coordinator.post(url, shown | {"label": "Autre"})
        assert told.status_code == 422
        assert "Chez nous" in told.text
        assert coordinator.post(url, {"remove": "1"}).status_code == 302
        assert not EligibilityCriterion.objects.filter(pk=row.pk).exists()
        assert coordinator.get(url).status_code == 404

    @pytest.mark.parametrize(
        "query", ["question=nulle-part", "critere=voyage", "critere=answer", "question=%00"]
    )
    def test_what_does_not_exist_is_chosen_again(self, coordinator, programme, query):
        assert (
            "De quoi parle ce critère"
            in coordinator.get(f"{HOME}{programme.pk}/criteres/nouveau/?{query}").text
        )


class TestNew:
    def test_it_is_made_and_shown(self, coordinator, programme):
        data = {"name": "Abri d’hiver", "file_prefix": "AH", "model": programme.pk, "take": ["stages"]}
        response = coordinator.post(f"{HOME}nouveau/", data, follow=True)
        made = Programme.objects.get(name="Abri d’hiver")
        assert response.redirect_chain[-1][0] == f"{HOME}{made.pk}/"
        assert made.stages.count() == 6
        assert not made.criteria.exists()

    @pytest.mark.parametrize(
        "bad",
        [
            {"name": ""},
            {"name": "héberge TOIT"},
            {"file_prefix": "OR"},
            {"file_prefix": "ht"},
            {"model": "999999"},
            {"take": ["tout"]},
        ],
    )
    def test_what_is_wrong_comes_back(self, coordinator, programme, bad):
        data = {"name": "Abri", "file_prefix": "AH", "take": ["stages"], "model": programme.pk} | bad
        response = coordinator.post(f"{HOME}nouveau/", data)
        assert response.status_code == 422
        assert response.context["form"].problems
        assert not Programme.objects.filter(file_prefix="AH").exists()


def test_the_reminder_of_a_lease_is_asked_where_a_lease_slides(coordinator, programme):
    reminder = "Rappel avant que le bail ne glisse"
    assert programme.lease_reminder_days == 60
    assert reminder not in coordinator.get(f"{HOME}{programme.pk}/").content.decode()
    asked = page(coordinator, programme, "identite")
    assert "lease_reminder_days" not in asked.context["form"].fields
    # What is not asked stays as it was.
    assert (
        send(coordinator, programme, "identite", typed(asked) | {"contact_lock_days": "29"}).status_code
        == 302
    )
    programme.refresh_from_db()
    assert (programme.contact_lock_days, programme.lease_reminder_days) == (29, 60)

    create_shipped_forms()
    create_reference_data()
    housing = Programme.objects.get(slug="logement-accompagne")
    assert reminder in coordinator.get(f"{HOME}{housing.pk}/").content.decode()
    data = typed(page(coordinator, housing, "identite")) | {"lease_reminder_days": "45"}
    assert send(coordinator, housing, "identite", data).status_code == 302
    housing.refresh_from_db()
    assert housing.lease_reminder_days == 45


@pytest.mark.parametrize("part", ["", "identite/", "criteres/nouveau/", "criteres/1/"])
def test_a_programme_that_does_not_exist_is_not_found(coordinator, part):
    for key in ("999999", "9" * 30):
        assert coordinator.get(f"{HOME}{key}/{part}").status_code == 404
    assert coordinator.get(f"{HOME}1/voyage/").status_code == 404


@pytest.mark.parametrize("role", ["case_manager", "communication", "dpo", "administrator", "data_officer"])
def test_nobody_else_comes_in(role, request, client_for, programme):
    client = client_for(request.getfixturevalue(role))
    for path in (HOME, f"{HOME}{programme.pk}/", f"{HOME}{programme.pk}/etapes/", f"{HOME}nouveau/"):
        assert client.get(path).status_code == 403


def test_pages_ask_the_same_however_much_there_is(coordinator, programme, case_manager):
    def questions(path):
        with CaptureQueriesContext(connection) as captured:
            assert coordinator.get(path).status_code == 200
        return len(captured)

    paths = (HOME, f"{HOME}{programme.pk}/", f"{HOME}{programme.pk}/etapes/")
    for path in paths:
        questions(path)
    few = [questions(path) for path in paths]
    for number in range(8):
        other = Programme.objects.create(
            name=f"Autre {number}", slug=f"autre-{number}", file_prefix="X" + "ABCDEFGH"[number]
        )
        make.ReferralFactory(programme=programme)
        make.CaseFileFactory(programme=programme)
        Stage.objects.create(programme=programme, kind="monitoring", name=f"É {number}", order=10 + number)
        EligibilityCriterion.objects.create(
            programme=programme,
            kind="answer",
            label=f"C {number}",
            question="x",
            comparison="given",
            order=100 + number,
            words_met="a",
            words_not_met="b",
            words_unknown="c",
        )
        assert other.pk
    assert Referral.objects.count() + CaseFile.objects.count() == 16
    assert [questions(path) for path in paths] == few


def test_the_exit_stays_last_on_the_page(coordinator, programme):
    shown = page(coordinator, programme, "etapes").text
    assert re.findall(r'name="etapes-(\d+)-name" value="([^"]+)"', shown)[5][1] == "Sortie ou nouveau bilan"
