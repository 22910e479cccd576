import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.eligibility import Facts, add_months, assess, full_months, street_clock
from casefiles.models import EligibilityCriterion, TerritoryPlace
from casefiles.setup import CRITERIA

Date = datetime.date
DAYS = st.dates(Date(2000, 1, 1), Date(2100, 12, 31))
PROGRAMME = SimpleNamespace(street_limit_months=6)
PLACES = [
    TerritoryPlace(postal_code="7100", name="La Louvière"),
    TerritoryPlace(postal_code="7110", name="Strépy-Bracquegnies"),
]


def criteria():
    return [
        EligibilityCriterion(
            kind=kind, label=label, words_met=met, words_not_met=not_met, words_unknown=unknown
        )
        for kind, label, met, not_met, unknown in CRITERIA
    ]


TODAY = Date(2026, 11, 22)


def result(kind, on=TODAY, **facts):
    return next(f for f in assess(PROGRAMME, criteria(), PLACES, Facts(**facts), on) if f.kind == kind)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (Date(2026, 8, 31), 6, Date(2027, 2, 28)),
        (Date(2027, 8, 31), 6, Date(2028, 2, 29)),
        (Date(2028, 2, 29), 12, Date(2029, 2, 28)),
        (Date(2028, 2, 29), 48, Date(2032, 2, 29)),
        (Date(2026, 1, 15), -1, Date(2025, 12, 15)),
        (Date(2026, 3, 31), -1, Date(2026, 2, 28)),
        (Date(2026, 11, 30), 3, Date(2027, 2, 28)),
    ],
)
def test_calendar_months_end_on_the_last_day_of_a_short_month(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("since", "on", "expected"),
    [
        (Date(2026, 5, 22), Date(2026, 11, 21), 5),
        (Date(2026, 5, 22), Date(2026, 11, 22), 6),
        (Date(2026, 8, 31), Date(2027, 2, 27), 5),
        (Date(2026, 8, 31), Date(2027, 2, 28), 6),
        (Date(2028, 2, 29), Date(2028, 8, 28), 5),
        (Date(2028, 2, 29), Date(2028, 8, 29), 6),
        (Date(2026, 11, 22), Date(2026, 11, 22), 0),
    ],
)
def test_full_months(since, on, expected):
    assert full_months(since, on) == expected


@given(DAYS, st.integers(0, 60))
def test_the_limit_is_reached_exactly_after_that_many_months(since, months):
    limit = add_months(since, months)
    assert full_months(since, limit) == months
    if months:
        assert full_months(since, limit - datetime.timedelta(days=1)) == months - 1


@given(DAYS, DAYS, st.sampled_from(["day", "month", "estimate"]))
def test_the_clock_never_hesitates_longer_than_its_precision(since, on, precision):
    clock = street_clock(since, precision, 6, on)
    if clock is None:
        return
    assert clock.limit_from <= clock.limit_to
    assert clock.months >= 0
    assert (clock.limit_to - clock.limit_from).days <= {"day": 0, "month": 31, "estimate": 63}[precision]
    assert clock.is_over == (on >= clock.limit_from)


@pytest.mark.parametrize(
    ("since", "on", "expected"),
    [
        (Date(2026, 5, 23), Date(2026, 11, 22), "met"),
        (Date(2026, 5, 22), Date(2026, 11, 22), "not_met"),
        (Date(2028, 2, 29), Date(2028, 8, 28), "met"),
        (Date(2028, 2, 29), Date(2028, 8, 29), "not_met"),
        (Date(2026, 8, 31), Date(2027, 2, 27), "met"),
        (Date(2026, 8, 31), Date(2027, 2, 28), "not_met"),
        (None, Date(2026, 11, 22), "unknown"),
        (Date(2027, 1, 1), Date(2026, 11, 22), "unknown"),
    ],
)
def test_less_than_six_months_on_the_street(since, on, expected):
    assert result("street_limit", on, street_since=since).result == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(Date(2026, 10, 31), "met"), (Date(2026, 11, 15), "unknown"), (Date(2026, 11, 30), "not_met")],
)
def test_when_only_the_month_is_known_the_answer_waits_until_it_is_sure(on, expected):
    since = Date(2026, 5, 1)
    assert result("street_limit", on, street_since=since, street_since_precision="month").result == expected


def test_words_say_how_long_and_which_limit():
    words = result("street_limit", street_since=Date(2026, 7, 1)).words
    assert words == "En rue depuis 4 mois : moins que la limite de 6 mois."
    assert "moins d’un mois" in result("street_limit", street_since=Date(2026, 11, 10)).words


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("7100", "met"),
        ("7100 La Louvière", "met"),
        ("la louviere", "met"),
        ("à La Louvière, centre", "met"),
        ("STREPY-BRACQUEGNIES", "met"),
        ("7110 La Louvière (Houdeng, Strépy, Maurage, Boussoit)", "met"),
        ("7170 Manage, près de La Louvière", "not_met"),
        ("7000", "not_met"),
        ("Mons", "not_met"),
        ("autre", "not_met"),
        ("", "unknown"),
        ("   ", "unknown"),
    ],
)
def test_territory(written, expected):
    assert result("territory", municipality=written).result == expected


@pytest.mark.parametrize("kind", ["own_request", "residence_permit"])
@pytest.mark.parametrize(("answer", "expected"), [("yes", "met"), ("no", "not_met"), ("unknown", "unknown")])
def test_an_answer_that_was_not_given_is_not_a_no(kind, answer, expected):
    assert result(kind, **{kind: answer}).result == expected


def test_words_typed_by_staff_are_never_evaluated():
    criterion = criteria()[2]
    criterion.words_met = "{0.__class__} %s {mois} {limite}"
    (finding,) = assess(PROGRAMME, [criterion], PLACES, Facts(own_request="yes"), Date(2026, 11, 22))
    assert finding.words == "{0.__class__} %s ? 6"
