"""Cleaning and checking answers: what people really type, and what they are told."""

import datetime

import pytest

from forms.definition.answers import display, mapped_answers, validate
from forms.definition.cleaners import Refusal, clean_answer

TODAY = datetime.date(2026, 11, 22)


def question(kind, **changes):
    base = {
        "uid": "u",
        "key": "k",
        "type": kind,
        "label": {"fr": "Question"},
        "help": {"fr": ""},
        "bounds": {},
    }
    if kind in ("one_choice", "several_choices"):
        base["choices"] = [
            {"uid": "1", "code": "east", "label": {"fr": "À l’est"}},
            {"uid": "2", "code": "west", "label": {"fr": "À l’ouest"}},
        ]
    return {**base, **changes}


def document(*questions):
    return {"sections": [{"title": {"fr": "S"}, "visible_if": None, "questions": list(questions)}]}


@pytest.mark.parametrize(
    ("kind", "typed", "clean"),
    [
        ("short_text", "  Émile   Œuvre ", "Émile Œuvre"),
        ("short_text", "🙂👩‍👧 שלום", "🙂👩‍👧 שלום"),
        ("short_text", "Robert'); DROP TABLE forms;--", "Robert'); DROP TABLE forms;--"),
        ("long_text", "a\r\nb\rc", "a\nb\nc"),
        ("email", "camille.fictive@example.org", "camille.fictive@example.org"),
        ("telephone", "+32 470/00.00.00", "+32 470/00.00.00"),
        ("date", "14/09/2026", "2026-09-14"),
        ("date", "4-9-2026", "2026-09-04"),
        ("date", "2026-09-14", "2026-09-14"),
        ("date", "14 septembre 2026", "2026-09-14"),
        ("date", "1er août 2026", "2026-08-01"),
        ("date", "29/02/2024", "2024-02-29"),
        ("year_month", "09/2026", "2026-09"),
        ("year_month", "2026-09", "2026-09"),
        ("year_month", "septembre 2026", "2026-09"),
        ("year_month", "14/09/2026", "2026-09"),
        ("whole_number", " 1 200 ", 1200),
        ("amount", "1 234,5 €", "1234.50"),
        ("amount", "1.234", "1234.00"),
        ("amount", "12.34", "12.34"),
        ("yes_no", "OUI", "yes"),
        ("one_choice", "à l'est", "east"),
        ("one_choice", "west", "west"),
        ("several_choices", ["west", "east", "west"], ["east", "west"]),
        ("several_choices", "east", ["east"]),
        ("national_number", "85.07.30-033.28", "85073003328"),
        ("municipality", "la louviere", "7100"),
        ("municipality", "7110", "7110"),
        ("municipality", "LE ROEULX", "7070"),
        ("municipality", "Lille", "Lille"),
        ("date", "", None),
        ("several_choices", [], None),
        ("short_text", None, None),
    ],
)
def test_reads_what_people_type(kind, typed, clean):
    assert clean_answer(question(kind), typed, TODAY) == clean


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("date", "14/09/1026", "L’année 1026 n’est pas possible"),
        ("date", "1026", "Nous ne lisons pas cette date"),
        ("date", "14/09/26", "L’année 26 n’est pas possible"),
        ("date", "31/02/2026", "n’existe pas"),
        ("date", "14/13/2026", "Le mois 13"),
        ("date", "09/2026", "Il manque le jour"),
        ("date", "demain", "Nous ne lisons pas cette date"),
        ("date", "14/09/2101", "L’année 2101"),
        ("date", "²/09/2026", "Nous ne lisons pas"),
        ("short_text", "a\x00b", "signe invisible"),
        ("short_text", "\ud800", "signe invisible"),
        ("short_text", "a" * 201, "trop longue"),
        ("email", "camille@", "adresse e-mail"),
        ("telephone", "064", "téléphone"),
        ("whole_number", "deux", "nombre entier"),
        ("whole_number", "9" * 300, "trop longue"),
        ("amount", "beaucoup", "montant"),
        ("one_choice", "north", "Choisissez"),
        ("several_choices", ["east", "north"], "Choisissez"),
        ("national_number", "85073003329", "numéro national"),
        ("national_number", "85.13.30-033.28", "numéro national"),
        ("short_text", {"a": 1}, "forme attendue"),
        ("short_text", True, "forme attendue"),
    ],
)
def test_says_in_french_what_is_wrong(kind, typed, words):
    with pytest.raises(Refusal, match=words):
        clean_answer(question(kind), typed, TODAY)


