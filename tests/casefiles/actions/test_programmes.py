"""A programme is made and set by the coordination, through actions that say why not."""

import pytest

from casefiles.actions import (
    AdmitReferral,
    ChangeProgramme,
    CreateProgramme,
    Refused,
    RemoveCriterion,
    SaveCriterion,
)
from casefiles.actions.programme import stages
from casefiles.actions.programme.on_programme import mark_of
from casefiles.actions.programme.parts import PARTS
from casefiles.engagements import PERSON_ENGAGES
from casefiles.models import Programme, Referral, Stage
from forms.definition.answers import validate
from forms.models import FormDefinition
from forms.receiving import receive
from forms.setup import create_from_document
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.factories import every_type

FIELDS = {
    "name": "Étape",
    "kind": Stage.Kind.MONITORING,
    "usual_days": None,
    "purpose": "",
    "report_code": "",
    "asks_form": None,
    "asks_contact": False,
    "asks_objective": False,
    "asks_actions": False,
    "asks_results": False,
}


def change(actor, programme, part, data, **more):
    return ChangeProgramme(actor, programme, part=part, data=data, **more).execute()


def rows_of(programme):
    return [
        {"stage": stage, **{name: getattr(stage, name) for name in stages.FIELDS}}
        for stage in programme.stages.order_by("order")
    ]


def refused(code):
    return pytest.raises(Refused, check=lambda one: one.code == code)


class TestStages:
    def test_they_change_places(self, coordination, programme):
        rows = rows_of(programme)
        rows[1], rows[2] = rows[2], rows[1]
        change(coordination, programme, "etapes", rows)
        assert [stage.order for stage in programme.stages.order_by("order")] == [1, 2, 3, 4, 5, 6]
        assert programme.stages.get(order=2).kind == "planning"

    def test_one_more_stands_between_two(self, coordination, programme, case_file):
        rows = rows_of(programme)
        rows.insert(1, {**FIELDS, "name": "Visite", "kind": Stage.Kind.ASSESSMENT})
        change(coordination, programme, "etapes", rows)
        case_file.refresh_from_db()
        assert case_file.stage.order == 1
        assert programme.stages.get(order=2).name == "Visite"

    def test_one_that_served_is_not_deleted(self, coordination, programme, case_file):
        with refused("rows") as found:
            change(coordination, programme, "etapes", rows_of(programme)[1:])
        assert "ne se supprime pas" in found.value.message
        assert programme.stages.count() == 6

    def test_one_that_never_served_is(self, coordination, programme):
        change(coordination, programme, "etapes", rows_of(programme)[1:])
        assert programme.stages.count() == 5

    @pytest.mark.parametrize(
        "kinds",
        [
            ["intake", "monitoring"],
            ["exit"],
            ["exit", "intake"],
            ["intake", "exit", "exit"],
            ["evaluation", "exit"],
            ["monitoring", "intake", "exit"],
            [],
        ],
    )
    def test_a_path_that_nobody_could_walk_is_refused(self, coordination, programme, kinds):
        rows = [{**FIELDS, "name": f"Étape {n}", "kind": kind} for n, kind in enumerate(kinds)]
        with refused("rows"):
            change(coordination, programme, "etapes", rows)
        assert programme.stages.count() == 6

    def test_another_stage_becomes_the_exit(self, coordination, programme):
        rows = rows_of(programme)
        last = rows.pop()
        last["kind"] = Stage.Kind.EVALUATION
        rows.append(last)
        rows.append({**FIELDS, "name": "Fin", "kind": Stage.Kind.EXIT})
        change(coordination, programme, "etapes", rows)
        assert programme.exit_stage().name == "Fin"

    def test_a_stage_that_served_does_not_become_the_exit(self, coordination, programme, case_file):
        rows = rows_of(programme)
        rows[0]["kind"] = Stage.Kind.EXIT
        rows = [*rows[1:-1], rows[0]]
        with refused("rows") as found:
            change(coordination, programme, "etapes", rows)
        assert "sortie" in found.value.message


