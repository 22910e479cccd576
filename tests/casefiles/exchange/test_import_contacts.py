"""Contacts from a spreadsheet: what each row becomes, who may import what, and the same file again."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casefiles.actions.contact.correct import CorrectContact
from casefiles.actions.file.close import CloseFile
from casefiles.exchange.resources.contacts import ContactResource
from casefiles.exchange.results import SheetRow
from casefiles.models import Contact, ContactKind, ExitReason, ImportBatch
from tests.casefiles.exchange.lives import take_back
from tests.casefiles.exchange.sheets import csv_bytes, problems, rows_of, xlsx_bytes
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db


def row(
    case_file,
    *,
    key="",
    date="04/03/2026",
    kind="Entretien",
    medium="",
    minutes="45",
    place="Bureau",
    note="Bonjour",
):
    return (key, date, case_file.reference, kind, medium, minutes, place, note)


def only_row(batch):
    (stored,) = rows_of(batch)
    return stored.outcome, stored.finding


def test_a_row_becomes_a_contact_once_confirmed(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, csv_bytes(row(case_file, medium="téléphone"), encoding="cp1252"))
    assert batch.counts["new"] == 1
    assert not Contact.objects.exists()
    confirm(client, batch)
    contact = Contact.objects.get()
    assert contact.case_file == case_file
    assert contact.date == datetime.date(2026, 3, 4)
    assert (contact.kind.code, contact.medium.code, contact.minutes) == ("interview", "telephone", 45)
    assert (contact.place, contact.note, contact.origin) == ("Bureau", "Bonjour", Contact.Origin.IMPORTED)
    assert contact.author == case_manager
    case_file.refresh_from_db()
    assert case_file.last_contact_on == contact.date
    assert batch.state == ImportBatch.State.DONE
    assert batch.results == {"new": 1}


def test_nothing_but_the_batch_is_written_before_the_confirmation(
    case_manager, case_file, upload, django_assert_num_queries
):

    with CaptureQueriesContext(
        connection,
    ) as queries:
        upload(case_manager, csv_bytes(*(row(case_file, key=n) for n in range(40))))
    written = {
        sql.split('"')[1]
        for query in queries
        if (sql := query["sql"]).startswith(("INSERT", "UPDATE", "DELETE"))
    }
    ours = {"casefiles_importbatch", "casefiles_importchunk", "vault_storedfile", "audit_journalentry"}
    assert {name for name in written if name.startswith(("casefiles", "directory", "vault", "audit"))} == ours


@pytest.mark.parametrize("key", ["", "A-12"])
def test_the_same_file_again_changes_nothing(case_manager, case_file, preview, confirm, key):
    content = csv_bytes(row(case_file, key=key), row(case_file, key=key and f"{key}b", date="05/03/2026"))
    client, batch = preview(case_manager, content)
    confirm(client, batch)
    client, again = preview(case_manager, content)
    assert again.counts == {"unchanged": 2}
    confirm(client, again)
    assert Contact.objects.count() == 2


def test_the_same_rows_as_a_workbook_are_the_same_rows(case_manager, case_file, preview, confirm):
    confirm(*preview(case_manager, csv_bytes(row(case_file))))
    cells = ("", datetime.date(2026, 3, 4), case_file.reference, "entretien", None, 45, "Bureau", "Bonjour")
    _, batch = preview(case_manager, xlsx_bytes(cells), "contacts.xlsx")
    assert batch.counts == {"unchanged": 1}


def test_a_changed_row_says_what_changes_and_keeps_what_was(case_manager, case_file, preview, confirm):
    confirm(*preview(case_manager, csv_bytes(row(case_file, key="A1"))))
    client, batch = preview(case_manager, csv_bytes(row(case_file, key="A1", minutes="1h30", note="Bonsoir")))
    outcome, content = only_row(batch)
    assert outcome == "changed"
    assert content["differences"] == [
        {"column": "Minutes", "before": "45", "after": "90", "hidden": False},
        {"column": "Note", "before": "Bonjour", "after": "Bonsoir", "hidden": False},
    ]
    page = client.get(f"/gestion/echanges/imports/{batch.pk}/").content.decode()
    assert "<del>45</del>" in page
    assert "<ins>90</ins>" in page
    confirm(client, batch)
    contact = Contact.objects.get()
    assert (contact.minutes, contact.note) == (90, "Bonsoir")
    correction = contact.corrections.get()
    assert (correction.before["minutes"], correction.before["note"]) == (45, "Bonjour")
    assert correction.reason == "Import : Contacts de mars"


def test_a_column_that_is_absent_is_left_as_it_is_and_an_empty_cell_empties(
    case_manager, case_file, preview, confirm
):
    confirm(*preview(case_manager, csv_bytes(row(case_file, key="A1"))))
    headings = ("Identifiant", "Date", "Dossier", "Nature", "Lieu")
    content = csv_bytes(("A1", "04/03/2026", case_file.reference, "Entretien", ""), headings=headings)
    confirm(*preview(case_manager, content))
    contact = Contact.objects.get()
    assert (contact.place, contact.minutes, contact.note) == ("", 45, "Bonjour")


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"date": "13/13/2026"}, "Date", "13 n’est pas un mois"),
        ({"date": "29/02/2025"}, "Date", "ce jour n’existe pas"),
        ({"date": "04/03/26"}, "Date", "quatre chiffres"),
        ({"date": "hier"}, "Date", "n’est pas une date"),
        ({"date": "04/03/1026"}, "Date", "trop ancien"),
        ({"date": "31/12/9999"}, "Date", "dans le futur"),
        ({"date": ""}, "Date", "elle est vide"),
        ({"kind": "Entretient"}, "Nature", "Vouliez-vous écrire « Entretien » ?"),
        ({"kind": "'; DROP TABLE contacts --"}, "Nature", "n’est pas dans la liste"),
        ({"kind": ""}, "Nature", "elle est vide"),
        ({"medium": "pigeon"}, "Moyen", "n’est pas dans la liste"),
        ({"minutes": "12,7"}, "Minutes", "nombre entier"),
        ({"minutes": "-5"}, "Minutes", "nombre entier"),
        ({"minutes": "beaucoup"}, "Minutes", "n’est pas une durée"),
        ({"minutes": "1441"}, "Minutes", "entre 0 et 1440"),
        ({"minutes": "#VALEUR!"}, "Minutes", "formule de cette cellule est en erreur"),
        ({"place": "x" * 161}, "Lieu", "161 caractères, 160 au plus"),
        ({"key": "x" * 101}, "Identifiant", "101 caractères, 100 au plus"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_do(case_manager, case_file, preview, change, column, words):
    client, batch = preview(case_manager, csv_bytes(row(case_file, **change)))
    outcome, content = only_row(batch)
    assert outcome == "wrong"
    assert words in content["errors"][column]
    assert content["errors"][column].startswith(f"Colonne « {column} »")
    page = client.get(f"/gestion/echanges/imports/{batch.pk}/").content.decode()
    assert words[1:].replace("'", "&#x27;") in page
    # Beside its cell a message need not name the column.
    assert f"Colonne «\xa0{column}" not in page


@pytest.mark.parametrize("written", ["HT-2026-9999", "Camille Exemple", "12", "<script>alert(1)</script>"])
def test_an_unknown_reference(case_manager, case_file, preview, written):
    case_file.reference = written
    _, batch = preview(case_manager, csv_bytes(row(case_file)))
    outcome, content = only_row(batch)
    assert outcome == "wrong"
    assert "Dossier" in content["errors"]


@pytest.mark.parametrize("change", [str.lower, lambda text: text.replace("-", " "), lambda text: f" {text} "])
def test_a_reference_typed_otherwise_is_the_same(case_manager, case_file, preview, change):
    typed = change(case_file.reference)
    case_file.reference = typed
    _, batch = preview(case_manager, csv_bytes(row(case_file)))
    assert batch.counts["new"] == 1


def test_the_files_of_others_are_out_of_reach(case_manager, colleague, programme, case_file, preview):
    theirs = make.opened_file(colleague, programme, last_name="Ailleurs")
    _, batch = preview(case_manager, csv_bytes(row(theirs), row(case_file)))
    assert batch.counts["wrong"] == 1
    assert "n’est pas à votre portée" in rows_of(batch, "wrong")[0].errors["Dossier"]


def test_the_data_officer_imports_into_every_file_and_reads_none(data_officer, case_file, preview, confirm):
    confirm(*preview(data_officer, csv_bytes(row(case_file, key="A1"))))
    assert Contact.objects.get().author == data_officer
    client, batch = preview(data_officer, csv_bytes(row(case_file, key="A1", minutes="50", note="Autre")))
    differences = {change["column"]: change for change in only_row(batch)[1]["differences"]}
    assert differences["Minutes"]["before"] == "45"
    assert differences["Note"] == {"column": "Note", "before": "", "after": "Autre", "hidden": True}
    assert (
        "valeur actuelle non montrée" in client.get(f"/gestion/echanges/imports/{batch.pk}/").content.decode()
    )
    confirm(client, batch)
    assert Contact.objects.get().minutes == 50


def test_the_data_officer_does_not_overwrite_what_was_typed_or_corrected(
    data_officer, case_manager, case_file, preview, confirm
):
    typed = make.contact(case_manager, case_file, note="Confié")
    _, batch = preview(data_officer, csv_bytes(row(case_file, key=typed.pk, note="Autre")))
    assert "seule la personne référente peut le changer" in only_row(batch)[1]["errors"]["Identifiant"]
    confirm(*preview(data_officer, csv_bytes(row(case_file, key="A1"))))
    imported = Contact.objects.get(origin="imported")
    CorrectContact(case_manager, imported, changes={"minutes": 10}, reason="Erreur").execute()
    _, batch = preview(data_officer, csv_bytes(row(case_file, key="A1", minutes="50")))
    assert only_row(batch)[0] == "wrong"


def test_the_case_manager_is_warned_before_an_import_replaces_what_was_typed(
    case_manager, case_file, preview, confirm
):
    typed = make.contact(case_manager, case_file, minutes=10)
    _, batch = preview(case_manager, csv_bytes(row(case_file, key=typed.pk, date=f"{typed.date:%d/%m/%Y}")))
    outcome, content = only_row(batch)
    assert outcome == "changed"
    assert "l’import le remplacera" in content["warnings"][0]


def test_a_contact_past_its_days_is_not_replaced_by_an_import(case_manager, case_file, preview):
    typed = make.contact(case_manager, case_file, minutes=10)
    Contact.objects.filter(pk=typed.pk).update(created_at=make.moment(31))
    _, batch = preview(case_manager, csv_bytes(row(case_file, key=typed.pk, date=f"{typed.date:%d/%m/%Y}")))
    outcome, content = only_row(batch)
    assert outcome == "wrong"
    assert "Notez un complément" in str(content)


def test_a_correction_in_the_portal_stands_when_the_same_rows_come_again(
    case_manager, case_file, preview, confirm
):
    content = csv_bytes(row(case_file))
    confirm(*preview(case_manager, content))
    CorrectContact(case_manager, Contact.objects.get(), changes={"minutes": 10}, reason="Erreur").execute()
    confirm(*preview(case_manager, content))
    assert Contact.objects.get().minutes == 10


def test_a_closed_file_is_not_reopened(case_manager, case_file, preview, programme):
    CloseFile(case_manager, case_file, reason=ExitReason.objects.first(), note="Départ choisi").execute()
    _, batch = preview(case_manager, csv_bytes(row(case_file)))
    assert "est fermé depuis le" in only_row(batch)[1]["errors"]["Dossier"]


def test_a_row_twice_in_the_file_is_imported_once(case_manager, case_file, preview, confirm):
    client, batch = preview(
        case_manager, csv_bytes(row(case_file), row(case_file), row(case_file, minutes="46"))
    )
    assert (batch.counts["new"], batch.counts["duplicate"]) == (2, 1)
    assert "la ligne 2" in rows_of(batch, "duplicate")[0].errors[""]
    confirm(client, batch)
    assert Contact.objects.count() == 2


def test_other_rows_go_in_when_one_is_wrong(case_manager, case_file, preview, confirm):
    client, batch = preview(
        case_manager, csv_bytes(row(case_file), row(case_file, date="x"), row(case_file, minutes="46"))
    )
    response = confirm(client, batch)
    page = client.get(response.url).content.decode()
    assert Contact.objects.count() == 2
    assert "Import terminé" in page
    assert "Lignes à corriger" in page


def test_the_line_of_example_of_the_template_is_never_imported(case_manager, case_file, upload, client_for):
    content = client_for(case_manager).get("/gestion/echanges/modeles/contacts/").content
    _, response = upload(case_manager, content, "modele.xlsx")
    assert response.status_code == 422
    assert "aucune ligne" in problems(response)


def test_headings_in_other_words_and_on_another_line(case_manager, case_file, preview):
    content = (
        "Relevé de mars;;;;\n;;;;\nLE;N° de dossier;TYPE DE CONTACT;Durée (min);Humeur\n"
        f"4/3/2026;{case_file.reference};ENTRETIEN;45;bonne\n"
    ).encode("cp1252")
    client, batch = preview(case_manager, content)
    assert batch.counts["new"] == 1
    assert rows_of(batch)[0].number == 4
    assert "« Humeur »" in client.get(f"/gestion/echanges/imports/{batch.pk}/").content.decode()


def test_a_missing_column_is_said_with_the_headings_that_were_read(case_manager, upload):
    client, response = upload(case_manager, b"Date;Nature;Minute\n04/03/2026;Entretien;4\n")
    assert response.status_code == 302
    page = client.get(response.url, follow=True).content.decode()
    assert "Il manque la colonne « Dossier »" in page
    for heading in ("Date", "Nature", "Minute"):
        assert f"« {heading} »" in page


def test_two_columns_that_say_the_same(case_manager, upload):
    client, response = upload(case_manager, b"Date;Jour;Dossier;Nature\n1/1/2026;2/1/2026;x;y\n")
    page = client.get(response.url, follow=True).content.decode()
    assert "Deux colonnes disent la même chose : « Date » et « Jour »" in page


def test_emoji_and_right_to_left_and_quotes_stay_as_they_are(case_manager, case_file, preview, confirm):
    note = "Très bien 🏠 — « שלום » '; -- l’été œuvre"
    confirm(*preview(case_manager, csv_bytes(row(case_file, note=f'"{note}"'))))
    assert Contact.objects.get().note == note


def test_a_list_that_staff_edit_is_read_afresh_by_the_next_import(
    case_manager, case_file, preview, client_for
):
    client_for(case_manager).get("/gestion/echanges/modeles/contacts/")
    assert preview(case_manager, csv_bytes(row(case_file, kind="Maraude")))[1].counts["wrong"] == 1
    ContactKind.objects.create(code="outreach", label="Maraude")
    assert preview(case_manager, csv_bytes(row(case_file, kind="maraude")))[1].counts["new"] == 1
    ContactKind.objects.filter(code="outreach").update(active=False)
    _, batch = preview(case_manager, csv_bytes(row(case_file, kind="maraude")))
    assert "n’est plus proposé" in only_row(batch)[1]["errors"]["Nature"]


# --- the hour and who was there -------------------------------------------------------------------

WHOLE = (
    "Identifiant",
    "Date",
    "Heure",
    "Dossier",
    "Nature",
    "Étaient présents",
    "Autres personnes présentes",
)


def test_the_hour_and_who_was_there_come_in_and_go_back(case_manager, case_file, preview, confirm):
    def send(key, hour, parts, others):
        line = (key, "04/03/2026", hour, case_file.reference, "Entretien", parts, others)
        return preview(case_manager, csv_bytes(line, headings=WHOLE))

    client, batch = send("K1", "14h30", "un service partenaire | la personne", "Une voisine")
    assert batch.counts == {"new": 1}, rows_of(batch)[0].errors
    confirm(client, batch)
    contact = Contact.objects.get()
    assert f"{contact.time:%H:%M}" == "14:30"
    assert contact.parts_present == ["person", "partner"]
    assert contact.people_present == "Une voisine"

    client, again = send("K1", "14:30", "la personne | un service partenaire", "Une voisine")
    assert again.counts == {"unchanged": 1}
    client, changed = send("K1", "15:00", "la personne", "")
    assert changed.counts == {"changed": 1}
    confirm(client, changed)
    contact.refresh_from_db()
    assert (f"{contact.time:%H:%M}", contact.parts_present, contact.people_present) == (
        "15:00",
        ["person"],
        None,
    )
    take_back(changed)
    contact.refresh_from_db()
    assert (f"{contact.time:%H:%M}", contact.parts_present, contact.people_present) == (
        "14:30",
        ["person", "partner"],
        "Une voisine",
    )


@pytest.mark.parametrize(
    ("hour", "parts", "words"),
    [("25:00", "", "n’est pas une heure"), ("", "le chat", "n’est pas dans la liste"), ("23:59", "", None)],
)
def test_an_hour_or_somebody_that_cannot_be(case_manager, case_file, preview, hour, parts, words):
    line = ("K1", f"{timezone.localdate():%d/%m/%Y}", hour, case_file.reference, "Entretien", parts, "")
    _client, batch = preview(case_manager, csv_bytes(line, headings=WHOLE))
    (row,) = rows_of(batch)
    if words:
        assert words in " ".join(row.errors.values())
    elif timezone.localtime().hour < 23:
        assert "n’est pas encore passée" in row.errors["Heure"]


def test_a_row_without_an_hour_is_the_one_it_was_before_hours_came_in(case_manager, case_file):
    resource = ContactResource(case_manager)
    kind = ContactKind.objects.get(code="interview")
    values = {"reference": case_file.reference, "date": timezone.localdate(), "kind": kind}
    row = SheetRow(2, [])
    row.values = values
    before = resource.identify(row)
    row.values = {**values, "time": None, "parts_present": None, "people_present": None}
    assert resource.identify(row) == before
    row.values = {**values, "people_present": "Une voisine"}
    assert resource.identify(row) != before
