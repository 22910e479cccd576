"""Persons with their files from a spreadsheet: opened, brought up to date, refused and taken back."""

import datetime

import pytest

from casefiles.actions import CloseFile, CorrectPerson, ReceiveReferral
from casefiles.exchange.batches import preview as settling
from casefiles.exchange.batches import run, undo
from casefiles.models import Assignment, CaseFile, ExitReason, Person, Referral
from portal.audit.models import JournalEntry
from tests.casefiles.exchange.lives import only_row, take_back, write
from tests.casefiles.exchange.sheets import csv_bytes, rows_of
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db

COLUMNS = {
    "Identifiant": "",
    "Dossier": "",
    "Dispositif": "Héberge Toit",
    "Nom": "Fictive",
    "Prénom": "Solène",
    "Date de naissance": "02/04/1991",
    "Genre": "F",
    "Téléphone": "0470 11 22 33",
    "E-mail": "",
    "Étape": "",
    "Référent·e": "",
    "Ouvert le": "04/03/2026",
    "Situation depuis": "01/2026",
    "Commune": "7100",
    "Motif de dépassement": "",
}
OTHER = {"Nom": "Inventé", "Prénom": "Basile", "Téléphone": "", "Date de naissance": "05/06/1975"}
THIRD = {"Nom": "Zouave", "Prénom": "Quentin", "Téléphone": "", "Date de naissance": "07/08/1969"}


@pytest.fixture
def send(preview, programme, case_manager):
    def prepare(*rows, user=None):
        cells = [tuple({**COLUMNS, **row}.values()) for row in rows]
        content = csv_bytes(*cells, headings=tuple(COLUMNS))
        return preview(user or case_manager, content, "dossiers.csv", target="persons")[1]

    return prepare


def stage_named(programme, order):
    return programme.stages.order_by("order")[order]


def test_a_row_becomes_a_person_with_a_file(send, case_manager, programme):
    second = stage_named(programme, 1)
    batch = send({"E-mail": "solene@example.org", "Étape": second.name.upper()})
    assert batch.counts == {"new": 1}, only_row(batch).errors
    assert not Person.objects.exists()
    write(batch)
    case_file = CaseFile.objects.get()
    person = case_file.person
    assert (person.last_name, person.email, person.phone) == (
        "Fictive",
        "solene@example.org",
        "0470 11 22 33",
    )
    assert (case_file.opened_on, case_file.stage) == (datetime.date(2026, 3, 4), second)
    assert case_file.stage_moves.get().to_stage == second
    assert (case_file.street_since, case_file.street_since_precision) == (datetime.date(2026, 1, 1), "month")
    held = case_file.assignments.get()
    assert (held.case_manager, held.started_on, held.place) == (case_manager, datetime.date(2026, 3, 4), 1)
    assert case_file.referral.status == Referral.Status.ADMITTED
    actions = set(JournalEntry.objects.filter(subject=case_file.pk).values_list("action", flat=True))
    assert {"casefile.opened", "assignment.made", "person.corrected"} <= actions


@pytest.mark.parametrize("key", ["", "7"])
def test_the_same_file_again_changes_nothing(send, key):
    row = {"Identifiant": key, "E-mail": "solene@example.org"}
    write(send(row))
    assert send(row).counts == {"unchanged": 1}


def test_somebody_surely_known_who_changes_in_nothing_is_not_asked_about(send):
    write(send({}))
    again = send({"Identifiant": "another number"})
    assert again.counts == {"unchanged": 1}
    (row,) = rows_of(again)
    assert row.finding["subject"] == str(CaseFile.objects.get().pk)


@pytest.mark.parametrize("column", ["Identifiant", "Dossier"])
def test_a_known_file_is_updated_in_what_changed_only(send, programme, column):
    write(send({"Identifiant": "7"}))
    case_file = CaseFile.objects.get()
    make.contact(case_file.case_manager, case_file)
    value = "7" if column == "Identifiant" else case_file.reference.lower().replace("-", " ")
    second = stage_named(programme, 1).name
    change = {column: value, "Téléphone": "0470/99.99.99", "Prénom": "", "Étape": second}
    batch = send(change)
    assert batch.counts == {"changed": 1}, only_row(batch).errors
    assert {one["column"] for one in only_row(batch).finding["differences"]} == {"Téléphone", "Étape"}
    write(batch)
    case_file = CaseFile.objects.get()
    assert (case_file.person.phone, case_file.person.first_name) == ("0470/99.99.99", "Solène")
    assert case_file.stage == stage_named(programme, 1)


