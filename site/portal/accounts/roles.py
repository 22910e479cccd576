"""The seven roles. A role is a Django group; what each may reach stands in the rooms' `addresses.py`."""

from django.db import models


class Role(models.TextChoices):
    COMMUNICATION = "communication", "Communication"
    CASE_MANAGER = "case_manager", "Référent·e"
    COORDINATION = "coordination", "Coordination"
    DATA_OFFICER = "data_officer", "Gestion des données"
    DATA_PROTECTION = "data_protection", "Protection des données"
    ADMINISTRATOR = "administrator", "Administration"
    PARTNER = "partner", "Service partenaire"


CASE_WORK = frozenset({Role.CASE_MANAGER, Role.COORDINATION})
# With the guests of the house: a partner has an account, and is not of the team.
EVERYONE = frozenset(Role)
