"""Requests from a spreadsheet: received, corrected, asked about, taken back, as those that are typed."""

import datetime
import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions import AdmitReferral, EditReferral
from casefiles.exchange.batches import preview as settling
from casefiles.exchange.batches import undo
from casefiles.exchange.resources import RESOURCES, resources_for
from casefiles.exchange.resources.persons_known import NO_NAMES
from casefiles.exchange.resources.referrals import ReferralResource
from casefiles.models import Referral
from casefiles.models.programme import Programme
from forms.definition.document import answerable
from forms.models import FormDefinition
from forms.setup import create_shipped_forms
from portal.audit.models import JournalEntry
from tests.casefiles.exchange.lives import only_row, plain, take_back, write
from tests.casefiles.exchange.sheets import csv_bytes, rows_of, xlsx_bytes
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory

pytestmark = pytest.mark.django_db

COLUMNS = {
    "Identifiant": "",
    "Référence": "",
    "Dispositif": "Héberge Toit",
    "Nom": "Fictive",
    "Prénom": "Solène",
    "Date de naissance": "02/04/1991",
    "Genre": "F",
    "Numéro national": "",
    "Téléphone": "0470 11 22 33",
    "Situation depuis": "09/2026",
    "Commune": "7100 La Louvière",
    "Service qui oriente": "Accueil Exemple",
    "Message": "Une place est cherchée.",
    "Reçue le": "04/03/2026",
}
NUMBER = "85073003328"


@pytest.fixture
def send(preview, programme, case_manager):
    """`send({"Nom": …}, …)`: the batch made of ordinary rows with these cells of their own."""

    def prepare(*rows, user=None):
        cells = [tuple({**COLUMNS, **row}.values()) for row in rows]
        content = csv_bytes(*cells, headings=tuple(COLUMNS))
        return preview(user or case_manager, content, "orientations.csv", target="referrals")[1]

    return prepare


def test_a_row_is_received_as_a_typed_request(send, case_manager):
    service = ServiceFactory(name="Accueil Exemple")
    batch = send({})
    assert batch.counts == {"new": 1}, only_row(batch).errors
    assert not Referral.objects.exists()
    write(batch)
    referral = Referral.objects.get()
    assert (referral.last_name, referral.first_name, referral.gender) == ("Fictive", "Solène", "woman")
    assert (referral.channel, referral.status) == (Referral.Channel.XLSX, Referral.Status.RECEIVED)
    assert f"{referral.received_at:%d/%m/%Y}" == "04/03/2026"
    assert (f"{referral.street_since:%d/%m/%Y}", referral.street_since_precision) == ("01/09/2026", "month")
    assert (referral.orienting_service, referral.sender_kind) == (service, "service")
    assert referral.message == "Une place est cherchée."
    assert referral.events.get().by == case_manager
    assert [one["result"] for one in referral.criteria if one["kind"] == "territory"] == ["met"]
    entry = JournalEntry.objects.get(action="referral.received")
    assert (entry.actor, entry.target) == (case_manager, referral.reference)


def test_real_dates_of_excel_and_numbers_of_excel(preview, case_manager, programme):
    headings = ("Dispositif", "Nom", "Date de naissance", "Numéro national", "Téléphone")
    row = ("HT", "Fictive", datetime.date(1985, 7, 30), 85073003328.0, 470112233)
    content = xlsx_bytes(row, headings=headings)
    batch = write(preview(case_manager, content, "o.xlsx", target="referrals")[1])
    assert batch.results == {"new": 1}
    referral = Referral.objects.get()
    assert referral.birth_date == datetime.date(1985, 7, 30)
    assert (referral.national_number, referral.phone) == (NUMBER, "0470112233")


@pytest.mark.parametrize("key", ["", "A-12"])
def test_the_same_file_again_changes_nothing(send, key):
    write(send({"Identifiant": key}))
    again = send({"Identifiant": key})
    assert again.counts == {"unchanged": 1}, only_row(again).finding
    write(again)
    assert Referral.objects.count() == 1


def test_an_identified_row_corrects_a_request_to_decide(send):
    write(send({"Identifiant": "A-12"}))
    batch = send({"Identifiant": "a-12", "Prénom": "Solenne", "Commune": ""})
    assert batch.counts == {"changed": 1}, only_row(batch).errors
    (difference,) = only_row(batch).finding["differences"]
    assert (difference["before"], difference["after"]) == ("Solène", "Solenne")
    compared = JournalEntry.objects.get(action="exchange.compared")
    assert compared.target == Referral.objects.get().reference
    write(batch)
    referral = Referral.objects.get()
    assert (referral.first_name, referral.municipality) == ("Solenne", "7100 La Louvière")
    assert "Import" in referral.events.get(kind="edited").note


