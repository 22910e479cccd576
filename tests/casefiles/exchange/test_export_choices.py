"""Rows ticked on a list leave by themselves; columns leave in the order that was chosen, kept with them."""

import csv
import io

import pytest

from casefiles.models import ExportColumns, PreparedExport
from tests.casefiles.exchange import taking
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db
FILES = "/gestion/echanges/exporter/dossiers/"
REQUESTS = "/gestion/echanges/exporter/orientations/"
SERVICES = "/gestion/echanges/exporter/services/"


@pytest.fixture
def files(case_manager, programme):
    return [make.opened_file(case_manager, programme, last_name=f"Fictif {n}") for n in range(3)]


@pytest.fixture
def client(case_manager, client_for):
    return client_for(case_manager)


def lines(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("listed", "address"),
    [("/gestion/dossiers/", FILES), ("/gestion/orientations/", REQUESTS)],
)
def test_a_list_offers_its_ticked_rows(client, files, programme, listed, address):
    referral = make.received_referral(programme)
    page = client.get(f"{listed}?status=all&q=fictif&p=1").content.decode()
    row = files[0] if address == FILES else referral
    assert f'name="ticked" value="{row.pk}" form="ht-ticked"' in page or address == REQUESTS
    assert f'action="{address}"' in page or address == REQUESTS
    # Filters go along, the page of the list does not.
    assert f"{address}?status=all&amp;q=fictif" in page
    page = client.get(f"{listed}?status=all").content.decode()
    assert f'name="ticked" value="{row.pk}" form="ht-ticked"' in page
    assert '<input type="hidden" name="status" value="all">' in page


def test_the_ticked_rows_leave_and_no_other(client, files):
    address = f"{FILES}?ticked={files[2].pk}&ticked={files[0].pk}&ticked=quelque-chose"
    response = client.get(address)
    page = response.content.decode()
    assert "2 lignes cochées" in page
    assert "2 dossiers sur 3" in " ".join(page.split())
    assert [row["ticked"] for row in response.context["rows"]] == [True, True, False]
    assert response.context["count"] == 3
    assert "Les décocher et tout exporter" in page
    ticked = [row["key"] for row in response.context["rows"] if row["ticked"]]
    content = taking.taken(client, FILES, ticked=ticked)
    assert {line[0] for line in lines(content)[1:]} == {files[0].reference, files[2].reference}


def test_a_row_ticked_far_down_the_list_is_shown(client, files, monkeypatch):
    monkeypatch.setattr("casefiles.exchange.views.exports.TICKABLE", 1)
    rows = client.get(f"{FILES}?ticked={files[2].pk}").context["rows"]
    assert [(row["key"], row["ticked"]) for row in rows] == [
        (str(files[2].pk), True),
        (str(files[0].pk), False),
    ]


@pytest.mark.parametrize("key", ["quelque-chose", "9" * 26, "-1", "١", "1\x00"])
def test_a_row_that_cannot_be_is_said(client, data_officer, client_for, key):
    """Keys of services are numbers: some are larger than a database can compare."""
    for address, who in ((SERVICES, client_for(data_officer)), (FILES, client)):
        assert who.get(address, {"ticked": key}).status_code == 200
        data = {"file_format": "csv", "reason": taking.REASON, "ticked": key}
        response = who.post(address, data)
        known = address == SERVICES and key in ("-1", "١")
        assert response.status_code == (302 if known else 422), key
        assert known or "Une des lignes cochées n’existe pas" in response.content.decode()


def test_a_row_out_of_sight_is_not_ticked(client, files, colleague, programme):
    elsewhere = make.opened_file(colleague, programme, last_name="Ailleurs")
    response = client.get(f"{FILES}?ticked={elsewhere.pk}")
    assert not any(row["ticked"] for row in response.context["rows"])
    assert elsewhere.reference not in response.content.decode()


def test_columns_leave_in_the_order_that_was_chosen(client, files):
    chosen = ["stage", "reference", "programme"]
    data = {"columns": chosen, "columns_shown": "1", "keep_as": "pour la réunion"}
    content = taking.taken(client, FILES, **data)
    assert lines(content)[0] == ["Étape", "Référence", "Dispositif"]
    kept = ExportColumns.objects.get()
    assert kept.columns == chosen
    boxes = client.get(f"{FILES}?colonnes={kept.pk}").context["form"].boxes()
    assert [box["code"] for box in boxes][:3] == chosen
    assert [box["code"] for box in boxes if box["ticked"]] == chosen


def test_a_column_moves_and_nothing_typed_is_lost(client, files):
    codes = [box["code"] for box in client.get(FILES).context["form"].boxes()]
    data = {
        "move": f"{codes[2]}:up",
        "order": codes,
        "columns": [codes[0], codes[2]],
        "columns_shown": "1",
        "reason": "ab",
        "keep_as": "brouillon",
        "file_format": "json",
        "ticked": [str(files[1].pk)],
    }
    response = client.post(FILES, data)
    form = response.context["form"]
    assert response.status_code == 200
    moved = [codes[0], codes[2], codes[1], *codes[3:]]
    assert [box["code"] for box in form.boxes()] == moved
    assert [box["code"] for box in form.boxes() if box["ticked"]] == [codes[0], codes[2]]
    assert (form["reason"].value(), form["keep_as"].value()) == ("ab", "brouillon")
    assert form["file_format"].value() == "json"
    assert response.context["ticked_count"] == 1
    assert not form.errors
    assert not PreparedExport.objects.exists()


@pytest.mark.parametrize(("place", "way"), [(0, "up"), (-1, "down")])
def test_a_column_at_the_end_stays(client, files, place, way):
    codes = [box["code"] for box in client.get(FILES).context["form"].boxes()]
    data = {"move": f"{codes[place]}:{way}", "order": codes, "columns_shown": "1"}
    form = client.post(FILES, data).context["form"]
    assert [box["code"] for box in form.boxes()] == codes
    for nonsense in ("", "x", "x:up", ":", "reference:sideways"):
        assert client.post(FILES, {**data, "move": nonsense}).status_code in (200, 422)
