"""Spreadsheets to fill in are handed out and counted: to all for open forms, to the team of any version."""

import io

import openpyxl
import pytest

from forms.models import Artefact, FormDefinition
from forms.outputs.xlsx.layout import SHEET, Layout
from forms.setup import create_from_document
from tests.factories import every_type
from tests.factories.forms import orientation_version

pytestmark = pytest.mark.django_db
OPEN = "/formulaires/orientation.xlsx"


def stamp_in(response):
    return openpyxl.load_workbook(io.BytesIO(response.content))[SHEET]["A1"].value


def downloads():
    return sum(Artefact.objects.filter(kind="xlsx").values_list("downloads", flat=True))


def test_everybody_has_the_spreadsheet_of_an_open_form(client):
    version = orientation_version()
    response = client.get(OPEN)
    assert response.status_code == 200
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["Content-Disposition"] == 'attachment; filename="orientation-version-1.xlsx"'
    assert stamp_in(response) == version.stamp


def test_it_is_made_once_counted_each_time_and_not_sent_again_to_who_has_it(client):
    orientation_version()
    response = client.get(OPEN)
    client.get(OPEN)
    assert (Artefact.objects.filter(kind="xlsx").count(), downloads()) == (1, 2)
    assert client.head(OPEN).status_code == 200
    assert client.get(OPEN, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert downloads() == 2


def test_a_form_for_the_team_is_not_handed_out_to_all(client):
    create_from_document(every_type.document(), public=False)
    assert client.get("/formulaires/tout.xlsx").status_code == 404
    assert client.get("/formulaires/inconnu.xlsx").status_code == 404
    assert not Artefact.objects.exists()


@pytest.mark.parametrize("role", ["case_manager", "coordination", "data_officer"])
def test_the_team_has_the_one_in_use_and_any_version(request, client_for, role):
    definition = create_from_document(every_type.document(), public=False)
    client = client_for(request.getfixturevalue(role))
    for address in ("tout/modele.xlsx", "tout/version-1.xlsx"):
        assert stamp_in(client.get(f"/gestion/formulaires/{address}")) == definition.current_version.stamp
    assert client.get("/gestion/formulaires/tout/version-9.xlsx").status_code == 404


def test_communication_does_not_have_it(client_for, communication):
    create_from_document(every_type.document(), public=False)
    response = client_for(communication).get("/gestion/formulaires/tout/modele.xlsx")
    assert response.status_code in (302, 403)


def test_a_draft_has_no_spreadsheet_yet(client_for, coordination):
    FormDefinition.objects.create(slug="brouillon", title="Brouillon", live=False)
    response = client_for(coordination).get("/gestion/formulaires/brouillon/modele.xlsx", follow=True)
    assert "n’est pas publié" in response.content.decode()


def test_it_suggests_the_services_of_the_directory(client):
    from tests.factories.content import ServiceFactory

    orientation_version()
    ServiceFactory(name="Abri fictif")
    book = openpyxl.load_workbook(io.BytesIO(client.get(OPEN).content))
    assert "Abri fictif" in [cell.value for row in book["Listes"].iter_rows() for cell in row]


def test_the_screen_lists_the_templates_to_hand_out(client_for, case_manager):
    orientation_version()
    create_from_document(every_type.document(), kind="assessment")
    page = client_for(case_manager).get("/gestion/reponses/tableurs/").content.decode()
    assert "/gestion/formulaires/orientation/modele.xlsx" in page
    assert "/gestion/formulaires/tout/modele.xlsx" not in page
    assert Layout(every_type.document()).stamp not in page