def test_a_stage_that_asks_for_something_still_asks(send, programme):
    write(send({"Identifiant": "7"}))
    row = only_row(send({"Identifiant": "7", "Étape": stage_named(programme, 1).name}))
    assert row.outcome == "wrong"
    assert row.errors["Étape"].startswith("Avant de passer à la suite, il manque")


def test_the_places_of_a_case_manager_are_kept(send, programme, coordination):
    programme.capacity_per_case_manager = 2
    programme.save()
    first, second, third = rows_of(send({}, OTHER, THIRD))
    assert (first.outcome, second.outcome, third.outcome) == ("new", "new", "wrong")
    assert "déjà 2 situations pour 2 places" in third.errors["Référent·e"]
    batch = write(send({}, OTHER, THIRD))
    assert (batch.results, Assignment.objects.count()) == ({"new": 2}, 2)


def test_a_place_taken_meanwhile_is_refused_by_the_action(send, programme, case_manager):
    programme.capacity_per_case_manager = 1
    programme.save()
    batch = send({})
    make.opened_file(case_manager, programme, last_name="Entretemps", first_name="Jo")
    assert batch.counts == {"new": 1}
    # The base has moved: a fresh preview says so before anything is written.
    assert not run.confirm(batch, sha256=batch.sha256, plan=batch.plan)
    assert "déjà 1 situation pour 1 place" in only_row(batch).errors["Référent·e"]


def test_coordination_goes_past_the_places_with_a_reason(send, programme, coordination, case_manager):
    programme.capacity_per_case_manager = 1
    programme.save()
    mine = {"Référent·e": case_manager.email}
    why = "Reprise de la liste de mars"
    batch = send(mine, {**OTHER, **mine, "Motif de dépassement": why}, user=coordination)
    assert write(batch).results == {"new": 2}
    beyond = Assignment.objects.get(place=2)
    assert (beyond.over_capacity_by, beyond.over_capacity_reason) == (coordination, why)


def test_only_coordination_gives_a_file_to_somebody(send, colleague):
    row = only_row(send({"Référent·e": colleague.email}))
    assert "Seule la coordination confie un dossier" in row.errors[""]


def test_a_colleague_is_known_by_name_too(send, coordination, case_manager):
    batch = send({"Référent·e": case_manager.get_full_name()}, user=coordination)
    assert batch.counts == {"new": 1}, only_row(batch).errors


def test_a_file_does_not_open_at_its_exit(send, programme):
    row = only_row(send({"Étape": programme.exit_stage().name}))
    assert "avant la sortie" in row.errors["Étape"]


def test_a_blocking_criterion_stops_a_row(send, programme):
    criterion = programme.criteria.get(kind="territory")
    criterion.blocking = True
    criterion.save()
    row = only_row(send({"Commune": "1000 Bruxelles"}))
    assert "Un critère bloquant n’est pas rempli" in row.errors["Motif de dépassement"]


def test_a_closed_file_is_never_reopened(send, case_manager):
    write(send({"Identifiant": "7"}))
    case_file = CaseFile.objects.get()
    reason = ExitReason.objects.filter(active=True).first()
    CloseFile(case_manager, case_file, reason=reason, note="Déménagement annoncé").execute()
    for row in ({"Identifiant": "7", "Prénom": "Sol"}, {"Dossier": case_file.reference}):
        found = only_row(send(row))
        assert (found.outcome, found.finding["closed"]) == ("wrong", True)
        assert "Un import ne rouvre pas un dossier" in next(iter(found.errors.values()))


def test_the_file_of_a_colleague_is_not_told_from_one_that_does_not_exist(send, colleague, programme):
    theirs = make.opened_file(colleague, programme, last_name="Ailleurs", first_name="Jo")
    for reference in (theirs.reference, "HT-2020-0404"):
        row = only_row(send({"Dossier": reference}))
        assert f"{reference} n’existe pas, ou n’est pas à votre portée" in row.errors["Dossier"]


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("Ouvert le", "31/12/9999", "est dans le futur"),
        ("Ouvert le", "01/01/1900", "trop ancien"),
        ("Étape", "Nulle part", "n’est pas dans la liste"),
        ("Référent·e", "inconnue@example.org", "n’est pas dans la liste"),
        ("E-mail", "solene@", "n’est pas une adresse e-mail"),
        ("Dossier", "12", "n’est pas une référence de dossier"),
    ],
)
def test_what_cannot_be_is_said_beside_its_cell(send, column, cell, message):
    assert message in only_row(send({column: cell})).errors[column]


