"""What one settles on the preview: columns, cells, rows, words; nothing typed is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions.contact.correct import CorrectContact
from casefiles.actions.file.close import CloseFile
from casefiles.models import ColumnMatching, Contact, ExitReason, ImportBatch
from portal.audit.models import JournalEntry
from tests.casefiles.exchange.sheets import csv_bytes
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db
ODD = ("N", "Le moment", "Dossier n°", "Genre", "Remarques", "Humeur")


def row(case_file, key="K1", *, date="04/03/2026", kind="Entretien", minutes="45"):
    return (key, date, case_file.reference, kind, "", minutes, "", "")


def at(batch, path=""):
    return f"/gestion/echanges/imports/{batch.pk}/{path}"


def settle(client, batch, line, **data):
    response = client.post(at(batch, f"lignes/{line}/"), data)
    batch.refresh_from_db()
    return response


# --- columns --------------------------------------------------------------------------------------


@pytest.fixture
def odd(case_manager, case_file, preview):
    """A file whose headings say little, and its client."""
    lines = [("1", "04/03/2026", case_file.reference, "Entretien", "Bonjour", "bonne")]
    return preview(case_manager, csv_bytes(*lines, headings=ODD), "relevé.csv")


def choose(**columns):
    return {f"col{position[1:]}": name for position, name in columns.items()}


def test_columns_that_do_not_tell_are_asked(odd):
    client, batch = odd
    assert batch.state == ImportBatch.State.MATCHING
    page = client.get(at(batch), follow=True).content.decode()
    for words in ("Le moment", "04/03/2026", "proposée", "Il manque les colonnes", "point-virgule"):
        assert words in page
    form = client.get(at(batch, "colonnes/")).context["form"]
    assert form["col2"].value() == "reference"
    assert form["col1"].value() == ""


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (choose(p1="date", p2="reference"), "Il manque la colonne"),
        (choose(p1="date", p2="reference", p3="kind", p4="kind"), "Deux colonnes pour"),
        (choose(p1="date", p2="reference", p3="rien"), "Choisissez dans la liste"),
        ({**choose(p1="date", p2="reference", p3="kind"), "keep_as": "x" * 81}, "80 caractères au plus"),
    ],
)
def test_a_refusal_keeps_what_was_chosen(odd, chosen, words):
    client, batch = odd
    response = client.post(at(batch, "colonnes/"), chosen)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert response.context["form"]["col2"].value() == "reference"
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.MATCHING


def test_a_matching_is_kept_and_offered_again(odd, case_manager, case_file, preview, client_for):
    client, batch = odd
    chosen = {**choose(p1="date", p2="reference", p3="kind"), "keep_as": "maraude"}
    assert client.post(at(batch, "colonnes/"), chosen).status_code == 302
    batch.refresh_from_db()
    assert batch.counts == {"new": 1}
    assert ColumnMatching.objects.get().name == "maraude"
    lines = [("2", "05/03/2026", case_file.reference, "Entretien", "", "")]
    client, again = preview(case_manager, csv_bytes(*lines, headings=ODD), "avril.csv")
    assert again.is_previewed
    assert (
        "Colonnes reconnues d’après «\xa0maraude\xa0»" in client.get(at(again, "colonnes/")).content.decode()
    )


def test_the_line_of_the_headings_is_changed_by_hand(odd):
    client, batch = odd
    for wrong in ("0", "abc", "", "9999", "-1"):
        response = client.post(at(batch, "colonnes/"), {"do": "line", "line": wrong, "col1": "date"})
        assert response.status_code == 422, wrong
        assert response.context["form"]["col1"].value() == "date"
    assert client.post(at(batch, "colonnes/"), {"do": "line", "line": "2"}).status_code == 302
    batch.refresh_from_db()
    assert batch.reading["line"] == 2


def test_columns_change_from_the_preview_too(case_manager, case_file, preview):
    client, batch = preview(case_manager, csv_bytes(row(case_file)))
    columns = {f"col{p}": name for p, name in batch.columns.items() if name != "minutes"}
    assert client.post(at(batch, "colonnes/"), columns).status_code == 302
    batch.refresh_from_db()
    assert "minutes" not in batch.columns.values()
    assert "«\xa0Minutes\xa0»" in client.get(at(batch)).content.decode()


def test_a_confirmed_import_keeps_its_columns(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, csv_bytes(row(case_file)))
    confirm(client, batch)
    assert client.get(at(batch, "colonnes/")).status_code == 302
    assert client.post(at(batch, "colonnes/"), {}).status_code == 302


# --- rows -----------------------------------------------------------------------------------------


def test_a_wrong_cell_is_corrected_on_the_spot(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, csv_bytes(row(case_file, date="31/02/2026"), row(case_file, "K2")))
    announced = batch.plan
    position = next(p for p, name in batch.columns.items() if name == "date")
    response = settle(client, batch, 2, do="mend", **{f"c{position}": "28/02/2026"})
    assert response.status_code == 302
    assert batch.counts == {"new": 2}
    assert batch.plan != announced
    page = client.get(at(batch)).content.decode()
    assert "dans le fichier\xa0: 31/02/2026" in page
    # The window that was open before confirms nothing.
    client.post(at(batch, "confirmer/"), {"sha256": batch.sha256, "plan": announced})
    assert not Contact.objects.exists()
    confirm(client, batch)
    assert f"{Contact.objects.get(origin_key='id:k1').date}" == "2026-02-28"


def test_a_cell_that_is_still_wrong_keeps_what_was_typed(case_manager, case_file, preview):
    client, batch = preview(case_manager, csv_bytes(row(case_file, date="31/02/2026")))
    settle(client, batch, 2, do="mend", c1="30/02/2026")
    assert batch.counts == {"wrong": 1}
    page = client.get(at(batch)).content.decode()
    assert 'value="30/02/2026"' in page
    response = settle(client, batch, 2, do="mend", c1="9" * 40_000)
    assert response.status_code == 422
    assert "9" * 40_000 in response.content.decode()
    assert "Raccourcissez" in response.content.decode()


def test_the_script_is_given_the_row_and_the_counts(case_manager, case_file, preview):
    client, batch = preview(case_manager, csv_bytes(row(case_file, date="x"), row(case_file, "K2", date="y")))
    data = {"do": "mend", "c1": "04/03/2026", "vues": "2,3,99999999999,x", "lignes": "wrong"}
    response = client.post(at(batch, "lignes/2/"), data, headers={"X-Requested-With": "fetch"})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'id="l2" data-outcome="new"' in page
    assert 'id="l3" data-outcome="wrong"' in page
    assert "1 ligne prête" in page
    assert "<html" not in page


def test_a_row_is_left_out_and_taken_back(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, csv_bytes(row(case_file), row(case_file, "K2")))
    settle(client, batch, 3, do="leave_out")
    assert batch.counts == {"new": 1, "left_out": 1}
    settle(client, batch, 3, do="take_back")
    assert batch.counts == {"new": 2}
    settle(client, batch, 3, do="leave_out")
    confirm(client, batch)
    assert Contact.objects.count() == 1


def test_a_duplicate_goes_in_once_it_says_something_else(case_manager, case_file, preview):
    client, batch = preview(case_manager, csv_bytes(row(case_file), row(case_file)))
    assert batch.counts == {"new": 1, "duplicate": 1}
    assert 'name="c0"' in client.get(f"{at(batch)}?ligne=3").content.decode()
    settle(client, batch, 3, do="mend", c0="K2")
    assert batch.counts == {"new": 2}


@pytest.mark.parametrize("data", [{}, {"do": "n’importe quoi"}, {"do": "answer"}, {"do": "mend", "c99": "x"}])
def test_nothing_that_is_sent_breaks_the_page(case_manager, case_file, preview, data):
    client, batch = preview(case_manager, csv_bytes(row(case_file, date="x")))
    before = batch.plan
    assert settle(client, batch, 2, **data).status_code in (302, 422)
    assert settle(client, batch, 99, **data).status_code == 404
    assert settle(client, batch, 2**40, **data).status_code == 404
    assert batch.plan == before
    assert client.post(at(batch, "valeurs/"), {"reprendre": "x|y|z", "mot-x-y": "z"}).status_code == 302


def test_an_answer_that_nobody_asked_for_is_not_taken(case_manager, case_file, preview):
    client, batch = preview(case_manager, csv_bytes(row(case_file)))
    assert settle(client, batch, 2, do="answer", what="same").status_code == 422
    assert batch.counts == {"new": 1}


def test_a_confirmed_import_takes_no_correction(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, csv_bytes(row(case_file), row(case_file, "K2", date="x")))
    confirm(client, batch)
    response = client.post(at(batch, "lignes/3/"), {"do": "mend", "c1": "04/03/2026"}, follow=True)
    assert "déjà confirmé" in response.content.decode()


def test_rows_of_closed_files_come_first(case_manager, case_file, programme, preview):
    closed = make.opened_file(case_manager, programme, last_name="Parti-Fictif")
    CloseFile(case_manager, closed, reason=ExitReason.objects.first(), note="Départ choisi").execute()
    lines = [
        row(case_file, "K1", date="x"),
        row(case_file, "K2"),
        row(closed, "K3"),
        row(case_file, "K4", date="y"),
    ]
    client, batch = preview(case_manager, csv_bytes(*lines))
    response = client.get(f"{at(batch)}?lignes=wrong")
    assert [shown.number for shown in response.context["rows"]] == [4, 2, 5]
    assert "1 ligne parle d’un dossier fermé" in response.content.decode()


# --- words ----------------------------------------------------------------------------------------


def test_a_word_that_no_list_knows_is_said_once_for_all_rows(case_manager, case_file, preview, confirm):
    lines = [row(case_file, f"K{n}", kind=kind) for n, kind in enumerate(["Maraude", "maraude", "Papote"])]
    client, batch = preview(case_manager, csv_bytes(*lines))
    words = client.get(at(batch)).context["words"]
    assert [(word.word, word.count) for word in words.words] == [("Maraude", 2), ("Papote", 1)]
    client.post(at(batch, "valeurs/"), {"mot-kind-Maraude": "Entretien"})
    batch.refresh_from_db()
    assert batch.counts == {"new": 2, "wrong": 1}
    client.post(at(batch, "valeurs/"), {"reprendre": "kind|maraude"})
    batch.refresh_from_db()
    assert batch.counts == {"wrong": 3}


def test_a_word_may_stand_for_nothing_where_nothing_is_asked(case_manager, case_file, preview, confirm):
    client, batch = preview(
        case_manager, csv_bytes(("K1", "04/03/2026", case_file.reference, "Entretien", "pigeon", "", "", ""))
    )
    response = client.post(at(batch, "valeurs/"), {"mot-medium-pigeon": "par la fenêtre"})
    assert response.status_code == 422
    client.post(at(batch, "valeurs/"), {"mot-medium-pigeon": "~vide"})
    batch.refresh_from_db()
    confirm(client, batch)
    assert Contact.objects.get().medium is None


# --- taking back ----------------------------------------------------------------------------------


def test_an_import_is_taken_back_with_a_reason(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, csv_bytes(row(case_file), row(case_file, "K2")))
    confirm(client, batch)
    page = client.get(at(batch, "reprendre/")).content.decode()
    assert "2 lignes sur 2 seront reprises" in page
    assert Contact.objects.count() == 2
    response = client.post(at(batch, "reprendre/"), {"reason": "non"})
    assert response.status_code == 422
    assert Contact.objects.count() == 2
    client.post(at(batch, "reprendre/"), {"reason": "mauvais fichier"})
    assert not Contact.objects.exists()
    batch.refresh_from_db()
    assert (batch.state, batch.undo_results) == (ImportBatch.State.UNDONE, {"back": 2})
    assert JournalEntry.objects.get(action="exchange.undo_asked").reason == "mauvais fichier"
    assert "Import repris" in client.get(at(batch)).content.decode()
    assert client.get(at(batch, "reprendre/")).status_code == 302


def test_a_row_that_somebody_edited_stays_and_says_why(
    case_manager, coordination, case_file, preview, confirm
):
    client, batch = preview(case_manager, csv_bytes(row(case_file), row(case_file, "K2")))
    confirm(client, batch)
    edited = Contact.objects.get(origin_key="id:k1")
    CorrectContact(coordination, edited, changes={"minutes": 50}, reason="Erreur").execute()
    page = client.get(at(batch, "reprendre/")).content.decode()
    assert "1 ligne sur 2 sera reprise" in page
    assert "a été modifié depuis" in page
    client.post(at(batch, "reprendre/"), {"reason": "mauvais fichier"})
    assert Contact.objects.get() == edited
    page = client.get(at(batch)).content.decode()
    assert "a été modifié depuis" in page
    assert f"#contact-{edited.pk}" in page


def test_an_import_says_which_later_one_changed_its_rows_then_goes_back_after_it(
    case_manager, case_file, preview, confirm
):
    client, first = preview(case_manager, csv_bytes(row(case_file), row(case_file, "K2")))
    confirm(client, first)
    client, second = preview(case_manager, csv_bytes(row(case_file, minutes="50")))
    confirm(client, second)
    page = client.get(at(first, "reprendre/")).content.decode()
    assert "1 ligne sur 2 sera reprise" in page
    assert f"par l’import {second.short_id}" in page
    assert "Reprenez d’abord cet import-là" in page
    client.post(at(second, "reprendre/"), {"reason": "mauvais fichier"})
    assert Contact.objects.get(origin_key="id:k1").minutes == 45
    page = client.get(at(first, "reprendre/")).content.decode()
    assert "2 lignes sur 2 seront reprises" in page
    client.post(at(first, "reprendre/"), {"reason": "mauvais fichier"})
    assert not Contact.objects.exists()


def test_what_is_not_written_is_not_taken_back(case_manager, colleague, case_file, preview, client_for):
    client, batch = preview(case_manager, csv_bytes(row(case_file)))
    assert client.get(at(batch, "reprendre/")).status_code == 302
    assert client.post(at(batch, "reprendre/"), {"reason": "mauvais fichier"}).status_code == 302
    for path in ("reprendre/", "colonnes/", "avancement/"):
        assert client_for(colleague).get(at(batch, path)).status_code == 404


# --- progress, result -----------------------------------------------------------------------------


def test_progress_is_told_as_long_as_there_is_some(case_manager, case_file, preview, confirm):
    client, batch = preview(case_manager, csv_bytes(row(case_file)))
    assert client.get(at(batch, "avancement/")).status_code == 204
    ImportBatch.objects.filter(pk=batch.pk).update(state="running", confirmed_at=make.moment(0))
    page = client.get(at(batch, "avancement/")).content.decode()
    assert "0 sur 1" in page
    assert "Continuer" in page
    ImportBatch.objects.filter(pk=batch.pk).update(claim=batch.pk, claimed_until=make.moment(-1))
    assert "Continuer" not in client.get(at(batch, "avancement/")).content.decode()


def test_the_result_leads_to_what_was_written_and_the_same_file_says_so(
    case_manager, case_file, preview, confirm
):
    content = csv_bytes(row(case_file))
    client, batch = preview(case_manager, content)
    confirm(client, batch)
    assert f"#contact-{Contact.objects.get().pk}" in client.get(at(batch)).content.decode()
    client, again = preview(case_manager, content)
    page = client.get(at(again)).content.decode()
    assert "Ce fichier a déjà été importé" in page
    assert "Rien de nouveau dans ce fichier" in page


def test_the_questions_of_the_preview_do_not_grow_with_what_is_wrong(case_manager, case_file, preview):
    def ask(count):
        wrong = [row(case_file, f"K{n}", kind="Papote") for n in range(count)]
        client, batch = preview(case_manager, csv_bytes(*wrong))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at(batch)).status_code == 200
        return len(captured)

    assert ask(2) == ask(45)