class TestTerritory:
    def test_lines_are_understood(self, coordination, programme):
        text = "7100 La Louvière\n\n  7170 – Manage\nMons\n7160\n7100 La Louvière"
        change(coordination, programme, "territoire", text)
        assert {str(place) for place in programme.territory.all()} == {
            "7100 La Louvière",
            "7170 Manage",
            "7000 Mons",
            "7160 Chapelle-lez-Herlaimont",
        }

    @pytest.mark.parametrize("line", ["Nulle-Part", "71000 Trop", "9999", "🏠", "7100 " + "x" * 90])
    def test_a_line_that_is_not_understood_is_named(self, coordination, programme, line):
        with refused("places") as found:
            change(coordination, programme, "territoire", f"7100 La Louvière\n{line}")
        assert "Ligne 2" in found.value.message
        assert programme.territory.count() == 10


class TestTeam:
    def test_who_holds_files_stays(self, coordination, programme, case_file, colleague):
        with refused("case_managers") as found:
            change(coordination, programme, "equipe", {"case_managers": [colleague]})
        assert "encore 1 dossier" in found.value.message

    def test_who_holds_none_goes(self, coordination, programme, case_manager, colleague):
        change(coordination, programme, "equipe", {"case_managers": [case_manager]})
        assert list(programme.case_managers.all()) == [case_manager]

    def test_nobody_without_the_role_comes_in(self, coordination, programme, communication):
        with refused("case_managers"):
            change(coordination, programme, "equipe", {"case_managers": [communication]})


class TestIdentity:
    def given(self, programme, **changed):
        return PARTS["identite"].read(programme) | {
            "public_page": None,
            "first_rhythm": programme.first_rhythm,
            **changed,
        }

    def test_the_journal_says_which_fields_and_nothing_else(self, coordination, programme):
        change(coordination, programme, "identite", self.given(programme, capacity_per_case_manager=8))
        entry = JournalEntry.objects.get(action="programme.changed")
        assert entry.details == {"part": "identite", "fields": ["capacity_per_case_manager"]}
        assert entry.target == "heberge-toit"

    def test_nothing_changed_is_nothing_to_write(self, coordination, programme):
        change(coordination, programme, "identite", self.given(programme))
        assert not JournalEntry.objects.filter(action="programme.changed").exists()

    def test_a_prefix_that_files_carry_stays(self, coordination, programme, case_file):
        with refused("file_prefix"):
            change(coordination, programme, "identite", self.given(programme, file_prefix="XX"))

    @pytest.mark.parametrize("prefix", ["OR", "LA"])
    def test_a_prefix_that_says_something_else_is_refused(self, coordination, programme, prefix):
        with refused("file_prefix"):
            change(coordination, programme, "identite", self.given(programme, file_prefix=prefix))

    def test_the_second_of_two_is_told(self, coordination, programme):
        seen = mark_of(PARTS["identite"].read(programme))
        change(coordination, programme, "identite", self.given(programme, name="Autre nom"), seen=seen)
        with refused("changed"):
            change(coordination, programme, "identite", self.given(programme, name="Encore"), seen=seen)
        # Another part did not change.
        team = {"case_managers": list(programme.case_managers.all())}
        change(coordination, programme, "equipe", team, seen=mark_of(PARTS["equipe"].read(programme)))

    @pytest.mark.parametrize("role", ["case_manager", "data_officer", "administrator", "communication"])
    def test_nobody_else_sets_a_programme(self, request, role, programme):
        with refused("not_yours"):
            change(request.getfixturevalue(role), programme, "identite", self.given(programme))


def own_form(programme, *, slug="propre"):
    """A published orientation form with every type of question, given to this programme."""
    form = create_from_document({**every_type.document(), "form": slug}, kind="referral", public=True)
    Programme.objects.filter(pk=programme.pk).update(form=form)
    programme.refresh_from_db()
    return form


class TestForms:
    def given(self, programme, **changed):
        names = ("form", "assessment_form", "exit_form", "satisfaction_form")
        return {name: getattr(programme, name) for name in names} | changed

    def test_a_form_leads_to_one_programme(self, coordination, programme):
        other = Programme.objects.get(slug="logement-accompagne")
        form = own_form(other)
        with refused("form") as found:
            change(coordination, programme, "formulaires", self.given(programme, form=form))
        assert "mène déjà à « Logement accompagné »" in found.value.message

    def test_each_place_takes_its_kind_of_form(self, coordination, programme):
        with refused("form"):
            change(coordination, programme, "formulaires", self.given(programme, form=make.small_grid()))

    def test_what_arrived_before_is_taken_up(self, coordination, programme):
        form = create_from_document(every_type.document(), kind="referral", public=True)
        version = form.current_version
        clean, errors = validate(version.document, every_type.ANSWERS)
        assert not errors
        receive(version, clean, nonce_hash="a" * 64)
        assert not Referral.objects.exists()
        change(coordination, programme, "formulaires", self.given(programme, form=form))
        assert Referral.objects.get().programme == programme


