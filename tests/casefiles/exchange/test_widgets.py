"""Cells of every sort to values: what each widget reads, and the French sentence when it cannot."""

import datetime

import pytest

from casefiles.exchange import widgets
from casefiles.exchange.resources import persons_widgets
from casefiles.exchange.widgets import CellError
from content.directory.models import Service
from portal.sheets.sheet import Minutes
from tests.casefiles.exchange.lives import plain
from tests.factories.content import ServiceFactory

MARCH = datetime.date(2026, 3, 4)


@pytest.mark.parametrize(
    "cell",
    [
        "04/03/2026",
        "4/3/2026",
        "4.3.2026",
        "4-3-2026",
        " 04 / 03 / 2026 ",
        "2026-03-04",
        "2026-03-04T10:00:00",
        "4 mars 2026",
        "mercredi 4 mars 2026",
        "4 MARS 2026",
        MARCH,
        datetime.datetime(2026, 3, 4, 10, 30),
        46085,
        46085.0,
    ],
)
def test_a_date_of_every_sort(cell):
    assert widgets.DateWidget().clean(cell) == MARCH


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("29/02/2025", "« 29/02/2025 » : ce jour n’existe pas. Écrivez jour/mois/année."),
        ("12/13/2026", "« 12/13/2026 » : 13 n’est pas un mois."),
        ("04/03/26", "« 04/03/26 » : écrivez l’année avec quatre chiffres, par exemple 04/03/2026."),
        ("4 mars 26", "« 4 mars 26 » n’est pas une date."),
        ("hier", "« hier » n’est pas une date. Écrivez jour/mois/année"),
        (12, "« 12 » n’est pas une date."),
        (True, "n’est pas une date."),
        ("#REF!", "la formule de cette cellule est en erreur (#REF!) : écrivez la valeur elle-même."),
    ],
)
def test_a_date_that_cannot_be(cell, message):
    with pytest.raises(CellError) as error:
        widgets.DateWidget().clean(cell)
    assert message in plain(str(error.value))


@pytest.mark.parametrize(
    ("cell", "day"), [("01/01/1900", datetime.date(1900, 1, 1)), ("31/12/9999", datetime.date(9999, 12, 31))]
)
def test_a_date_that_exists_is_judged_by_what_it_dates(cell, day):
    assert widgets.DateWidget().clean(cell) == day


@pytest.mark.parametrize(
    ("cell", "shown", "precision"),
    [
        ("14/09/2026", "14/09/2026", "day"),
        (datetime.date(2026, 9, 14), "14/09/2026", "day"),
        ("09/2026", "09/2026", "month"),
        ("9-2026", "09/2026", "month"),
        ("2026-09", "09/2026", "month"),
        ("septembre 2026", "09/2026", "month"),
        ("vers le 14/09/2026", "vers le 14/09/2026", "estimate"),
        ("± 09/2026", "vers le 01/09/2026", "estimate"),
    ],
)
def test_since_when_and_how_well_it_is_known(cell, shown, precision):
    widget = persons_widgets.SinceWidget()
    since = widget.clean(cell)
    assert (widget.render(since), since.precision) == (shown, precision)
    assert widget.clean(widget.render(since)) == since


def test_a_bare_date_takes_nothing_away_from_a_month():
    widget, month = persons_widgets.SinceWidget(), persons_widgets.Since(datetime.date(2026, 9, 1), "month")
    assert widget.same(month, widget.clean("01/09/2026"))
    assert not widget.same(month, widget.clean("02/09/2026"))
    assert not widget.same(widget.clean("01/09/2026"), month)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("13/2026", "13 n’est pas un mois"),
        ("2 ans", "n’est pas une date"),
        ("01/0000", "n’est pas une date"),
        ("vers 04/03/26", "quatre chiffres"),
    ],
)
def test_since_when_nobody_can_tell(cell, message):
    with pytest.raises(CellError) as error:
        persons_widgets.SinceWidget().clean(cell)
    assert message in plain(str(error.value))


@pytest.mark.parametrize(
    "cell",
    [
        "85073003328",
        "85.07.30-033.28",
        "85 07 30 033 28",
        "85\u202f07\u202f30\u202f033\u202f28",
        85073003328,
        85073003328.0,
    ],
)
def test_a_national_number_however_it_comes(cell):
    widget = persons_widgets.NationalNumberWidget()
    assert widget.clean(cell) == "85073003328"
    assert widget.render("85073003328") == "85.07.30-033.28"
    assert widget.same("85.07.30-033.28", "85073003328")


@pytest.mark.parametrize("number", ["05073003386", "00012556777"])
def test_the_zeros_that_a_spreadsheet_took_are_given_back(number):
    widget = persons_widgets.NationalNumberWidget()
    body = int(number[:9])
    number = f"{number[:9]}{97 - int(f'2{body:09d}') % 97:02d}"
    assert widget.clean(float(number)) == widget.clean(int(number)) == widget.clean(number) == number


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("85073003329", "n’est pas un numéro national correct : il a 11 chiffres"),
        ("5073003328", "n’est pas un numéro national correct"),
        ("8,50730E+10", "le tableur a raccourci ce numéro. Mettez la colonne au format Texte"),
        (85073003328.5, "le tableur a raccourci ce numéro"),
    ],
)
def test_a_national_number_that_is_none(cell, message):
    with pytest.raises(CellError) as error:
        persons_widgets.NationalNumberWidget().clean(cell)
    assert message in plain(str(error.value))


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0470 11 22 33", "0470 11 22 33"),
        ("470 11 22 33", "0470 11 22 33"),
        (470112233, "0470112233"),
        (470112233.0, "0470112233"),
        (64000000, "064000000"),
        (32470112233, "+32470112233"),
        ("+32 470 11 22 33", "+32 470 11 22 33"),
        ("0470/11.22.33", "0470/11.22.33"),
        ("0470\u202f11\u202f22\u202f33", "0470 11 22 33"),
    ],
)
def test_a_telephone_gets_its_zero_back(cell, number):
    widget = persons_widgets.PersonTelephoneWidget(max_length=40, one_line=True)
    assert widget.clean(cell) == number
    assert widget.same("0470 11 22 33", "+32470112233")