def test_a_request_is_found_by_its_reference_too(send, programme, colleague):
    referral = make.received_referral(programme, last_name="Fictive", first_name="Solene", at=make.moment(2))
    reference = referral.reference.lower().replace("-", " ")
    batch = write(send({"Référence": reference}))
    assert batch.results == {"changed": 1}
    referral.refresh_from_db()
    assert (referral.first_name, Referral.objects.count()) == ("Solène", 1)
    row = only_row(send({"Référence": "OR-2020-0404"}))
    assert "OR-2020-0404 n’existe pas" in row.errors["Référence"]


def test_a_colleague_may_number_her_rows_alike(send, colleague):
    write(send({"Identifiant": "1"}))
    batch = send({"Identifiant": "1", "Nom": "Inventé", "Prénom": "Basile", "Téléphone": ""}, user=colleague)
    assert batch.counts == {"new": 1}
    write(batch)
    assert set(Referral.objects.values_list("last_name", flat=True)) == {"Fictive", "Inventé"}


def test_a_decided_request_is_not_corrected(send, case_manager):
    write(send({"Identifiant": "A-12"}))
    AdmitReferral(case_manager, Referral.objects.get()).execute()
    batch = send({"Identifiant": "A-12", "Prénom": "Solenne"})
    row = only_row(batch)
    assert row.outcome == "wrong"
    assert row.errors[""].startswith("Cette orientation est déjà admise")
    assert Referral.objects.get().first_name == "Solène"


def test_only_the_programmes_one_works_in(send, coordination):
    Programme.objects.create(name="Autre dispositif", slug="autre", file_prefix="AD")
    row = only_row(send({"Dispositif": "Autre dispositif"}))
    assert plain(row.errors["Dispositif"]).endswith("vous n’accompagnez personne dans « Autre dispositif ».")
    assert send({"Dispositif": "Autre dispositif"}, user=coordination).counts == {"new": 1}


def test_who_may_import_what(case_manager, coordination, data_officer, communication, dpo):
    offered = {who: set(resources_for(user)) for who, user in locals().items() if who != "offered"}
    assert offered["case_manager"] == {"contacts", "referrals", "persons", "housing"}
    assert offered["coordination"] == set(RESOURCES)
    assert offered["data_officer"] == {"contacts", "services"}
    assert offered["communication"] == offered["dpo"] == set()


# --- cells ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("Date de naissance", "29/02/2025", "ce jour n’existe pas"),
        ("Date de naissance", "01/01/1900", "trop ancien"),
        ("Date de naissance", "31/12/9999", "est dans le futur"),
        ("Reçue le", "12/13/2026", "13 n’est pas un mois"),
        ("Reçue le", "4/3/26", "l’année avec quatre chiffres"),
        ("Reçue le", "04/03/1999", "trop ancien"),
        ("Situation depuis", "13/2026", "13 n’est pas un mois"),
        ("Numéro national", "85.07.30-033.29", "n’est pas un numéro national correct"),
        ("Numéro national", "8.50730E+10", "le tableur a raccourci ce numéro"),
        ("Téléphone", "12 34", "semble incomplet"),
        ("Genre", "peut-être", "n’est pas dans la liste"),
        ("Dispositif", "Héberge Tois", "n’est pas dans la liste. Vouliez-vous écrire"),
        ("Nom", "", "elle est vide"),
    ],
)
def test_what_cannot_be_is_said_beside_its_cell(send, column, cell, message):
    row = only_row(send({column: cell}))
    assert row.outcome == "wrong"
    assert message in row.errors[column]


def test_the_same_number_of_questions_for_few_rows_and_for_many(case_manager, programme):
    def questions(count):
        resource = ReferralResource(case_manager)
        fields = resource.fields_here()
        names = [name for name in fields if fields[name].column_name in COLUMNS]

        class Sheet:
            columns, from_text, words = dict(enumerate(names)), False, {}

        def cells(number):
            said = {**COLUMNS, "Nom": f"Fictive{number}", "Téléphone": f"0470{number:06d}"}
            return [said[fields[name].column_name] or None for name in names]

        with CaptureQueriesContext(connection) as queries:
            rows = resource.plan([(n, cells(n)) for n in range(2, count + 2)], resource.reader(Sheet))
        assert len(rows) == count
        return len(queries)

    make.received_referral(programme)
    assert questions(40) == questions(4) <= 15


