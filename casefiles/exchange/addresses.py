"""Doors of the exchange room. Which target each role may fill stands with each resource and each export."""

from portal.accounts.roles import Role

_EXCHANGERS = {Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER}

ROLES = {
    "exchange:imports": _EXCHANGERS,
    "exchange:import_new": _EXCHANGERS,
    "exchange:import": _EXCHANGERS,
    "exchange:import_confirm": _EXCHANGERS,
    "exchange:import_discard": _EXCHANGERS,
    "exchange:import_errors": _EXCHANGERS,
    "exchange:template": _EXCHANGERS,
    "exchange:export": _EXCHANGERS,
    "exchange:export_answers": _EXCHANGERS,
    "exchange:export_contacts": _EXCHANGERS,
    "exchange:export_services": _EXCHANGERS,
}