class TestCriterion:
    @pytest.fixture
    def asked(self, programme):
        return own_form(programme)

    def given(self, form, key="agree", **changed):
        question = next(
            one
            for part in every_type.document()["sections"]
            for one in part["questions"]
            if one["key"] == key
        )
        words = {"words_met": "Oui.", "words_not_met": "Non.", "words_unknown": "On ne sait pas."}
        data = {"kind": "answer", "label": "D’accord", "question": question["uid"], "blocking": True}
        return data | {"comparison": "equals", "values": ["yes"], "active": True} | words | changed

    def referral_with(self, form, **answers):
        version = form.current_version
        clean, errors = validate(version.document, {**every_type.ANSWERS, **answers})
        assert not errors
        receive(version, clean, nonce_hash="b" * 64)
        referral = Referral.objects.get()
        referral.last_name = "Exemple"
        referral.save()
        return referral

    def test_it_is_looked_at_when_a_request_arrives(self, coordination, programme, asked):
        row = SaveCriterion(coordination, programme, data=self.given(asked)).execute()
        referral = self.referral_with(asked, agree="no")
        kept = next(one for one in referral.criteria if one["key"] == f"answer-{row.pk}")
        assert (kept["result"], kept["words"], kept["blocking"]) == ("not_met", "Non.", True)

    def test_blocking_and_not_met_it_asks_for_the_coordination(
        self, coordination, case_manager, programme, asked
    ):
        SaveCriterion(coordination, programme, data=self.given(asked)).execute()
        referral = self.referral_with(asked, agree="no")
        with refused("criteria") as found:
            AdmitReferral(case_manager, referral).execute()
        assert "« D’accord »" in found.value.message
        with refused("criteria_reason"):
            AdmitReferral(coordination, referral, case_manager=case_manager).execute()
        reason = "Accord donné de vive voix depuis."
        case_file = AdmitReferral(
            coordination, referral, case_manager=case_manager, criteria_reason=reason
        ).execute()
        entry = JournalEntry.objects.get(action="referral.criteria_overridden")
        assert (entry.subject, entry.reason) == (case_file.pk, reason)

    def test_warning_only_it_stops_nobody(self, coordination, case_manager, programme, asked):
        SaveCriterion(coordination, programme, data=self.given(asked, blocking=False)).execute()
        referral = self.referral_with(asked, agree="no")
        assert AdmitReferral(case_manager, referral).execute().case_manager == case_manager

    def test_what_was_said_that_day_stays(self, coordination, programme, asked):
        row = SaveCriterion(coordination, programme, data=self.given(asked)).execute()
        referral = self.referral_with(asked, agree="no")
        RemoveCriterion(coordination, programme, criterion=row).execute()
        referral.refresh_from_db()
        assert "D’accord" in [finding["label"] for finding in referral.criteria]

    def test_a_question_of_another_form_is_refused(self, coordination, programme, asked):
        with refused("question"):
            SaveCriterion(coordination, programme, data=self.given(asked, question="nulle-part")).execute()

    def test_a_comparison_without_a_value_is_refused(self, coordination, programme, asked):
        with refused("values"):
            SaveCriterion(coordination, programme, data=self.given(asked, values=[])).execute()

    def test_each_computed_criterion_stands_once(self, coordination, programme, asked):
        with refused("kind"):
            SaveCriterion(coordination, programme, data=self.given(asked) | {"kind": "territory"}).execute()


class TestEngagements:
    def test_one_a_line_without_bullets(self, coordination, programme):
        said = {"person_engages": "- Je viens.\n\n • Je préviens.", "service_engages": "Nous écoutons."}
        assert change(coordination, programme, "contrat", said) == ["person_engages", "service_engages"]
        programme.refresh_from_db()
        assert programme.person_engages == ["Je viens.", "Je préviens."]

    @pytest.mark.parametrize("words", ["", " \n-\n", "a\n" * 13, "é" * 301])
    def test_none_too_many_or_too_long_is_refused(self, coordination, programme, words):
        with refused("service_engages"):
            change(coordination, programme, "contrat", {"person_engages": "Oui", "service_engages": words})

    def test_another_programme_may_take_them(self, coordination, programme):
        change(coordination, programme, "contrat", {"person_engages": "Oui", "service_engages": "Non"})
        taken, own = (
            CreateProgramme(
                coordination, None, name=name, file_prefix=name.upper(), model=programme, take=take
            ).execute()
            for name, take in (("Un", ("engagements",)), ("Deux", ()))
        )
        assert taken.person_engages == ["Oui"]
        assert own.person_engages == list(PERSON_ENGAGES)


