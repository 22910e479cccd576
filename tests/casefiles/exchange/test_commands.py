"""The same rules from the command line: roles, reach, levels, journal; exit codes and a summary."""

import io
import json
import stat

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from casefiles.models import Contact, ImportBatch
from portal.audit.models import JournalEntry
from tests.casefiles.exchange import sheets
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db
REASON = "contacts de mars"


def run(*arguments, **options):
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out, **options)
    return out.getvalue()


def code_of(*arguments, **options):
    out = io.StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command(*map(str, arguments), stdout=out, **options)
    return stopped.value.returncode, str(stopped.value), out.getvalue()


@pytest.fixture
def sheet(tmp_path, case_file):
    path = tmp_path / "contacts.csv"
    day = make.day(3)
    path.write_bytes(
        sheets.csv_bytes(
            ["A1", f"{day:%d/%m/%Y}", case_file.reference, "Entretien", "", "45", "Bureau", "Bien"]
        )
    )
    return path


def importing(path, user, *more):
    return ("import_sheet", path, "--target", "contacts", "--user", user.email, "--reason", REASON, *more)


def exporting(path, user, *more, what="dossiers"):
    return ("export_sheet", what, path, "--user", user.email, "--reason", REASON, *more)


def test_without_confirmation_nothing_is_written(sheet, case_manager, case_file):
    facts = json.loads(run(*importing(sheet, case_manager, "--json")))
    assert (facts["counts"], facts["state"], facts["written"]) == ({"new": 1}, "previewed", 0)
    assert not Contact.objects.exists()
    assert ImportBatch.objects.get().user == case_manager


def test_confirmed_it_is_written_once(sheet, case_manager):
    assert "importé" in run(*importing(sheet, case_manager, "--confirm"))
    assert Contact.objects.get().place == "Bureau"
    again = json.loads(run(*importing(sheet, case_manager, "--confirm", "--json")))
    assert again["counts"] == {"unchanged": 1}
    assert JournalEntry.objects.filter(action="exchange.imported", actor=case_manager, reason=REASON).exists()


def test_rows_to_mend_are_written_apart_and_told_by_the_exit_code(tmp_path, case_manager, case_file):
    path, errors = tmp_path / "c.csv", tmp_path / "erreurs.xlsx"
    day = f"{make.day(3):%d/%m/%Y}"
    path.write_bytes(
        sheets.csv_bytes(
            ["A1", day, case_file.reference, "Entretien", "", "45", "", ""],
            ["A2", "31/02/2026", case_file.reference, "Entretien", "", "45", "", ""],
        )
    )
    code, message, out = code_of(*importing(path, case_manager, "--confirm", "--json", "--errors", errors))
    assert code == 3
    assert "1 lignes sont à corriger" in message
    assert json.loads(out)["to_mend"] == 1
    assert Contact.objects.count() == 1
    assert stat.S_IMODE(errors.stat().st_mode) == 0o600
    said = [cell.value for row in openpyxl.load_workbook(errors).worksheets[0].iter_rows() for cell in row]
    assert any("n’existe pas" in str(cell) for cell in said)


def test_the_reach_is_that_of_the_account(sheet, colleague):
    code, _message, _out = code_of(*importing(sheet, colleague, "--confirm"))
    assert code == 3
    assert not Contact.objects.exists()


def test_what_cannot_be_is_said_in_french(sheet, tmp_path, case_manager, communication, case_file):
    assert code_of(*importing(sheet, communication))[0] == 1
    assert (
        "Aucun compte ouvert"
        in code_of(*importing(sheet, case_manager)[:5], "x@example.org", "--reason", REASON)[1]
    )
    assert "Impossible de lire" in code_of(*importing(tmp_path / "rien.csv", case_manager))[1]
    empty = tmp_path / "vide.csv"
    empty.write_bytes(b"")
    assert "vide" in code_of(*importing(empty, case_manager))[1]
    other = tmp_path / "autre.csv"
    other.write_bytes(b"Couleur;Forme\r\nbleu;rond\r\n")
    assert code_of(*importing(other, case_manager))[0] == 1
    case_manager.is_active = False
    case_manager.save()
    assert code_of(*importing(sheet, case_manager))[0] == 1


def test_an_export_of_ones_own_level_and_reach(tmp_path, case_manager, colleague, programme, case_file):
    make.opened_file(colleague, programme, last_name="Exemple-Ailleurs")
    path = tmp_path / "dossiers.json"
    facts = json.loads(run(*exporting(path, case_manager, "--level", "full", "--json")))
    assert (facts["rows"], facts["level"], facts["format"]) == (1, "full", "json")
    (row,) = json.loads(path.read_text())
    assert row["Nom"] == case_file.person.last_name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for action in ("exchange.exported", "exchange.named", "exchange.export_downloaded"):
        assert JournalEntry.objects.filter(action=action, actor=case_manager, reason=REASON).exists()


def test_columns_filters_and_formats(tmp_path, coordination, case_file):
    path = tmp_path / "d.csv"
    run(*exporting(path, coordination, "--columns", "reference,stage", "--filter", "status=open"))
    assert path.read_bytes().decode("utf-8-sig").startswith("Référence;Étape\r\n")
    run(*exporting(path, coordination, "--format", "csv-standard", "--filter", "status=closed"))
    assert path.read_text().startswith("Référence,")
    workbook = tmp_path / "d.xlsx"
    run(*exporting(workbook, coordination, what="services"))
    assert workbook.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--level", "full"], "ne permet pas ce niveau"),
        (["--columns", "secret"], "Colonnes inconnues"),
        (["--filter", "opened_after=hier"], "Filtre refusé"),
    ],
)
def test_an_export_that_may_not_be(tmp_path, data_officer, case_file, more, said):
    path = tmp_path / "d.csv"
    assert said in code_of(*exporting(path, data_officer, *more))[1]
    assert not path.exists()
    assert not JournalEntry.objects.filter(action="exchange.exported").exists()


def test_an_export_needs_a_format_a_reason_a_folder_and_a_role(tmp_path, data_officer, dpo, case_file):
    assert "format" in code_of(*exporting(tmp_path / "d.pdf", data_officer))[1]
    assert code_of(*exporting(tmp_path / "d.csv", dpo))[0] == 1
    assert (
        "motif"
        in code_of(
            "export_sheet", "dossiers", tmp_path / "d.csv", "--user", data_officer.email, "--reason", "x"
        )[1]
    )
    assert "Impossible d’écrire" in code_of(*exporting(tmp_path / "rien" / "d.csv", data_officer))[1]
