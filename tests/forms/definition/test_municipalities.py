"""The list of municipalities: whole, and found however people write them."""

import pytest

from forms.definition.municipalities import MUNICIPALITIES, label_of, recognise


def test_every_walloon_municipality_is_there_once():
    walloon = {name.partition(" (")[0] for code, name in MUNICIPALITIES.items() if code != "1000"}
    assert len(walloon) == 261
    assert all(len(code) == 4 and code.isdigit() for code in MUNICIPALITIES)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("La Louvière", "7100"),
        ("LA LOUVIERE", "7100"),
        ("7110", "7110"),
        ("7100 La Louvière", "7100"),
        ("houdeng goegnies", "7110"),
        ("Trivières", "7100"),
        ("le roeulx", "7070"),
        ("Braine l'Alleud", "1420"),
        ("71000", None),
        ("Village Inventé", None),
    ],
)
def test_found_however_it_is_written(typed, code):
    assert recognise(typed) == code


def test_every_label_is_recognised():
    assert all(recognise(label_of(code)) == code for code in MUNICIPALITIES)
