"""The contract: made from the plan, signed, replaced, given up; what was agreed never changes."""

import datetime

import pytest
from django.core.files.base import ContentFile

from casefiles.actions import (
    AddPlannedAction,
    ChangeProgramme,
    CloseFile,
    CorrectPerson,
    DiscardContract,
    DraftContract,
    KeepSignedCopy,
    Refused,
    SettleObjective,
    SignContract,
    TakeBackSignature,
)
from casefiles.contract.changes import changes_since
from casefiles.contract.content import is_intact, objectives_of
from casefiles.contract.printing import Altered, contract_html, contract_pdf
from casefiles.engagements import PERSON_ENGAGES
from casefiles.models import ContractSignature, EngagementContract, ExitReason, LifeAxis
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.support.papers import PDF
from tests.support.raw_sql import update_row

PERSON, MANAGER, PARTNER = "person", "case_manager", "partner"


@pytest.fixture
def goal(case_file, case_manager):
    return make.objective(
        case_manager, case_file, own_words="Un endroit à moi", due_on=make.day(-90), at=make.moment(20)
    )


@pytest.fixture
def contract(case_file, case_manager, goal):
    make.planned_action(case_manager, goal, at=make.moment(20))
    return DraftContract(case_manager, case_file, at=make.moment(10)).execute()


def sign(actor, contract, *parties, **given):
    for party in parties:
        SignContract(actor, contract, party=party, **given).execute()
    contract.refresh_from_db()
    return contract


class TestMaking:
    def test_it_says_the_plan_word_for_word(self, contract):
        [(axis, objective)] = objectives_of(contract.content)
        assert axis == "Logement et appropriation du logement"
        assert (objective["statement"], objective["own_words"]) == ("Trouver un logement", "Un endroit à moi")
        assert [action["by"] for action in objective["actions"]] == ["Camille"]

    def test_it_is_reviewed_after_three_months_unless_said_otherwise(self, case_file, case_manager, goal):
        at = datetime.datetime(2024, 11, 30, 12, tzinfo=datetime.UTC)
        case_file.opened_on = datetime.date(2024, 1, 1)
        case_file.save()
        assert DraftContract(case_manager, case_file, at=at).execute().review_on == datetime.date(2025, 2, 28)

    @pytest.mark.parametrize(
        "review_on", [datetime.date(1, 1, 1), datetime.date(9999, 12, 31), make.day(1)], ids=str
    )
    def test_a_review_before_or_years_later_is_refused(self, case_file, case_manager, goal, review_on):
        with pytest.raises(Refused) as refused:
            DraftContract(case_manager, case_file, review_on=review_on).execute()
        assert refused.value.code == "review"

    def test_without_an_open_objective_there_is_no_contract(self, case_file, case_manager, goal):
        SettleObjective(case_manager, goal, state="dropped").execute()
        with pytest.raises(Refused, match="ajoutez-en un"):
            DraftContract(case_manager, case_file).execute()

    def test_a_version_that_waited_gives_way_to_the_next(self, case_file, case_manager, contract):
        second = DraftContract(case_manager, case_file).execute()
        contract.refresh_from_db()
        assert (second.number, second.state) == (2, "to_sign")
        assert (contract.state, contract.ended_on) == ("replaced", make.day())

    def test_a_button_pressed_twice_makes_one_version(self, case_file, case_manager, goal):
        DraftContract(case_manager, case_file).execute()
        with pytest.raises(Refused, match="dit déjà exactement cela"):
            DraftContract(case_manager, case_file).execute()
        assert EngagementContract.objects.count() == 1

    def test_the_journal_keeps_its_fingerprint_and_no_word_of_it(self, contract):
        [entry] = JournalEntry.objects.filter(action="contract.drafted")
        assert entry.details["fingerprint"] == contract.content_hash
        assert "logement" not in str(entry.details)

    def test_somebody_else_makes_none(self, case_file, colleague, goal):
        with pytest.raises(Refused) as refused:
            DraftContract(colleague, case_file).execute()
        assert refused.value.code == "not_yours"

    def test_an_engagement_a_line(self, case_file, case_manager, goal):
        made = DraftContract(case_manager, case_file, person_engages="- Venir\n\n  Prévenir 😀 ").execute()
        assert made.content["person_engages"] == ["Venir", "Prévenir 😀"]

    def test_the_engagements_of_the_programme_and_a_contract_keeps_its_own(
        self, case_file, case_manager, coordination, contract
    ):
        sign(case_manager, contract, PERSON, MANAGER)
        assert contract.content["person_engages"] == list(PERSON_ENGAGES)
        new = {"person_engages": "Je viens.", "service_engages": "Nous écoutons.\nNous revenons."}
        ChangeProgramme(coordination, case_file.programme, part="contrat", data=new).execute()
        contract.refresh_from_db()
        assert contract.content["person_engages"] == list(PERSON_ENGAGES)
        assert is_intact(contract)
        case_file.refresh_from_db()
        second = DraftContract(case_manager, case_file).execute()
        assert second.content["person_engages"] == ["Je viens."]
        assert second.content["service_engages"] == ["Nous écoutons.", "Nous revenons."]


