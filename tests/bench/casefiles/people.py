"""Who works in the fictional service of the benchmark, and the names of those who are accompanied."""

import random

from portal.accounts.models import User
from portal.accounts.roles import Role

CASE_MANAGERS, COORDINATORS = 100, 6
PLACES = 10
FIRST = ("Alba", "Basile", "Cora", "Dorian", "Élise", "Félix", "Gaëlle", "Hakim", "Inès", "Zoé")
LAST = ("Exemple", "Fictive", "Modèle", "Brouillon", "Canevas", "Chapitre", "Roman", "Conte", "Fable")


def case_manager_email(number):
    return f"mesure-{number:03d}@example.org"


def coordinator_email(number):
    return f"mesure-coordination-{number}@example.org"


def create_staff(programme):
    """(case managers, coordinators): without a password, nobody can sign in by the screens."""
    managers = [
        User.objects.create_user(
            case_manager_email(number),
            first_name=FIRST[number % len(FIRST)],
            last_name=f"Mesure-{number}",
            roles=[Role.CASE_MANAGER],
        )
        for number in range(CASE_MANAGERS)
    ]
    coordinators = [
        User.objects.create_user(
            coordinator_email(number),
            first_name="Dominique",
            last_name=f"Mesure-{number}",
            roles=[Role.COORDINATION],
        )
        for number in range(COORDINATORS)
    ]
    programme.case_managers.add(*managers)
    return managers, coordinators


def name_of(number):
    """(first name, last name) of somebody who does not exist; twenty-odd people share each last name."""
    draw = random.Random(number)  # noqa: S311 - the same people at each run
    return draw.choice(FIRST), f"{draw.choice(LAST)}-{number % 431}"