# --- who it is --------------------------------------------------------------------------------------------
def test_somebody_known_elsewhere_gets_a_file_of_her_own(send, case_manager, programme):
    former = make.opened_file(
        case_manager, programme, last_name="Fictive", first_name="Solene", birth_date="1991-04-02", phone=""
    )
    reason = ExitReason.objects.filter(active=True).first()
    CloseFile(case_manager, former, reason=reason, note="Déménagement annoncé").execute()
    batch = send({})
    row = only_row(batch)
    assert row.outcome == "likely"
    settling.decide(batch, row.number, f"same:{former.person.pk}")
    assert batch.counts == {"new": 1}, only_row(batch).errors
    write(batch)
    assert CaseFile.objects.filter(person=former.person).count() == 2
    assert Person.objects.count() == 1
    former.refresh_from_db()
    assert former.is_closed
    take_back(batch)
    assert list(CaseFile.objects.all()) == [former]
    assert Person.objects.exists()


def test_the_same_person_with_an_open_file_is_an_update(send, case_manager, programme):
    mine = make.opened_file(
        case_manager, programme, last_name="Fictive", first_name="Solene", birth_date="1991-04-02", phone=""
    )
    batch = send({})
    settling.decide(batch, only_row(batch).number, f"same:{mine.person.pk}")
    assert batch.counts == {"changed": 1}, only_row(batch).errors
    write(batch)
    mine.person.refresh_from_db()
    assert (mine.person.first_name, mine.person.phone) == ("Solène", "0470 11 22 33")
    assert CaseFile.objects.count() == 1


# --- taking back ------------------------------------------------------------------------------------------
def test_an_untouched_file_goes_with_its_person_and_its_place(send, case_manager):
    batch = write(send({"E-mail": "solene@example.org"}))
    reference, key = CaseFile.objects.values_list("reference", "pk").get()
    assert undo.preview_undo(batch) == (1, [])
    take_back(batch)
    for model in (CaseFile, Person, Referral, Assignment):
        assert not model.objects.exists()
    entry = JournalEntry.objects.get(action="casefile.import_undone")
    assert (entry.actor, entry.target, entry.subject) == (case_manager, reference, key)
    assert write(send({})).results == {"new": 1}


@pytest.mark.parametrize("touch", ["contact", "objective", "identity", "request"])
def test_a_file_that_somebody_worked_in_is_kept(send, case_manager, programme, touch):
    batch = write(send({}))
    case_file = CaseFile.objects.get()
    if touch == "contact":
        make.contact(case_manager, case_file)
    elif touch == "objective":
        make.objective(case_manager, case_file)
    elif touch == "identity":
        CorrectPerson(case_manager, case_file, changes={"first_name": "Sol"}).execute()
    else:
        case_file.referral.events.create(kind="feedback", by=case_manager)
    _back, (kept,) = undo.preview_undo(batch)
    assert kept.why.endswith(("est gardé.", "gardé tel qu’il est."))
    take_back(batch)
    assert CaseFile.objects.filter(pk=case_file.pk).exists()


def test_an_update_is_taken_back(send, programme, coordination, case_manager, colleague):
    mine = {"Identifiant": "7", "Référent·e": case_manager.email}
    write(send(mine, user=coordination))
    changed = {**mine, "Référent·e": colleague.email, "Téléphone": "0470 99 99 99", "Genre": "X"}
    batch = write(send(changed, user=coordination))
    assert CaseFile.objects.get().case_manager == colleague
    take_back(batch)
    case_file = CaseFile.objects.get()
    assert (case_file.case_manager, case_file.person.phone) == (case_manager, "0470 11 22 33")
    assert case_file.person.gender == "woman"
    assert case_file.assignments.count() == 3


def test_a_request_typed_meanwhile_is_none_of_the_import(send, programme):
    ReceiveReferral(None, programme, data={"person.last_name": "Autre"}).execute()
    take_back(write(send({})))
    assert Referral.objects.get().last_name == "Autre"
