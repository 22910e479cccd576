"""Passwords: long, not guessed here, and nothing else."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.accounts.models import User

PERSON = User(first_name="Élodie", last_name="Fictive-Exemple", email="elodie.fictive@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "lampe tortue nuage",
        "quatremotsquidansent",
        "relais tortue nuage lampe",
        "la louvière a de belles tortues",
        "a tortue nuage ",
        "x1y2z3w4 v5u6t7",
        "ж" * 4 + "лампа под дождём",
        "tortue nuage " + "é" * 100 + "fin de phrase",
    ],
)
def test_accepted(password):
    validate_password(password, PERSON)


@pytest.mark.parametrize(
    "password",
    [
        "tortue nuag",
        "t" * 129,
        "relaissocial2026",
        "Héberge-Toit-2026!",
        "hebergetoit7100",
        "LaLouvière7100!!",
        "Élodie1987-1987",
        "fictive.exemple.2026",
        "relaisurbainlalouviere",
        "motdepasse123456",
        "password1234567",
        "123456789012",
    ],
)
def test_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, PERSON)


@pytest.mark.parametrize(
    ("length", "accepted"), [(11, False), (12, True), (64, True), (128, True), (129, False)]
)
def test_lengths(length, accepted):
    password = ("nuage tortue lampe verte " * 6)[:length]
    if accepted:
        validate_password(password)
    else:
        with pytest.raises(ValidationError):
            validate_password(password)


def test_nothing_is_cut_off():
    user = User(email="x@example.org")
    user.set_password("nuage tortue lampe ")
    assert user.check_password("nuage tortue lampe ")
    assert not user.check_password("nuage tortue lampe")