# --- services ---------------------------------------------------------------------------------------------
def test_a_service_is_found_by_likeness_and_another_is_kept_as_written(send):
    service = ServiceFactory(name="Maison d’accueil Exemple")
    batch = send({"Service qui oriente": "Maison d'acceuil Exemple"})
    assert "a été lu comme « Maison d’accueil Exemple »" in plain(only_row(batch).finding["warnings"][0])
    write(batch)
    referral = Referral.objects.get()
    assert (referral.orienting_service, referral.sender_service) == (service, "Maison d'acceuil Exemple")
    write(send({"Nom": "Autrement", "Prénom": "Zoé", "Téléphone": "", "Service qui oriente": "Chez nous"}))
    other = Referral.objects.get(last_name="Autrement")
    assert (other.orienting_service, other.sender_service) == (None, "Chez nous")


# --- who it is --------------------------------------------------------------------------------------------
@pytest.fixture
def known(case_manager, programme):
    """A file of the case manager, of somebody whom the rows resemble."""
    return make.opened_file(
        case_manager,
        programme,
        last_name="Fictive",
        first_name="Solene",
        birth_date="1991-04-02",
        phone="",
        national_number=NUMBER,
    )


def test_somebody_known_is_asked_about_and_the_answer_decides(send, known):
    batch = send({})
    row = only_row(batch)
    assert row.outcome == "likely"
    assert f"Solene Fictive ({known.reference})" in row.errors[""]
    answers = ReferralResource(batch.user).choices_for(row.finding)
    assert [code for code, _label in answers] == ["new", f"same:{known.person.pk}"]
    shown = JournalEntry.objects.filter(action="person.likeness_shown", subject=known.pk)
    assert shown.get().target == known.reference
    settling.decide(batch, row.number, f"same:{known.person.pk}")
    assert batch.counts == {"new": 1}
    write(batch)
    referral = Referral.objects.exclude(pk=known.referral_id).get()
    assert known.reference in referral.events.get().note


def test_without_an_answer_nothing_is_written(send, known):
    batch = write(send({}, {"Nom": "Inventé", "Prénom": "Basile", "Téléphone": "", "Date de naissance": ""}))
    assert batch.results == {"new": 1}
    assert not Referral.objects.exclude(pk=known.referral_id).filter(last_name="Fictive").exists()


def test_it_is_somebody_else(send, known):
    batch = send({})
    settling.decide(batch, only_row(batch).number, "new")
    assert write(batch).results == {"new": 1}


def test_one_number_is_one_person(send, known):
    row = only_row(send({"Numéro national": "85.07.30-033.28"}))
    assert [code for code, _label in row.finding["answers"]] == [f"same:{known.person.pk}"]


def test_somebody_out_of_sight_is_told_by_reference_only(send, known, colleague):
    row = only_row(send({}, user=colleague))
    assert row.outcome == "likely"
    assert known.reference in row.errors[""]
    assert "Solene" not in str(row.finding)
    assert [code for code, _label in row.finding["answers"]] == ["new"]


def test_a_role_without_names_is_told_nothing_else(known, data_officer, programme):
    resource = ReferralResource(data_officer)
    resource.programmes = {programme.pk}
    fields = resource.fields_here()
    names = [name for name in fields if fields[name].column_name in COLUMNS]
    cells = [COLUMNS[fields[name].column_name] or None for name in names]

    class Sheet:
        columns, from_text, words = dict(enumerate(names)), False, {}

    (row,) = resource.plan([(2, cells)], resource.reader(Sheet))
    assert row.outcome == "likely"
    assert row.errors_by_column == {"": NO_NAMES}
    assert known.reference not in str(row.finding())


def test_two_rows_about_one_person_are_told(send):
    first, second = rows_of(send({"Identifiant": "1"}, {"Identifiant": "2", "Prénom": "Solenne"}))
    assert (first.outcome, second.outcome) == ("new", "likely")
    assert "la ligne 2 de ce fichier" in second.errors[""]


def test_a_request_still_to_decide_is_told(send, colleague):
    write(send({}))
    waiting = Referral.objects.get()
    row = only_row(send({"Message": "Autrement dit."}, user=colleague))
    assert row.outcome == "likely"
    assert waiting.reference in row.errors[""]


