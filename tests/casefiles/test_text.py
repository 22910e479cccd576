import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.text import normalise, search_key, telephone


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Hélène  O’Connor", "helene o connor"),
        ("Lefèvre-Dupré", "lefevre dupre"),
        ("ÉLISE", "elise"),
        ("Œuvre", "oeuvre"),
        ("e\u0301tat", "etat"),
        ("İstanbul", "istanbul"),
        (None, ""),
    ],
)
def test_searched_text_has_neither_accents_nor_case(written, expected):
    assert normalise(written) == expected


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet="éèàçÉôabcdXYZ -’", min_size=1))
def test_case_never_matters(text):
    assert normalise(text.upper()) == normalise(text.lower())


def test_a_reference_is_found_with_or_without_hyphens():
    key = search_key("HT-2026-0012", "Élise", "Modèle")
    for typed in ("HT-2026-0012", "ht 2026 0012", "elise modele", "HT20260012"):
        assert normalise(typed) in key


@pytest.mark.parametrize("typed", ["0470/12 34 56", "+32 470 12 34 56", "0032470123456", "0470123456"])
def test_one_telephone_is_one_telephone(typed):
    assert telephone(typed) == "470123456"