def test_a_telephone_that_is_not_whole():
    with pytest.raises(CellError, match="semble incomplet"):
        persons_widgets.PersonTelephoneWidget(one_line=True).clean("12 34")


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        *((cell, True) for cell in ("oui", "x", "O", 1, True, "VRAI")),
        *((cell, False) for cell in ("non", "N", 0, False, "no")),
        ("  ", None),
    ],
)
def test_yes_and_no(cell, answer):
    assert widgets.YesNoWidget().clean(cell) is answer
    coded = {True: "yes", False: "no", None: None}[answer]
    assert persons_widgets.YesNoAnswerWidget().clean(cell) == coded


def test_neither_yes_nor_no():
    with pytest.raises(CellError) as error:
        widgets.YesNoWidget().clean("peut-être")
    assert plain(str(error.value)) == "« peut-être » : écrivez oui ou non."
    assert persons_widgets.YesNoAnswerWidget().clean("pas précisé") == "unknown"
    assert persons_widgets.YesNoAnswerWidget().clean("?") == "unknown"


@pytest.mark.parametrize(
    ("cell", "minutes"), [("1\u202f045", 1045), ("1 045 min", 1045), ("45,0", 45), ("1h30", 90), (45.0, 45)]
)
def test_numbers_as_text_with_narrow_spaces(cell, minutes):
    assert widgets.MinutesWidget().clean(cell) == minutes


@pytest.mark.parametrize(
    "cell", ["HT-2026-0012", "ht 2026 12", "Ht–2026–0012", "ht20260012", "HT-2026-12", " HT-2026-0012 "]
)
def test_references_that_differ_by_case_or_space(cell):
    assert widgets.ReferenceWidget().clean(cell) == "HT-2026-0012"


@pytest.mark.parametrize("cell", ["12", "Camille", "HT-2026", "2026-0012"])
def test_what_is_no_reference(cell):
    with pytest.raises(CellError, match="n’est pas une référence de dossier"):
        widgets.ReferenceWidget().clean(cell)


@pytest.mark.parametrize(
    ("cell", "gender"),
    [
        *((cell, "woman") for cell in ("F", "Mme", "Femme")),
        *((cell, "man") for cell in ("h", "M.", "homme")),
        *((cell, "x") for cell in ("X", "non-binaire")),
        ("préfère ne pas répondre", "undisclosed"),
    ],
)
def test_genders_as_they_are_written(cell, gender):
    assert persons_widgets.GenderWidget().clean(cell) == gender


@pytest.mark.django_db
def test_a_service_by_its_name_or_by_likeness():
    service = ServiceFactory(name="Maison d’accueil Exemple")
    widget = persons_widgets.ServiceWidget(Service.objects, label="name", codes=(), active=None)
    assert widget.clean("MAISON D'ACCUEIL EXEMPLE") == ("MAISON D'ACCUEIL EXEMPLE", service, True)
    assert widget.clean("Maison d'acceuil Exemple")[1:] == (service, False)
    assert widget.clean("Tout autre chose") == ("Tout autre chose", None, True)


def test_leading_zeros_of_a_text_stay():
    assert widgets.TextWidget(one_line=True).clean("007") == "007"
    assert widgets.TextWidget(one_line=True).clean(7.0) == "7"


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("14:30", (14, 30)),
        ("14h30", (14, 30)),
        ("14 h 05", (14, 5)),
        ("9h", (9, 0)),
        ("09:00:00", (9, 0)),
        ("0:00", (0, 0)),
        (Minutes(870.0), (14, 30)),
        ("", None),
    ],
)
def test_an_hour_of_every_sort(cell, hour):
    assert widgets.HourWidget().clean(cell) == (hour and datetime.time(*hour))


@pytest.mark.parametrize("cell", ["25:00", "14:60", "14", "midi", "14:3", 0.6, 1430, MARCH, Minutes(1440.0)])
def test_what_is_no_hour_is_said(cell):
    with pytest.raises(CellError, match="14:30"):
        widgets.HourWidget().clean(cell)


def test_several_of_a_short_list():
    widget = widgets.ManyChoicesWidget([("person", "la personne"), ("partner", "un service partenaire")])
    assert widget.clean("Un service partenaire ; LA PERSONNE ;") == ["person", "partner"]
    assert widget.clean("person\nperson") == ["person"]
    assert widget.clean(" ; ") is None
    assert widget.same(None, [])
    assert widget.same(["partner", "person"], ["person", "partner"])
    assert widget.render(["partner", "person"]) == "un service partenaire ; la personne"
    with pytest.raises(CellError, match="le chat"):
        widget.clean("la personne ; le chat")