# --- taking back ------------------------------------------------------------------------------------------
def test_what_nobody_took_up_is_taken_back_and_the_rest_is_kept(send, case_manager):
    other = {"Identifiant": "2", "Nom": "Inventé", "Prénom": "Basile", "Téléphone": ""}
    batch = write(send({"Identifiant": "1"}, other))
    edited = Referral.objects.get(last_name="Inventé")
    EditReferral(case_manager, edited, changes={"first_name": "Bazil"}, reason="Au téléphone").execute()
    back, kept = undo.preview_undo(batch)
    assert (back, [one.object_id for one in kept]) == (1, [str(edited.pk)])
    gone = Referral.objects.get(last_name="Fictive").reference
    take_back(batch)
    assert batch.undo_results == {"back": 1, "kept": 1}
    assert list(Referral.objects.all()) == [edited]
    assert JournalEntry.objects.get(action="referral.import_undone").target == gone


def test_a_decided_request_is_kept(send, case_manager):
    batch = write(send({}))
    AdmitReferral(case_manager, Referral.objects.get()).execute()
    _back, (kept,) = undo.preview_undo(batch)
    assert plain(kept.why) == "Cette orientation est admise : elle est gardée."
    assert take_back(batch).undo_results.get("kept") == 1
    assert Referral.objects.count() == 1


def test_a_correction_is_taken_back(send):
    write(send({"Identifiant": "1"}))
    batch = write(send({"Identifiant": "1", "Prénom": "Solenne", "Date de naissance": "03/04/1991"}))
    take_back(batch)
    referral = Referral.objects.get()
    assert (referral.first_name, f"{referral.birth_date:%d/%m/%Y}") == ("Solène", "02/04/1991")
    assert referral.events.filter(kind="edited").count() == 2


# --- on the screen -----------------------------------------------------------------------------------------
def page_of(client, batch):
    return plain(html.unescape(client.get(f"/gestion/echanges/imports/{batch.pk}/").content.decode()))


def test_the_preview_shows_a_correction_and_asks_who_it_is(send, known, case_manager, client_for):
    write(send({"Identifiant": "1", "Nom": "Inventé", "Prénom": "Basile", "Téléphone": ""}))
    client = client_for(case_manager)
    corrected = {"Identifiant": "1", "Nom": "Inventé", "Prénom": "Bazil", "Téléphone": ""}
    batch = send(corrected, {"Identifiant": "2"})
    page = page_of(client, batch)
    assert "Basile" in page
    assert "Bazil" in page
    assert (
        f"C’est bien elle ou lui : une nouvelle orientation pour Solene Fictive ({known.reference})" in page
    )
    address = f"/gestion/echanges/imports/{batch.pk}/lignes/3/"
    client.post(address, {"do": "answer", "what": "new"})
    batch.refresh_from_db()
    assert batch.counts == {"changed": 1, "new": 1}


def test_what_a_request_said_is_hidden_once_it_is_out_of_sight(send, case_manager, colleague, client_for):
    write(send({"Identifiant": "1"}))
    batch = send({"Identifiant": "1", "Prénom": "Solenne"})
    client = client_for(case_manager)
    assert "Solène" in page_of(client, batch)
    AdmitReferral(colleague, Referral.objects.get()).execute()
    assert "Solène" not in page_of(client, batch)


@pytest.mark.parametrize("target", ["referrals", "persons"])
def test_the_workbook_to_fill_is_for_who_may_send_it(client_for, case_manager, data_officer, target):
    address = f"/gestion/echanges/modeles/{target}/"
    assert client_for(case_manager).get(address).status_code == 200
    assert client_for(data_officer).get(address).status_code in (403, 404)


def test_criteria_on_answers_are_announced_and_told_by_the_columns(send, programme, case_manager, client_for):
    create_shipped_forms()
    programme.form = FormDefinition.objects.get(slug="orientation")
    programme.save()
    asked = answerable(programme.form.current_version.document)
    gender = next(one for one in asked if one.get("maps_to") == "person.gender")
    programme.criteria.create(
        kind="answer",
        label="Une femme",
        question=gender["uid"],
        comparison="one_of",
        values=[gender["choices"][0]["code"]],
        words_met="oui",
        words_not_met="non",
        words_unknown="?",
    )
    batch = send({})
    page = client_for(case_manager).get(f"/gestion/echanges/imports/{batch.pk}/").content.decode()
    assert "se lisent dans les réponses au formulaire" in page
    write(batch)
    found = [one["result"] for one in Referral.objects.get().criteria if one["kind"] == "answer"]
    assert found == ["met"]


def test_what_an_import_does_not_correct_says_why(send):
    write(send({"Identifiant": "A1"}))
    again = send({"Identifiant": "A1", "Message": "Un autre message", "Reçue le": "05/03/2026"})
    (row,) = rows_of(again)
    said = plain(" ".join(row.finding["warnings"]))
    assert "Le message reste celui de la demande reçue" in said
    assert "« Reçue le » reste le 04/03/2026" in said
    assert row.outcome == "unchanged"
