"""The housing path on the page of a file, and the count of one night."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions import CloseFile, NoteHousing, ReopenFile
from casefiles.models import ExitReason, HousingPeriod
from portal.audit.models import JournalEntry
from tests.casefiles.screens.pages import act_url, file_url
from tests.factories import casefiles as make

NIGHT = "/gestion/nuit/"


@pytest.fixture
def own(client_for, case_manager):
    return client_for(case_manager)


@pytest.fixture
def path(case_file, case_manager):
    NoteHousing(
        case_manager, case_file, situation="street", started_on=make.day(100), place="Parc (exemple)"
    ).execute()
    return NoteHousing(case_manager, case_file, situation="home", started_on=make.day(20)).execute()


def typed(**changes):
    return {"situation": "shelter", "started_on": f"{make.day(5)}", "precision": "day"} | changes


class TestSection:
    def test_drawn_and_told_in_words(self, own, case_file, path):
        page = own.get(file_url(case_file)).content.decode()
        section = page.split('id="logement"', 1)[1].split("</section>", 1)[0]
        assert "Aujourd’hui dans son logement" in section
        assert "Dans l’espace public</strong>, Parc (exemple)" in section
        assert section.count('class="ht-climb__step') == 2
        assert "3\N{NO-BREAK SPACE}mois dans l’espace public" in section

    def test_noted_corrected_and_taken_away(self, own, case_file, path):
        assert own.post(act_url(case_file, "logement"), typed()).url == f"{file_url(case_file)}#logement"
        shelter = HousingPeriod.objects.get(situation="shelter")
        sent = typed(situation="emergency", seen=shelter.revision)
        assert own.post(act_url(case_file, "corriger-logement", shelter), sent).status_code == 302
        shelter.refresh_from_db()
        assert shelter.situation == "emergency"
        gone = own.post(act_url(case_file, "enlever-logement", shelter), {"seen": shelter.revision})
        assert gone.status_code == 302
        assert not HousingPeriod.objects.filter(pk=shelter.pk).exists()

    def test_a_refusal_stands_beside_its_date_and_loses_nothing(self, own, case_file, path):
        response = own.post(act_url(case_file, "logement"), typed(started_on=f"{make.day(60)}", place="Ici"))
        page = response.content.decode()
        assert response.status_code == 422
        assert "la personne est déjà notée" in page
        assert 'value="Ici"' in page

    @pytest.mark.parametrize(
        "wrong",
        [
            {"started_on": "31/02/2026"},
            {"started_on": "22/11/1026"},
            {"situation": "'; --"},
            {"precision": ""},
            {"ended_on": "hier"},
        ],
    )
    def test_what_cannot_be_read_is_told(self, own, case_file, wrong):
        assert own.post(act_url(case_file, "logement"), typed(**wrong)).status_code == 422
        assert not HousingPeriod.objects.exists()

    def test_what_somebody_wrote_meanwhile_is_told(self, own, case_file, path):
        sent = typed(situation="home", started_on=f"{path.started_on}", place="Chez elle", seen=0)
        shown = {"initial-situation": "home", "initial-started_on": f"{path.started_on}", "initial-place": ""}
        assert own.post(act_url(case_file, "corriger-logement", path), sent | shown).status_code == 302
        again = sent | shown | {"place": "Rue Fictive"}
        response = own.post(act_url(case_file, "corriger-logement", path), again)
        assert response.status_code == 422
        assert "Chez elle" in response.content.decode()

    def test_the_first_period_is_proposed_from_the_request(self, own, case_file):
        form = own.get(f"{file_url(case_file)}formulaire/logement/").content.decode()
        assert f'value="{case_file.street_since}"' in form
        assert '<option value="street" selected' in form


class TestNight:
    def count(self, client, **query):
        page = client.get(NIGHT, query).content.decode()
        body = page.split("<tbody>", 1)[1].split("</tfoot>", 1)[0]
        cells = [row.split("</th>", 1) for row in body.split('<th scope="row">')[1:]]
        return {
            label: int(rest.rsplit("<td", 1)[1].split(">", 1)[1].split("<", 1)[0]) for label, rest in cells
        }

    def test_each_situation_of_that_night(self, client_for, coordination, case_file, path):
        client = client_for(coordination)
        tonight = self.count(client)
        assert (tonight["Dans son logement"], tonight["Personnes accompagnées"]) == (1, 1)
        opened = case_file.opened_on
        before = self.count(client, nuit=f"{opened}")
        assert (before["Dans l’espace public"], before["Dans son logement"]) == (1, 0)

    def test_the_night_on_which_one_changes_belongs_to_where_one_goes(
        self, client_for, coordination, case_file, path
    ):
        assert self.count(client_for(coordination), nuit=f"{make.day(20)}")["Dans son logement"] == 1

    def test_a_file_closed_that_night_is_not_counted(
        self, client_for, coordination, case_manager, case_file, path
    ):
        reason = ExitReason.objects.first()
        CloseFile(case_manager, case_file, reason=reason, note="Au revoir.", at=make.moment(9)).execute()
        case_file.refresh_from_db()
        ReopenFile(case_manager, case_file, reason="Retour", at=make.moment(3)).execute()
        client = client_for(coordination)
        counts = [
            self.count(client, nuit=f"{make.day(ago)}")["Personnes accompagnées"] for ago in (10, 9, 4, 3)
        ]
        assert counts == [1, 0, 0, 1]

    @pytest.mark.parametrize("night", ["", "demain", "9999-12-31", "22/11/1026"])
    def test_a_night_that_cannot_be(self, client_for, coordination, case_file, night):
        assert client_for(coordination).get(NIGHT, {"nuit": night}).status_code == 200

    def test_what_is_missing_is_named_to_who_may_open_it(
        self, client_for, coordination, data_officer, case_file
    ):
        assert f">{case_file.reference}</a>" in client_for(coordination).get(NIGHT).content.decode()
        assert case_file.reference not in client_for(data_officer).get(NIGHT).content.decode()

    def test_taken_away_without_a_name_and_with_a_reason(self, client_for, data_officer, case_file, path):
        client = client_for(data_officer)
        assert client.post(NIGHT, {"file_format": "xlsx", "reason": ""}).status_code == 422
        response = client.post(NIGHT, {"file_format": "xlsx", "reason": "Dénombrement annuel"})
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        _headings, [reference, _programme, ethos, where, since, *rest] = sheet.iter_rows(values_only=True)
        assert (reference, ethos, where, since.date()) == (
            case_file.reference,
            None,
            "dans son logement",
            make.day(20),
        )
        assert case_file.person.last_name not in str(rest)
        [entry] = JournalEntry.objects.filter(action="housing.counted")
        assert (entry.reason, entry.details["count"]) == ("Dénombrement annuel", 1)

    def test_as_many_questions_for_many_files(
        self, client_for, coordination, case_manager, case_file, path, programme, django_assert_num_queries
    ):
        client = client_for(coordination)
        client.get(NIGHT)
        with CaptureQueriesContext(connection) as one:
            client.get(NIGHT)
        for _ in range(3):
            another = make.opened_file(case_manager, programme)
            NoteHousing(case_manager, another, situation="shelter", started_on=make.day(3)).execute()
        with django_assert_num_queries(len(one)):
            client.get(NIGHT)