class TestSigning:
    def test_it_holds_once_both_have_signed(self, case_manager, contract):
        assert sign(case_manager, contract, PERSON).state == "to_sign"
        assert sign(case_manager, contract, MANAGER).state == "signed"

    def test_a_partner_alone_does_not_make_it_hold(self, case_manager, contract):
        sign(case_manager, contract, PARTNER, name="CPAS (exemple)")
        assert sign(case_manager, contract, MANAGER).state == "to_sign"

    def test_a_partner_may_sign_later(self, case_manager, contract):
        sign(case_manager, contract, PERSON, MANAGER)
        sign(case_manager, contract, PARTNER, name="CPAS (exemple)")
        assert contract.signatures.count() == 3

    def test_the_one_before_is_replaced(self, case_file, case_manager, contract):
        sign(case_manager, contract, PERSON, MANAGER)
        second = DraftContract(case_manager, case_file).execute()
        contract.refresh_from_db()
        assert contract.state == "signed"
        sign(case_manager, second, PERSON, MANAGER)
        contract.refresh_from_db()
        assert (contract.state, second.state) == ("replaced", "signed")

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"party": "mayor"}, "party"),
            ({"party": PERSON, "signed_on": make.day(-2)}, "future"),
            ({"party": PERSON, "signed_on": datetime.date(1, 1, 1)}, "before_made"),
            ({"party": PERSON, "signed_on": datetime.date(9999, 12, 31)}, "future"),
            ({"party": PARTNER, "name": "  "}, "name_needed"),
        ],
    )
    def test_what_cannot_be_is_refused(self, case_manager, contract, given, code):
        with pytest.raises(Refused) as refused:
            SignContract(case_manager, contract, **given).execute()
        assert refused.value.code == code

    def test_nobody_signs_twice(self, case_manager, contract):
        sign(case_manager, contract, PERSON)
        sign(case_manager, contract, PARTNER, name="CPAS (exemple)")
        for again in ({"party": PERSON}, {"party": PARTNER, "name": "cpas (Exemple)"}):
            with pytest.raises(Refused) as refused:
                SignContract(case_manager, contract, **again).execute()
            assert refused.value.code == "already"

    def test_a_slip_is_taken_back_until_it_holds(self, case_manager, contract):
        sign(case_manager, contract, PERSON)
        signature = contract.signatures.get()
        TakeBackSignature(case_manager, contract, signature=signature).execute()
        assert not contract.signatures.exists()
        sign(case_manager, contract, PERSON, MANAGER)
        with pytest.raises(Refused, match="nouvelle version"):
            TakeBackSignature(case_manager, contract, signature=contract.signatures.first()).execute()

    def test_a_closed_file_is_not_signed(self, case_file, case_manager, contract):
        reason = ExitReason.objects.get(code="moved_away")
        CloseFile(case_manager, case_file, reason=reason, note="Départ vers une autre ville").execute()
        with pytest.raises(Refused, match="fermé"):
            SignContract(case_manager, contract, party=PERSON).execute()


class TestEnding:
    def test_it_is_given_up_with_a_reason(self, case_manager, contract):
        with pytest.raises(Refused, match="pourquoi"):
            DiscardContract(case_manager, contract, reason=" ").execute()
        DiscardContract(case_manager, contract, reason="La personne préfère attendre").execute()
        contract.refresh_from_db()
        assert (contract.state, contract.ended_reason) == ("discarded", "La personne préfère attendre")
        with pytest.raises(Refused) as refused:
            SignContract(case_manager, contract, party=PERSON).execute()
        assert refused.value.code == "ended"

    def test_its_signed_copy_is_a_document_of_the_file(self, case_file, case_manager, contract):
        KeepSignedCopy(case_manager, contract, upload=ContentFile(PDF, name="scan.pdf")).execute()
        contract.refresh_from_db()
        assert contract.signed_copy.kind.code == "contract"
        assert contract.signed_copy.case_file == case_file

    def test_what_is_no_document_is_refused_and_nothing_is_linked(self, case_manager, contract):
        with pytest.raises(Refused) as refused:
            KeepSignedCopy(case_manager, contract, upload=ContentFile(b"MZ...", name="x.exe")).execute()
        assert refused.value.code == "file"
        contract.refresh_from_db()
        assert contract.signed_copy is None


class TestTheSameForEver:
    def test_the_paper_does_not_follow_the_plan(self, case_manager, contract, goal):
        before = contract_html(contract)
        AddPlannedAction(case_manager, goal, statement="Écrire au bailleur", who="person").execute()
        SettleObjective(case_manager, goal, state="dropped").execute()
        renamed = {"last_name": "Autre-Fictive"}
        CorrectPerson(case_manager, contract.case_file, changes=renamed).execute()
        LifeAxis.objects.filter(code="home").update(label="Un toit")
        assert contract_html(EngagementContract.objects.get(pk=contract.pk)) == before

    def test_the_print_is_the_same_to_the_last_sign(self, contract):
        assert contract_pdf(contract) == contract_pdf(EngagementContract.objects.get(pk=contract.pk))

    def test_what_was_altered_is_not_shown(self, contract):
        content = contract.content
        content["axes"][0]["objectives"][0]["statement"] = "Autre chose"
        contract.content = content
        contract.save()
        contract.refresh_from_db()
        assert not is_intact(contract)
        with pytest.raises(Altered):
            contract_html(contract)

    def test_a_review_date_moved_behind_our_back_is_noticed(self, contract):
        update_row(contract, review_on=make.day(-400))
        contract.refresh_from_db()
        assert not is_intact(contract)

    def test_what_changed_since_is_told(self, case_manager, contract, goal):
        assert changes_since(contract) == []
        AddPlannedAction(case_manager, goal, statement="Écrire au bailleur", who="person").execute()
        assert changes_since(contract) == [
            "Nouvelle action pour « Trouver un logement » : Écrire au bailleur"
        ]

    def test_signing_does_not_change_it(self, case_manager, contract):
        sign(case_manager, contract, PERSON, MANAGER)
        assert is_intact(contract)
        assert {one.party for one in contract.signatures.all()} == {
            ContractSignature.Party.PERSON,
            ContractSignature.Party.CASE_MANAGER,
        }
