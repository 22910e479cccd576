"""The needs gathered for the authorities: counts of people, small ones hidden, no name anywhere."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions import MeetUnmetNeed, NoteUnmetNeed
from casefiles.admin.needs.counting import gather
from casefiles.models import UnmetNeed, UnmetNeedKind
from tests.casefiles.screens.pages import act_url, file_url, text_of
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db
URL = "/gestion/besoins/"


def kind(code="affordable_home"):
    return UnmetNeedKind.objects.get(code=code)


def note(case_manager, programme, count, code="affordable_home"):
    for _number in range(count):
        case_file = make.CaseFileFactory(programme=programme)
        UnmetNeed.objects.create(
            case_file=case_file, kind=kind(code), noted_on=make.day(), author=case_manager
        )


def words_of(gathered, code="affordable_home"):
    [row] = [row for row in gathered.rows if row.kind.code == code]
    quarter = (make.day().month + 2) // 3
    return row.quarters[quarter - 1].words, row.total.words


def test_people_are_counted_once_whatever_the_number_of_notes(coordination, case_manager, programme):
    note(case_manager, programme, 6)
    again = UnmetNeed.objects.first().case_file
    UnmetNeed.objects.create(case_file=again, kind=kind(), noted_on=make.day(), author=case_manager)
    assert words_of(gather(coordination, make.day().year)) == ("6", "6")


def test_fewer_than_five_are_not_told(coordination, case_manager, programme):
    note(case_manager, programme, 4)
    assert words_of(gather(coordination, make.day().year)) == ("moins de 5", "moins de 5")


def test_nobody_is_nobody(coordination, case_manager, programme):
    note(case_manager, programme, 6)
    assert words_of(gather(coordination, make.day().year), "pets") == ("0", "0")


def test_a_small_count_is_not_given_back_by_the_other_needs(coordination, case_manager, programme):
    note(case_manager, programme, 9)
    note(case_manager, programme, 6, "debts")
    note(case_manager, programme, 2, "pets")
    gathered = gather(coordination, make.day().year)
    assert words_of(gathered, "pets")[0] == "moins de 5"
    assert words_of(gathered, "debts")[0] == "masqué"
    assert words_of(gathered)[0] == "9"


def test_a_small_programme_is_not_given_back_by_all_of_them(coordination, case_manager, programme):
    from casefiles.models import Programme

    other = Programme.objects.exclude(pk=programme.pk).first()
    note(case_manager, programme, 8)
    note(case_manager, other, 3)
    for chosen in (None, programme, other):
        assert words_of(gather(coordination, make.day().year, chosen))[1] != "8"


def test_the_page_its_print_and_its_choice(client_for, coordination, case_manager, programme):
    note(case_manager, programme, 6)
    client = client_for(coordination)
    for where in (URL, f"{URL}imprimer/", f"{URL}?dispositif={programme.pk}&annee={make.day().year}"):
        page = text_of(client.get(where))
        assert "Un logement à loyer accessible" in page
        assert "Exemple-" not in page
    for odd in ("?annee=0001", "?annee=x&dispositif=😀", "?dispositif=999999999999999999999"):
        assert client.get(URL + odd).status_code == 200


def test_it_leaves_with_a_reason_and_without_a_name(
    client_for, data_officer, case_manager, programme, journal
):
    note(case_manager, programme, 6)
    client = client_for(data_officer)
    assert client.post(URL, {"file_format": "csv", "reason": ""}).status_code == 422
    assert not journal("needs.exported")
    response = client.post(URL, {"file_format": "csv", "reason": "Comité de pilotage"})
    lines = list(
        csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";")
    )
    assert lines[0][0] == "Besoin"
    assert ["Un logement à loyer accessible", "6"] in [[line[0], line[-1]] for line in lines]
    [entry] = journal("needs.exported")
    assert entry.reason == "Comité de pilotage"
    workbook = client.post(URL, {"file_format": "xlsx", "reason": "Comité de pilotage"})
    assert b"".join(workbook.streaming_content).startswith(b"PK")


def test_a_case_manager_does_not_gather(client_for, case_manager):
    assert client_for(case_manager).get(URL).status_code in (302, 403, 404)


def test_the_number_of_questions_does_not_grow(client_for, coordination, case_manager, programme):
    client = client_for(coordination)

    def questions():
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        return len(captured)

    note(case_manager, programme, 2)
    questions()
    few = questions()
    note(case_manager, programme, 15, "debts")
    assert questions() == few


def shown_in(client, case_file):
    """What a browser sends back of the correction of a need, as the page of the file shows it."""
    page = text_of(client.get(file_url(case_file)))
    form = page.split("corriger-besoin", 1)[1].split("</form>", 1)[0]
    hidden = dict(re.findall(r'type="hidden" name="([a-z_-]+)" value="([^"]*)"', form))
    typed = {name.removeprefix("initial-"): value for name, value in hidden.items() if name != "seen"}
    return hidden | typed


def correct(client, case_file, need, shown, **typed):
    return client.post(act_url(case_file, "corriger-besoin", need), shown | typed)


class TestTwoAtOnce:
    @pytest.fixture
    def need(self, case_manager, case_file):
        return NoteUnmetNeed(case_manager, case_file, kind=kind(), note="Six refus\nen un mois").execute()

    def test_the_second_sees_what_stands_and_keeps_her_words(
        self, own, client_for, coordination, case_file, need
    ):
        other = client_for(coordination)
        first, second = (shown_in(client, case_file) for client in (other, own))
        assert correct(other, case_file, need, first, note="Sept refus").status_code == 302
        late = correct(own, case_file, need, second, note="Huit refus")
        shown = text_of(late)
        assert late.status_code == 422
        assert "Pendant que vous écriviez" in shown
        assert ">\nHuit refus</textarea>" in shown
        assert "<strong>Sept refus</strong>" in shown
        assert f"par {coordination}, le " in shown
        need.refresh_from_db()
        assert need.note == "Sept refus"
        again = late.context["bound"].data.dict()
        assert own.post(act_url(case_file, "corriger-besoin", need), again).status_code == 302
        need.refresh_from_db()
        assert need.note == "Huit refus"

    def test_another_field_goes_through(self, own, client_for, coordination, case_file, need):
        other = client_for(coordination)
        first, second = (shown_in(client, case_file) for client in (other, own))
        correct(other, case_file, need, first, note="Sept refus")
        late = correct(own, case_file, need, second, kind=str(kind("debts").pk))
        assert late.status_code == 422  # the note moved: she is told, and takes it in
        again = late.context["bound"].data.dict()
        assert own.post(act_url(case_file, "corriger-besoin", need), again).status_code == 302
        need.refresh_from_db()
        assert (need.kind, need.note) == (kind("debts"), "Sept refus")

    def test_a_solution_noted_meanwhile_touches_nothing_of_the_form(self, own, case_manager, case_file, need):
        shown = shown_in(own, case_file)
        MeetUnmetNeed(case_manager, need).execute()
        assert correct(own, case_file, need, shown, note="Sept refus").status_code == 302
        need.refresh_from_db()
        assert (need.met_on, need.note) == (make.day(), "Sept refus")


class TestInTheFile:
    def test_it_is_noted_met_and_corrected(self, own, case_file):
        sent = {"kind": kind().pk, "noted_on": make.day().isoformat(), "note": "Six refus"}
        assert own.post(act_url(case_file, "besoin"), sent).url == f"{file_url(case_file)}#evaluation"
        need = UnmetNeed.objects.get()
        assert "Six refus" in text_of(own.get(file_url(case_file)))
        own.post(act_url(case_file, "besoin-resolu", need), {"met": "1"})
        need.refresh_from_db()
        assert need.met_on == make.day()
        own.post(act_url(case_file, "besoin-resolu", need), {"met": ""})
        correct(own, case_file, need, shown_in(own, case_file), note="Sept refus")
        need.refresh_from_db()
        assert (need.met_on, need.note) == (None, "Sept refus")

    @pytest.mark.parametrize("noted_on", ["0001-01-01", "9999-12-31", "31/02/2026", ""])
    def test_a_wrong_day_keeps_what_was_typed(self, own, case_file, noted_on):
        sent = {"kind": kind().pk, "noted_on": noted_on, "note": "Tapé-Fictif 😀"}
        response = own.post(act_url(case_file, "besoin"), sent)
        assert response.status_code == 422
        assert "Tapé-Fictif 😀" in text_of(response)

    def test_the_evaluation_shows_results_opinion_and_needs(self, own, case_manager, case_file):
        from casefiles.actions import SettleObjective

        goal = make.objective(case_manager, case_file)
        SettleObjective(case_manager, goal, state="reached", result="Bail-Fictif signé").execute()
        NoteUnmetNeed(case_manager, case_file, kind=kind()).execute()
        page = text_of(own.get(f"{file_url(case_file)}evaluation/"))
        for words in ("Bail-Fictif signé", "Trouver un logement", "Un logement à loyer accessible"):
            assert words in page
        assert "formulaire d’avis" in page