def test_national_number_of_this_century():
    body = "05010100"
    nine = body + "1"
    check = 97 - int("2" + nine) % 97
    assert clean_answer(question("national_number"), f"{nine}{check:02}", TODAY) == f"{nine}{check:02}"


def test_a_past_date_may_not_come_later_than_today():
    past = question("date", bounds={"period": "past"})
    assert clean_answer(past, "22/11/2026", TODAY) == "2026-11-22"
    with pytest.raises(Refusal, match="à venir"):
        clean_answer(past, "23/11/2026", TODAY)


def test_the_present_month_is_past_enough():
    past = question("year_month", bounds={"period": "past", "day_allowed": True})
    assert clean_answer(past, "11/2026", TODAY) == "2026-11"
    assert clean_answer(past, "03/11/2026", TODAY) == "2026-11-03"
    with pytest.raises(Refusal, match="à venir"):
        clean_answer(past, "12/2026", TODAY)


def test_bounds_are_said():
    with pytest.raises(Refusal, match="Le plus grand nombre possible est 20"):
        clean_answer(question("whole_number", bounds={"min": 0, "max": 20}), "21", TODAY)


def test_a_question_that_is_not_asked_is_dropped_with_its_error():
    first = question("yes_no", key="first")
    second = question("date", key="second", required=True, visible_if={"eq": ["first", "yes"]})
    form = document(first, second)
    assert validate(form, {"first": "no", "second": "n’importe quoi"}) == ({"first": "no"}, {})
    _clean, errors = validate(form, {"first": "yes", "second": "n’importe quoi"})
    assert set(errors) == {"second"}


def test_a_dropped_answer_no_longer_counts_for_the_conditions_after_it():
    form = document(
        question("yes_no", key="a"),
        question("yes_no", key="b", visible_if={"eq": ["a", "yes"]}),
        question("short_text", key="c", visible_if={"eq": ["b", "yes"]}),
    )
    assert validate(form, {"a": "no", "b": "yes", "c": "caché"})[0] == {"a": "no"}


def test_unknown_keys_are_left_aside():
    assert validate(document(question("short_text")), {"k": "oui", "intrus": "x"}) == ({"k": "oui"}, {})


def test_mapped_answers():
    form = document(
        question("municipality", key="m", maps_to="referral.municipality"),
        question("short_text", key="n", maps_to="person.first_name"),
        question("short_text", key="o"),
    )
    assert mapped_answers(form, {"m": "Lille", "n": "Personne", "o": "x"}) == {
        "referral.municipality": "autre",
        "person.first_name": "Personne",
    }


@pytest.mark.parametrize(
    ("kind", "answer", "read"),
    [
        ("date", "2026-09-14", "14/09/2026"),
        ("year_month", "2026-09", "09/2026"),
        ("year_month", "2026-09-14", "14/09/2026"),
        ("amount", "1234.50", "1 234,50 €"),
        ("amount", "-12.00", "-12,00 €"),
        ("amount", "-0.50", "-0,50 €"),
        ("yes_no", "yes", "Oui"),
        ("several_choices", ["east", "west"], "À l’est, À l’ouest"),
        ("national_number", "85073003328", "85.07.30-033.28"),
        ("municipality", "7100", "7100 La Louvière"),
        ("whole_number", 0, "0"),
        ("date", None, ""),
    ],
)
def test_display(kind, answer, read):
    assert display(question(kind), answer) == read