class TestOrderOfCriteria:
    @pytest.fixture
    def line(self, programme):
        return list(programme.criteria.all())

    def put(self, actor, criterion, order):
        SaveCriterion(actor, criterion.programme, criterion=criterion, data={"order": order}).execute()

    def standing(self, programme):
        return [(one.kind, one.order) for one in programme.criteria.all()]

    def test_it_takes_the_number_and_the_others_make_way(self, coordination, programme, line):
        first, second, third, fourth = (one.kind for one in line)
        self.put(coordination, line[3], 2)
        assert self.standing(programme) == [(first, 1), (fourth, 2), (second, 3), (third, 4)]
        self.put(coordination, line[0], 3)
        assert self.standing(programme) == [(fourth, 2), (first, 3), (second, 4), (third, 5)]

    def test_at_the_end_of_the_numbers_all_close_ranks(self, coordination, programme, line):
        self.put(coordination, line[0], 999)
        self.put(coordination, line[1], 999)
        kinds = [line[number].kind for number in (2, 3, 1, 0)]
        assert self.standing(programme) == [(kind, number) for number, kind in enumerate(kinds, start=1)]

    def test_a_new_one_after_the_last_number_finds_its_place(self, coordination, programme, line):
        self.put(coordination, line[0], 999)
        kind = line[3].kind
        RemoveCriterion(coordination, programme, criterion=line[3]).execute()
        words = {name: "Oui." for name in ("label", "words_met", "words_not_met", "words_unknown")}
        SaveCriterion(coordination, programme, data={"kind": kind, **words}).execute()
        assert self.standing(programme)[-1] == (kind, 4)

    def test_another_programme_has_its_own_numbers(self, coordination, programme, line):
        other = CreateProgramme(
            coordination, None, name="Autre", file_prefix="AU", model=programme, take=("criteria",)
        ).execute()
        self.put(coordination, other.criteria.last(), 1)
        assert [one.order for one in programme.criteria.all()] == [1, 2, 3, 4]


class TestCreation:
    def test_from_scratch_it_can_be_walked_at_once(self, coordination, case_manager):
        make.heberge_toit(case_manager)
        programme = CreateProgramme(coordination, None, name="Nuit d’Hiver", file_prefix="NH").execute()
        change(coordination, programme, "equipe", {"case_managers": [case_manager]})
        case_file = make.opened_file(case_manager, programme)
        assert case_file.reference.startswith("NH-")
        assert programme.slug == "nuit-dhiver"
        assert JournalEntry.objects.get(action="programme.created").target == "nuit-dhiver"

    def test_it_takes_what_another_has(self, coordination, programme):
        made = CreateProgramme(
            coordination,
            None,
            name="Deuxième",
            file_prefix="DX",
            model=programme,
            take=("stages", "criteria", "territory", "lists", "forms", "limits"),
        ).execute()
        assert made.stages.count() == programme.stages.count() == 6
        assert made.criteria.count() == programme.criteria.count() == 4
        assert made.territory.count() == 10
        assert made.form is None
        assert not set(made.stages.values_list("pk")) & set(programme.stages.values_list("pk"))

    @pytest.mark.parametrize(
        ("name", "prefix", "code"),
        [("héberge toit", "XX", "name"), ("Autre", "HT", "file_prefix"), ("!!!", "XX", "name")],
    )
    def test_what_would_be_confused_is_refused(self, coordination, programme, name, prefix, code):
        with refused(code):
            CreateProgramme(coordination, None, name=name, file_prefix=prefix).execute()

    def test_the_second_programme_is_shipped(self, programme):
        shipped = Programme.objects.get(slug="logement-accompagne")
        assert shipped.street_limit_months is None
        assert shipped.first_stage().name == "Demande et co-intervention"
        assert FormDefinition.objects.filter(slug="logement").exists() == (shipped.form is not None)
